//! The texts people read, in Fluent (`locales/<language>/*.ftl`), shared by
//! dashboard, landing pages and e-mails.
//!
//! A key missing in a language is shown in German; a key missing everywhere
//! is a defect which the tests find, and is shown as itself.

use crate::Language;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use std::{borrow::Cow, sync::LazyLock};
use unic_langid::LanguageIdentifier;

/// All texts of one language.
pub struct Texts {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

#[cfg(feature = "page-texts")]
const GERMAN_PAGES: &[&str] = &[
    include_str!("../locales/de/landing_page.ftl"),
    include_str!("../locales/de/legal.ftl"),
];
#[cfg(feature = "page-texts")]
const ENGLISH_PAGES: &[&str] = &[
    include_str!("../locales/en/landing_page.ftl"),
    include_str!("../locales/en/legal.ftl"),
];
#[cfg(not(feature = "page-texts"))]
const GERMAN_PAGES: &[&str] = &[];
#[cfg(not(feature = "page-texts"))]
const ENGLISH_PAGES: &[&str] = &[];

static GERMAN: LazyLock<Texts> = LazyLock::new(|| {
    let sources = [
        include_str!("../locales/de/dashboard.ftl"),
        include_str!("../locales/de/mail.ftl"),
    ];
    Texts::load(Language::De, &[&sources, GERMAN_PAGES].concat())
});

static ENGLISH: LazyLock<Texts> = LazyLock::new(|| {
    let sources = [
        include_str!("../locales/en/dashboard.ftl"),
        include_str!("../locales/en/mail.ftl"),
    ];
    Texts::load(Language::En, &[&sources, ENGLISH_PAGES].concat())
});

/// Only landing pages are in Turkish so far.
#[cfg(feature = "page-texts")]
static TURKISH: LazyLock<Texts> = LazyLock::new(|| {
    let sources = [
        include_str!("../locales/tr/landing_page.ftl"),
        include_str!("../locales/tr/legal.ftl"),
    ];
    Texts::load(Language::Tr, &sources)
});

impl Texts {
    /// The texts of a language; German where it has none yet.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::De => &GERMAN,
            Language::En => &ENGLISH,
            #[cfg(feature = "page-texts")]
            Language::Tr => &TURKISH,
            #[cfg(not(feature = "page-texts"))]
            Language::Tr => &GERMAN,
        }
    }

    fn load(language: Language, sources: &[&str]) -> Self {
        let id: LanguageIdentifier = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Isolation marks (U+2068, U+2069) would be copied with the text.
        bundle.set_use_isolating(false);
        for source in sources {
            // What does not parse is left out here; a test reads every file.
            let resource = match FluentResource::try_new((*source).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle }
    }

    /// The language of these texts.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The text of `key`, where there is one in this language or in German.
    pub fn find(&self, key: &str) -> Option<String> {
        self.find_with(key, None)
    }

    /// The text of `key`.
    pub fn text(&self, key: &str) -> String {
        self.find(key).unwrap_or_else(|| key.to_owned())
    }

    /// The text of `key` with its variables.
    pub fn format<'a>(&self, key: &str, variables: &[(&'a str, FluentValue<'a>)]) -> String {
        let mut arguments = FluentArgs::new();
        for (name, value) in variables {
            arguments.set(Cow::Borrowed(*name), value.clone());
        }
        self.find_with(key, Some(&arguments))
            .unwrap_or_else(|| key.to_owned())
    }

    fn find_with(&self, key: &str, arguments: Option<&FluentArgs<'_>>) -> Option<String> {
        let Some(pattern) = self.bundle.get_message(key).and_then(|it| it.value()) else {
            return if self.language == Language::De {
                None
            } else {
                GERMAN.find_with(key, arguments)
            };
        };
        let mut errors = Vec::new();
        Some(
            self.bundle
                .format_pattern(pattern, arguments, &mut errors)
                .into_owned(),
        )
    }
}

/// An amount of cents as people write it: `89 €`, `89,90 €`; `€89`, `€89.90`.
pub fn format_euros(cents: i64, language: Language) -> String {
    let (euros, rest) = (cents / 100, cents % 100);
    let (thousands, decimal) = if language == Language::En {
        (',', '.')
    } else {
        ('.', ',')
    };
    let mut amount = String::new();
    let digits = euros.to_string();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            amount.push(thousands);
        }
        amount.push(digit);
    }
    if rest != 0 {
        amount.push(decimal);
        if rest < 10 {
            amount.push('0');
        }
        amount.push_str(&rest.to_string());
    }
    if language == Language::En {
        format!("€{amount}")
    } else {
        format!("{amount}\u{a0}€")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// German and the other languages each file is in.
    const SOURCES: [&[&str]; 4] = [
        &[
            include_str!("../locales/de/dashboard.ftl"),
            include_str!("../locales/en/dashboard.ftl"),
        ],
        &[
            include_str!("../locales/de/mail.ftl"),
            include_str!("../locales/en/mail.ftl"),
        ],
        &[
            include_str!("../locales/de/landing_page.ftl"),
            include_str!("../locales/en/landing_page.ftl"),
            include_str!("../locales/tr/landing_page.ftl"),
        ],
        &[
            include_str!("../locales/de/legal.ftl"),
            include_str!("../locales/en/legal.ftl"),
            include_str!("../locales/tr/legal.ftl"),
        ],
    ];

    fn keys(source: &str) -> BTreeSet<String> {
        FluentResource::try_new(source.to_owned()).expect("valid Fluent");
        source
            .lines()
            .filter(|line| line.starts_with(|it: char| it.is_ascii_lowercase()))
            .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim().to_owned()))
            .collect()
    }

    #[test]
    fn every_key_is_there_in_every_language_of_its_file() {
        for files in SOURCES {
            let german = keys(files[0]);
            for other in &files[1..] {
                let other = keys(other);
                let difference: Vec<_> = german.symmetric_difference(&other).collect();
                assert!(
                    difference.is_empty(),
                    "only in one language: {difference:?}"
                );
            }
        }
    }

    #[test]
    fn euros_are_written_as_the_language_has_it() {
        let check = |cents: i64, german: &str, english: &str| {
            assert_eq!(format_euros(cents, Language::De), german);
            assert_eq!(format_euros(cents, Language::En), english);
        };
        check(8_900, "89\u{a0}€", "€89");
        check(8_990, "89,90\u{a0}€", "€89.90");
        check(129_905, "1.299,05\u{a0}€", "€1,299.05");
        check(50, "0,50\u{a0}€", "€0.50");
    }
}
