//! Typing errors: the known word that differs least from an unknown one.
//!
//! Two words within an edit distance have a common form when as many letters are left out of each
//! (Garbe, *Symmetric Delete spelling correction*, 2012). So a look into a sorted list of such
//! forms finds the candidates, and only those are compared letter by letter.

use crate::text::edit_distance;
use std::collections::BTreeMap;

/// Letters that are left out, at most.
const MOST_ERRORS: usize = 2;
/// Shortest word in which an error is looked for.
const SHORTEST: usize = 4;
/// Shortest word that may hold two.
const SHORTEST_FOR_TWO: usize = 9;
/// Longest word in which errors are looked for.
const LONGEST: usize = 24;

/// Known words, to be found by what a typing error makes of them.
#[derive(Debug, Default)]
pub struct Spelling {
    words: Vec<Known>,
    /// Hash of a form with letters left out, and the word it comes from; sorted.
    forms: Vec<(u32, u32)>,
}

#[derive(Debug)]
struct Known {
    letters: Vec<char>,
    frequency: u32,
}

impl Spelling {
    /// Reads words with their frequencies.
    pub fn new(words: &BTreeMap<String, u32>) -> Self {
        let mut spelling = Self::default();
        for (word, frequency) in words {
            let letters: Vec<char> = word.chars().collect();
            if !(SHORTEST..=LONGEST).contains(&letters.len()) || letters[0].is_ascii_digit() {
                continue;
            }
            let number = u32::try_from(spelling.words.len()).unwrap_or(u32::MAX);
            let errors = allowed(letters.len());
            forms(&letters, errors, &mut |form| {
                spelling.forms.push((form, number));
            });
            spelling.words.push(Known {
                letters,
                frequency: *frequency,
            });
        }
        spelling.forms.sort_unstable();
        spelling.forms.dedup();
        spelling
    }

    /// The nearest word within the errors allowed for the length: the fewest errors, then the most
    /// frequent.
    pub fn nearest(&self, word: &str) -> Option<String> {
        let letters: Vec<char> = word.chars().take(LONGEST + 1).collect();
        if !(SHORTEST..=LONGEST).contains(&letters.len()) {
            return None;
        }
        let errors = allowed(letters.len());
        let mut candidates = Vec::new();
        forms(&letters, errors, &mut |form| {
            let from = self.forms.partition_point(|it| it.0 < form);
            let same = self.forms[from..].iter().take_while(|it| it.0 == form);
            candidates.extend(same.map(|it| it.1));
        });
        candidates.sort_unstable();
        candidates.dedup();
        let near = candidates.into_iter().filter_map(|it| {
            let known = &self.words[it as usize];
            let distance = edit_distance(&letters, &known.letters, errors)?;
            Some((distance, u32::MAX - known.frequency, it))
        });
        let (_, _, number) = near.min()?;
        Some(self.words[number as usize].letters.iter().collect())
    }

    /// Size in bytes, about.
    pub fn bytes(&self) -> usize {
        let letters: usize = self.words.iter().map(|it| it.letters.len() * 4).sum();
        letters + self.words.len() * size_of::<Known>() + self.forms.len() * 8
    }
}

const fn allowed(length: usize) -> usize {
    if length >= SHORTEST_FOR_TWO {
        MOST_ERRORS
    } else {
        1
    }
}

/// Hashes of the word and of all that is left when up to `errors` letters are left out.
fn forms(letters: &[char], errors: usize, each: &mut impl FnMut(u32)) {
    each(hash(letters.iter()));
    for first in 0..letters.len() {
        let rest = letters.iter().enumerate();
        let without = rest.filter(|(at, _)| *at != first);
        each(hash(without.clone().map(|it| it.1)));
        if errors > 1 {
            for second in first + 1..letters.len() {
                let without = without.clone().filter(|(at, _)| *at != second);
                each(hash(without.map(|it| it.1)));
            }
        }
    }
}

/// FNV-1a of letters.
fn hash<'a>(letters: impl Iterator<Item = &'a char>) -> u32 {
    letters.fold(0x811c_9dc5, |hash, letter| {
        (hash ^ u32::from(*letter)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelling() -> Spelling {
        let words = [
            ("reifen", 9),
            ("reife", 1),
            ("olwechsel", 5),
            ("inspektion", 3),
        ];
        Spelling::new(&words.map(|(it, count)| (it.to_owned(), count)).into())
    }

    #[test]
    fn the_nearest_word_is_found() {
        for (wrong, right) in [
            ("riefen", "reifen"),
            ("reifn", "reifen"),
            ("rreifen", "reifen"),
            ("teifen", "reifen"),
            ("olwehcsl", "olwechsel"),
            ("inpsektoin", "inspektion"),
        ] {
            assert_eq!(spelling().nearest(wrong).as_deref(), Some(right), "{wrong}");
        }
    }

    #[test]
    fn what_is_too_far_or_too_short_stays() {
        for word in ["seife", "rei", "", "wohnung", &"x".repeat(5000)] {
            let found = spelling().nearest(word);
            assert!(found.is_none(), "{word}: {found:?}");
        }
    }
}
