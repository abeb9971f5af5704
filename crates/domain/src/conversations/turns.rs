//! One turn of a conversation, stored whole or not at all.

use super::handover::{Addition, add};
use crate::{
    Carbot, Error, Result,
    appointments::{self, NewAppointment},
    callbacks,
    entities::{analytics_event, client_key, conversation, message},
    quotas, unanswered,
    webhooks::{self, TurnEvents},
};
use api::{
    conversations::{ConversationStatus, MessageRole},
    ids::{AppointmentId, BusinessId, ClientKeyId, ConversationId, MessageId},
    problem::ValueError,
    values::SessionId,
    widget::{ChatAction, session::Rating},
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter, Set, SqlErr,
    sea_query::{Expr, OnConflict},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

/// What is kept of a conversation beside its columns.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Metadata {
    /// First words of the visitor.
    pub preview: String,
    /// What the visitor last wanted.
    pub last_intent: Option<String>,
    /// Questions without an answer.
    pub unanswered: u32,
    /// The page the chat was opened on.
    pub page_url: Option<String>,
    /// How often the visitor has had it sent by mail.
    pub transcripts: u32,
}

/// What a visitor said and what the assistant replied.
#[derive(Clone, Debug)]
pub struct Turn {
    /// The key it came with.
    pub client_key_id: ClientKeyId,
    /// The last change of the key that the caller has seen; `None`: whatever it is now.
    pub key_changed_at: Option<DateTime<Utc>>,
    /// The business that answered.
    pub business_id: BusinessId,
    /// The visitor's session.
    pub session_id: SessionId,
    /// A pseudonym of the visitor, where the address is known.
    pub user_identifier: Option<String>,
    /// The language of the reply.
    pub language: api::Language,
    /// What the visitor said.
    pub message: String,
    /// What the widget calls that, so that it is stored once however often it is sent.
    pub client_message_id: Option<String>,
    /// What the assistant replied.
    pub reply: String,
    /// Questions offered with the reply.
    pub suggestions: Vec<String>,
    /// What the visitor can do next.
    pub actions: Vec<ChatAction>,
    /// What the engine understood.
    pub intent: String,
    /// How sure it was, 0 to 1.
    pub confidence: f32,
    /// Whether it had to pass.
    pub is_unanswered: bool,
    /// Which facts the reply rests on.
    pub sources: Vec<String>,
    /// Where the dialogue now stands.
    pub dialogue_state: Json,
    /// The page the visitor is on.
    pub page_url: Option<String>,
    /// The appointment request that this turn completes.
    pub appointment: Option<NewAppointment>,
    /// The visitor wants to be called.
    pub callback: Option<brain::Callback>,
    /// Whether what the conversation asked for before is taken back; with an appointment beside
    /// it, that one takes its place.
    pub withdraws_appointment: bool,
}

/// What became of a turn.
#[derive(Clone, Copy, Debug)]
pub enum Recording {
    /// It is stored.
    Stored(RecordedTurn),
    /// Somebody else was faster: the slot has no place left, and nothing of the turn is stored.
    SlotTaken,
    /// The message was stored before, with its reply, and nothing of the turn is stored.
    Repeated,
    /// The key has changed since the caller has seen it, and nothing of the turn is stored.
    KeyChanged,
}

/// Where a turn was stored.
#[derive(Clone, Copy, Debug)]
pub struct RecordedTurn {
    /// The conversation of the session.
    pub conversation_id: ConversationId,
    /// The reply.
    pub reply_id: MessageId,
    /// The appointment that was asked for.
    pub appointment_id: Option<AppointmentId>,
}

/// The conversation of a session, where it has begun.
pub(crate) async fn find_by_session(
    connection: &impl ConnectionTrait,
    client_key_id: ClientKeyId,
    session_id: &SessionId,
) -> Result<Option<conversation::Model>> {
    let conversation = conversation::Entity::find()
        .filter(conversation::Column::ClientKeyId.eq(client_key_id))
        .filter(conversation::Column::SessionId.eq(session_id.as_str()))
        .one(connection)
        .await?;
    Ok(conversation)
}

