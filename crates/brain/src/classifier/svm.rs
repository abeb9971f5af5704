//! Linear support vector machines, one for each label against all others.
//!
//! Trained by dual coordinate descent with shrinking: Hsieh, Chang, Lin, Keerthi, Sundararajan,
//! *A Dual Coordinate Descent Method for Large-scale Linear SVM* (ICML 2008), algorithm 3, for the
//! squared hinge loss. Deterministic: the order of the updates comes from a seeded generator.

use super::features::{Feature, Vector};
use std::num::NonZero;

/// Penalty of an error on the texts of the label, of which there are few, and on all others.
const COST: [f32; 2] = [3.0, 1.0];
/// Training stops when the gradients differ by less.
const TOLERANCE: f32 = 0.2;
/// Passes over the training set, at most.
const PASSES: usize = 30;

/// Weights of every label by row, and a bias.
#[derive(Debug)]
pub struct Machines {
    labels: usize,
    /// `labels` weights for each row of the feature space, then the biases.
    weights: Vec<f32>,
}

impl Machines {
    /// Trains a machine for each label below `labels`. Texts with another label count as examples
    /// of none. Uses the threads of the machine.
    pub fn train(vectors: &[Vector], of: &[usize], labels: usize, rows: usize) -> Self {
        let mut columns = vec![Vec::new(); labels];
        let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
        let share = labels.div_ceil(threads).max(1);
        std::thread::scope(|scope| {
            for (number, columns) in columns.chunks_mut(share).enumerate() {
                scope.spawn(move || {
                    for (label, column) in (number * share..).zip(columns) {
                        *column = Trainer::new(vectors, of, label, rows).run();
                    }
                });
            }
        });
        let mut weights = vec![0.0; (rows + 1) * labels];
        for (label, column) in columns.iter().enumerate() {
            for (row, weight) in column.iter().enumerate() {
                weights[row * labels + label] = *weight;
            }
        }
        Self { labels, weights }
    }

    /// How far a text is on the side of each label: 1 and more within, -1 and less without.
    pub fn scores(&self, vector: &Vector) -> Vec<f32> {
        let bias = self.weights.len() - self.labels;
        let mut scores = self.weights[bias..].to_vec();
        for feature in &vector.features {
            let from = feature.row as usize * self.labels;
            let row = &self.weights[from..from + self.labels];
            for (score, weight) in scores.iter_mut().zip(row) {
                *score += weight * feature.weight;
            }
        }
        scores
    }

    /// Size in bytes.
    pub const fn bytes(&self) -> usize {
        self.weights.len() * size_of::<f32>()
    }
}

struct Trainer<'a> {
    vectors: &'a [Vector],
    of: &'a [usize],
    label: usize,
    /// Weights by row; the last one is the bias.
    weights: Vec<f32>,
    /// Dual variables by text.
    duals: Vec<f32>,
    order: Vec<u32>,
    generator: Generator,
}

impl<'a> Trainer<'a> {
    fn new(vectors: &'a [Vector], of: &'a [usize], label: usize, rows: usize) -> Self {
        Self {
            vectors,
            of,
            label,
            weights: vec![0.0; rows + 1],
            duals: vec![0.0; vectors.len()],
            order: (0..).take(vectors.len()).collect(),
            generator: Generator(label as u64),
        }
    }

    fn run(mut self) -> Vec<f32> {
        let mut active = self.order.len();
        let mut bound = f32::INFINITY;
        for _ in 0..PASSES {
            self.shuffle(active);
            let mut highest = f32::NEG_INFINITY;
            let mut lowest = f32::INFINITY;
            let mut at = 0;
            while at < active {
                if let Some(gradient) = self.update(self.order[at] as usize, bound) {
                    highest = highest.max(gradient);
                    lowest = lowest.min(gradient);
                    at += 1;
                } else {
                    // It is on the right side by far: not looked at until the end.
                    active -= 1;
                    self.order.swap(at, active);
                }
            }
            if highest - lowest <= TOLERANCE {
                if active == self.order.len() {
                    break;
                }
                active = self.order.len();
                bound = f32::INFINITY;
            } else {
                bound = if highest > 0.0 {
                    highest
                } else {
                    f32::INFINITY
                };
            }
        }
        self.weights
    }

    /// Improves one dual variable; its projected gradient, or `None` if it is to be set aside.
    fn update(&mut self, text: usize, bound: f32) -> Option<f32> {
        let features = &self.vectors[text].features;
        let (side, cost) = if self.of[text] == self.label {
            (1.0, COST[0])
        } else {
            (-1.0, COST[1])
        };
        let diagonal = 0.5 / cost;
        let bias = self.weights.len() - 1;
        let dual = self.duals[text];
        let score = self.weights[bias] + product(&self.weights, features);
        let gradient = side * score - 1.0 + diagonal * dual;
        let projected = if dual > 0.0 {
            gradient
        } else if gradient > bound {
            return None;
        } else {
            gradient.min(0.0)
        };
        if projected.abs() > 1e-9 {
            // Vectors have the length 1, and so has the bias.
            let improved = (dual - gradient / (2.0 + diagonal)).max(0.0);
            self.duals[text] = improved;
            let step = (improved - dual) * side;
            for feature in features {
                self.weights[feature.row as usize] += step * feature.weight;
            }
            self.weights[bias] += step;
        }
        Some(projected)
    }

    fn shuffle(&mut self, active: usize) {
        for at in 0..active {
            let other = at + self.generator.below(active - at);
            self.order.swap(at, other);
        }
    }
}

fn product(weights: &[f32], features: &[Feature]) -> f32 {
    let products = features
        .iter()
        .map(|it| weights[it.row as usize] * it.weight);
    products.sum()
}

/// `SplitMix64`: <https://prng.di.unimi.it/splitmix64.c>.
struct Generator(u64);

impl Generator {
    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, which fits into 32 bits.
    const fn below(&mut self, bound: usize) -> usize {
        (((self.next() >> 32) * bound as u64) >> 32) as usize
    }
}
