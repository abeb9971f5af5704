//! The chat: a visitor opens it, says something, and is answered.

mod convert;
mod limited;
mod session;
mod trial;

pub(crate) use convert::to_brain_state;
pub use session::{history, news, rate, request_handoff, send_transcript};
pub(crate) use trial::TrialDialogue;
pub use trial::{find_trial, test_knowledge};

use crate::{
    Carbot, Error, Result,
    analytics::Metric,
    appointments::{self, NewAppointment},
    businesses,
    client_keys::{self, KeyRecord},
    conversations::{self, Answered, RecordedTurn, Recording, ReplyFacts, Turn},
    entities::{business, conversation},
    knowledge, landing_pages, language_model, limits, secrets, services,
};
use api::{
    FieldErrors, Language,
    businesses::{BusinessDetails, BusinessProfile},
    conversations::ConversationStatus,
    ids::BusinessId,
    problem::ValueError,
    values::{HexColor, HostName, SessionId, is_loopback_host, optional_text},
    widget::{
        ChatInput, WidgetBusiness, WidgetChatRequest, WidgetChatResponse, WidgetConfig,
        WidgetConfigOverrides, WidgetInitRequest, WidgetInitResponse,
    },
};
use brain::{Availability, DialogueState, Engine, Reply};
use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;
use sea_orm::EntityTrait;
use std::sync::Arc;
use trial::SourceNames;

/// The colour of the chat where the owner chose none.
pub const DEFAULT_COLOR: &str = "#1f5fbf";

/// How often a message is answered anew because its key has changed meanwhile.
const MAX_KEY_CHANGES: usize = 3;

/// How often a turn is tried whose slot others take first.
const MAX_ATTEMPTS: usize = 5;

/// Where a widget request comes from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Visitor<'a> {
    /// The `Origin` header.
    pub origin: Option<&'a str>,
    /// The network address, from the connection or a trusted proxy.
    pub address: Option<&'a str>,
}

/// The engine of a business with what else a reply needs of it.
pub struct BusinessEngine {
    engine: Engine,
    details: BusinessDetails,
    names: SourceNames,
    zone: Tz,
    privacy_url: Option<String>,
}

impl BusinessEngine {
    pub(crate) const fn engine(&self) -> &Engine {
        &self.engine
    }

    pub(crate) fn name(&self) -> &str {
        &self.details.name
    }

    fn phone(&self) -> Option<&str> {
        self.details.contact.phone.as_deref()
    }

    /// What the language model may cost in a month; `None`: it is not to be used.
    pub(crate) fn language_model_budget_cents(&self) -> Option<u32> {
        let model = self.details.chat.language_model;
        model.map(|it| it.monthly_budget_cents)
    }

    /// The current wall time of the business.
    fn local_now(&self, carbot: &Carbot) -> NaiveDateTime {
        self.local_time(carbot.clock.now())
    }

    /// The wall time of the business at a moment.
    fn local_time(&self, time: DateTime<Utc>) -> NaiveDateTime {
        time.with_timezone(&self.zone).naive_local()
    }
}

/// Learns the shipped phrasings now, which the first message would wait for.
pub fn prepare() {
    brain::prepare();
}

