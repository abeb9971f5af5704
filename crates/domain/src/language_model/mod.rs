//! Answers worded by a language model of any OpenAI-compatible endpoint, for businesses that
//! switched it on.
//!
//! The engine answers first. A model may then say the same in better words: it is given the facts,
//! can look up hours and prices, and its text is sent only if every figure in it stands in those
//! facts. Whatever goes wrong (too slow, broken off, refused, over the budget, not grounded), the
//! engine's own answer is sent. What a visitor writes is material for the model, never an
//! instruction: nothing the model says has any effect but on the wording.

mod budget;
mod client;
mod stream;

pub use client::{LanguageModel, LanguageModelSettings};

use crate::{Carbot, Result, businesses, chat::BusinessEngine};
use api::{
    businesses::LanguageModelStatus,
    ids::{BusinessId, UserId},
};
use brain::{Intent, Reply, Turn};
use client::{Failure, Lookup, Prompt};

/// The longest text of a model that is sent, in characters.
const MAX_TEXT: usize = 1_500;

/// The text of a reply as the model words it, or `None` where the engine's own is to be sent.
pub(crate) async fn reword(
    carbot: &Carbot,
    business_id: BusinessId,
    business: &BusinessEngine,
    turn: &Turn<'_>,
    reply: &Reply,
) -> Result<Option<String>> {
    let Some(model) = &carbot.language_model else {
        return Ok(None);
    };
    let Some(budget_cents) = business.language_model_budget_cents() else {
        return Ok(None);
    };
    if !may_be_reworded(turn, reply) {
        return Ok(None);
    }
    let Some(reservation) = budget::reserve(carbot, business_id, budget_cents, model).await? else {
        tracing::info!(%business_id, "the month's budget of the language model is spent");
        return Ok(None);
    };
    let engine = business.engine();
    let mut facts = engine.facts(turn.message, reply.language, turn.now);
    facts.push(reply.text.clone());
    let lookup = |call: &Lookup| match call {
        Lookup::OpeningHours { date } => Some(engine.hours_on(*date, reply.language, turn.now)),
        Lookup::FreeTimes { date } => {
            Some(engine.free_times_on(*date, reply.language, turn.now, turn.availability))
        }
        Lookup::Price { service } => engine.prices_of(service, reply.language),
    };
    let prompt = Prompt {
        business_name: business.name(),
        language: reply.language,
        today: turn.now.date(),
        message: turn.message,
        own_answer: &reply.text,
    };
    let worded = model.word(&prompt, &mut facts, lookup).await;
    let usage = worded.as_ref().map(|it| it.usage).ok();
    budget::settle(carbot, reservation, usage).await?;
    match worded.and_then(|it| check(&it.text, &facts)) {
        Ok(text) => Ok(Some(text)),
        Err(failure) => {
            tracing::warn!(%business_id, %failure, "the engine's own answer is sent");
            Ok(None)
        }
    }
}

/// The installation's language model and what it has cost the business this month; `None` where
/// the installation has none.
pub async fn find_status(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
) -> Result<Option<LanguageModelStatus>> {
    let Some(model) = &carbot.language_model else {
        return Ok(None);
    };
    businesses::find_owned(carbot.database.connection(), user_id, business_id).await?;
    Ok(Some(LanguageModelStatus {
        model: model.settings.model.clone(),
        spent_cents: budget::spent_cents(carbot, business_id).await?,
    }))
}

/// What moves something, or must be said exactly so, keeps the engine's words; and nothing of an
/// appointment request, which holds personal data, leaves the house.
fn may_be_reworded(turn: &Turn<'_>, reply: &Reply) -> bool {
    let is_dialogue = turn.state.appointment.is_some()
        || reply.state.appointment.is_some()
        || reply.booking.is_some();
    !is_dialogue
        && !matches!(
            reply.intent,
            Intent::BreakdownEmergency
                | Intent::AppointmentBook
                | Intent::AppointmentChange
                | Intent::AppointmentCancel
                | Intent::HumanHandoff
                | Intent::Complaint
                | Intent::PrivacyGdpr
                | Intent::OutOfScope
        )
}

/// A text that may be sent.
fn check(text: &str, facts: &[String]) -> Result<String, Failure> {
    let text = text.trim();
    let has_foreign_link = text.split("://").skip(1).any(|rest| {
        let host = rest.split(['/', ')', ' ']).next().unwrap_or_default();
        !facts.iter().any(|it| it.contains(host))
    });
    if text.is_empty() || text.chars().count() > MAX_TEXT {
        Err(Failure::Unusable)
    } else if has_foreign_link || !brain::is_grounded(text, facts) {
        Err(Failure::Ungrounded)
    } else {
        Ok(text.to_owned())
    }
}
