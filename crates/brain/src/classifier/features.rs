//! A text as numbers: hashed n-grams of its words and letters.

use crate::{
    Language,
    lexicon::LEXICON,
    text::{TokenKind, tokenize},
};
use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

/// Letters of an n-gram, within one word and its borders.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=4;
/// Share of each kind of n-gram in the length of a vector, squared: words, word pairs, letters.
const SHARES: [f32; KINDS] = [1.0, 1.0, 1.6];
const KINDS: usize = 3;
/// n-grams of each kind that fewer training texts hold are left out.
const LEAST_TEXTS: [u32; KINDS] = [1, 2, 2];
/// Power of the inverse document frequency; with less, few examples make rare words less loud.
const RARITY: f32 = 0.6;

/// An n-gram.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Gram {
    hash: u64,
    kind: u8,
}

/// Row of an n-gram in the model, with its weight in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Feature {
    /// Row in the model.
    pub row: u32,
    /// Weight; the weights of a text have the length 1.
    pub weight: f32,
}

/// A text as the model sees it.
#[derive(Clone, Debug, Default)]
pub struct Vector {
    /// Its n-grams that the model knows, by row.
    pub features: Vec<Feature>,
    /// Share of its n-grams that the model knows, 0 to 1.
    pub known: f32,
    /// Share of its words that the model knows, 0 to 1.
    pub known_words: f32,
    /// Number of its words.
    pub words: f32,
}

/// The n-grams of the training texts, with what they weigh.
#[derive(Debug, Default)]
pub struct FeatureSpace {
    rows: HashMap<u64, u32, BuildHasherDefault<Hashed>>,
    /// Inverse document frequency by row.
    rarity: Vec<f32>,
}

/// The words of a text, folded, and marks the caller adds, such as the concepts it found.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Folded words and numbers.
    pub folds: Vec<String>,
    /// Words of their own, which take part in no pair.
    pub marks: Vec<String>,
    /// Whose stems are taken.
    pub language: Option<Language>,
}

impl Words {
    /// The words of a text.
    pub fn of(text: &str, language: Option<Language>) -> Self {
        let tokens = tokenize(text).into_iter();
        let folds = tokens.filter(|it| it.kind != TokenKind::Mark);
        Self {
            folds: folds.map(|it| it.fold).collect(),
            marks: Vec::new(),
            language,
        }
    }
}

impl FeatureSpace {
    /// The n-grams of training texts.
    pub fn new<'a>(texts: impl ExactSizeIterator<Item = &'a Words>) -> Self {
        let total = count(texts.len());
        let mut found: HashMap<u64, (u32, u8), BuildHasherDefault<Hashed>> = HashMap::default();
        let mut grams = Vec::new();
        for words in texts {
            collect(words, &mut grams);
            grams.sort_unstable();
            grams.dedup();
            for gram in &grams {
                found.entry(gram.hash).or_insert((0, gram.kind)).0 += 1;
            }
        }
        let mut kept: Vec<(u64, u32)> = found
            .into_iter()
            .filter(|(_, (texts, kind))| *texts >= LEAST_TEXTS[usize::from(*kind)])
            .map(|(hash, (texts, _))| (hash, texts))
            .collect();
        // The order of a hash map differs from run to run; the model must not.
        kept.sort_unstable();
        let mut space = Self::default();
        for (row, (hash, frequency)) in (0..).zip(kept) {
            space.rows.insert(hash, row);
            let share = (1.0 + total) / (1.0 + count(frequency as usize));
            space.rarity.push((1.0 + share).ln().powf(RARITY));
        }
        space
    }

    /// Number of rows.
    pub const fn len(&self) -> usize {
        self.rarity.len()
    }

    /// Size in bytes, as far as it grows with the training texts.
    pub fn bytes(&self) -> usize {
        let slot = size_of::<(u64, u32)>() + 1;
        self.rows.capacity() * slot + self.rarity.len() * size_of::<f32>()
    }

    /// Whether the model knows a word.
    pub fn knows_word(&self, fold: &str) -> bool {
        self.rows.contains_key(&hash(WORD, fold.as_bytes()))
    }

    /// A text as the model sees it.
    pub fn vector(&self, words: &Words) -> Vector {
        let mut grams = Vec::with_capacity(256);
        collect(words, &mut grams);
        let total = grams.len();
        grams.sort_unstable();
        let mut lengths = [0.0; KINDS];
        let mut known = 0;
        let mut found: Vec<(Feature, u8)> = Vec::with_capacity(grams.len());
        for same in grams.chunk_by(|a, b| a.hash == b.hash) {
            let Some(&row) = self.rows.get(&same[0].hash) else {
                continue;
            };
            known += same.len();
            let weight = (1.0 + count(same.len()).ln()) * self.rarity[row as usize];
            lengths[usize::from(same[0].kind)] += weight * weight;
            found.push((Feature { row, weight }, same[0].kind));
        }
        // A kind of which the text has none leaves its share to the others.
        let whole: f32 = (0..KINDS)
            .filter(|it| lengths[*it] > 0.0)
            .map(|it| SHARES[it] * SHARES[it])
            .sum();
        let scale: [f32; KINDS] = std::array::from_fn(|kind| {
            if lengths[kind] > 0.0 {
                SHARES[kind] / (lengths[kind] * whole).sqrt()
            } else {
                0.0
            }
        });
        let features = found.into_iter().map(|(feature, kind)| Feature {
            row: feature.row,
            weight: feature.weight * scale[usize::from(kind)],
        });
        let known_words = words.folds.iter().filter(|it| self.knows_word(it)).count();
        Vector {
            features: features.collect(),
            known: share(known, total),
            known_words: share(known_words, words.folds.len()),
            words: count(words.folds.len()),
        }
    }
}