/// Stores both messages, the question where it has no answer, the counters and the events of a
/// turn in one transaction, with the appointment and the mails about it where there is one, and
/// returns after its commit: what was answered is kept. Of those who want the last place of a
/// slot, one gets it.
///
/// Callers rely on nothing but that; how commits are grouped is decided here.
pub async fn record_turn(carbot: &Carbot, turn: &Turn) -> Result<Recording> {
    let now = carbot.clock.now();
    let transaction = carbot.database.begin().await?;
    let request = match &turn.appointment {
        Some(new) => {
            let replaced = if turn.withdraws_appointment {
                find_by_session(&transaction, turn.client_key_id, &turn.session_id).await?
            } else {
                None
            };
            let replaced = replaced.map(|it| it.id);
            let (business_id, starts_at) = (turn.business_id, new.starts_at);
            let place =
                appointments::find_place(&transaction, business_id, starts_at, replaced).await?;
            match place {
                Some(place) => Some((place, new)),
                // Dropped, the transaction is rolled back; it has written nothing.
                None => return Ok(Recording::SlotTaken),
            }
        }
        None => None,
    };
    let (key, changed_at) = (turn.client_key_id, turn.key_changed_at);
    if !count_usage(&transaction, key, changed_at, now).await? {
        return Ok(Recording::KeyChanged);
    }
    // Behind the lock on the key's row: of two first messages of a session, the second one finds
    // the conversation of the first, so that it is counted once.
    let found = find_by_session(&transaction, turn.client_key_id, &turn.session_id).await?;
    quotas::count_turn(&transaction, turn.client_key_id, found.is_none(), now).await?;
    let is_first = found.is_none();
    let conversation_id = upsert_conversation(&transaction, turn, found, now).await?;
    let Some(stored) = insert_messages(&transaction, conversation_id, turn, now).await? else {
        return Ok(Recording::Repeated);
    };
    if turn.is_unanswered {
        unanswered::record(&transaction, turn, stored.question_id, now).await?;
    }
    insert_events(&transaction, conversation_id, turn, now).await?;
    let events = TurnEvents {
        conversation_id,
        is_first,
        message_id: stored.question_id,
    };
    let mut has_jobs = webhooks::emit_turn(carbot, &transaction, turn, events).await?;
    has_jobs |= turn.withdraws_appointment || request.is_some();
    if turn.withdraws_appointment {
        appointments::withdraw(carbot, &transaction, turn.business_id, conversation_id).await?;
    }
    let appointment_id = match request {
        Some((place, new)) => {
            let id = appointments::insert(
                carbot,
                &transaction,
                place,
                new,
                conversation_id,
                turn.language,
            )
            .await?;
            Some(id)
        }
        None => None,
    };
    if let Some(callback) = &turn.callback {
        callbacks::request(carbot, &transaction, turn, callback, conversation_id).await?;
    }
    transaction.commit().await?;
    if has_jobs {
        carbot.wake_worker();
    }
    Ok(Recording::Stored(RecordedTurn {
        conversation_id,
        reply_id: stored.reply_id,
        appointment_id,
    }))
}

/// One more request on the key, unless it has reached its limit: the condition
/// and the increment are one statement, so the limit is never exceeded. The same
/// statement asks whether the key is still what the caller has seen, so a
/// revoked key answers nowhere, whatever a process has in its cache.
///
/// Gives whether it was counted; not where the key has changed.
async fn count_usage(
    connection: &impl ConnectionTrait,
    client_key_id: ClientKeyId,
    key_changed_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let usage = client_key::Column::CurrentUsage;
    let mut is_unchanged = client_key::Column::Id
        .eq(client_key_id)
        .and(client_key::Column::IsActive.eq(true));
    if let Some(changed_at) = key_changed_at {
        is_unchanged = is_unchanged.and(client_key::Column::UpdatedAt.eq(changed_at));
    }
    let updated = client_key::Entity::update_many()
        .col_expr(usage, Expr::col(usage).add(1))
        .col_expr(client_key::Column::LastUsedAt, Expr::value(now))
        .filter(is_unchanged.clone())
        .filter(Expr::col(usage).lt(Expr::col(client_key::Column::UsageLimit)))
        .exec(connection)
        .await?;
    if updated.rows_affected == 1 {
        return Ok(true);
    }
    let unchanged = client_key::Entity::find().filter(is_unchanged);
    if unchanged.one(connection).await?.is_none() {
        return Ok(false);
    }
    Err(Error::Limited {
        reason: ValueError::new(
            "usage_limit_reached",
            "this client key has reached its limit",
        ),
        retry_after_seconds: None,
    })
}

