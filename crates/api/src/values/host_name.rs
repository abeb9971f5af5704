use crate::problem::ValueError;

/// A host name as a customer's website has it: several labels or `localhost`,
/// in its ASCII form (IDNA, UTS 46), lower case, without scheme, port or path.
/// IP addresses are none. Whether its ending can be registered at all (public
/// suffix list) is for the server to say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "openapi",
    derive(utoipa::ToSchema),
    schema(value_type = String, format = Hostname)
)]
pub struct HostName(String);

const INVALID: ValueError = ValueError::new(
    "invalid_domain",
    "is not a domain such as werkstatt-mueller.de",
);

impl HostName {
    /// Reads a host name. A pasted address such as `https://www.example.de/kontakt`
    /// is cut to its host, because that is what people paste.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ValueError::new("required", "must not be empty"));
        }
        if text.len() > 2048 {
            return Err(INVALID);
        }
        let text = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))
            .unwrap_or(text);
        let host = text.split(['/', '?', '#']).next().unwrap_or_default();
        let host = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|it| it.is_ascii_digit()) => name,
            _ => host,
        };
        let host = host.strip_suffix('.').unwrap_or(host);
        let ascii = idna::domain_to_ascii_strict(host).map_err(|_| INVALID)?;
        let labels_are_valid = ascii.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && label
                    .bytes()
                    .all(|it| it.is_ascii_alphanumeric() || it == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        });
        let ends_in_a_name = ascii
            .rsplit('.')
            .next()
            .is_some_and(|it| !it.bytes().all(|it| it.is_ascii_digit()));
        let has_labels = ascii.contains('.') || ascii == "localhost";
        if ascii.len() <= 253 && labels_are_valid && ends_in_a_name && has_labels {
            Ok(Self(ascii))
        } else {
            Err(INVALID)
        }
    }

    /// Whether the name stands for the visitor's own machine.
    pub fn is_localhost(&self) -> bool {
        is_loopback_host(&self.0)
    }

    /// The name as people write it: punycode turned back into Unicode.
    pub fn to_unicode(&self) -> String {
        idna::domain_to_unicode(&self.0).0
    }
}

/// Whether a host (without port) is this machine: `localhost`, a name below it
/// (RFC 6761, 6.3) or a loopback address.
pub fn is_loopback_host(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || host.ends_with(".localhost")
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|it| it.is_loopback())
}

super::string_value!(HostName);

#[cfg(test)]
mod tests {
    use super::HostName;

    #[test]
    fn host_names_are_normalised_and_bad_ones_refused() {
        let check = |text: &str, expected: Option<&str>| {
            let host = HostName::parse(text).ok();
            assert_eq!(host.as_ref().map(HostName::as_str), expected, "{text}");
        };
        check("example.com", Some("example.com"));
        check(
            " https://www.Example.com/kontakt?x=1 ",
            Some("www.example.com"),
        );
        check("example.com:8080", Some("example.com"));
        check("shop.example.co.uk.", Some("shop.example.co.uk"));
        check("müller-kfz.de", Some("xn--mller-kfz-q9a.de"));
        check("localhost", Some("localhost"));
        check("localhost:3000", Some("localhost"));
        check("127.0.0.1", None);
        check("[::1]", None);
        check("example", None);
        check("exa mple.com", None);
        check("-bad.com", None);
        check("a..b.com", None);
        check("javascript:alert(1)", None);
        check("", None);
        check(&format!("{}.com", "a".repeat(64)), None);
    }
}