/// The chat was opened: gives its look, its first words and a fresh session.
pub async fn init(
    carbot: &Carbot,
    visitor: Visitor<'_>,
    request: &WidgetInitRequest,
) -> Result<WidgetInitResponse> {
    let key = current_key(carbot, visitor, &request.client_key).await?;
    let overrides = parse_init(request)?;
    let business = find_engine(carbot, key.business_id).await?;
    carbot
        .visits
        .count(key.id, Metric::Opened, carbot.clock.now());
    let locale = business_language(&business.details, request.locale.as_deref());
    limits::check_visitor(carbot, key.id, None, visitor.address)
        .await
        .map_err(|it| limited::with_sentence(it, locale, business.phone()))?;
    let greeting = business.engine.greeting(convert::to_brain_language(locale));
    let custom_greeting = business.details.chat.greetings.get(&locale).cloned();
    let config = WidgetConfig {
        theme: overrides.theme.unwrap_or_default(),
        position: overrides.position.unwrap_or_default(),
        greeting_message: overrides
            .greeting_message
            .or(custom_greeting)
            .unwrap_or(greeting.text),
        placeholder_text: overrides
            .placeholder_text
            .unwrap_or_else(|| placeholder(locale).to_owned()),
        primary_color: overrides
            .primary_color
            .or_else(|| business.details.chat.primary_color.clone())
            .unwrap_or_else(|| DEFAULT_COLOR.to_owned()),
        avatar_url: overrides.avatar_url,
    };
    Ok(WidgetInitResponse {
        session_id: new_session_id()?,
        config,
        locale,
        business: WidgetBusiness {
            name: business.details.name.clone(),
            phone: business.details.contact.phone.clone(),
            privacy_url: business.privacy_url.clone(),
        },
        suggestions: greeting.suggestions,
    })
}

/// The visitor said something: answers, after the turn is stored.
pub async fn answer(
    carbot: &Carbot,
    visitor: Visitor<'_>,
    request: &WidgetChatRequest,
) -> Result<WidgetChatResponse> {
    let mut input = None;
    for _ in 0..MAX_KEY_CHANGES {
        let key = authorized_key(carbot, visitor, &request.client_key).await?;
        let is_counted = input.is_some();
        let input = match &mut input {
            Some(input) => input,
            none => none.insert(request.parse()?),
        };
        let business = find_engine(carbot, key.business_id).await?;
        let language = input
            .locale
            .unwrap_or_else(|| business.details.default_language());
        let friendly = |error| limited::with_sentence(error, language, business.phone());
        if !is_counted {
            limits::check_visitor(carbot, key.id, Some(&input.session_id), visitor.address)
                .await
                .map_err(friendly)?;
        }
        let answered = answer_with(carbot, visitor, &key, &business, input).await;
        if let Some(response) = answered.map_err(friendly)? {
            return Ok(response);
        }
        client_keys::forget_key(carbot, &request.client_key).await;
    }
    Err(Error::internal("a client key keeps changing"))
}

/// Answers under a key; `None` where the key has changed since it was read.
async fn answer_with(
    carbot: &Carbot,
    visitor: Visitor<'_>,
    key: &KeyRecord,
    business: &BusinessEngine,
    input: &ChatInput,
) -> Result<Option<WidgetChatResponse>> {
    let connection = carbot.database.connection();
    let conversation =
        conversations::find_by_session(connection, key.id, &input.session_id).await?;
    if let Some(conversation) = &conversation
        && let Some(response) = find_response(carbot, conversation, input).await?
    {
        return Ok(Some(response));
    }
    if let Some(conversation) = &conversation
        && conversation.status == ConversationStatus::Agent.as_str()
    {
        let (message, id) = (&*input.message, input.client_message_id.clone());
        let changed_at = key.changed_at;
        let is_stored =
            conversations::record_message(carbot, conversation, message, id, changed_at).await?;
        return Ok(is_stored.then(|| left_to_a_person(conversation)));
    }
    let state = conversation.map(|it| it.dialogue_state).unwrap_or_default();
    // A state of an older version that cannot be read begins a new dialogue.
    let state: DialogueState = serde_json::from_value(state).unwrap_or_default();
    let now = carbot.clock.now();
    let said = Said {
        key,
        session_id: input.session_id.clone(),
        user_identifier: visitor.address.map(|address| {
            carbot
                .master_key
                .visitor_pseudonym(key.id, address, now.date_naive())
        }),
        message: input.message.clone(),
        client_message_id: input.client_message_id.clone(),
        page_url: input.page_url.clone(),
        state,
        now: business.local_now(carbot),
        locale: input.locale.map(convert::to_brain_language),
        seed: now.timestamp_subsec_nanos().into(),
    };
    let (reply, stored) = match settle(carbot, business, &said).await? {
        Settled::Stored(reply, stored) => (*reply, stored),
        Settled::KeyChanged => return Ok(None),
        // The same message came twice at once, and the other one was stored.
        Settled::Repeated => {
            let conversation =
                conversations::find_by_session(connection, key.id, &input.session_id).await?;
            let conversation = conversation.ok_or(Error::NotFound)?;
            let response = find_response(carbot, &conversation, input).await?;
            return Ok(Some(response.ok_or(Error::NotFound)?));
        }
    };
    Ok(Some(WidgetChatResponse {
        intent: convert::to_intent_name(&reply),
        typing_delay: Some(typing_delay(&reply.text)),
        response: reply.text,
        session_id: said.session_id.to_string(),
        conversation_id: stored.conversation_id,
        message_id: Some(stored.reply_id),
        suggestions: reply.suggestions,
        confidence: reply.confidence,
        actions: reply
            .actions
            .into_iter()
            .map(convert::to_chat_action)
            .collect(),
    }))
}

