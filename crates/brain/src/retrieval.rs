//! Search over short texts: BM25 ranks, the share of what was asked and found says how sure it is.

use crate::{
    Language,
    analysis::{Analysis, Term},
};
use std::collections::{HashMap, HashSet};

/// Saturation of repeated terms and influence of the length, the usual values.
const K1: f32 = 1.2;
const B: f32 = 0.4;
/// Texts that are taken to exist beside the indexed ones, so that in a small set a common word is
/// not mistaken for a rare one.
const BACKGROUND: f32 = 20.0;

/// A found item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The number it was added with.
    pub item: usize,
    /// BM25.
    pub score: f32,
    /// How much of the question and of the text agree, 0 to 1.
    pub agreement: f32,
}

/// An index of the texts of one language.
#[derive(Debug, Default)]
pub struct Index {
    documents: Vec<Document>,
    postings: HashMap<String, Vec<(usize, f32)>>,
    total_length: f32,
}

#[derive(Debug)]
struct Document {
    item: usize,
    terms: Vec<Term>,
    length: f32,
}

impl Index {
    /// Adds a text for an item; an item may have several.
    pub fn add(&mut self, item: usize, language: Language, analysis: &Analysis) {
        let terms = analysis.terms(language);
        let length: f32 = terms.iter().map(|it| it.weight).sum();
        if terms.is_empty() {
            return;
        }
        let number = self.documents.len();
        for term in &terms {
            let postings = self.postings.entry(term.key.clone()).or_default();
            postings.push((number, term.weight));
        }
        self.total_length += length;
        self.documents.push(Document {
            item,
            terms,
            length,
        });
    }

    /// The items whose texts share terms with the question, the best first, each once.
    pub fn search(&self, terms: &[Term], limit: usize) -> Vec<Hit> {
        if self.documents.is_empty() {
            return Vec::new();
        }
        let average = self.total_length / count(self.documents.len());
        let mut scores: HashMap<usize, f32> = HashMap::new();
        for term in terms {
            let Some(postings) = self.postings.get(&term.key) else {
                continue;
            };
            let rarity = self.rarity(&term.key);
            for &(document, weight) in postings {
                let length = self.documents[document].length / average;
                let share = weight * (K1 + 1.0) / (weight + K1 * (1.0 - B + B * length));
                *scores.entry(document).or_default() += rarity * share * term.weight;
            }
        }
        let mut ranked: Vec<(usize, f32)> = scores.into_iter().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut seen = HashSet::new();
        let mut hits: Vec<Hit> = Vec::new();
        // Agreement orders anew among the best.
        for (document, score) in ranked.into_iter().take(limit * 8) {
            let item = self.documents[document].item;
            let agreement = self.agreement(terms, &self.documents[document]);
            if seen.insert(item) {
                hits.push(Hit {
                    item,
                    score,
                    agreement,
                });
            } else if let Some(hit) = hits.iter_mut().find(|it| it.item == item) {
                hit.agreement = hit.agreement.max(agreement);
            }
        }
        hits.sort_by(|a, b| {
            b.agreement
                .total_cmp(&a.agreement)
                .then(b.score.total_cmp(&a.score))
        });
        hits.truncate(limit);
        hits
    }

    /// Inverse document frequency.
    fn rarity(&self, key: &str) -> f32 {
        let frequency = count(self.postings.get(key).map_or(0, Vec::len));
        let total = count(self.documents.len()) + BACKGROUND;
        (1.0 + (total - frequency + 0.5) / (frequency + 0.5)).ln()
    }

    /// Geometric mean of how much of the question is in the text and of the text in the question.
    fn agreement(&self, terms: &[Term], document: &Document) -> f32 {
        let mut asked = 0.0;
        let mut asked_found = 0.0;
        let mut strongest: f32 = 0.0;
        let mut misses_work = false;
        // A word the index does not know may be anything; it counts as one that is rather common.
        let unknown = self.rarity("").min(2.0);
        for term in terms {
            let is_known = self.postings.contains_key(&term.key);
            let weight = term.weight
                * if is_known {
                    self.rarity(&term.key)
                } else {
                    unknown
                };
            asked += weight;
            if document.terms.iter().any(|it| it.key == term.key) {
                asked_found += weight;
                strongest = strongest.max(term.weight);
            } else if term.is_work && term.weight > 0.5 {
                misses_work = true;
            }
        }
        let mut told = 0.0;
        let mut told_found = 0.0;
        let mut misses_subject = false;
        for term in &document.terms {
            let weight = term.weight * self.rarity(&term.key);
            told += weight;
            if terms.iter().any(|it| it.key == term.key) {
                told_found += weight;
            } else if term.weight >= 0.8 && term.key.starts_with('@') {
                misses_subject = true;
            }
        }
        if asked <= 0.0 || told <= 0.0 {
            return 0.0;
        }
        let mut agreement = (asked_found / asked * told_found / told).sqrt();
        if strongest < 0.8 {
            agreement *= 0.6;
        }
        if misses_work {
            agreement *= 0.5;
        }
        if misses_subject {
            agreement *= 0.8;
        }
        agreement
    }
}

/// Counts here are far below what `f32` holds exactly.
#[expect(clippy::cast_precision_loss, reason = "counts are small")]
const fn count(number: usize) -> f32 {
    number as f32
}
