//! The language of the dashboard and how dates and numbers are written in it.
//!
//! The server decides (cookie, then `Accept-Language`, then German) and writes
//! the language to `<html lang>`; the browser reads it from there, so that both
//! sides of hydration show the same.

use api::{Language, texts::Texts};
use fluent_bundle::FluentValue;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
/// Name of the cookie that holds the visitor's choice.
pub const LOCALE_COOKIE: &str = "locale";

/// The language this page is shown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locale(Language);

impl Locale {
    /// The language of the page that is being rendered or hydrated.
    pub fn of_page() -> Self {
        Self(page_language())
    }

    /// The language itself.
    pub const fn language(self) -> Language {
        self.0
    }

    /// The text of `key`.
    pub fn t(self, key: &str) -> String {
        Texts::of(self.0).text(key)
    }

    /// The text of `key` with its variables.
    pub fn t_with<'a>(self, key: &str, variables: &[(&'a str, FluentValue<'a>)]) -> String {
        Texts::of(self.0).format(key, variables)
    }

    /// The text of `key`, where there is one.
    pub fn find(self, key: &str) -> Option<String> {
        Texts::of(self.0).find(key)
    }

    /// The text of an error code, a general sentence where the code has none.
    pub fn error(self, code: &str) -> String {
        // Codes may come from a link, and Fluent keys are plain ASCII.
        let texts = Texts::of(self.0);
        texts
            .find(&format!("error-{code}"))
            .unwrap_or_else(|| texts.text("error-internal"))
    }
}

/// The language of the page, from context.
///
/// # Panics
/// Outside of [`crate::App`], which provides it.
pub fn use_locale() -> Locale {
    expect_context()
}

#[cfg(feature = "ssr")]
fn page_language() -> Language {
    use_context::<http::request::Parts>().map_or_else(Language::default, |parts| {
        let cookie = crate::session::cookie(&parts, LOCALE_COOKIE);
        let accepted = parts
            .headers
            .get(http::header::ACCEPT_LANGUAGE)
            .and_then(|it| it.to_str().ok());
        choose_language(cookie.as_deref(), accepted)
    })
}

#[cfg(not(feature = "ssr"))]
fn page_language() -> Language {
    document()
        .document_element()
        .and_then(|it| it.get_attribute("lang"))
        .and_then(|it| dashboard_language(&it))
        .unwrap_or_default()
}

/// The language for a request with this cookie and this `Accept-Language`.
#[cfg(feature = "ssr")]
fn choose_language(cookie: Option<&str>, accepted: Option<&str>) -> Language {
    cookie
        .and_then(dashboard_language)
        .or_else(|| Language::negotiate(accepted?, &Language::DASHBOARD))
        .unwrap_or_default()
}

/// The language of a tag, where the dashboard is translated into it.
pub fn dashboard_language(tag: &str) -> Option<Language> {
    Language::from_tag(tag).filter(|it| Language::DASHBOARD.contains(it))
}

/// A count with thousands separated: `12.345` in German, `12,345` in English.
pub fn format_count(count: i64, language: Language) -> String {
    let separator = if language == Language::En { ',' } else { '.' };
    let digits = count.unsigned_abs().to_string();
    let mut text = String::new();
    if count < 0 {
        text.push('\u{2212}');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_wins_over_the_browser_and_german_is_the_last_resort() {
        let check = |cookie: Option<&str>, accepted: Option<&str>, expected: Language| {
            assert_eq!(
                choose_language(cookie, accepted),
                expected,
                "{cookie:?} {accepted:?}"
            );
        };
        check(Some("en"), Some("de"), Language::En);
        check(Some("xx"), Some("en-GB"), Language::En);
        check(Some("tr"), None, Language::De);
        check(None, Some("fr"), Language::De);
        check(None, None, Language::De);
    }

    #[test]
    fn counts_are_grouped_as_the_language_has_it() {
        assert_eq!(format_count(999, Language::De), "999");
        assert_eq!(format_count(12_345, Language::De), "12.345");
        assert_eq!(format_count(1_234_567, Language::En), "1,234,567");
        assert_eq!(format_count(-1_000, Language::En), "\u{2212}1,000");
    }

    #[test]
    fn an_unknown_error_code_is_shown_as_a_general_sentence() {
        let locale = Locale(Language::De);
        assert_eq!(locale.error("<b>no such code"), locale.error("internal"));
        assert_ne!(locale.error("required"), locale.error("internal"));
    }
}
