//! A text as the engine reads it: words with stems, concepts and parts of compounds.

use crate::{
    Language,
    lexicon::{Concept, LEXICON, Vocabulary},
    text::{Token, TokenKind, tokenize},
};
use std::collections::HashSet;

/// Words of a text in which typing errors are looked for, at most.
const MAX_CORRECTIONS: usize = 40;
/// Longest word that is taken apart, in bytes.
const MAX_COMPOUND: usize = 40;
/// Words that may stand between the two of a loose phrase.
const LOOSE_GAP: usize = 4;

/// A word or number.
#[derive(Clone, Debug)]
pub struct Word {
    /// Folded, typing errors corrected.
    pub fold: String,
    /// Stem by [`Language::index`].
    pub stems: [String; 3],
    /// What it means, or the phrase that begins here.
    pub concepts: Vec<Concept>,
    /// The parts of a compound that is no concept as a whole.
    pub parts: Vec<Part>,
    /// How much it says, 0 to 1.
    pub weight: f32,
    /// Whether it is written in digits.
    pub is_number: bool,
    /// Whether nothing is known of the word.
    pub is_unknown: bool,
    /// Whether a phrase of several words begins here, whose concept stands in `concepts`.
    pub is_phrase: bool,
    /// Mark directly after it, if any.
    pub mark: Option<char>,
}

/// A part of a compound.
#[derive(Clone, Debug)]
pub struct Part {
    /// Stem by [`Language::index`].
    pub stems: [String; 3],
    /// What it means.
    pub concepts: Vec<Concept>,
    /// How much it says, 0 to 1.
    pub weight: f32,
}

/// A term for matching: a stem or a concept.
#[derive(Clone, Debug)]
pub struct Term {
    /// The stem, or `@` and the name of the concept.
    pub key: String,
    /// How much it says, 0 to 1.
    pub weight: f32,
    /// Whether it names work with a price of its own.
    pub is_work: bool,
}

/// A text taken apart.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// The words, in order.
    pub words: Vec<Word>,
}

impl Analysis {
    /// Reads a text. Typing errors are corrected towards the shipped words and `vocabulary`.
    pub fn new(text: &str, vocabulary: &Vocabulary) -> Self {
        let tokens = tokenize(text);
        let mut words: Vec<Word> = Vec::with_capacity(tokens.len());
        let mut corrections = 0;
        for token in tokens {
            if token.kind == TokenKind::Mark {
                if let Some(last) = words.last_mut()
                    && last.mark.is_none()
                {
                    last.mark = token.fold.chars().next();
                }
                continue;
            }
            words.push(read_word(token, vocabulary, &mut corrections));
        }
        mark_phrases(&mut words);
        Self { words }
    }

    /// Terms for matching against text of `language`.
    pub fn terms(&self, language: Language) -> Vec<Term> {
        let mut terms: Vec<Term> = Vec::with_capacity(self.words.len() * 2);
        for word in &self.words {
            // A function word that is also a synonym says nothing by itself (`ein`).
            if word.weight > 0.0 || word.is_phrase {
                for concept in &word.concepts {
                    push_concept(&mut terms, *concept, 1.0);
                }
            }
            let weight = if word.concepts.is_empty() {
                word.weight
            } else {
                word.weight * 0.3
            };
            push_term(&mut terms, &word.stems[language.index()], weight, false);
            for part in &word.parts {
                for concept in &part.concepts {
                    push_concept(&mut terms, *concept, 0.8);
                }
                if part.concepts.is_empty() {
                    push_term(
                        &mut terms,
                        &part.stems[language.index()],
                        part.weight * 0.6,
                        false,
                    );
                }
            }
        }
        terms
    }

    /// Whether any word or part of one means the concept.
    pub fn means(&self, name: &str) -> bool {
        self.words.iter().any(|it| it.means(name))
    }
}

