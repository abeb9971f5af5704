use crate::problem::ValueError;
use std::{fmt, sync::LazyLock};

/// A new password: 10 to 256 characters, no composition rules (NIST SP 800-63B,
/// 3.1.1.2), none of the commonest passwords. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

/// The commonest passwords of ten and more characters, in lower case and sorted; see
/// `data/README.md`.
static COMMON: LazyLock<Vec<&str>> = LazyLock::new(|| {
    include_str!("../../data/common-passwords.txt")
        .lines()
        .collect()
});

const MIN_CHARACTERS: usize = 10;
const MAX_CHARACTERS: usize = 256;

impl Password {
    /// Reads a new password. What is read here is not trimmed: spaces count.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let length = text.chars().count();
        if length < MIN_CHARACTERS {
            return Err(ValueError::new(
                "password_too_short",
                "must have at least 10 characters",
            ));
        }
        if length > MAX_CHARACTERS {
            return Err(ValueError::new(
                "password_too_long",
                "must have at most 256 characters",
            ));
        }
        let lower_case = text.to_lowercase();
        let first = lower_case.chars().next();
        let is_one_character = lower_case.chars().all(|it| Some(it) == first);
        if is_one_character || COMMON.binary_search(&lower_case.as_str()).is_ok() {
            return Err(ValueError::new(
                "password_too_common",
                "is one of the commonest passwords",
            ));
        }
        Ok(Self(text.to_owned()))
    }

    /// The password itself, for hashing.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Password(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::Password;

    #[test]
    fn short_and_common_passwords_are_refused() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(
                Password::parse(text).err().map(|it| it.code),
                expected,
                "{text}"
            );
        };
        check("SecurePassword123!", None);
        check("vier kleine wörter", None);
        check("kurz", Some("password_too_short"));
        check("Passwort123", Some("password_too_common"));
        check("aaaaaaaaaaaa", Some("password_too_common"));
        check("Schalke04!", None);
        check("schalke1904", Some("password_too_common"));
        check("QWERTZUIOP", Some("password_too_common"));
        check("Sommer2026", Some("password_too_common"));
        check(&"ab".repeat(128), None);
        check(&"ab".repeat(129), Some("password_too_long"));
    }

    #[test]
    fn the_list_of_common_passwords_is_sorted_and_in_lower_case() {
        let list = &*super::COMMON;
        assert!(list.len() > 4_000, "{}", list.len());
        assert!(list.is_sorted());
        for password in list {
            assert_eq!(*password, password.to_lowercase());
            assert!(password.chars().count() >= 10, "{password}");
        }
    }

    #[test]
    fn a_password_is_not_printed() {
        let password = Password::parse("SecurePassword123!").expect("valid");
        assert!(!format!("{password:?}").contains("Secure"));
    }
}