/// The conversation of a turn, and whether the turn began it.
async fn upsert_conversation(
    connection: &impl ConnectionTrait,
    turn: &Turn,
    found: Option<conversation::Model>,
    now: DateTime<Utc>,
) -> Result<ConversationId> {
    let mut metadata: Metadata = match &found {
        Some(model) => serde_json::from_value(model.metadata.clone())?,
        None => Metadata {
            preview: turn.message.chars().take(140).collect(),
            page_url: turn.page_url.clone(),
            ..Metadata::default()
        },
    };
    metadata.last_intent = Some(turn.intent.clone());
    metadata.unanswered += u32::from(turn.is_unanswered);
    let model = conversation::ActiveModel {
        id: Set(ConversationId::new()),
        client_key_id: Set(turn.client_key_id),
        business_id: Set(turn.business_id),
        session_id: Set(turn.session_id.to_string()),
        user_identifier: Set(turn.user_identifier.clone()),
        status: Set(ConversationStatus::Open.as_str().to_owned()),
        language: Set(Some(turn.language.code().to_owned())),
        message_count: Set(2),
        dialogue_state: Set(turn.dialogue_state.clone()),
        started_at: Set(now),
        last_message_at: Set(now),
        ended_at: Set(None),
        metadata: Set(serde_json::to_value(&metadata)?),
        assigned_user_id: Set(None),
    };
    // Two tabs may send their first message at once: the second one continues
    // the conversation of the first.
    let count = conversation::Column::MessageCount;
    // What is said to a closed conversation opens it again.
    let status = conversation::Column::Status;
    let current = Expr::col((conversation::Entity, status));
    let reopened = Expr::case(
        current.clone().eq(ConversationStatus::Closed.as_str()),
        ConversationStatus::Open.as_str(),
    )
    .finally(current);
    let continue_conversation = OnConflict::columns([
        conversation::Column::ClientKeyId,
        conversation::Column::SessionId,
    ])
    .update_columns([
        conversation::Column::Language,
        conversation::Column::DialogueState,
        conversation::Column::LastMessageAt,
        conversation::Column::Metadata,
        // Nothing: it is open again, where it was closed.
        conversation::Column::EndedAt,
    ])
    .value(status, reopened)
    .value(count, Expr::col((conversation::Entity, count)).add(2))
    .to_owned();
    let stored = conversation::Entity::insert(model)
        .on_conflict(continue_conversation)
        .exec_with_returning(connection)
        .await?;
    Ok(stored.id)
}

/// The messages of a turn.
struct StoredMessages {
    question_id: MessageId,
    reply_id: MessageId,
}