impl Word {
    /// Whether it, or a part of it, means the concept.
    pub fn means(&self, name: &str) -> bool {
        self.all_concepts().any(|it| LEXICON.name(it) == name)
    }

    /// Its concepts and those of its parts.
    pub fn all_concepts(&self) -> impl Iterator<Item = Concept> {
        let of_parts = self.parts.iter().flat_map(|it| it.concepts.iter().copied());
        self.concepts.iter().copied().chain(of_parts)
    }
}

fn push_concept(terms: &mut Vec<Term>, concept: Concept, weight: f32) {
    let name = LEXICON.name(concept);
    // Months and makes and the like say as much as other words; everyday ones say little.
    let weight = if name.ends_with("_word") {
        weight * 0.2
    } else {
        weight
    };
    push_term(terms, &format!("@{name}"), weight, LEXICON.is_work(concept));
    if let Some(broader) = LEXICON.broader(concept) {
        push_term(terms, &format!("@{broader}"), weight * 0.4, false);
    }
}

fn push_term(terms: &mut Vec<Term>, key: &str, weight: f32, is_work: bool) {
    if weight <= 0.0 || key.is_empty() {
        return;
    }
    match terms.iter_mut().find(|it| it.key == key) {
        Some(term) => term.weight = term.weight.max(weight),
        None => terms.push(Term {
            key: key.to_owned(),
            weight,
            is_work,
        }),
    }
}

fn read_word(token: Token, vocabulary: &Vocabulary, corrections: &mut usize) -> Word {
    let is_number = token.kind == TokenKind::Number;
    let mut fold = token.fold;
    let mut stems = LEXICON.stems(&fold);
    let mut concepts = LEXICON.concepts_of(&fold, &stems);
    let mut parts = Vec::new();
    let is_known = |fold: &str, stems: &[String; 3]| {
        LEXICON.vocabulary().knows(fold, stems) || vocabulary.knows(fold, stems)
    };
    let mut is_unknown = !is_number && concepts.is_empty() && !is_known(&fold, &stems);
    if concepts.is_empty() && !is_number {
        parts = read_parts(&fold, vocabulary);
    }
    if is_unknown && parts.is_empty() && *corrections < MAX_CORRECTIONS {
        *corrections += 1;
        let shipped = LEXICON.vocabulary().nearest(&fold);
        let own = vocabulary.nearest(&fold);
        let nearest = match (shipped, own) {
            (Some(shipped), Some(own)) => Some(if own.0 < shipped.0 { own } else { shipped }),
            (shipped, own) => shipped.or(own),
        };
        if let Some((_, corrected)) = nearest {
            stems = LEXICON.stems(&corrected);
            concepts = LEXICON.concepts_of(&corrected, &stems);
            fold = corrected;
            is_unknown = false;
        }
    }
    let weight = if is_number {
        0.3
    } else {
        LEXICON.weight(&fold, &stems)
    };
    Word {
        is_unknown: is_unknown && parts.is_empty(),
        fold,
        stems,
        concepts,
        parts,
        weight,
        is_number,
        is_phrase: false,
        mark: None,
    }
}

fn read_parts(fold: &str, vocabulary: &Vocabulary) -> Vec<Part> {
    if !(6..=MAX_COMPOUND).contains(&fold.len()) || !fold.is_ascii() {
        return Vec::new();
    }
    let is_part = |part: &str| {
        LEXICON.vocabulary().is_part(part)
            || vocabulary.is_part(part)
            || (part.len() >= 5 && {
                let stem = LEXICON.stem(Language::De, part);
                LEXICON.vocabulary().is_part(&stem) || vocabulary.is_part(&stem)
            })
    };
    let mut parts = Vec::new();
    if !split(fold, &is_part, 3, &mut parts) || parts.len() < 2 {
        return Vec::new();
    }
    parts
        .into_iter()
        .map(|part| {
            let stems = LEXICON.stems(part);
            Part {
                concepts: LEXICON.concepts_of(part, &stems),
                weight: LEXICON.weight(part, &stems),
                stems,
            }
        })
        .collect()
}

