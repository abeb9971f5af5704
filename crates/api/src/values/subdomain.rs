use crate::problem::ValueError;

/// The name under which a landing page is served: 3 to 63 characters of
/// `a-z 0-9 -`, not reserved.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subdomain(String);

/// Names that the installation needs itself or that would pass for somebody else.
const RESERVED: [&str; 34] = [
    "admin",
    "administrator",
    "api",
    "app",
    "assets",
    "auth",
    "billing",
    "blog",
    "carbot",
    "cdn",
    "dashboard",
    "docs",
    "ftp",
    "help",
    "imap",
    "internal",
    "login",
    "mail",
    "ns1",
    "ns2",
    "paypal",
    "pop",
    "root",
    "secure",
    "smtp",
    "ssl",
    "static",
    "status",
    "stripe",
    "support",
    "webmail",
    "widget",
    "www",
    "abuse",
];

impl Subdomain {
    /// Reads a subdomain; capital letters are lowered.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = text.trim().to_ascii_lowercase();
        let is_valid = (3..=63).contains(&text.len())
            && text.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-')
            // `xn--…` would be read as punycode and shown as other letters.
            && text.get(2..4) != Some("--");
        if !is_valid {
            return Err(ValueError::new(
                "invalid_subdomain",
                "must have 3 to 63 characters of a-z, 0-9 and -",
            ));
        }
        if RESERVED.contains(&text.as_str()) {
            return Err(ValueError::new("reserved_subdomain", "is reserved"));
        }
        Ok(Self(text))
    }
}

super::string_value!(Subdomain);

#[cfg(test)]
mod tests {
    use super::Subdomain;

    #[test]
    fn subdomains_are_plain_labels_and_not_reserved() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(
                Subdomain::parse(text).err().map(|it| it.code),
                expected,
                "{text}"
            );
        };
        check("test-workshop", None);
        check("Demo", None);
        check("ab", Some("invalid_subdomain"));
        check("xn--mller-kva", Some("invalid_subdomain"));
        check("a.b.c", Some("invalid_subdomain"));
        check("-abc", Some("invalid_subdomain"));
        check("admin", Some("reserved_subdomain"));
    }
}
