//! Addresses a page links to, as they stand in an attribute.

use minijinja::Value;
use serde::Serialize;
use std::fmt::Write as _;

/// An address of ours. Escaping as text would write its slashes as entities,
/// which is right but hard to read.
pub fn url(address: &str) -> Value {
    let mut escaped = String::with_capacity(address.len());
    for character in address.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("%22"),
            '\'' => escaped.push_str("%27"),
            '<' => escaped.push_str("%3C"),
            '>' => escaped.push_str("%3E"),
            other => escaped.push(other),
        }
    }
    // Nothing in it can end the attribute now.
    Value::from_safe_string(escaped)
}

/// Everything but unreserved characters (RFC 3986, 2.3) as `%XX`.
fn percent_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => {
                // Writing to a string cannot fail.
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

/// A search on OpenStreetMap: a link, so that nothing is loaded from there
/// before it is clicked. Nothing without a street and a town.
pub fn map(street: &str, postal_code: &str, city: &str) -> Option<Value> {
    if street.is_empty() || city.is_empty() {
        return None;
    }
    let query = percent_encode(&format!("{street}, {postal_code} {city}"));
    Some(url(&format!(
        "https://www.openstreetmap.org/search?query={query}"
    )))
}

/// An e-mail with its subject filled in (RFC 6068).
pub fn mail(email: &str, subject: &str) -> Value {
    let (local, domain) = email.rsplit_once('@').unwrap_or((email, ""));
    url(&format!(
        "mailto:{}@{}?subject={}",
        percent_encode(local),
        percent_encode(domain),
        percent_encode(subject)
    ))
}

/// A picture for the browser's tab: the first letter of `name` on `color`, as
/// a `data:` address.
pub fn icon(name: &str, color: &str, text_color: &str) -> Value {
    let svg = icon_svg(name, color, text_color);
    url(&format!("data:image/svg+xml,{}", percent_encode(&svg)))
}

/// The same as SVG.
pub fn icon_svg(name: &str, color: &str, text_color: &str) -> String {
    // Letters and digits need no escaping.
    let initial: String = name
        .chars()
        .find(|it| it.is_alphanumeric())
        .map_or_else(String::new, |it| it.to_uppercase().collect());
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'>\
         <rect width='32' height='32' rx='9' fill='{color}'/>\
         <text x='16' y='22.5' text-anchor='middle' font-family='sans-serif' font-size='19' \
         font-weight='700' fill='{text_color}'>{initial}</text></svg>"
    )
}

/// A phone number.
#[derive(Debug, Serialize)]
pub struct Phone {
    /// As people write it.
    text: String,
    /// For `tel:`, digits and a leading plus only.
    link: String,
}

/// A phone number as people write it, with its link.
pub fn phone(text: String) -> Phone {
    // The zero in `+49 (0)30` is dialled only without the country code.
    let dialled = if text.trim_start().starts_with('+') {
        text.replace("(0)", "")
    } else {
        text.clone()
    };
    let link = dialled
        .trim_start()
        .char_indices()
        .filter(|(index, it)| it.is_ascii_digit() || (*it == '+' && *index == 0))
        .map(|(_, it)| it)
        .collect();
    Phone { text, link }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_an_address_ends_its_attribute() {
        for hostile in ["\"><script>", "a' onload='x", "x&y<z"] {
            let texts = [
                url(hostile).to_string(),
                mail(hostile, hostile).to_string(),
                icon(hostile, "#000000", "#ffffff").to_string(),
            ];
            for text in texts {
                assert!(!text.contains(['"', '\'', '<', '>']), "{text}");
            }
        }
    }

    #[test]
    fn links_carry_what_they_need() {
        assert_eq!(
            map("Hauptstraße 1", "12555", "Berlin").map(|it| it.to_string()),
            Some(
                "https://www.openstreetmap.org/search?query=Hauptstra%C3%9Fe%201%2C%2012555%20Berlin"
                    .to_owned()
            )
        );
        assert!(map("", "", "Berlin").is_none());
        assert_eq!(
            mail("a+b@x.de", "Termin für mich").to_string(),
            "mailto:a%2Bb@x.de?subject=Termin%20f%C3%BCr%20mich"
        );
        assert_eq!(phone("+49 (0)30 1234+5".to_owned()).link, "+493012345");
    }
}
