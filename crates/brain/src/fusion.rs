//! What the cues, the classifier and the knowledge say together.
//!
//! Independent witnesses add up as logarithms of odds (naive Bayes): the classifier's score of an
//! intent and the cues for it decide which intent it is; the classifier's confidence and all that
//! the text names of the business decide whether it is one at all.

use crate::{Intent, topics::Opinion};
use std::collections::BTreeMap;

/// How much a step of the classifier's score counts.
const SCORE: f32 = 5.0;
/// How much a certain cue counts.
const CUE: f32 = 3.5;
/// Logarithm of the odds that what a visitor writes is in scope.
const PRIOR: f32 = 0.8;
/// How much the classifier's confidence counts.
const CONFIDENCE: f32 = 1.0;
/// How much a certain cue speaks for being in scope.
const CUE_IN_SCOPE: f32 = 2.5;
/// How much the name of a service speaks for being in scope.
const SERVICE: f32 = 1.0;
/// Agreement with a FAQ entry that says nothing, and how much more of it counts.
const FAQ_NEUTRAL: f32 = 0.45;
const FAQ: f32 = 3.0;

/// What else was found in a text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence {
    /// A service of the business is named.
    pub has_service: bool,
    /// Agreement of the best FAQ entry, 0 to 1.
    pub faq_agreement: f32,
}

/// Intents with their probability, the most probable first; [`Intent::OutOfScope`] among them.
pub fn fuse(opinion: &Opinion, cues: &[(Intent, f32)], evidence: Evidence) -> Vec<(Intent, f32)> {
    let cue = |intent: Intent| cues.iter().find(|it| it.0 == intent).map_or(0.0, |it| it.1);
    let mut logits: BTreeMap<Intent, f32> = BTreeMap::new();
    for (intent, score) in &opinion.scores {
        logits.insert(*intent, SCORE * score + CUE * cue(*intent));
    }
    for (intent, certainty) in cues.iter().filter(|it| it.0 != Intent::OutOfScope) {
        logits
            .entry(*intent)
            .or_insert(SCORE * UNKNOWN_SCORE + CUE * certainty);
    }
    let unsupported = SCORE * opinion.unsupported + CUE * cue(Intent::OutOfScope);
    let highest = logits.values().copied().fold(unsupported, f32::max);
    let mut total = (unsupported - highest).exp();
    for logit in logits.values_mut() {
        *logit = (*logit - highest).exp();
        total += *logit;
    }
    let best_cue = cues
        .iter()
        .filter(|it| it.0 != Intent::OutOfScope)
        .map(|it| it.1)
        .fold(0.0, f32::max);
    let in_scope = logistic(
        PRIOR
            + CONFIDENCE * logit(opinion.confidence)
            + CUE_IN_SCOPE * (best_cue - cue(Intent::OutOfScope))
            + if evidence.has_service { SERVICE } else { 0.0 }
            + FAQ * (evidence.faq_agreement - FAQ_NEUTRAL).max(0.0),
    );
    let mut intents: Vec<(Intent, f32)> = logits
        .into_iter()
        .map(|(intent, share)| (intent, in_scope * share / total))
        .collect();
    let inside: f32 = intents.iter().map(|it| it.1).sum();
    intents.push((Intent::OutOfScope, 1.0 - inside));
    intents.sort_by(|a, b| b.1.total_cmp(&a.1));
    intents
}

/// Score of an intent the classifier says nothing of.
const UNKNOWN_SCORE: f32 = -1.0;

fn logistic(value: f32) -> f32 {
    1.0 / (1.0 + (-value).exp())
}

fn logit(probability: f32) -> f32 {
    let probability = probability.clamp(0.001, 0.999);
    (probability / (1.0 - probability)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opinion(score: f32, confidence: f32) -> Opinion {
        Opinion {
            scores: vec![(Intent::Price, score), (Intent::Location, -0.9)],
            unsupported: -0.8,
            confidence,
        }
    }

    fn best(opinion: &Opinion, cues: &[(Intent, f32)], evidence: Evidence) -> Intent {
        fuse(opinion, cues, evidence)[0].0
    }

    #[test]
    fn witnesses_add_up() {
        let none = Evidence::default();
        assert_eq!(best(&opinion(0.8, 0.9), &[], none), Intent::Price);
        assert_eq!(best(&opinion(-0.5, 0.1), &[], none), Intent::OutOfScope);
        // What the classifier doubts, a cue and a service make certain.
        let cues = [(Intent::Price, 0.8)];
        let named = Evidence {
            has_service: true,
            faq_agreement: 0.0,
        };
        assert_eq!(best(&opinion(-0.5, 0.3), &cues, named), Intent::Price);
        let cues = [(Intent::Location, 0.9)];
        assert_eq!(best(&opinion(-0.5, 0.5), &cues, none), Intent::Location);
        let total: f32 = fuse(&opinion(0.2, 0.6), &cues, none)
            .iter()
            .map(|it| it.1)
            .sum();
        assert!((total - 1.0).abs() < 1e-4, "{total}");
    }
}