/// What a message was answered that was stored before under the same name.
async fn find_response(
    carbot: &Carbot,
    conversation: &conversation::Model,
    input: &ChatInput,
) -> Result<Option<WidgetChatResponse>> {
    let Some(client_message_id) = &input.client_message_id else {
        return Ok(None);
    };
    let connection = carbot.database.connection();
    let answered =
        conversations::find_answer(connection, conversation.id, client_message_id).await?;
    let reply = match answered {
        Some(Answered::Reply(reply)) => reply,
        Some(Answered::Nothing) => return Ok(Some(left_to_a_person(conversation))),
        None => return Ok(None),
    };
    let facts: ReplyFacts = serde_json::from_value(reply.metadata)?;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "it was an f32 before it was stored"
    )]
    let confidence = reply.confidence.unwrap_or_default() as f32;
    Ok(Some(WidgetChatResponse {
        response: reply.content,
        session_id: conversation.session_id.clone(),
        conversation_id: conversation.id,
        message_id: Some(reply.id),
        suggestions: facts.suggestions,
        // Whoever asks again has waited long enough.
        typing_delay: None,
        intent: reply.intent.unwrap_or_default(),
        confidence,
        actions: facts.actions,
    }))
}

/// The answer to what is said to a person of the business: the assistant is silent.
fn left_to_a_person(conversation: &conversation::Model) -> WidgetChatResponse {
    WidgetChatResponse {
        response: String::new(),
        session_id: conversation.session_id.clone(),
        conversation_id: conversation.id,
        message_id: None,
        suggestions: Vec::new(),
        typing_delay: None,
        intent: "human_handoff".to_owned(),
        confidence: 1.0,
        actions: Vec::new(),
    }
}

/// What a visitor said, who that is, and what was said before.
struct Said<'a> {
    key: &'a KeyRecord,
    session_id: SessionId,
    user_identifier: Option<String>,
    message: String,
    client_message_id: Option<String>,
    page_url: Option<String>,
    state: DialogueState,
    /// Wall time of the business.
    now: NaiveDateTime,
    locale: Option<brain::Language>,
    seed: u64,
}

impl Said<'_> {
    /// The question to the engine, with what of the business's time is taken.
    const fn question<'a>(&'a self, availability: &'a Availability) -> brain::Turn<'a> {
        brain::Turn {
            message: self.message.as_str(),
            state: &self.state,
            now: self.now,
            locale: self.locale,
            availability: Some(availability),
            seed: self.seed,
        }
    }
}

/// What became of something a visitor said.
enum Settled {
    /// It is answered, and both are stored.
    Stored(Box<Reply>, RecordedTurn),
    /// It was stored before, with its answer.
    Repeated,
    /// The key has changed since it was read; nothing is stored.
    KeyChanged,
}

