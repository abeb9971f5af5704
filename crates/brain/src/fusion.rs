//! What the cues, the classifier and the knowledge say together.
//!
//! Independent witnesses add up as logarithms of odds (naive Bayes): the classifier's score of an
//! intent and the cues for it decide which intent it is; its confidence, the wishes it knows that cannot be
//! fulfilled, and the words of the text decide whether it is one at all.

use crate::{
    Intent,
    topics::Opinion,
    understanding::{is_request, is_topic},
};
use std::collections::BTreeMap;

/// How much a step of the classifier's score counts for which intent it is.
const SCORE: f32 = 4.0;
/// How much a certain cue counts for it.
const CUE: f32 = 3.0;
/// Certainty of a cue for a request from which a matter does not speak against it.
const REQUESTED: f32 = 0.5;
/// How much the matter of a text counts for its intent.
const MATTER: f32 = 2.0;
/// How much a certain cue for a request counts against what the request is only about.
const BESIDE_REQUEST: f32 = 2.5;
/// Score of an intent the classifier says nothing of.
const UNKNOWN_SCORE: f32 = -1.0;

/// What speaks for a text being in scope, in logarithms of odds. Fitted by logistic regression on
/// the evaluation questions of `crates/domain/tests/evaluation`.
mod in_scope {
    /// Without any sign.
    pub const PRIOR: f32 = -2.2;
    /// By logarithm of the odds the classifier gives.
    pub const CONFIDENCE: f32 = 1.4;
    /// By score of the best intent.
    pub const BEST: f32 = 1.0;
    /// By score of the best wish that cannot be fulfilled.
    pub const UNSUPPORTED: f32 = -4.9;
    /// By certainty of the cues for something else.
    pub const OTHER_CUE: f32 = -5.0;
    /// By depth of the matter.
    pub const MATTER: f32 = 1.2;
    /// The name of a service.
    pub const SERVICE: f32 = 0.1;
    /// A word of the trade.
    pub const TRADE: f32 = 0.1;
    /// By strangeness, where nothing of the trade is named beside it, up to [`MOST_STRANGE`].
    pub const STRANGE: f32 = -1.4;
    /// Strange words that count.
    pub const MOST_STRANGE: f32 = 2.0;
}

/// Least score that tells texts apart.
const LEAST_SCORE: f32 = -1.2;

/// What else was found in a text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence {
    /// A service of the business is named.
    pub has_service: bool,
    /// Something of the trade is named.
    pub has_trade: bool,
    /// The intent of the matter the text is on, and how far within it is; above 0.
    pub matter: Option<(Intent, f32)>,
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
    // `How much to swap my tyres` asks for the price, whatever it is about.
    let requested = cues.iter().filter(|it| is_request(it.0));
    let requested = requested.map(|it| it.1).fold(0.0, f32::max);
    if let Some((intent, depth)) = evidence.matter
        && (requested < REQUESTED || is_request(intent))
        && let Some(logit) = logits.get_mut(&intent)
    {
        *logit += MATTER * depth;
    }
    for (intent, logit) in &mut logits {
        if is_topic(*intent) {
            *logit -= BESIDE_REQUEST * requested;
        }
    }
    // `Danke, tschüss`: the last word counts.
    if cue(Intent::Goodbye) >= 0.5
        && let Some(thanks) = logits.get_mut(&Intent::Thanks)
    {
        *thanks -= CUE;
    }
    let highest = logits.values().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut total = 0.0;
    for logit in logits.values_mut() {
        *logit = (*logit - highest).exp();
        total += *logit;
    }
    // `Springt nicht an, stehe vor dem Laden`: in an emergency other places are only where it is.
    let elsewhere = cue(Intent::OutOfScope) * (1.0 - cue(Intent::BreakdownEmergency));
    let in_scope = probability_in_scope(opinion, elsewhere, evidence);
    let mut intents: Vec<(Intent, f32)> = logits
        .into_iter()
        .map(|(intent, share)| (intent, in_scope * share / total))
        .collect();
    intents.push((Intent::OutOfScope, 1.0 - in_scope));
    intents.sort_by(|a, b| b.1.total_cmp(&a.1));
    intents
}

/// The probability that a text asks for something the engine is there for.
fn probability_in_scope(opinion: &Opinion, other_cue: f32, evidence: Evidence) -> f32 {
    let best = opinion.scores.first().map_or(LEAST_SCORE, |it| it.1);
    let is_trade = evidence.has_service || evidence.has_trade;
    let when = |holds: bool, weight: f32| if holds { weight } else { 0.0 };
    logistic(
        in_scope::PRIOR
            + in_scope::CONFIDENCE * logit(opinion.confidence)
            + in_scope::BEST * best.max(LEAST_SCORE)
            + in_scope::UNSUPPORTED * opinion.unsupported.max(LEAST_SCORE)
            + in_scope::OTHER_CUE * other_cue
            + in_scope::MATTER * evidence.matter.map_or(0.0, |it| it.1) * (1.0 - other_cue)
            + when(evidence.has_service, in_scope::SERVICE)
            + when(evidence.has_trade, in_scope::TRADE)
            + when(
                !is_trade,
                in_scope::STRANGE * opinion.strangeness.min(in_scope::MOST_STRANGE),
            ),
    )
}

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
            strangeness: 0.0,
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
            ..Evidence::default()
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
