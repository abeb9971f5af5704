//! The words of a query, and where a text has them.

use api::conversations::SnippetPart;
use rust_stemmers::{Algorithm, Stemmer};
use std::ops::Range;

/// Words of a query, at most.
const MAX_TERMS: usize = 8;
/// Characters of a word, at most.
const MAX_WORD: usize = 40;
/// Shorter stems would begin too many words.
const MIN_STEM: usize = 3;
/// Characters shown before the first match.
const BEFORE: usize = 60;
/// Characters of a snippet, about.
const LENGTH: usize = 200;

/// The words of a query.
#[derive(Debug)]
pub(super) struct Terms(Vec<Term>);

#[derive(Debug)]
struct Term {
    /// As typed, in lower case.
    word: String,
    /// Beginnings of its forms in German and English, accents removed.
    stems: Vec<String>,
}

impl Terms {
    /// Reads a query: its words, without whatever else it has.
    pub fn parse(query: &str) -> Self {
        let words = words(query).map(|range| &query[range]);
        let mut terms = Vec::<Term>::new();
        for word in words.map(str::to_lowercase) {
            let is_new = terms.iter().all(|it| it.word != word);
            if is_new && terms.len() < MAX_TERMS && word.chars().count() <= MAX_WORD {
                terms.push(Term {
                    stems: stems(&word),
                    word,
                });
            }
        }
        Self(terms)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words as typed, each written by `write`.
    pub fn prefixes(&self, separator: &str, write: impl Fn(&str) -> String) -> String {
        let words: Vec<_> = self.0.iter().map(|it| write(&it.word)).collect();
        words.join(separator)
    }

    /// The query of SQLite's FTS5: every word by the beginning of one of its forms.
    pub fn stem_query(&self) -> String {
        let terms = self.0.iter().map(|term| {
            let stems: Vec<_> = term.stems.iter().map(|it| format!("\"{it}\"*")).collect();
            format!("({})", stems.join(" OR "))
        });
        terms.collect::<Vec<_>>().join(" AND ")
    }

    /// The part of a text in which the words are found.
    pub fn snippet(&self, text: &str) -> Vec<SnippetPart> {
        let matches: Vec<_> = words(text)
            .filter(|it| self.matches(&text[it.clone()]))
            .collect();
        let first = matches.first().map_or(0, |it| it.start);
        let window = window(text, first);
        let mut parts = Vec::new();
        let mut push = |range: Range<usize>, is_match: bool| {
            if !range.is_empty() {
                parts.push(SnippetPart {
                    text: text[range].to_owned(),
                    is_match,
                });
            }
        };
        let mut position = window.start;
        for found in matches.iter().filter(|it| it.end <= window.end) {
            push(position..found.start, false);
            push(found.clone(), true);
            position = found.end;
        }
        push(position..window.end, false);
        if let Some(first) = parts.first_mut().filter(|_| window.start > 0) {
            first.text.insert(0, '…');
        }
        if let Some(last) = parts.last_mut().filter(|_| window.end < text.len()) {
            last.text.push('…');
        }
        parts
    }

    fn matches(&self, word: &str) -> bool {
        let forms = std::iter::once(folded(&word.to_lowercase()))
            .chain(stems(&word.to_lowercase()))
            .collect::<Vec<_>>();
        self.0.iter().any(|term| {
            let mut begins = term.stems.iter();
            begins.any(|stem| forms.iter().any(|it| it.starts_with(stem)))
        })
    }
}

/// Where the words of a text stand.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut position = 0;
    std::iter::from_fn(move || {
        let start = position + text[position..].find(char::is_alphanumeric)?;
        let rest = &text[start..];
        let length = rest.find(|it: char| !it.is_alphanumeric());
        position = length.map_or(text.len(), |it| start + it);
        Some(start..position)
    })
}