/// Gets a reply and stores the turn, with the appointment where the reply completes one. Where
/// somebody else has taken the slot meanwhile, asks again with what is taken now.
async fn settle(carbot: &Carbot, business: &BusinessEngine, said: &Said<'_>) -> Result<Settled> {
    let business_id = said.key.business_id;
    let mut availability = appointments::find_availability(carbot, business_id).await?;
    for _ in 0..MAX_ATTEMPTS {
        let question = said.question(&availability);
        let mut reply = business.engine.reply(&question);
        let worded =
            language_model::reword(carbot, business_id, business, &question, &reply).await?;
        if let Some(text) = worded {
            reply.text = text;
        }
        let appointment = reply.booking.take().map(NewAppointment::from);
        let changes_slots = appointment.is_some() || reply.withdraws_booking;
        let turn = to_turn(said, &reply, appointment)?;
        match conversations::record_turn(carbot, &turn).await? {
            Recording::Stored(stored) => {
                if changes_slots {
                    carbot.availabilities.invalidate(&business_id).await;
                }
                return Ok(Settled::Stored(Box::new(reply), stored));
            }
            Recording::Repeated => return Ok(Settled::Repeated),
            Recording::SlotTaken => {
                availability = appointments::refresh_availability(carbot, business_id).await?;
            }
            Recording::KeyChanged => return Ok(Settled::KeyChanged),
        }
    }
    Err(Error::internal(
        "others keep taking the slots of a business",
    ))
}

fn to_turn(said: &Said<'_>, reply: &Reply, appointment: Option<NewAppointment>) -> Result<Turn> {
    Ok(Turn {
        client_key_id: said.key.id,
        key_changed_at: Some(said.key.changed_at),
        business_id: said.key.business_id,
        session_id: said.session_id.clone(),
        user_identifier: said.user_identifier.clone(),
        language: convert::to_api_language(reply.language),
        message: said.message.clone(),
        client_message_id: said.client_message_id.clone(),
        reply: reply.text.clone(),
        suggestions: reply.suggestions.clone(),
        actions: reply
            .actions
            .iter()
            .cloned()
            .map(convert::to_chat_action)
            .collect(),
        intent: convert::to_intent_name(reply),
        confidence: reply.confidence,
        is_unanswered: reply.is_unanswered,
        sources: reply.sources.clone(),
        dialogue_state: serde_json::to_value(&reply.state)?,
        page_url: said.page_url.clone(),
        appointment,
        callback: reply.callback.clone(),
        withdraws_appointment: reply.withdraws_booking,
    })
}

async fn authorized_key(
    carbot: &Carbot,
    visitor: Visitor<'_>,
    client_key: &str,
) -> Result<Arc<KeyRecord>> {
    let key = client_keys::find_active_key(carbot, client_key).await?;
    let origin = client_keys::page_origin(carbot, visitor.origin);
    if client_keys::authorize(&key, origin).is_ok() {
        return Ok(key);
    }
    // Perhaps the key has been allowed more meanwhile.
    current_key(carbot, visitor, client_key).await
}

/// The key as it is in the database now.
async fn current_key(
    carbot: &Carbot,
    visitor: Visitor<'_>,
    client_key: &str,
) -> Result<Arc<KeyRecord>> {
    let key = client_keys::find_current_key(carbot, client_key).await?;
    client_keys::authorize(&key, client_keys::page_origin(carbot, visitor.origin))?;
    Ok(key)
}

async fn find_engine(carbot: &Carbot, business_id: BusinessId) -> Result<Arc<BusinessEngine>> {
    carbot
        .engines
        .try_get_with(business_id, load_engine(carbot, business_id))
        .await
        .map_err(|error: Arc<Error>| match &*error {
            Error::Unavailable(cause) => Error::Unavailable(cause.clone()),
            Error::NotFound => Error::NotFound,
            other => Error::internal(other),
        })
}

