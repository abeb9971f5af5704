//! An owner tries what the assistant would answer. Nothing of it is stored.

use super::{convert, find_engine, new_session_id, typing_delay};
use crate::{Carbot, Error, Result, appointments, businesses};
use api::{
    ids::{BusinessId, KnowledgeEntryId, ServiceId, UserId},
    knowledge::{
        AnswerSource, ChatEntity, KnowledgeEntry, TestKnowledgeRequest, TestKnowledgeResponse,
        Trial, TrialTurn,
    },
    services::Service,
    values::SessionId,
};
use brain::DialogueState;
use std::{collections::HashMap, sync::Arc};

/// The last turns of a trial that are kept.
const MAX_TURNS: usize = 100;

/// Where a trial stands.
#[derive(Clone, Debug, Default)]
pub struct TrialDialogue {
    state: DialogueState,
    turns: Vec<TrialTurn>,
}

/// What was said in a trial; nothing where it is over or never began.
pub async fn find_trial(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
    session_id: &str,
) -> Result<Trial> {
    businesses::find_owned(carbot.database.connection(), user_id, business_id).await?;
    let Ok(session_id) = SessionId::parse(session_id) else {
        return Ok(Trial::default());
    };
    let key = (business_id, session_id);
    Ok(match carbot.trials.get(&key).await {
        None => Trial::default(),
        Some(dialogue) => Trial {
            session_id: Some(key.1.to_string()),
            turns: dialogue.turns.clone(),
        },
    })
}

/// Answers a message as the assistant would answer a visitor, with what the
/// answer rests on. The dialogue goes on by `session_id`, for half an hour.
pub async fn test_knowledge(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
    request: &TestKnowledgeRequest,
) -> Result<TestKnowledgeResponse> {
    let input = request.parse()?;
    businesses::find_owned(carbot.database.connection(), user_id, business_id).await?;
    let business = find_engine(carbot, business_id).await?;
    let session_id = match input.session_id {
        Some(session_id) => session_id,
        None => SessionId::parse(&new_session_id()?).map_err(Error::internal)?,
    };
    let trial = (business_id, session_id);
    let before = carbot.trials.get(&trial).await.unwrap_or_default();
    let now = input.now.unwrap_or_else(|| carbot.clock.now());
    let availability = appointments::find_availability(carbot, business_id).await?;
    let reply = business.engine.reply(&brain::Turn {
        message: &input.message,
        state: &before.state,
        now: business.local_time(now),
        locale: input.locale.map(convert::to_brain_language),
        availability: Some(&availability),
        seed: now.timestamp_subsec_nanos().into(),
    });
    let session_id = trial.1.to_string();
    let intent = convert::to_intent_name(&reply);
    let answer = TestKnowledgeResponse {
        typing_delay: typing_delay(&reply.text),
        intent,
        response: reply.text,
        session_id,
        language: convert::to_api_language(reply.language),
        confidence: reply.confidence,
        is_unanswered: reply.is_unanswered,
        sources: reply
            .sources
            .iter()
            .map(|it| business.names.source(it))
            .collect(),
        entities: reply
            .entities
            .into_iter()
            .map(to_chat_entity)
            .collect::<Result<_>>()?,
        suggestions: reply.suggestions,
        actions: reply
            .actions
            .into_iter()
            .map(convert::to_chat_action)
            .collect(),
    };
    let forgotten = (before.turns.len() + 1).saturating_sub(MAX_TURNS);
    let mut turns = before.turns[forgotten..].to_vec();
    turns.push(TrialTurn {
        message: input.message,
        answer: answer.clone(),
    });
    let state = reply.state;
    let dialogue = Arc::new(TrialDialogue { state, turns });
    carbot.trials.insert(trial, dialogue).await;
    Ok(answer)
}

fn to_chat_entity(entity: brain::Entity) -> Result<ChatEntity> {
    Ok(ChatEntity {
        kind: businesses::convert::to_name(entity.kind)?,
        value: entity.value,
    })
}

/// The entries and services that the engine's sources mean.
pub struct SourceNames {
    questions: HashMap<KnowledgeEntryId, String>,
    services: HashMap<String, ServiceId>,
}

impl SourceNames {
    pub fn new(services: &[Service], entries: &[KnowledgeEntry]) -> Self {
        Self {
            questions: entries
                .iter()
                .map(|it| (it.id, it.input.question.clone()))
                .collect(),
            // Of services of the same name the first one is meant.
            services: services
                .iter()
                .rev()
                .map(|it| (it.input.name.clone(), it.id))
                .collect(),
        }
    }

    /// A source as the engine names it: `hours`, `profile`, `services`,
    /// `service:<name>`, `faq:<id>`.
    fn source(&self, name: &str) -> AnswerSource {
        let faq = || {
            let id = name.strip_prefix("faq:")?.parse().ok()?;
            let question = self.questions.get(&id)?.clone();
            Some(AnswerSource::Faq { id, question })
        };
        let service = || {
            let name = name.strip_prefix("service:")?;
            let id = *self.services.get(name)?;
            let name = name.to_owned();
            Some(AnswerSource::Service { id, name })
        };
        faq().or_else(service).unwrap_or(match name {
            "hours" => AnswerSource::Hours,
            "services" => AnswerSource::Services,
            _ => AnswerSource::Profile,
        })
    }
}
