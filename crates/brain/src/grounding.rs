//! What a language model may say: facts for it to rest on, and the check that it did.
//!
//! A model only words an answer. Every figure in its text (price, time, date, number) must stand in
//! the facts it was given; a text with any other figure is not sent.

use crate::{
    Availability, Engine, Language,
    analysis::Analysis,
    answers::Voice,
    booking::Times,
    dates::{DayName, DaySpan, When},
    hours, prices, profile,
    text::{TokenKind, cut, tokenize},
};
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::HashSet;

/// Knowledge entries that are given for a message, at most.
const MAX_ENTRIES: usize = 5;

impl Engine {
    /// What the knowledge holds around a message, each fact a sentence or a short list.
    pub fn facts(&self, message: &str, language: Language, now: NaiveDateTime) -> Vec<String> {
        let voice = self.voice(language, 0);
        let analysis = Analysis::new(cut(message), &self.indexes.vocabulary);
        let terms = analysis.terms(language);
        let mut facts = vec![
            self.hours_of(&When::default(), language, now),
            profile::contact(&voice).text,
            profile::location(&voice).text,
        ];
        facts.extend(self.prices_of(message, language));
        let hits = Language::ALL.into_iter().flat_map(|it| {
            let terms = if it == language {
                terms.clone()
            } else {
                analysis.terms(it)
            };
            self.indexes.faq[it.index()].search(&terms, MAX_ENTRIES)
        });
        let mut hits: Vec<_> = hits.collect();
        hits.sort_by(|a, b| b.agreement.total_cmp(&a.agreement));
        for hit in hits.into_iter().take(MAX_ENTRIES) {
            if let Some(entry) = self.knowledge.entries.get(hit.item) {
                facts.push(format!("{} {}", entry.question, entry.answer));
            }
        }
        facts
    }

    /// The opening hours of a day.
    pub fn hours_on(&self, date: NaiveDate, language: Language, now: NaiveDateTime) -> String {
        let when = When {
            days: vec![DaySpan {
                from: date,
                to: date,
                name: DayName::Date,
            }],
            ..When::default()
        };
        self.hours_of(&when, language, now)
    }

    /// The times of a day for which an appointment can still be asked, or the next days with some.
    pub fn free_times_on(
        &self,
        date: NaiveDate,
        language: Language,
        now: NaiveDateTime,
        availability: Option<&Availability>,
    ) -> String {
        let voice = self.voice(language, 0);
        let times = Times {
            business: voice.business,
            availability,
            now,
        };
        let free: Vec<String> = times.free_on(date).map(Voice::time).collect();
        if !free.is_empty() {
            return format!("{date}: {}", free.join(", "));
        }
        let days = times.free_days_after(date.max(now.date()));
        let days: Vec<String> = days.iter().map(ToString::to_string).collect();
        format!(
            "{date}: none. Next days with free times: {}",
            days.join(", ")
        )
    }

    fn hours_of(&self, when: &When, language: Language, now: NaiveDateTime) -> String {
        let question = hours::Question {
            analysis: &Analysis::default(),
            when,
            now,
            asks_when: true,
            asks_closed: false,
        };
        hours::answer(&self.voice(language, 0), &question).text
    }

    /// Prices of the services a text names; `None` if the price list has none of them.
    pub fn prices_of(&self, text: &str, language: Language) -> Option<String> {
        let analysis = Analysis::new(cut(text), &self.indexes.vocabulary);
        let found = self.indexes.services.find(&analysis, language);
        let services: Vec<_> = found
            .iter()
            .filter_map(|it| self.knowledge.services.get(*it))
            .collect();
        (!services.is_empty()).then(|| prices::answer(&self.voice(language, 0), &services).text)
    }
}

/// Whether every figure of a text stands in the facts. Figures are compared as they are said:
/// `89,00 €` and `89 Euro` are the same, so are `8:00` and `8 Uhr`.
pub fn is_grounded(text: &str, facts: &[String]) -> bool {
    let known: HashSet<String> = facts.iter().flat_map(|it| figures(it)).collect();
    figures(text).iter().all(|it| known.contains(it))
}

/// The figures of a text, each in its shortest form.
fn figures(text: &str) -> Vec<String> {
    let tokens = tokenize(text);
    let mut figures = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].kind != TokenKind::Number {
            at += 1;
            continue;
        }
        let mut figure = tokens[at].fold.clone();
        // Digits, one mark, digits, without spaces: `89,00`, `8:30`, `24.12`, `1.299,00`.
        while let [number, mark, next, ..] = &tokens[at..]
            && mark.kind == TokenKind::Mark
            && matches!(mark.fold.as_str(), "," | "." | ":")
            && next.kind == TokenKind::Number
            && number.end == mark.start
            && mark.end == next.start
        {
            // A dot or comma before three digits groups thousands.
            let groups = next.fold.len() == 3 && mark.fold != ":";
            if !groups {
                figure.push('.');
            }
            figure.push_str(&next.fold);
            at += 2;
        }
        at += 1;
        let short = figure.strip_suffix(".00").unwrap_or(&figure);
        let short = short.trim_start_matches('0');
        figures.push(if short.is_empty() { "0" } else { short }.to_owned());
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_compared_as_they_are_said() {
        let facts = ["Ölwechsel: 89,00 €, Mo 8:00–17:30 Uhr, ab 1.299,00 €".to_owned()];
        for text in [
            "Ein Ölwechsel kostet 89 Euro.",
            "We open at 8:00.",
            "um 08 Uhr bis 17.30 Uhr",
            "1299 €",
            "Gern, kommen Sie vorbei!",
        ] {
            assert!(is_grounded(text, &facts), "{text}");
        }
        for text in [
            "79 €",
            "89,50 €",
            "bis 18:00 Uhr",
            "0171 2345678",
            "10 % Rabatt",
        ] {
            assert!(!is_grounded(text, &facts), "{text}");
        }
    }
}
