//! What a question is about within its intent, for the matters that many businesses are asked
//! about: where to leave the keys at night, what happens with old tyres. A question and an entry
//! of the FAQ on the same matter belong together even where they share no word.

use crate::{
    Intent,
    classifier::{Classifier, Example, Words},
    phrasings::{Phrasing, Topic},
};
use std::collections::BTreeMap;

/// Of the phrasings without a matter, one in so many is told apart from those with one.
const OTHERS_STEP: usize = 3;
/// Intents with phrasings that are on no matter for sure. Where other intents have matters, what
/// has none may be on one nobody thought of, and is not learnt from.
const HAS_PLAIN: [Intent; 5] = [
    Intent::Price,
    Intent::Payment,
    Intent::Location,
    Intent::Contact,
    Intent::AppointmentBook,
];
/// Score from which a text is on a matter; 0 is the border of the training.
const LEAST_SCORE: f32 = -0.55;
/// By how much the best matter must lead.
const LEAST_LEAD: f32 = 0.3;

/// Number of a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Matter(usize);

/// A matter with how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finding {
    /// The matter.
    pub matter: Matter,
    /// 1 and more is well within, 0 on the border.
    pub score: f32,
}

impl Finding {
    /// How far within the matter a text is, above 0.
    pub fn depth(self) -> f32 {
        self.score - LEAST_SCORE
    }
}

/// Trained on the shipped phrasings.
#[derive(Debug)]
pub struct Matters {
    classifier: Classifier,
    /// Their names and the intents they belong to, by number.
    matters: Vec<(&'static str, Intent)>,
}

impl Matters {
    /// Learns from the phrasings, whose words are `words`.
    pub fn learn(phrasings: &[Phrasing], words: &[Words]) -> Self {
        let mut intents: BTreeMap<&'static str, Intent> = BTreeMap::new();
        for phrasing in phrasings {
            if let (Some(matter), Topic::Intent(intent)) = (phrasing.matter, phrasing.topic) {
                intents.insert(matter, intent);
            }
        }
        let names: Vec<&str> = intents.keys().copied().collect();
        let mut examples = Vec::new();
        for (number, (phrasing, words)) in phrasings.iter().zip(words).enumerate() {
            let is_near = matches!(phrasing.topic, Topic::Intent(it) if HAS_PLAIN.contains(&it));
            let is_far = !is_near
                && !intents
                    .values()
                    .any(|it| Topic::Intent(*it) == phrasing.topic)
                && number.is_multiple_of(OTHERS_STEP);
            if phrasing.matter.is_some() || is_near || is_far {
                examples.push(Example {
                    words: words.clone(),
                    label: phrasing.matter.and_then(|it| names.binary_search(&it).ok()),
                });
            }
        }
        Self {
            classifier: Classifier::fit(&examples, names.len()),
            matters: intents.into_iter().collect(),
        }
    }

    /// The matter of a text.
    pub fn find(&self, words: &Words) -> Option<Finding> {
        if words.folds.is_empty() {
            return None;
        }
        let ranking = self.classifier.classify(words).ranking;
        let (number, score) = *ranking.first()?;
        let next = ranking.get(1).map_or(f32::NEG_INFINITY, |it| it.1);
        (score >= LEAST_SCORE && score - next >= LEAST_LEAD).then_some(Finding {
            matter: Matter(number),
            score,
        })
    }

    /// The matter most of several phrasings are on.
    pub fn of_all(&self, phrasings: &[Words]) -> Option<Finding> {
        let mut votes: BTreeMap<Matter, f32> = BTreeMap::new();
        for finding in phrasings.iter().filter_map(|it| self.find(it)) {
            *votes.entry(finding.matter).or_default() += finding.depth();
        }
        let count = f32::from(u16::try_from(phrasings.len()).unwrap_or(u16::MAX));
        let (matter, depth) = votes.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        Some(Finding {
            matter,
            score: depth / count + LEAST_SCORE,
        })
    }

    /// The intent a matter belongs to.
    pub fn intent(&self, matter: Matter) -> Intent {
        self.matters[matter.0].1
    }

    /// Its name in the files of phrasings.
    pub fn name(&self, matter: Matter) -> &'static str {
        self.matters[matter.0].0
    }
}
