//! What the engine says: the phrases of the answer files, filled in.

use crate::{Business, Formality, Language, Price, lexicon::data_lines};
use chrono::{Datelike, NaiveDate};
use std::{collections::HashMap, fmt::Write as _, sync::LazyLock};

static PHRASES: LazyLock<[Phrases; 3]> = LazyLock::new(|| {
    [
        read(include_str!("../data/answers.de.txt")),
        read(include_str!("../data/answers.en.txt")),
        read(include_str!("../data/answers.tr.txt")),
    ]
});

/// Ways to say it by key.
type Phrases = HashMap<&'static str, Vec<&'static str>>;

fn read(file: &'static str) -> Phrases {
    let mut phrases = Phrases::new();
    for line in data_lines(file) {
        if let Some((key, text)) = line.split_once(" = ") {
            phrases.entry(key.trim()).or_default().push(text.trim());
        }
    }
    phrases
}

/// Speaks for a business in a language.
#[derive(Clone, Copy, Debug)]
pub struct Voice<'a> {
    /// Who is spoken for.
    pub business: &'a Business,
    /// The language.
    pub language: Language,
    /// Chooses among phrases that say the same.
    pub seed: u64,
}

impl Voice<'_> {
    /// The phrase of a key with its arguments filled in. Arguments are put in as they are,
    /// once: braces in them stay.
    pub fn say(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        let phrases = &PHRASES[self.language.index()];
        let informal = match self.business.formality {
            Formality::Informal => phrases.get(format!("{key}.du").as_str()),
            Formality::Formal => None,
        };
        let Some(ways) = informal.or_else(|| phrases.get(key)) else {
            return String::new();
        };
        let count = u64::try_from(ways.len()).unwrap_or(1).max(1);
        let chosen = usize::try_from(self.seed % count).unwrap_or_default();
        fill(ways.get(chosen).copied().unwrap_or_default(), arguments)
    }

    /// The phrase of a key without arguments.
    pub fn text(&self, key: &str) -> String {
        self.say(key, &[])
    }

    /// `8:00`, minutes since midnight.
    pub fn time(minute: u16) -> String {
        format!("{}:{:02}", minute / 60, minute % 60)
    }

    /// Name of the weekday.
    pub fn weekday(&self, date: NaiveDate) -> String {
        self.text(&format!(
            "weekday.{}",
            date.weekday().num_days_from_monday()
        ))
    }

    /// `24.12.`
    pub fn date(&self, date: NaiveDate) -> String {
        let month = date.month().to_string();
        let name = self.text(&format!("month.{month}"));
        self.say(
            "date.format",
            &[
                ("day", &date.day().to_string()),
                ("month", &month),
                ("monthname", &name),
            ],
        )
    }

    /// A day as seen from today: `heute`, `am Samstag`, `am Donnerstag, 24.12.,`.
    pub fn day(&self, date: NaiveDate, today: NaiveDate) -> String {
        match date.signed_duration_since(today).num_days() {
            0 => self.text("day.today"),
            1 => self.text("day.tomorrow"),
            2..=6 => self.say("day.weekday", &[("weekday", &self.weekday(date))]),
            _ => self.dated_day(date),
        }
    }

    /// A day with its date: `am Donnerstag, 24.12.,`.
    pub fn dated_day(&self, date: NaiveDate) -> String {
        let month = date.month().to_string();
        let name = self.text(&format!("month.{month}"));
        self.say(
            "day.date",
            &[
                ("weekday", &self.weekday(date)),
                ("date", &self.date(date)),
                ("day", &date.day().to_string()),
                ("month", &month),
                ("monthname", &name),
            ],
        )
    }

    /// `a, b und c`
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => {
                format!("{} {} {last}", first.join(", "), self.text("list.and"))
            }
        }
    }

    /// An amount of money.
    pub fn amount(&self, cents: i64) -> String {
        let mut euros = (cents / 100).unsigned_abs().to_string();
        let group = if self.language == Language::En {
            ","
        } else {
            "."
        };
        let mut at = euros.len();
        while at > 3 {
            at -= 3;
            euros.insert_str(at, group);
        }
        let cents = format!("{:02}", (cents % 100).unsigned_abs());
        self.say("price.amount", &[("euros", &euros), ("cents", &cents)])
    }

    /// A price with what it includes.
    pub fn price(&self, price: Price) -> String {
        match price {
            Price::Fixed { cents } => self.say("price.fixed", &[("amount", &self.amount(cents))]),
            Price::From { cents } => self.say("price.from", &[("amount", &self.amount(cents))]),
            Price::Range {
                from_cents,
                to_cents,
            } => self.say(
                "price.range",
                &[
                    ("from", &self.amount(from_cents)),
                    ("to", &self.amount(to_cents)),
                ],
            ),
            Price::OnRequest => self.text("price.on_request"),
        }
    }

    /// A telephone number that can be tapped.
    pub fn phone_link(phone: &str) -> String {
        let number = dialable(phone);
        if number.is_empty() {
            phone.to_owned()
        } else {
            format!("[{}](tel:{number})", link_text(phone))
        }
    }

    /// An e-mail address that can be tapped.
    pub fn email_link(email: &str) -> String {
        format!("[{}](mailto:{})", link_text(email), percent_encoded(email))
    }

    /// How to reach people, in a sentence; empty when the profile does not say.
    pub fn reach(&self) -> String {
        if let Some(phone) = &self.business.phone {
            self.say("reach.phone", &[("phone", &Self::phone_link(phone))])
        } else if let Some(email) = &self.business.email {
            self.say("reach.email", &[("email", &Self::email_link(email))])
        } else {
            String::new()
        }
    }
}