/// Splits a compound, the longest known last part first; parts are given in order.
fn split<'a>(
    word: &'a str,
    is_part: &impl Fn(&str) -> bool,
    depth: u8,
    parts: &mut Vec<&'a str>,
) -> bool {
    for at in 2..word.len().saturating_sub(2) {
        let (left, right) = word.split_at(at);
        if !is_part(right) {
            continue;
        }
        for linking in ["", "s", "n", "es", "en", "er", "e"] {
            let Some(left) = left.strip_suffix(linking) else {
                continue;
            };
            if left.len() < 2 {
                continue;
            }
            if is_part(left) {
                parts.extend([left, right]);
                return true;
            }
            if depth > 1 && left.len() >= 6 && split(left, is_part, depth - 1, parts) {
                parts.push(right);
                return true;
            }
        }
    }
    false
}

/// Gives words that make up a phrase its concept: adjacent ones lose their own.
fn mark_phrases(words: &mut [Word]) {
    let mut at = 0;
    let mut taken: HashSet<usize> = HashSet::new();
    while at < words.len() {
        let length = match longest_phrase(&words[at..]) {
            Some((concepts, length)) => {
                for word in &mut words[at..at + length] {
                    word.concepts.clear();
                }
                words[at].concepts = concepts;
                words[at].is_phrase = true;
                taken.extend(at..at + length);
                length
            }
            None => 1,
        };
        at += length;
    }
    for at in 0..words.len() {
        for concept in loose_phrases(words, at, &taken) {
            if !words[at].concepts.contains(&concept) {
                words[at].concepts.push(concept);
                words[at].is_phrase = true;
            }
        }
    }
}

fn longest_phrase(words: &[Word]) -> Option<(Vec<Concept>, usize)> {
    let mut best: Option<(Vec<Concept>, usize)> = None;
    for language in Language::ALL {
        for phrase in phrases_from(&words[0], language) {
            let length = phrase.rest.len() + 1;
            let fits = words.len() >= length
                && phrase
                    .rest
                    .iter()
                    .zip(&words[1..])
                    .all(|(key, word)| has_key(word, language, key));
            if !fits {
                continue;
            }
            match &mut best {
                Some((concepts, longest)) if *longest == length => {
                    if !concepts.contains(&phrase.concept) {
                        concepts.push(phrase.concept);
                    }
                }
                Some((_, longest)) if *longest > length => {}
                _ => best = Some((vec![phrase.concept], length)),
            }
        }
    }
    best
}

/// Phrases of two words that need not be adjacent. Words that are part of another phrase belong to it.
fn loose_phrases(words: &[Word], at: usize, taken: &HashSet<usize>) -> Vec<Concept> {
    let mut found = Vec::new();
    if taken.contains(&at) {
        return found;
    }
    let from = at.saturating_sub(LOOSE_GAP + 1);
    let to = (at + LOOSE_GAP + 2).min(words.len());
    for language in Language::ALL {
        for phrase in phrases_from(&words[at], language).filter(|it| it.is_loose) {
            let is_near = (from..to).any(|other| {
                other != at
                    && !taken.contains(&other)
                    && has_key(&words[other], language, &phrase.rest[0])
            });
            if is_near {
                found.push(phrase.concept);
            }
        }
    }
    found
}

fn phrases_from(
    word: &Word,
    language: Language,
) -> impl Iterator<Item = &'static crate::lexicon::Phrase> {
    let stem = &word.stems[language.index()];
    let of_fold = if *stem == word.fold {
        &[]
    } else {
        LEXICON.phrases_from(language, &word.fold)
    };
    LEXICON.phrases_from(language, stem).iter().chain(of_fold)
}

fn has_key(word: &Word, language: Language, key: &str) -> bool {
    word.fold == key || word.stems[language.index()] == key
}
