//! The languages CarBot speaks.

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use std::{borrow::Cow, fmt, str::FromStr};

/// A language CarBot can answer in; on the wire its ISO 639-1 code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// German, the default everywhere.
    #[default]
    De,
    /// English.
    En,
    /// Turkish.
    Tr,
}

impl Language {
    /// Every language; landing pages and chat are translated into all of them.
    pub const ALL: [Self; 3] = [Self::De, Self::En, Self::Tr];

    /// Languages the dashboard is translated into.
    pub const DASHBOARD: [Self; 2] = [Self::De, Self::En];

    /// The ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
            Self::Tr => "tr",
        }
    }

    /// The language of a BCP 47 tag such as `de-AT`, where we speak it.
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag
            .split(['-', '_'])
            .next()?
            .trim()
            .to_ascii_lowercase()
            .as_str()
        {
            "de" => Some(Self::De),
            "en" => Some(Self::En),
            "tr" => Some(Self::Tr),
            _ => None,
        }
    }

    /// The best of `offered` for an `Accept-Language` header (RFC 9110, 12.5.4).
    pub fn negotiate(header: &str, offered: &[Self]) -> Option<Self> {
        let mut best: Option<(f32, Self)> = None;
        for part in header.split(',').take(32) {
            let (tag, quality) = match part.split_once(";q=") {
                Some((tag, quality)) => (tag, quality.trim().parse().unwrap_or(0.0)),
                None => (part, 1.0),
            };
            let Some(language) = Self::from_tag(tag).filter(|it| offered.contains(it)) else {
                continue;
            };
            if quality > best.map_or(0.0, |(quality, _)| quality) {
                best = Some((quality, language));
            }
        }
        best.map(|(_, language)| language)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Read as a text: languages are keys of maps, and the path of an error
        // below a key that is read as an enum would lack it.
        let code = Cow::<'de, str>::deserialize(deserializer)?;
        [Self::De, Self::En, Self::Tr]
            .into_iter()
            .find(|it| it.code() == code)
            .ok_or_else(|| D::Error::custom(UnknownLanguage))
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::from_tag(text).ok_or(UnknownLanguage)
    }
}

/// The text names no language CarBot speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not one of de, en, tr")]
pub struct UnknownLanguage;

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn accept_language_is_answered_with_the_preferred_language_we_speak() {
        let check = |header: &str, expected: Option<Language>| {
            assert_eq!(
                Language::negotiate(header, &Language::DASHBOARD),
                expected,
                "{header}"
            );
        };
        check("en-GB,en;q=0.9,de;q=0.8", Some(Language::En));
        check("fr,de;q=0.3,en;q=0.2", Some(Language::De));
        check("tr", None);
        check("de;q=0", None);
        check("*", None);
        check("", None);
        check(";;q=,q=1", None);
    }
}
