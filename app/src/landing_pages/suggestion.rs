//! A subdomain made from the name of a business.

use api::values::Subdomain;

/// `Müller & Söhne KFZ` becomes `mueller-soehne-kfz`; empty where no valid name comes of it.
pub fn suggest_subdomain(name: &str) -> String {
    let mut label = String::new();
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' => label.push_str("ae"),
            'ö' => label.push_str("oe"),
            'ü' => label.push_str("ue"),
            'ß' => label.push_str("ss"),
            'a'..='z' | '0'..='9' => label.push(letter),
            _ if label.ends_with('-') || label.is_empty() => {}
            _ => label.push('-'),
        }
    }
    label.truncate(40);
    let label = label.trim_end_matches('-');
    Subdomain::parse(label)
        .map(|it| it.to_string())
        .unwrap_or_default()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::suggest_subdomain;

    #[test]
    fn names_become_labels() {
        let check = |name: &str, expected: &str| {
            assert_eq!(suggest_subdomain(name), expected, "{name}");
        };
        check("Müller & Söhne KFZ", "mueller-soehne-kfz");
        check("  Auto-Haus  Weiß! ", "auto-haus-weiss");
        check("Oto Çelik", "oto-elik");
        check("Admin", "");
        check("ab", "");
        check("日本", "");
        check(
            &"lang ".repeat(20),
            "lang-lang-lang-lang-lang-lang-lang-lang",
        );
    }
}