/// `None` where the question was stored before: of those who store it at once, one does.
async fn insert_messages(
    connection: &impl ConnectionTrait,
    conversation_id: ConversationId,
    turn: &Turn,
    now: DateTime<Utc>,
) -> Result<Option<StoredMessages>> {
    let message = |id, role: MessageRole, content: &str, metadata: Json| message::ActiveModel {
        id: Set(id),
        conversation_id: Set(conversation_id),
        role: Set(role.as_str().to_owned()),
        content: Set(content.to_owned()),
        message_type: Set("text".to_owned()),
        intent: Set((role == MessageRole::Assistant).then(|| turn.intent.clone())),
        confidence: Set((role == MessageRole::Assistant).then(|| f64::from(turn.confidence))),
        metadata: Set(metadata),
        client_message_id: Set((role == MessageRole::User)
            .then(|| turn.client_message_id.clone())
            .flatten()),
        created_at: Set(now),
    };
    // Ids of version 7 rise within the process, which keeps the two in order.
    let [question_id, reply_id] = [MessageId::new(), MessageId::new()];
    let question = match &turn.client_message_id {
        Some(_) => json!({ REPLY_ID: reply_id }),
        None => json!({}),
    };
    let facts = ReplyFacts {
        unanswered: turn.is_unanswered,
        sources: turn.sources.clone(),
        suggestions: turn.suggestions.clone(),
        actions: turn.actions.clone(),
        rating: None,
    };
    let messages = [
        message(question_id, MessageRole::User, &turn.message, question),
        message(
            reply_id,
            MessageRole::Assistant,
            &turn.reply,
            serde_json::to_value(facts)?,
        ),
    ];
    let inserted = message::Entity::insert_many(messages)
        .exec_without_returning(connection)
        .await;
    match inserted {
        Ok(_) => Ok(Some(StoredMessages {
            question_id,
            reply_id,
        })),
        Err(error) if is_repeated(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Field of a question that names its reply.
const REPLY_ID: &str = "reply_id";

/// What is kept of a reply beside its columns.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ReplyFacts {
    /// Whether the engine had to pass.
    pub unanswered: bool,
    /// Which facts the reply rests on.
    pub sources: Vec<String>,
    /// Questions offered with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub suggestions: Vec<String>,
    /// What the visitor can do next.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<ChatAction>,
    /// How the visitor found it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
}

/// Whether an error is that of a message stored twice.
pub(super) fn is_repeated(error: &DbErr) -> bool {
    let names = [
        "uq_messages_conversation_id_client_message_id",
        "messages.client_message_id",
    ];
    matches!(
        error.sql_err(),
        Some(SqlErr::UniqueConstraintViolation(text)) if names.iter().any(|it| text.contains(it))
    )
}

/// What became of a message that was stored before.
pub(crate) enum Answered {
    /// The assistant replied.
    Reply(Box<message::Model>),
    /// It is for the person who has the word.
    Nothing,
}

/// What became of the message that was stored under this name, if one was.
pub(crate) async fn find_answer(
    connection: &impl ConnectionTrait,
    conversation_id: ConversationId,
    client_message_id: &str,
) -> Result<Option<Answered>> {
    let question = message::Entity::find()
        .filter(message::Column::ConversationId.eq(conversation_id))
        .filter(message::Column::ClientMessageId.eq(client_message_id))
        .one(connection)
        .await?;
    let Some(question) = question else {
        return Ok(None);
    };
    let Some(reply_id) = question.metadata.get(REPLY_ID).cloned() else {
        return Ok(Some(Answered::Nothing));
    };
    let reply_id: MessageId = serde_json::from_value(reply_id)?;
    let reply = message::Entity::find_by_id(reply_id)
        .one(connection)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Some(Answered::Reply(Box::new(reply))))
}

/// Stores what a visitor says to the person who has the word, once however often it is sent; `false`
/// where the key has changed since it was read.
pub(crate) async fn record_message(
    carbot: &Carbot,
    conversation: &conversation::Model,
    text: &str,
    client_message_id: Option<String>,
    key_changed_at: DateTime<Utc>,
) -> Result<bool> {
    let now = carbot.clock.now();
    let transaction = carbot.database.begin().await?;
    let key = conversation.client_key_id;
    if !count_usage(&transaction, key, Some(key_changed_at), now).await? {
        return Ok(false);
    }
    quotas::count_turn(&transaction, key, false, now).await?;
    let addition = Addition {
        role: MessageRole::User,
        content: text,
        metadata: json!({}),
        client_message_id,
    };
    match add(&transaction, conversation, addition, now).await? {
        Some(_) => transaction.commit().await?,
        // Somebody else was faster with the same message; rolled back.
        None => drop(transaction),
    }
    Ok(true)
}

async fn insert_events(
    connection: &impl ConnectionTrait,
    conversation_id: ConversationId,
    turn: &Turn,
    now: DateTime<Utc>,
) -> Result<()> {
    let event = |event_type: &str| analytics_event::ActiveModel {
        id: Set(uuid::Uuid::now_v7()),
        client_key_id: Set(turn.client_key_id),
        conversation_id: Set(Some(conversation_id)),
        event_type: Set(event_type.to_owned()),
        event_category: Set(Some(turn.intent.clone())),
        event_data: Set(json!({})),
        // Neither address nor browser of a visitor is kept.
        user_agent: Set(None),
        ip_address: Set(None),
        created_at: Set(now),
    };
    let mut events = vec![event("message")];
    if turn.is_unanswered {
        events.push(event("unanswered"));
    }
    if turn.callback.is_some() {
        events.push(event("callback"));
    }
    if turn.appointment.is_some() {
        events.push(event("appointment"));
    }
    analytics_event::Entity::insert_many(events)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}
