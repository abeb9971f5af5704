//! Search over short texts: BM25 ranks, the share of what was asked and found says how sure it is.

use crate::analysis::Term;
use std::collections::HashMap;

/// Saturation of repeated terms and influence of the length, the usual values.
const K1: f32 = 1.2;
const B: f32 = 0.4;
/// Texts that are taken to exist beside the indexed ones, so that in a small set a common word is
/// not mistaken for a rare one.
const BACKGROUND: f32 = 20.0;
/// Texts that are compared with the question for each item that is wanted.
const COMPARED: usize = 8;
/// Weight from which a term is what a text is about.
const SUBJECT: f32 = 0.8;
/// Weight from which a term says something by itself.
const TELLING: f32 = 0.5;
/// What is left of the agreement where nothing that was found says much by itself, where other
/// work is asked for, and where the text is about something that was not asked for.
const WEAK: f32 = 0.6;
const OTHER_WORK: f32 = 0.5;
const OTHER_SUBJECT: f32 = 0.8;

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
    /// Position in `postings` by term.
    keys: HashMap<String, u32>,
    postings: Vec<Posting>,
    /// Rarity of a term that no text holds.
    unknown: f32,
}

/// The texts that hold a term.
#[derive(Debug, Default)]
struct Posting {
    /// Inverse document frequency.
    rarity: f32,
    /// Numbers of the texts with the BM25 score of the term in them.
    documents: Vec<(u32, f32)>,
}

#[derive(Debug)]
struct Document {
    item: usize,
    terms: Vec<DocumentTerm>,
    /// Weights of the terms, added up.
    length: f32,
    /// Weights of the terms times their rarity, added up.
    told: f32,
}

#[derive(Debug)]
struct DocumentTerm {
    key: u32,
    weight: f32,
    /// Whether the text is about it.
    is_subject: bool,
}

/// A term of a question.
struct Asked {
    key: Option<u32>,
    /// Weight.
    weight: f32,
    /// Weight times rarity.
    worth: f32,
    is_work: bool,
}

impl Index {
    /// Indexes the terms of texts, each with the item it belongs to; an item may have several.
    pub fn new(texts: impl IntoIterator<Item = (usize, Vec<Term>)>) -> Self {
        let mut index = Self::default();
        for (item, terms) in texts {
            if !terms.is_empty() {
                index.add(item, &terms);
            }
        }
        index.weigh();
        index
    }

    fn add(&mut self, item: usize, terms: &[Term]) {
        let number =
            u32::try_from(self.documents.len()).expect("fewer texts than that fit a profile");
        let terms: Vec<DocumentTerm> = terms
            .iter()
            .map(|term| {
                let next = u32::try_from(self.keys.len()).expect("fewer terms than bytes");
                let key = *self.keys.entry(term.key.clone()).or_insert(next);
                if key == next {
                    self.postings.push(Posting::default());
                }
                self.postings[key as usize]
                    .documents
                    .push((number, term.weight));
                DocumentTerm {
                    key,
                    weight: term.weight,
                    is_subject: term.weight >= SUBJECT && term.key.starts_with('@'),
                }
            })
            .collect();
        self.documents.push(Document {
            item,
            length: terms.iter().map(|it| it.weight).sum(),
            told: 0.0,
            terms,
        });
    }

    /// Works out what depends on all texts.
    fn weigh(&mut self) {
        let total = count(self.documents.len());
        let rarity = |frequency: f32| {
            (1.0 + (total + BACKGROUND - frequency + 0.5) / (frequency + 0.5)).ln()
        };
        let average = self.documents.iter().map(|it| it.length).sum::<f32>() / total.max(1.0);
        // A word the index does not know may be anything; it counts as one that is rather common.
        self.unknown = rarity(0.0).min(2.0);
        for posting in &mut self.postings {
            posting.rarity = rarity(count(posting.documents.len()));
            for (document, weight) in &mut posting.documents {
                let length = self.documents[*document as usize].length / average;
                let share = *weight * (K1 + 1.0) / (*weight + K1 * (1.0 - B + B * length));
                *weight = posting.rarity * share;
            }
        }
        for document in &mut self.documents {
            let terms = document.terms.iter();
            document.told = terms
                .map(|it| it.weight * self.postings[it.key as usize].rarity)
                .sum();
        }
    }

