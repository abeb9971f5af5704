//! How sure a classification is, and from where it is acted on.

use super::features::{Vector, count};

/// What speaks for a text being one of those the labels are about.
const SIGNALS: usize = 7;
const STEPS: usize = 3000;
const RATE: f64 = 1.0;
/// Keeps weights small where there is little to learn from.
const DECAY: f64 = 0.002;
/// Share of texts out of scope that is expected; validation sets hold more or fewer of them than
/// visitors write.
const OUT_OF_SCOPE: f32 = 0.1;

/// Logistic regression from the scores of a text to the probability that it is in scope.
#[derive(Clone, Copy, Debug)]
pub struct Confidence {
    weights: [f64; SIGNALS],
}

/// A text that was held back from training.
#[derive(Clone, Copy, Debug)]
pub struct Trial {
    /// See [`Confidence::signals`].
    pub signals: [f64; SIGNALS],
    /// Whether it has one of the labels.
    pub in_scope: bool,
    /// Whether the best label is the right one.
    pub is_right: bool,
}

/// Confidences from which a text counts as in scope, chosen on validation texts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// Where most texts are answered or refused rightly, if one in ten is out of scope.
    pub most_accurate: f32,
    /// Where as large a share of the texts in scope is answered rightly as of the others is
    /// refused.
    pub balanced: f32,
}

impl Confidence {
    /// Signals of a text with its scores, highest first.
    pub fn signals(vector: &Vector, best: f32, second: f32, crowd: f32) -> [f64; SIGNALS] {
        [
            1.0,
            f64::from(best),
            f64::from(best - second),
            f64::from(crowd) * 0.1,
            f64::from(vector.known),
            f64::from(vector.known_words),
            f64::from(vector.words.max(1.0).ln()) * 0.3,
        ]
    }

    /// Learns from texts that were held back. Where all or none is in scope, from those that are
    /// labelled rightly and wrongly.
    pub fn learn(trials: &[Trial]) -> Self {
        let inside = trials.iter().filter(|it| it.in_scope).count();
        let is_mixed = inside > 0 && inside < trials.len();
        let target = |it: &Trial| if is_mixed { it.in_scope } else { it.is_right };
        let positive = trials.iter().filter(|it| target(it)).count();
        let negative = trials.len() - positive;
        // The usual loss of a score that is meant to be 1 or -1.
        let mut weights = [0.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        if positive == 0 || negative == 0 {
            return Self { weights };
        }
        for _ in 0..STEPS {
            let mut gradient = [0.0; SIGNALS];
            for trial in trials {
                let (truth, share) = if target(trial) {
                    (1.0, f64::from(count(positive)))
                } else {
                    (0.0, f64::from(count(negative)))
                };
                let error = (logistic(&weights, &trial.signals) - truth) / share;
                for (sum, signal) in gradient.iter_mut().zip(trial.signals) {
                    *sum += error * signal;
                }
            }
            for (weight, gradient) in weights.iter_mut().zip(gradient) {
                *weight -= RATE * (gradient + DECAY * *weight);
            }
        }
        Self { weights }
    }

    /// The probability that a text with these signals is in scope, where as many are as are not.
    pub fn of(&self, signals: &[f64; SIGNALS]) -> f32 {
        #[expect(clippy::cast_possible_truncation, reason = "a probability")]
        let probability = logistic(&self.weights, signals) as f32;
        probability
    }
}

fn logistic(weights: &[f64; SIGNALS], signals: &[f64; SIGNALS]) -> f64 {
    let sum: f64 = weights.iter().zip(signals).map(|(a, b)| a * b).sum();
    1.0 / (1.0 + (-sum).exp())
}

impl Thresholds {
    /// Chooses on texts that were held back.
    pub fn choose(trials: &[(Trial, f32)]) -> Self {
        let mut confidences: Vec<f32> = trials.iter().map(|it| it.1).collect();
        confidences.push(0.0);
        confidences.sort_by(f32::total_cmp);
        confidences.dedup();
        let inside = count(trials.iter().filter(|it| it.0.in_scope).count());
        let outside = count(trials.len()) - inside;
        let (mut most_accurate, mut balanced) = ((-1.0, 0.0), (-1.0, 0.0));
        for threshold in confidences {
            let mut right = 0.0;
            let mut refused = 0.0;
            for (trial, confidence) in trials {
                if trial.in_scope {
                    right += f32::from(u8::from(trial.is_right && *confidence >= threshold));
                } else {
                    refused += f32::from(u8::from(*confidence < threshold));
                }
            }
            let right = right / inside.max(1.0);
            let refused = refused / outside.max(1.0);
            let accuracy = (1.0 - OUT_OF_SCOPE) * right + OUT_OF_SCOPE * refused;
            if accuracy > most_accurate.0 {
                most_accurate = (accuracy, threshold);
            }
            let worse = right.min(refused);
            if worse > balanced.0 {
                balanced = (worse, threshold);
            }
        }
        Self {
            most_accurate: most_accurate.1,
            balanced: balanced.1,
        }
    }
}
