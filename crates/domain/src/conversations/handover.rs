//! From the assistant to a person of the business and back.
//!
//! A visitor who asks for a person waits; the assistant goes on answering meanwhile. With the
//! first words of a person (`inbox`) it falls silent, until the conversation is closed. What the
//! visitor says after that opens it again.

use super::{Metadata, turns::is_repeated};
use crate::{
    Error, Result,
    entities::{analytics_event, conversation, message},
};
use api::{
    conversations::{ConversationStatus, MessageRole},
    ids::{ConversationId, MessageId},
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel,
    QueryFilter, QuerySelect, Set, sea_query::Expr,
};
use serde_json::json;

/// Field of a person's message that says who wrote it.
pub(crate) const AUTHOR: &str = "author";

/// What is added to a conversation outside of a turn.
pub(crate) struct Addition<'a> {
    pub role: MessageRole,
    pub content: &'a str,
    pub metadata: serde_json::Value,
    pub client_message_id: Option<String>,
}

/// The visitor waits for a person from now on; `false` where they did already, or one answers.
pub(crate) async fn begin_waiting(
    connection: &impl ConnectionTrait,
    conversation: &conversation::Model,
    now: DateTime<Utc>,
) -> Result<bool> {
    let free =
        [ConversationStatus::Open, ConversationStatus::Closed].map(ConversationStatus::as_str);
    let updated = conversation::Entity::update_many()
        .col_expr(
            conversation::Column::Status,
            Expr::value(ConversationStatus::Waiting.as_str()),
        )
        .filter(conversation::Column::Id.eq(conversation.id))
        .filter(conversation::Column::Status.is_in(free))
        .exec(connection)
        .await?;
    if updated.rows_affected == 0 {
        return Ok(false);
    }
    analytics_event::ActiveModel {
        id: Set(uuid::Uuid::now_v7()),
        client_key_id: Set(conversation.client_key_id),
        conversation_id: Set(Some(conversation.id)),
        event_type: Set("handoff".to_owned()),
        event_category: Set(None),
        event_data: Set(json!({})),
        user_agent: Set(None),
        ip_address: Set(None),
        created_at: Set(now),
    }
    .insert(connection)
    .await?;
    Ok(true)
}

/// Adds a message that stands alone; `None` where it was stored before.
pub(crate) async fn add(
    connection: &impl ConnectionTrait,
    conversation: &conversation::Model,
    addition: Addition<'_>,
    now: DateTime<Utc>,
) -> Result<Option<MessageId>> {
    let id = MessageId::new();
    let inserted = message::ActiveModel {
        id: Set(id),
        conversation_id: Set(conversation.id),
        role: Set(addition.role.as_str().to_owned()),
        content: Set(addition.content.to_owned()),
        message_type: Set("text".to_owned()),
        intent: Set(None),
        confidence: Set(None),
        metadata: Set(addition.metadata),
        client_message_id: Set(addition.client_message_id),
        created_at: Set(now),
    }
    .insert(connection)
    .await;
    match inserted {
        Ok(_) => {}
        Err(error) if is_repeated(&error) => return Ok(None),
        Err(error) => return Err(error.into()),
    }
    let count = conversation::Column::MessageCount;
    conversation::Entity::update_many()
        .col_expr(count, Expr::col(count).add(1))
        .col_expr(conversation::Column::LastMessageAt, Expr::value(now))
        .filter(conversation::Column::Id.eq(conversation.id))
        .exec(connection)
        .await?;
    Ok(Some(id))
}

/// How many mails a visitor may have sent of one conversation.
const MAX_TRANSCRIPTS: u32 = 3;

/// One more transcript of a conversation, unless there were enough; `false` then.
pub(crate) async fn count_transcript(
    connection: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<bool> {
    let conversation = conversation::Entity::find_by_id(conversation_id)
        .lock_exclusive()
        .one(connection)
        .await?
        .ok_or(Error::NotFound)?;
    let mut metadata: Metadata = serde_json::from_value(conversation.metadata.clone())?;
    if metadata.transcripts >= MAX_TRANSCRIPTS {
        return Ok(false);
    }
    metadata.transcripts += 1;
    let mut changed = conversation.into_active_model();
    changed.metadata = Set(serde_json::to_value(&metadata)?);
    changed.update(connection).await?;
    Ok(true)
}
