//! Words of a text: folding, tokens, stems, edit distance.

use crate::Language;
use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Characters of a message that are read; the rest is cut before any work is done on it.
pub const MAX_CHARS: usize = 2000;

/// Longest token that is kept; longer runs of letters are no words.
const MAX_WORD: usize = 48;

/// The first [`MAX_CHARS`] characters.
pub fn cut(text: &str) -> &str {
    text.char_indices()
        .nth(MAX_CHARS)
        .map_or(text, |(end, _)| &text[..end])
}

/// A run of letters, a run of digits, or one other character that is no space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte in the text.
    pub start: usize,
    /// Byte after the last one.
    pub end: usize,
    /// The folded letters, the digits, or the character.
    pub fold: String,
    /// Which of the three it is.
    pub kind: TokenKind,
}

/// What a [`Token`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters.
    Word,
    /// ASCII digits.
    Number,
    /// A punctuation mark or symbol.
    Mark,
}

/// Splits a text into tokens, in order. Letters and digits that touch are two tokens (`14uhr`).
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut run: Option<(usize, TokenKind)> = None;
    for (at, character) in text.char_indices() {
        let kind = match character {
            '0'..='9' => Some(TokenKind::Number),
            _ if is_combining_mark(character) || is_invisible(character) => run.map(|it| it.1),
            _ if character.is_alphanumeric() => Some(TokenKind::Word),
            _ => None,
        };
        if let Some((start, open)) = run
            && kind != Some(open)
        {
            push_run(&mut tokens, text, start, at, open);
            run = None;
        }
        match kind {
            Some(kind) if run.is_none() => run = Some((at, kind)),
            None if !character.is_whitespace() && !is_invisible(character) => tokens.push(Token {
                start: at,
                end: at + character.len_utf8(),
                fold: character.to_string(),
                kind: TokenKind::Mark,
            }),
            _ => {}
        }
    }
    if let Some((start, kind)) = run {
        push_run(&mut tokens, text, start, text.len(), kind);
    }
    tokens
}

fn push_run(tokens: &mut Vec<Token>, text: &str, start: usize, end: usize, kind: TokenKind) {
    let fold = match kind {
        TokenKind::Word => fold(&text[start..end]),
        _ => text[start..end]
            .chars()
            .filter(char::is_ascii_digit)
            .collect(),
    };
    if !fold.is_empty() {
        tokens.push(Token {
            start,
            end,
            fold,
            kind,
        });
    }
}

/// Soft hyphens and zero-width characters, which people do not see in what they paste.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

/// One spelling for what means the same: lower case, without accents, and `ä`, `ae` and `a` alike
/// (so do `ö`, `ü`; `ß` is `ss`). `ue` after a vowel or `q` is no umlaut (`neue`, `bauen`).
pub fn fold(word: &str) -> String {
    let plain = word
        .chars()
        .flat_map(char::to_lowercase)
        .nfkd()
        .filter(|it| !is_combining_mark(*it) && !is_invisible(*it))
        .flat_map(char::to_lowercase)
        .take(MAX_WORD);
    let mut folded = String::with_capacity(word.len());
    for character in plain {
        match character {
            'ß' => folded.push_str("ss"),
            'ı' => folded.push('i'),
            'e' if ends_in_umlaut(&folded) => {}
            other => folded.push(other),
        }
    }
    folded
}

/// Whether an `e` after this is the second half of a transcribed umlaut.
fn ends_in_umlaut(folded: &str) -> bool {
    let mut back = folded.chars().rev();
    match (back.next(), back.next()) {
        (Some('a' | 'o'), _) => true,
        (Some('u'), before) => !matches!(before, Some('a' | 'e' | 'o' | 'u' | 'q')),
        _ => false,
    }
}

/// Snowball stemmers by [`Language`].
pub struct Stemmers([Stemmer; 3]);

impl Stemmers {
    /// The stemmers.
    pub fn new() -> Self {
        Self([
            Stemmer::create(Algorithm::German),
            Stemmer::create(Algorithm::English),
            Stemmer::create(Algorithm::Turkish),
        ])
    }

    /// Stem of a folded word.
    pub fn stem(&self, language: Language, fold: &str) -> String {
        self.0[language.index()].stem(fold).into_owned()
    }
}

/// Typing errors that are forgiven in a word of this many characters.
pub const fn allowed_errors(length: usize) -> usize {
    match length {
        0..=4 => 0,
        5..=8 => 1,
        _ => 2,
    }
}

/// Edit distance with neighbours swapped as one error (optimal string alignment), if at most `bound`.
pub fn edit_distance(left: &[char], right: &[char], bound: usize) -> Option<usize> {
    if left.len().abs_diff(right.len()) > bound {
        return None;
    }
    let width = right.len() + 1;
    let mut before = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    let mut row = vec![0; width];
    for (i, &a) in left.iter().enumerate() {
        row[0] = i + 1;
        for (j, &b) in right.iter().enumerate() {
            let mut cost = (last[j] + usize::from(a != b))
                .min(last[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && a == right[j - 1] && left[i - 1] == b {
                cost = cost.min(before[j - 1] + 1);
            }
            row[j + 1] = cost;
        }
        if row.iter().min().is_some_and(|it| *it > bound) {
            return None;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    Some(last[right.len()]).filter(|it| *it <= bound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_word_meet() {
        for spelling in [
            "Ölwechsel",
            "OELWECHSEL",
            "olwechsel",
            "O\u{308}lwechsel",
            "Öl\u{ad}wechsel",
        ] {
            assert_eq!(fold(spelling), "olwechsel", "{spelling}");
        }
        assert_eq!(fold("Straße"), "strasse");
        assert_eq!(fold("neue"), "neue");
        assert_eq!(fold("quer"), "quer");
        assert_eq!(fold("Açık"), "acik");
        assert_eq!(fold("İstanbul"), "istanbul");
    }

    #[test]
    fn numbers_words_and_marks_are_apart() {
        let tokens: Vec<String> = tokenize("Am 24.12. um 14uhr?")
            .into_iter()
            .map(|it| it.fold)
            .collect();
        assert_eq!(tokens, ["am", "24", ".", "12", ".", "um", "14", "uhr", "?"]);
    }

    #[test]
    fn distance_is_bounded_and_counts_swaps_once() {
        let distance = |a: &str, b: &str, bound| {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            edit_distance(&a, &b, bound)
        };
        assert_eq!(distance("reifen", "riefen", 1), Some(1));
        assert_eq!(distance("inspektion", "inspekzion", 2), Some(1));
        assert_eq!(distance("reifen", "seife", 1), None);
        assert_eq!(distance("", "", 0), Some(0));
    }

    #[test]
    fn long_messages_are_cut_between_characters() {
        let long = "ä".repeat(5000);
        assert_eq!(cut(&long).chars().count(), MAX_CHARS);
    }
}