    /// The items whose texts share terms with the question, the best first, each once.
    pub fn search(&self, terms: &[Term], limit: usize) -> Vec<Hit> {
        if self.documents.is_empty() {
            return Vec::new();
        }
        let asked: Vec<Asked> = terms.iter().map(|it| self.asked(it)).collect();
        let mut hits: Vec<Hit> = Vec::new();
        // Agreement orders anew among the best.
        for (document, score) in self.ranked(&asked, limit * COMPARED) {
            let document = &self.documents[document as usize];
            let agreement = self.agreement(&asked, document);
            match hits.iter_mut().find(|it| it.item == document.item) {
                Some(hit) => hit.agreement = hit.agreement.max(agreement),
                None => hits.push(Hit {
                    item: document.item,
                    score,
                    agreement,
                }),
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

    fn asked(&self, term: &Term) -> Asked {
        let key = self.keys.get(&term.key).copied();
        let rarity = key.map_or(self.unknown, |it| self.postings[it as usize].rarity);
        Asked {
            key,
            weight: term.weight,
            worth: term.weight * rarity,
            is_work: term.is_work,
        }
    }

    /// The texts with the highest BM25, at most `limit`, the best first.
    fn ranked(&self, asked: &[Asked], limit: usize) -> Vec<(u32, f32)> {
        let mut scores = vec![0.0_f32; self.documents.len()];
        let mut found: Vec<u32> = Vec::new();
        for term in asked {
            let Some(key) = term.key else { continue };
            for &(document, score) in &self.postings[key as usize].documents {
                let total = &mut scores[document as usize];
                if *total == 0.0 {
                    found.push(document);
                }
                *total += score * term.weight;
            }
        }
        let mut ranked: Vec<(u32, f32)> = found
            .into_iter()
            .map(|it| (it, scores[it as usize]))
            .collect();
        let order = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if ranked.len() > limit {
            ranked.select_nth_unstable_by(limit, order);
            ranked.truncate(limit);
        }
        ranked.sort_unstable_by(order);
        ranked
    }

    /// Geometric mean of how much of the question is in the text and of the text in the question.
    fn agreement(&self, asked: &[Asked], document: &Document) -> f32 {
        let mut total = 0.0;
        let mut found = 0.0;
        let mut strongest: f32 = 0.0;
        let mut misses_work = false;
        for term in asked {
            total += term.worth;
            if document.terms.iter().any(|it| Some(it.key) == term.key) {
                found += term.worth;
                strongest = strongest.max(term.weight);
            } else if term.is_work && term.weight > TELLING {
                misses_work = true;
            }
        }
        let mut told_found = 0.0;
        let mut misses_subject = false;
        for term in &document.terms {
            if asked.iter().any(|it| it.key == Some(term.key)) {
                told_found += term.weight * self.postings[term.key as usize].rarity;
            } else if term.is_subject {
                misses_subject = true;
            }
        }
        if total <= 0.0 || document.told <= 0.0 {
            return 0.0;
        }
        let when = |holds: bool, factor: f32| if holds { factor } else { 1.0 };
        (found / total * told_found / document.told).sqrt()
            * when(strongest < SUBJECT, WEAK)
            * when(misses_work, OTHER_WORK)
            * when(misses_subject, OTHER_SUBJECT)
    }
}

/// Counts here are far below what `f32` holds exactly.
#[expect(clippy::cast_precision_loss, reason = "counts are small")]
const fn count(number: usize) -> f32 {
    number as f32
}