fn fill(phrase: &str, arguments: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(phrase.len() + 32);
    let mut rest = phrase;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        let value = arguments.iter().find(|it| it.0 == name).map(|it| it.1);
        filled.push_str(value.unwrap_or_default());
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// Digits of a telephone number with an optional leading `+`; `(0)` after a country code is left out.
pub fn dialable(phone: &str) -> String {
    let phone = phone.trim();
    let cleaned = if phone.starts_with('+') {
        phone.replace("(0)", "")
    } else {
        phone.to_owned()
    };
    let mut number = String::with_capacity(cleaned.len());
    for character in cleaned.chars() {
        if character.is_ascii_digit() || (character == '+' && number.is_empty()) {
            number.push(character);
        }
    }
    number
}

/// Text that cannot end a link.
fn link_text(text: &str) -> String {
    text.replace(['[', ']', '(', ')'], " ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The text with everything but unreserved characters and `@` encoded, for an address.
pub fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'@') {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// The text with its first letter as a capital.
pub fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        // Turkish has a dotted capital, which `to_uppercase` does not know of.
        Some('i') if text.starts_with("iş") => format!("İ{}", characters.as_str()),
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

/// Sentences joined by spaces, empty ones left out.
pub fn sentences(parts: &[String]) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .map(|it| it.trim())
        .filter(|it| !it.is_empty())
        .collect();
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn keys(language: Language) -> BTreeSet<&'static str> {
        let phrases = PHRASES[language.index()].keys().copied();
        phrases
            .filter(|it| it.strip_suffix(".du").is_none())
            .collect()
    }

    #[test]
    fn every_language_says_everything() {
        assert_eq!(keys(Language::De), keys(Language::En));
        assert_eq!(keys(Language::De), keys(Language::Tr));
    }

    #[test]
    fn what_the_code_says_is_written() {
        let sources = [
            include_str!("answers.rs"),
            include_str!("hours.rs"),
            include_str!("prices.rs"),
            include_str!("profile.rs"),
            include_str!("booking.rs"),
            include_str!("booking/say.rs"),
            include_str!("booking/times.rs"),
            include_str!("engine.rs"),
            include_str!("compose.rs"),
            include_str!("respond.rs"),
        ];
        let known = keys(Language::De);
        let sections: BTreeSet<&str> = known.iter().filter_map(|it| it.split('.').next()).collect();
        let mut found = 0;
        for literal in sources
            .iter()
            .flat_map(|it| it.split('"').skip(1).step_by(2))
        {
            let is_key = literal.split_once('.').is_some_and(|(section, name)| {
                sections.contains(section)
                    && !name.is_empty()
                    && name
                        .bytes()
                        .all(|it| it.is_ascii_lowercase() || matches!(it, b'_' | b'.'))
            });
            if is_key && !literal.ends_with('.') && literal.strip_suffix(".rs").is_none() {
                found += 1;
                assert!(known.contains(literal), "no answer {literal}");
            }
        }
        assert!(found > 60, "found only {found}");
    }

    #[test]
    fn arguments_are_filled_in_once() {
        assert_eq!(
            fill("{a} und {b}", &[("a", "{b}"), ("b", "x")]),
            "{b} und x"
        );
        assert_eq!(fill("offen {", &[]), "offen {");
    }

    #[test]
    fn numbers_can_be_dialled() {
        assert_eq!(dialable("+49 (0) 30 / 123 45-67"), "+49301234567");
        assert_eq!(dialable("030 1234567"), "0301234567");
    }
}