const WORD: u64 = 1;
const STEM: u64 = 2;
const PAIR: u64 = 3;
const APART: u64 = 4;
const LETTER: u64 = 5;
const MARK: u64 = 6;

/// All n-grams of a text, as often as they occur.
fn collect(words: &Words, grams: &mut Vec<Gram>) {
    grams.clear();
    let mut push = |kind, hash| grams.push(Gram { hash, kind });
    for word in &words.folds {
        push(0, hash(WORD, word.as_bytes()));
        if let Some(language) = words.language {
            push(0, hash(STEM, LEXICON.stem(language, word).as_bytes()));
        }
        letters(word, |gram| push(2, hash(LETTER, gram)));
    }
    for mark in &words.marks {
        push(0, hash(MARK, mark.as_bytes()));
    }
    // Beginning and end count as words.
    let at = |index: usize| match index {
        0 => "^",
        _ => words.folds.get(index - 1).map_or("$", String::as_str),
    };
    for index in 0..=words.folds.len() {
        push(1, pair(PAIR, at(index), at(index + 1)));
    }
    for apart in words.folds.windows(3) {
        push(1, pair(APART, &apart[0], &apart[2]));
    }
}

/// The letter n-grams of a word with its borders.
fn letters(word: &str, mut each: impl FnMut(&[u8])) {
    let mut bordered = [0_u8; 256];
    let bytes = word.as_bytes();
    let end = bytes.len().min(bordered.len() - 2);
    bordered[0] = b' ';
    bordered[1..=end].copy_from_slice(&bytes[..end]);
    bordered[end + 1] = b' ';
    let bordered = &bordered[..end + 2];
    // Where characters begin; folded words are nearly always ASCII.
    let mut starts = [0_u8; 257];
    let mut characters = 0;
    for (at, byte) in bordered.iter().enumerate() {
        if byte & 0xc0 != 0x80 {
            starts[characters] = u8::try_from(at).unwrap_or(u8::MAX);
            characters += 1;
        }
    }
    starts[characters] = u8::try_from(bordered.len()).unwrap_or(u8::MAX);
    for length in LETTERS {
        if characters <= length {
            each(bordered);
            break;
        }
        for from in 0..=characters - length {
            each(&bordered[usize::from(starts[from])..usize::from(starts[from + length])]);
        }
    }
}

fn pair(kind: u64, first: &str, second: &str) -> u64 {
    let first = hash(kind, first.as_bytes());
    hash(first, second.as_bytes())
}

/// FNV-1a, mixed at the end so that a table may take its low bits.
fn hash(seed: u64, bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for byte in bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash ^ (hash >> 29)
}

/// Keys that are hashes already.
#[derive(Debug, Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(self.0, bytes);
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 {
        0.0
    } else {
        count(part) / count(whole)
    }
}

/// Counts here are far below what `f32` holds exactly.
#[expect(clippy::cast_precision_loss, reason = "counts are small")]
pub const fn count(number: usize) -> f32 {
    number as f32
}
