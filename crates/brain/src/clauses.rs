//! A message taken apart into what may be questions of their own.

/// Clauses of a message that are looked at, at most.
const MAX_SENTENCES: usize = 12;
/// Pieces of a sentence that are looked at, at most.
const MAX_PIECES: usize = 6;

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence<'a> {
    /// The text without the mark at its end.
    pub text: &'a str,
    /// Whether it ends with a question mark.
    pub is_question: bool,
}

/// The sentences of a message. Points of dates, times and abbreviations end none.
pub fn sentences(text: &str) -> Vec<Sentence<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, character) in text.char_indices() {
        let after = &text[at + character.len_utf8()..];
        let ends = match character {
            '?' | '!' | '\n' | ';' | '…' | '؟' => true,
            '.' => {
                after.chars().next().is_none_or(char::is_whitespace)
                    && !is_abbreviated(&text[start..at])
            }
            _ => false,
        };
        if ends {
            push(
                &mut found,
                &text[start..at],
                character == '?' || character == '؟',
            );
            start = at + character.len_utf8();
        }
    }
    push(&mut found, &text[start..], false);
    found.truncate(MAX_SENTENCES);
    found
}

fn push<'a>(found: &mut Vec<Sentence<'a>>, text: &'a str, is_question: bool) {
    let text = text.trim();
    if text.chars().any(char::is_alphanumeric) {
        found.push(Sentence { text, is_question });
    } else if is_question && let Some(last) = found.last_mut() {
        // `offen ???`
        last.is_question = true;
    }
}

/// Whether a point after this belongs to it: `24.12`, `z.B`, `ca`.
fn is_abbreviated(before: &str) -> bool {
    let word = before
        .rsplit(|it: char| it.is_whitespace() || it == '.')
        .next()
        .unwrap_or_default();
    let lower = word.to_lowercase();
    word.chars()
        .next_back()
        .is_some_and(|it| it.is_ascii_digit())
        || word.chars().count() == 1
        || matches!(
            lower.as_str(),
            "ca" | "bzw"
                | "usw"
                | "inkl"
                | "nr"
                | "tel"
                | "str"
                | "insp"
                | "evtl"
                | "zb"
                | "st"
                | "mr"
                | "mrs"
                | "dr"
        )
}

/// The pieces of a sentence between `und`, `and`, `ve`, commas and the like.
pub fn pieces(sentence: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < sentence.len() && pieces.len() + 1 < MAX_PIECES {
        let rest = &sentence[at..];
        let separator = SEPARATORS.iter().find(|it| {
            rest.len() >= it.len()
                && rest.is_char_boundary(it.len())
                && rest[..it.len()].eq_ignore_ascii_case(it)
        });
        if let Some(separator) = separator {
            if sentence[start..at].chars().any(char::is_alphanumeric) {
                pieces.push(sentence[start..at].trim());
            }
            at += separator.len();
            start = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    let last = sentence.get(start..).unwrap_or_default().trim();
    if last.chars().any(char::is_alphanumeric) {
        pieces.push(last);
    }
    pieces
}

const SEPARATORS: [&str; 9] = [
    " und ", " and ", " ve ", " sowie ", " & ", " + ", ", ", " - ", " oder ",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_abbreviations_stay_whole() {
        let texts = |text| -> Vec<&str> { sentences(text).into_iter().map(|it| it.text).collect() };
        assert_eq!(
            texts("Offen am 24.12. oder nicht? Danke."),
            ["Offen am 24.12. oder nicht", "Danke"]
        );
        assert_eq!(texts("ca. 3 Uhr"), ["ca. 3 Uhr"]);
        assert_eq!(texts("Hallo! Was kostet HU?"), ["Hallo", "Was kostet HU"]);
        assert_eq!(texts("???"), Vec::<&str>::new());
    }

    #[test]
    fn sentences_come_apart_at_conjunctions() {
        assert_eq!(
            pieces("Ölwechsel und Inspektion, bitte"),
            ["Ölwechsel", "Inspektion", "bitte"]
        );
        assert_eq!(pieces("hundert Euro"), ["hundert Euro"]);
    }
}
