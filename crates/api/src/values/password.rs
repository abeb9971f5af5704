use crate::problem::ValueError;
use std::fmt;

/// A new password: 10 to 128 characters, no composition rules (NIST SP 800-63B,
/// 3.1.1.2), none of the commonest passwords. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

/// The commonest passwords of ten and more characters in published leaks.
const COMMON: [&str; 24] = [
    "1234567890",
    "0123456789",
    "1234567891",
    "12345678910",
    "123456789a",
    "9876543210",
    "0987654321",
    "1111111111",
    "0000000000",
    "qwertyuiop",
    "qwertzuiop",
    "1q2w3e4r5t",
    "password12",
    "password123",
    "password1234",
    "passwort123",
    "passwort1234",
    "iloveyou12",
    "hallohallo",
    "1qaz2wsx3edc",
    "q1w2e3r4t5",
    "abcdefghij",
    "sommer2025",
    "schalke0404",
];

impl Password {
    /// Reads a new password. What is read here is not trimmed: spaces count.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let length = text.chars().count();
        if length < 10 {
            return Err(ValueError::new(
                "password_too_short",
                "must have at least 10 characters",
            ));
        }
        if length > 128 {
            return Err(ValueError::new(
                "password_too_long",
                "must have at most 128 characters",
            ));
        }
        let lower_case = text.to_lowercase();
        let first = lower_case.chars().next();
        let is_one_character = lower_case.chars().all(|it| Some(it) == first);
        if is_one_character || COMMON.contains(&lower_case.as_str()) {
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
        check(&"ab".repeat(65), Some("password_too_long"));
    }

    #[test]
    fn a_password_is_not_printed() {
        let password = Password::parse("SecurePassword123!").expect("valid");
        assert!(!format!("{password:?}").contains("Secure"));
    }
}