async fn load_engine(carbot: &Carbot, business_id: BusinessId) -> Result<Arc<BusinessEngine>> {
    let connection = carbot.database.connection();
    let model = business::Entity::find_by_id(business_id)
        .one(connection)
        .await?
        .ok_or(Error::NotFound)?;
    let details = businesses::convert::to_details(model)?;
    let services = services::find_all(connection, business_id).await?;
    let entries = knowledge::find_all(connection, business_id).await?;
    let zone = details.time_zone.parse().unwrap_or(Tz::Europe__Berlin);
    let privacy_url = landing_pages::find_privacy_url(carbot, business_id).await?;
    let names = SourceNames::new(&services, &entries);
    let engine = Engine::new(convert::to_knowledge(
        &details,
        services.into_iter().map(|it| it.input),
        entries.into_iter().map(|it| (it.id.to_string(), it.input)),
    ));
    Ok(Arc::new(BusinessEngine {
        engine,
        details,
        names,
        zone,
        privacy_url,
    }))
}

/// The engine of a profile that is in no database; its entries are numbered from 0.
pub fn engine_of(profile: &BusinessProfile) -> Engine {
    let entries = profile.knowledge.iter().cloned().enumerate();
    Engine::new(convert::to_knowledge(
        &profile.business,
        profile.services.iter().cloned(),
        entries.map(|(number, it)| (number.to_string(), it)),
    ))
}

fn parse_init(request: &WidgetInitRequest) -> Result<WidgetConfigOverrides, FieldErrors> {
    let mut errors = FieldErrors::default();
    if !is_loopback_host(&request.domain) {
        errors.check("/domain", HostName::parse(&request.domain));
    }
    let overrides = request.config.clone().unwrap_or_default();
    let greeting = optional_text(overrides.greeting_message.as_deref(), 500);
    let placeholder = optional_text(overrides.placeholder_text.as_deref(), 120);
    let color = overrides
        .primary_color
        .as_deref()
        .map(HexColor::parse)
        .transpose();
    let avatar_url = optional_text(overrides.avatar_url.as_deref(), 500);
    errors.require(
        "/config/avatar_url",
        avatar_url
            .as_ref()
            .is_ok_and(|it| it.as_deref().is_none_or(|it| it.starts_with("https://"))),
        ValueError::new("invalid_url", "must begin with https://"),
    );
    let checked = WidgetConfigOverrides {
        theme: overrides.theme,
        position: overrides.position,
        greeting_message: errors.check("/config/greeting_message", greeting).flatten(),
        placeholder_text: errors
            .check("/config/placeholder_text", placeholder)
            .flatten(),
        primary_color: errors
            .check("/config/primary_color", color)
            .flatten()
            .map(|it| it.to_string()),
        avatar_url: avatar_url.ok().flatten(),
    };
    errors.finish(Some(checked))
}

/// The visitor's language where the business speaks it, else the business's own.
fn business_language(details: &BusinessDetails, locale: Option<&str>) -> Language {
    locale
        .and_then(Language::from_tag)
        .filter(|it| details.languages.contains(it))
        .unwrap_or_else(|| details.default_language())
}

const fn placeholder(language: Language) -> &'static str {
    match language {
        Language::De => "Ihre Frage …",
        Language::En => "Your question …",
        Language::Tr => "Sorunuz …",
    }
}

/// A session id nobody can guess: 16 random bytes.
fn new_session_id() -> Result<String> {
    let bytes: [u8; 16] = secrets::random_bytes().map_err(Error::internal)?;
    Ok(format!("cs_{}", hex::encode(bytes)))
}

/// How long a person would have typed the reply, in milliseconds: enough to be
/// noticed as typing, never enough to be waited for.
fn typing_delay(reply: &str) -> u32 {
    let chars = u32::try_from(reply.chars().count()).unwrap_or(u32::MAX);
    chars.saturating_mul(4).clamp(300, 1_200)
}