/// What the forms of a word have in common: its stem in German and in English, or the word where
/// that is too short.
fn stems(word: &str) -> Vec<String> {
    let mut stems: Vec<String> = [Algorithm::German, Algorithm::English]
        .map(|language| folded(&Stemmer::create(language).stem(word)))
        .into_iter()
        .filter(|it| it.chars().count() >= MIN_STEM)
        .collect();
    if stems.is_empty() {
        stems.push(folded(word));
    }
    stems.dedup();
    stems
}

/// A word without the accents of Latin letters, as the index of SQLite has it.
fn folded(word: &str) -> String {
    word.chars()
        .map(|letter| match letter {
            'ä' | 'à' | 'á' | 'â' | 'ã' | 'å' => 'a',
            'ç' => 'c',
            'è' | 'é' | 'ê' | 'ë' => 'e',
            'ğ' => 'g',
            'ì' | 'í' | 'î' | 'ï' => 'i',
            'ñ' => 'n',
            'ö' | 'ò' | 'ó' | 'ô' | 'õ' => 'o',
            'ş' => 's',
            'ü' | 'ù' | 'ú' | 'û' => 'u',
            other => other,
        })
        .collect()
}

/// The part of a text around a position, cut between words.
fn window(text: &str, position: usize) -> Range<usize> {
    let before = text[..position].char_indices().rev();
    let start = before.take(BEFORE).last().map_or(position, |it| it.0);
    let start = if start == 0 {
        0
    } else {
        text[start..position]
            .find(char::is_whitespace)
            .map_or(start, |it| start + it)
    };
    let mut after = text[start..].char_indices();
    let end = after.nth(LENGTH).map_or(text.len(), |it| start + it.0);
    if end == text.len() {
        return start..end;
    }
    let cut = text[start..end].rfind(char::is_whitespace);
    let cut = cut.map(|it| start + it).filter(|it| *it > position);
    start..cut.unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A snippet with its matches in brackets.
    fn shown(query: &str, text: &str) -> String {
        let parts = Terms::parse(query).snippet(text);
        parts
            .iter()
            .map(|it| {
                if it.is_match {
                    format!("[{}]", it.text)
                } else {
                    it.text.clone()
                }
            })
            .collect()
    }

    #[test]
    fn words_are_found_by_their_forms_and_beginnings() {
        let check = |query: &str, text: &str, expected: &str| {
            assert_eq!(shown(query, text), expected, "{query}");
        };
        check(
            "reifen",
            "Was kostet ein Reifenwechsel?",
            "Was kostet ein [Reifenwechsel]?",
        );
        check("Termine", "Ein Termin, bitte", "Ein [Termin], bitte");
        check("ölwechsel", "OLWECHSEL?", "[OLWECHSEL]?");
        check("tyres", "A new tyre", "A new [tyre]");
        check("<b>", "<b>fett</b>", "<[b]>fett</[b]>");
        check("nichts", "Guten Tag", "Guten Tag");
        check("a", "", "");
    }

    #[test]
    fn a_long_text_is_cut_between_words_around_the_first_match() {
        let text = format!("{} Bremsen {}", "ähm ".repeat(100), "und so ".repeat(100));
        let snippet = shown("bremse", &text);
        assert!(snippet.starts_with("… ähm"), "{snippet}");
        assert!(snippet.contains(" [Bremsen] und so"), "{snippet}");
        assert!(snippet.ends_with("…"), "{snippet}");
        assert!(snippet.chars().count() < 220, "{snippet}");
    }

    #[test]
    fn a_query_holds_letters_and_digits_only() {
        let terms = Terms::parse("\"Öl\" OR 1=1; -- :* & | ! ( 🚗 Öl");
        assert_eq!(terms.prefixes(" ", str::to_owned), "öl or 1");
        assert_eq!(terms.stem_query(), "(\"ol\"*) AND (\"or\"*) AND (\"1\"*)");
        assert!(Terms::parse("!? …").is_empty());
        let many: Vec<_> = (0..100).map(|it| format!("wort{it}")).collect();
        assert_eq!(Terms::parse(&many.join(" ")).0.len(), MAX_TERMS);
        assert!(Terms::parse(&"x".repeat(10_000)).is_empty());
    }
}
