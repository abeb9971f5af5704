//! Linear support vector machines, one for each label against all others.
//!
//! Trained by dual coordinate descent with shrinking: Hsieh, Chang, Lin, Keerthi, Sundararajan,
//! *A Dual Coordinate Descent Method for Large-scale Linear SVM* (ICML 2008), algorithm 3, for the
//! squared hinge loss. Deterministic: the order of the updates comes from a seeded generator.

use super::features::Vector;
use std::{num::NonZero, ops::Range};

/// Penalty of an error on the texts of the label, of which there are few, and on all others.
const COST: [f32; 2] = [3.0, 1.0];
/// Training stops when the gradients differ by less.
const TOLERANCE: f32 = 0.2;
/// Passes over the training set, at most.
const PASSES: usize = 30;

/// Labels that are trained together.
const LANES: usize = 8;
/// A value for each of them.
type Lanes = [f32; LANES];

/// Weights of every label by row, and a bias.
#[derive(Debug)]
pub struct Machines {
    labels: usize,
    /// `labels` weights for each row of the feature space, then the biases.
    weights: Vec<f32>,
}

impl Machines {
    /// Trains a machine for each label below `labels`. Texts with another label count as examples
    /// of none. Uses the threads of the machine. A training with more texts after the same ones
    /// may begin where `start` ended.
    pub fn train(
        vectors: &[Vector],
        of: &[usize],
        labels: usize,
        rows: usize,
        start: Option<&Duals>,
    ) -> (Self, Duals) {
        let mut blocks: Vec<(Vec<Lanes>, Vec<Lanes>)> =
            vec![Default::default(); labels.div_ceil(LANES)];
        let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
        let share = blocks.len().div_ceil(threads).max(1);
        std::thread::scope(|scope| {
            for (number, blocks) in blocks.chunks_mut(share).enumerate() {
                scope.spawn(move || {
                    for (block, result) in (number * share..).zip(blocks) {
                        let start = start.map_or(&[][..], |it| &it.0[block]);
                        let first = block * LANES;
                        let count = LANES.min(labels - first);
                        *result =
                            Trainer::new(vectors, of, first..first + count, rows, start).run();
                    }
                });
            }
        });
        let mut weights = vec![0.0; (rows + 1) * labels];
        for (label, cell) in (0..labels).map(|it| (it, it % LANES)) {
            let (rows, _) = &blocks[label / LANES];
            for (row, lanes) in rows.iter().enumerate() {
                weights[row * labels + label] = lanes[cell];
            }
        }
        let duals = blocks.into_iter().map(|it| it.1).collect();
        (Self { labels, weights }, Duals(duals))
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

/// Where a training ended: how much each text supports each label, by block of labels.
#[derive(Debug)]
pub struct Duals(Vec<Vec<Lanes>>);

/// Trains a block of labels at once: a text is read once for all of them.
struct Trainer<'a> {
    vectors: &'a [Vector],
    of: &'a [usize],
    labels: Range<usize>,
    /// Weights by row; the last one is the bias.
    weights: Vec<Lanes>,
    /// Dual variables by text.
    duals: Vec<Lanes>,
    order: Vec<u32>,
    generator: Generator,
}

impl<'a> Trainer<'a> {
    fn new(
        vectors: &'a [Vector],
        of: &'a [usize],
        labels: Range<usize>,
        rows: usize,
        start: &[Lanes],
    ) -> Self {
        let mut trainer = Self {
            vectors,
            of,
            weights: vec![[0.0; LANES]; rows + 1],
            duals: start.to_vec(),
            order: (0..).take(vectors.len()).collect(),
            generator: Generator(labels.start as u64),
            labels,
        };
        trainer.duals.resize(vectors.len(), [0.0; LANES]);
        for (text, duals) in start.iter().enumerate() {
            if duals.iter().any(|it| *it > 0.0) {
                let mut steps = *duals;
                for (lane, step) in steps.iter_mut().enumerate() {
                    *step *= trainer.side(text, lane).0;
                }
                trainer.step(text, steps);
            }
        }
        trainer
    }

    /// Which side of the label a text is on, and what an error on it costs.
    fn side(&self, text: usize, lane: usize) -> (f32, f32) {
        if self.of[text] == self.labels.start + lane {
            (1.0, COST[0])
        } else {
            (-1.0, COST[1])
        }
    }

    fn step(&mut self, text: usize, steps: Lanes) {
        for feature in &self.vectors[text].features {
            let weights = &mut self.weights[feature.row as usize];
            for (weight, step) in weights.iter_mut().zip(steps) {
                *weight += step * feature.weight;
            }
        }
        if let Some(bias) = self.weights.last_mut() {
            for (weight, step) in bias.iter_mut().zip(steps) {
                *weight += step;
            }
        }
    }

    fn scores(&self, text: usize) -> Lanes {
        let mut scores = self.weights.last().copied().unwrap_or_default();
        for feature in &self.vectors[text].features {
            let weights = &self.weights[feature.row as usize];
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += weight * feature.weight;
            }
        }
        scores
    }

    /// The weights, and the dual variables.
    fn run(mut self) -> (Vec<Lanes>, Vec<Lanes>) {
        let mut active = self.order.len();
        let mut bounds = [f32::INFINITY; LANES];
        for _ in 0..PASSES {
            self.shuffle(active);
            let mut spread = [(f32::NEG_INFINITY, f32::INFINITY); LANES];
            let mut at = 0;
            while at < active {
                if self.update(self.order[at] as usize, &bounds, &mut spread) {
                    at += 1;
                } else {
                    // It is on the right side of all by far: not looked at until the end.
                    active -= 1;
                    self.order.swap(at, active);
                }
            }
            if spread.iter().all(|(high, low)| high - low <= TOLERANCE) {
                if active == self.order.len() {
                    break;
                }
                active = self.order.len();
                bounds = [f32::INFINITY; LANES];
            } else {
                bounds = spread.map(|(high, _)| if high > 0.0 { high } else { f32::INFINITY });
            }
        }
        (self.weights, self.duals)
    }

    /// Improves the dual variables of a text and widens the spread of the projected gradients;
    /// whether the text is to be looked at again.
    fn update(&mut self, text: usize, bounds: &Lanes, spread: &mut [(f32, f32); LANES]) -> bool {
        let scores = self.scores(text);
        let mut steps = [0.0; LANES];
        let mut is_active = false;
        for lane in 0..self.labels.len() {
            let (side, cost) = self.side(text, lane);
            let diagonal = 0.5 / cost;
            let dual = self.duals[text][lane];
            let gradient = side * scores[lane] - 1.0 + diagonal * dual;
            let projected = if dual > 0.0 {
                gradient
            } else if gradient > bounds[lane] {
                continue;
            } else {
                gradient.min(0.0)
            };
            is_active = true;
            spread[lane].0 = spread[lane].0.max(projected);
            spread[lane].1 = spread[lane].1.min(projected);
            if projected.abs() > 1e-9 {
                // Vectors have the length 1, and so has the bias.
                let improved = (dual - gradient / (2.0 + diagonal)).max(0.0);
                self.duals[text][lane] = improved;
                steps[lane] = (improved - dual) * side;
            }
        }
        if steps.iter().any(|it| *it != 0.0) {
            self.step(text, steps);
        }
        is_active
    }

    fn shuffle(&mut self, active: usize) {
        for at in 0..active {
            let other = at + self.generator.below(active - at);
            self.order.swap(at, other);
        }
    }
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
