//! Names below the pages domain.

use crate::problem::ValueError;
use std::{collections::HashSet, sync::LazyLock};

/// The name under which a landing page is served: 3 to 63 characters of
/// `a-z 0-9 -`, not reserved, and not one that passes for somebody else's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subdomain(String);

/// Names that the installation needs itself.
static RESERVED: LazyLock<HashSet<&str>> =
    LazyLock::new(|| lines(include_str!("../../data/reserved-subdomains.txt")).collect());

/// How names look that people trust with their money or their passwords.
static TRUSTED: LazyLock<HashSet<String>> = LazyLock::new(|| {
    lines(include_str!("../../data/trusted-names.txt"))
        .map(skeleton)
        .collect()
});

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    let lines = text.lines().map(str::trim);
    lines.filter(|it| !it.is_empty() && !it.starts_with('#'))
}

/// What a name looks like at a glance: signs that are taken for each other are one. Other alphabets
/// cannot occur, so this is all there is of homographs (UTS 39, 4).
fn skeleton(name: &str) -> String {
    name.replace("rn", "m")
        .replace("vv", "w")
        .replace("cl", "d")
        .chars()
        .filter(|it| *it != '-')
        .map(|it| match it {
            '0' => 'o',
            '1' | 'l' => 'i',
            '3' => 'e',
            '4' => 'a',
            '5' => 's',
            '7' => 't',
            '8' => 'b',
            other => other,
        })
        .collect()
}

/// Whether a name, or a word of it, looks like one that people trust.
fn passes_for_another(name: &str) -> bool {
    let is_trusted = |name: &str| TRUSTED.contains(&skeleton(name));
    is_trusted(name) || name.split('-').any(is_trusted)
}

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
        let is_numbered = |prefix: &str| {
            let number = text.strip_prefix(prefix);
            number.is_some_and(|it| it.bytes().all(|it| it.is_ascii_digit()))
        };
        if RESERVED.contains(text.as_str()) || ["ns", "mx", "www"].into_iter().any(is_numbered) {
            return Err(ValueError::new("reserved_subdomain", "is reserved"));
        }
        if passes_for_another(&text) {
            return Err(ValueError::new(
                "reserved_subdomain",
                "is reserved, since it looks like the name of somebody else",
            ));
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

    #[test]
    fn names_that_pass_for_others_are_refused_and_honest_ones_are_not() {
        let is_free = |text: &str| Subdomain::parse(text).is_ok();
        for text in [
            "www",
            "www2",
            "ns3",
            "mx1",
            "mail",
            "autoconfig",
            "paypal",
            "paypa1",
            "pay-pal",
            "paypal-login",
            "g00gle",
            "arnazon",
            "mein-sparkasse",
            "carb0t",
            "rnicrosoft",
            "volksbank-konto",
        ] {
            assert!(!is_free(text), "{text}");
        }
        for text in [
            "werkstatt-mueller",
            "autohaus-sonnenberg",
            "reifen-kessler",
            "test-workshop",
            "garage24",
            "kfz-meier",
            "mailaender-kfz",
            "app-garage",
            "vw-spezialist",
            "mx5-freunde",
        ] {
            assert!(is_free(text), "{text}");
        }
    }
}
