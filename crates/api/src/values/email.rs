use crate::problem::ValueError;

/// An e-mail address as `<input type=email>` understands it (WHATWG HTML,
/// "valid e-mail address"), lower-cased, at most 254 characters (RFC 5321).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "openapi",
    derive(utoipa::ToSchema),
    schema(value_type = String, format = Email)
)]
pub struct Email(String);

const INVALID: ValueError = ValueError::new("invalid_email", "is not an e-mail address");

impl Email {
    /// Reads an address; the domain needs at least two labels.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = text.trim().to_lowercase();
        if text.is_empty() {
            return Err(ValueError::new("required", "must not be empty"));
        }
        let (local, domain) = text.rsplit_once('@').ok_or(INVALID)?;
        let local_is_valid = (1..=64).contains(&local.len())
            && local
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&it));
        let label_is_valid = |label: &str| {
            (1..=63).contains(&label.len())
                && label
                    .bytes()
                    .all(|it| it.is_ascii_alphanumeric() || it == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        let domain_is_valid = domain.contains('.') && domain.split('.').all(label_is_valid);
        if text.len() <= 254 && local_is_valid && domain_is_valid {
            Ok(Self(text))
        } else {
            Err(INVALID)
        }
    }
}

super::string_value!(Email);

#[cfg(test)]
mod tests {
    use super::Email;

    #[test]
    fn addresses_are_lower_cased_and_bad_ones_refused() {
        let check = |text: &str, expected: Option<&str>| {
            let email = Email::parse(text).ok();
            assert_eq!(email.as_ref().map(Email::as_str), expected, "{text}");
        };
        check(
            " Info@Werkstatt-Mueller.DE ",
            Some("info@werkstatt-mueller.de"),
        );
        check("a+b@c.co.uk", Some("a+b@c.co.uk"));
        check("a@b", None);
        check("a@b@c.de", None);
        check("@b.de", None);
        check("a b@c.de", None);
        check("a@-c.de", None);
        check("a@c..de", None);
        check("", None);
        check(&format!("{}@c.de", "a".repeat(65)), None);
    }
}
