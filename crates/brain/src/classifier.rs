//! Classifies short texts: trained in process from labelled examples, with calibrated rejection of
//! what has none of the labels.
//!
//! A general tool. The engine trains it on the shipped phrasings and on the intents of a business;
//! `examples/evaluate` on any labelled set. Linear support vector machines ([`svm`]) over hashed
//! n-grams of words and letters ([`features`]); typing errors are corrected towards the words of
//! the examples ([`spelling`]); [`calibration`] learns from examples that were held back how sure a
//! result is.

mod calibration;
mod features;
mod spelling;
mod svm;

pub use calibration::Thresholds;
pub use features::Words;

use calibration::{Confidence, Trial};
use features::{FeatureSpace, Vector};
use spelling::Spelling;
use std::collections::BTreeMap;
use svm::Machines;

/// One text in so many is held back where no validation examples are given.
const HELD_BACK: usize = 5;

/// A text with its label.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its words.
    pub words: Words,
    /// Number of its label; `None`: it has none of the labels, and is to be rejected.
    pub label: Option<usize>,
}

/// A trained classifier.
#[derive(Debug)]
pub struct Classifier {
    space: FeatureSpace,
    machines: Machines,
    spelling: Spelling,
    confidence: Confidence,
    thresholds: Thresholds,
}

/// What a text was classified as.
#[derive(Clone, Debug)]
pub struct Classification {
    /// Labels with their scores, the best first: 1 and more is well within, -1 and less without.
    pub ranking: Vec<(usize, f32)>,
    /// Probability that the text has one of the labels, 0 to 1.
    pub confidence: f32,
}

impl Classifier {
    /// Trains on `examples` whose labels are below `labels`; the same examples give the same
    /// classifier. How sure its results are is learnt from `validation`, or where that is empty
    /// from every fifth example. In the end all are trained on.
    pub fn train(examples: &[Example], validation: &[Example], labels: usize) -> Self {
        let (learnt, held_back): (Vec<&Example>, Vec<&Example>) = if validation.is_empty() {
            let (held, learnt): (Vec<_>, Vec<_>) = examples
                .iter()
                .enumerate()
                .partition(|(at, _)| at % HELD_BACK == 0);
            let plain = |list: Vec<(usize, _)>| list.into_iter().map(|it| it.1).collect();
            (plain(learnt), plain(held))
        } else {
            (examples.iter().collect(), validation.iter().collect())
        };
        let mut classifier = Self::fit_to(&learnt, labels);
        classifier.calibrate(&held_back);
        let Self {
            confidence,
            thresholds,
            ..
        } = classifier;
        let all: Vec<&Example> = learnt.into_iter().chain(held_back).collect();
        Self {
            confidence,
            thresholds,
            ..Self::fit_to(&all, labels)
        }
    }

    /// Trains without learning how sure the results are: their confidence only follows the score.
    pub fn fit(examples: &[Example], labels: usize) -> Self {
        Self::fit_to(&examples.iter().collect::<Vec<_>>(), labels)
    }

    fn fit_to(examples: &[&Example], labels: usize) -> Self {
        let texts = examples.iter().map(|it| &it.words);
        let space = FeatureSpace::new(texts.clone());
        let mut frequencies = BTreeMap::new();
        for fold in texts.clone().flat_map(|it| &it.folds) {
            *frequencies.entry(fold.clone()).or_default() += 1;
        }
        let vectors: Vec<Vector> = texts.map(|it| space.vector(it)).collect();
        let of: Vec<usize> = examples
            .iter()
            .map(|it| it.label.unwrap_or(usize::MAX))
            .collect();
        Self {
            machines: Machines::train(&vectors, &of, labels, space.len()),
            spelling: Spelling::new(&frequencies),
            space,
            confidence: Confidence::learn(&[]),
            thresholds: Thresholds {
                most_accurate: 0.0,
                balanced: 0.0,
            },
        }
    }

    fn calibrate(&mut self, examples: &[&Example]) {
        let trials: Vec<Trial> = examples
            .iter()
            .map(|example| {
                let (vector, ranking) = self.rank(&example.words);
                Trial {
                    signals: signals(&vector, &ranking),
                    in_scope: example.label.is_some(),
                    is_right: example.label.is_some()
                        && example.label == ranking.first().map(|it| it.0),
                }
            })
            .collect();
        self.confidence = Confidence::learn(&trials);
        let trials: Vec<(Trial, f32)> = trials
            .into_iter()
            .map(|it| (it, self.confidence.of(&it.signals)))
            .collect();
        self.thresholds = Thresholds::choose(&trials);
    }

    /// Classifies a text.
    pub fn classify(&self, words: &Words) -> Classification {
        let (vector, ranking) = self.rank(words);
        Classification {
            confidence: self.confidence.of(&signals(&vector, &ranking)),
            ranking,
        }
    }

    fn rank(&self, words: &Words) -> (Vector, Vec<(usize, f32)>) {
        let is_unknown = |it: &String| !self.space.knows_word(it);
        let vector = if words.folds.iter().any(is_unknown) {
            let mut corrected = words.clone();
            let unknown = corrected.folds.iter_mut().filter(|it| is_unknown(it));
            for word in unknown {
                if let Some(nearest) = self.spelling.nearest(word) {
                    *word = nearest;
                }
            }
            self.space.vector(&corrected)
        } else {
            self.space.vector(words)
        };
        let scores = self.machines.scores(&vector);
        let mut ranking: Vec<(usize, f32)> = scores.into_iter().enumerate().collect();
        ranking.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        (vector, ranking)
    }

    /// From which confidence a text counts as in scope.
    pub const fn thresholds(&self) -> Thresholds {
        self.thresholds
    }

    /// Size in bytes.
    pub fn bytes(&self) -> usize {
        self.space.bytes() + self.machines.bytes() + self.spelling.bytes()
    }
}

fn signals(vector: &Vector, ranking: &[(usize, f32)]) -> [f64; 7] {
    let score = |at: usize| ranking.get(at).map_or(-1.0, |it| it.1);
    let crowd = ranking.iter().map(|it| (it.1 + 1.0).max(0.0)).sum();
    Confidence::signals(vector, score(0), score(1), crowd)
}
