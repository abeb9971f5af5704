//! Conversations as the owner reads them.

mod handover;
mod inbox;
mod search;
mod turns;

pub(crate) use handover::{AUTHOR, Addition, add, begin_waiting, count_transcript};
pub use inbox::{
    assign_conversation, close_conversation, delete_conversation, find_conversation, list_messages,
    post_message,
};
pub use search::search;
pub(crate) use turns::{
    Answered, Metadata, ReplyFacts, find_answer, find_by_session, record_message,
};
pub use turns::{RecordedTurn, Recording, Turn, record_turn};

use crate::{
    Carbot, Error, Result,
    entities::{business, client_key, conversation, message},
    paging,
};
use api::{
    conversations::{
        ConversationQuery, ConversationStatus, ConversationSummary, FoundConversation, Message,
        MessageRole, Page, Transcript,
    },
    ids::{ConversationId, UserId},
};
use chrono::{DateTime, TimeZone as _, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
    sea_query::{Expr, ExprTrait as _},
};
use std::collections::HashMap;

/// Conversations of a page unless another number is asked for.
const USUAL_PAGE: u64 = 25;

/// Every read of a conversation on behalf of an account begins here.
pub(crate) fn owned_by(user_id: UserId) -> Select<conversation::Entity> {
    let businesses = business::Entity::find()
        .select_only()
        .column(business::Column::Id)
        .filter(business::Column::UserId.eq(user_id))
        .into_query();
    conversation::Entity::find().filter(conversation::Column::BusinessId.in_subquery(businesses))
}

/// A page of conversations, the last active first. `cursor` is the
/// `next_cursor` of the page before; one that was made up gives the first page.
pub async fn list_conversations(
    carbot: &Carbot,
    user_id: UserId,
    cursor: Option<&str>,
    limit: u64,
) -> Result<Page<ConversationSummary>> {
    let query = ConversationQuery {
        cursor: cursor
            .filter(|it| parse_cursor(it).is_some())
            .map(str::to_owned),
        limit: Some(limit),
        ..ConversationQuery::default()
    };
    list_page(carbot, user_id, &query).await
}

/// A page of the conversations that are asked for, the last active first; with what is said in
/// them where that was asked for.
pub async fn search_conversations(
    carbot: &Carbot,
    user_id: UserId,
    query: &ConversationQuery,
) -> Result<Page<FoundConversation>> {
    if let Some(words) = &query.q {
        return search::search_within(carbot, user_id, words, query).await;
    }
    let page = list_page(carbot, user_id, query).await?;
    let items = page
        .items
        .into_iter()
        .map(|conversation| FoundConversation {
            conversation,
            snippet: None,
        });
    Ok(Page {
        items: items.collect(),
        next_cursor: page.next_cursor,
        has_more: page.has_more,
    })
}

async fn list_page(
    carbot: &Carbot,
    user_id: UserId,
    query: &ConversationQuery,
) -> Result<Page<ConversationSummary>> {
    let connection = carbot.database.connection();
    let limit = page_size(query)?;
    let models = selected(user_id, query)?
        .limit(limit + 1)
        .all(connection)
        .await?;
    let page = paging::to_page(models, limit, to_cursor, Ok)?;
    Ok(Page {
        items: to_summaries(connection, page.items).await?,
        next_cursor: page.next_cursor,
        has_more: page.has_more,
    })
}

/// How many conversations a page shows.
fn page_size(query: &ConversationQuery) -> Result<u64> {
    paging::page_size(query.limit.unwrap_or(USUAL_PAGE))
}

/// What `query` asks for but for the words, from its cursor on, in the order of the list.
fn selected(user_id: UserId, query: &ConversationQuery) -> Result<Select<conversation::Entity>> {
    let mut select = filtered(owned_by(user_id), query);
    if let Some(cursor) = &query.cursor {
        let (time, id) = parse_cursor(cursor).ok_or_else(paging::invalid_cursor)?;
        let column = conversation::Column::LastMessageAt;
        select = select.filter(
            Condition::any().add(column.lt(time)).add(
                Condition::all()
                    .add(column.eq(time))
                    .add(conversation::Column::Id.lt(id)),
            ),
        );
    }
    Ok(select
        .order_by_desc(conversation::Column::LastMessageAt)
        .order_by_desc(conversation::Column::Id))
}

fn filtered(
    select: Select<conversation::Entity>,
    query: &ConversationQuery,
) -> Select<conversation::Entity> {
    let started_at = conversation::Column::StartedAt;
    // Any of its messages, not only the last one.
    let with_intent = query.intent.as_ref().map(|intent| {
        let messages = message::Entity::find()
            .select_only()
            .column(message::Column::ConversationId)
            .filter(message::Column::Intent.eq(intent))
            // For each conversation of the page its own messages are looked at.
            .filter(
                Expr::col((message::Entity, message::Column::ConversationId))
                    .eq(Expr::col((conversation::Entity, conversation::Column::Id))),
            )
            .into_query();
        Expr::exists(messages)
    });
    select
        .apply_if(query.client_key_id, |select, id| {
            select.filter(conversation::Column::ClientKeyId.eq(id))
        })
        .apply_if(query.from, |select, from| {
            select.filter(started_at.gte(from))
        })
        .apply_if(query.to, |select, to| select.filter(started_at.lt(to)))
        .apply_if(query.status, |select, status| {
            select.filter(conversation::Column::Status.eq(status.as_str()))
        })
        .apply_if(query.assigned_to, |select, user_id| {
            select.filter(conversation::Column::AssignedUserId.eq(user_id))
        })
        .apply_if(with_intent, QueryFilter::filter)
}

/// A conversation with all its messages.
pub async fn find_transcript(
    carbot: &Carbot,
    user_id: UserId,
    conversation_id: ConversationId,
) -> Result<Option<Transcript>> {
    let connection = carbot.database.connection();
    let Some(model) = owned_by(user_id)
        .filter(conversation::Column::Id.eq(conversation_id))
        .one(connection)
        .await?
    else {
        return Ok(None);
    };
    let messages = message::Entity::find()
        .filter(message::Column::ConversationId.eq(conversation_id))
        .order_by_asc(message::Column::CreatedAt)
        .order_by_asc(message::Column::Id)
        .all(connection)
        .await?
        .into_iter()
        .map(to_message)
        .collect::<Result<_>>()?;
    let conversation = to_summaries(connection, vec![model])
        .await?
        .pop()
        .ok_or(Error::NotFound)?;
    Ok(Some(Transcript {
        conversation,
        messages,
    }))
}

async fn to_summaries(
    connection: &impl ConnectionTrait,
    models: Vec<conversation::Model>,
) -> Result<Vec<ConversationSummary>> {
    let keys = client_key::Entity::find()
        .filter(client_key::Column::Id.is_in(models.iter().map(|it| it.client_key_id)))
        .all(connection)
        .await?;
    let domains: HashMap<_, _> = keys.into_iter().map(|it| (it.id, it.domain)).collect();
    models
        .into_iter()
        .map(|model| {
            let metadata: Metadata = serde_json::from_value(model.metadata)?;
            Ok(ConversationSummary {
                id: model.id,
                client_key_id: model.client_key_id,
                business_id: model.business_id,
                status: status_of(&model.status),
                assigned_to: model.assigned_user_id,
                domain: domains
                    .get(&model.client_key_id)
                    .cloned()
                    .unwrap_or_default(),
                preview: metadata.preview,
                last_intent: metadata.last_intent,
                has_unanswered: metadata.unanswered > 0,
                message_count: model.message_count,
                started_at: model.started_at,
                last_message_at: model.last_message_at,
            })
        })
        .collect()
}

/// Whatever is not closed is open.
fn status_of(name: &str) -> ConversationStatus {
    let all = [
        ConversationStatus::Waiting,
        ConversationStatus::Agent,
        ConversationStatus::Closed,
    ];
    let known = all.into_iter().find(|it| it.as_str() == name);
    known.unwrap_or_default()
}

fn to_message(model: message::Model) -> Result<Message> {
    let role = match model.role.as_str() {
        "user" => MessageRole::User,
        "assistant" => MessageRole::Assistant,
        "agent" => MessageRole::Agent,
        "system" => MessageRole::System,
        other => return Err(Error::internal(format!("message role {other}"))),
    };
    let author = model.metadata.get(AUTHOR).and_then(|it| it.as_str());
    let author = author.map(str::to_owned);
    let facts: ReplyFacts = serde_json::from_value(model.metadata).unwrap_or_default();
    Ok(Message {
        id: model.id,
        role,
        content: model.content,
        intent: model.intent,
        confidence: model.confidence,
        is_unanswered: facts.unanswered,
        author,
        rating: facts.rating,
        created_at: model.created_at,
    })
}

/// `<microseconds>.<id>`: the time of the last message and, for equal times, the id.
fn to_cursor(model: &conversation::Model) -> String {
    format!("{}.{}", model.last_message_at.timestamp_micros(), model.id)
}

fn parse_cursor(text: &str) -> Option<(DateTime<Utc>, ConversationId)> {
    let (micros, id) = text.split_once('.')?;
    Some((
        Utc.timestamp_micros(micros.parse().ok()?).single()?,
        id.parse().ok()?,
    ))
}

/// How many conversations of an account began between two times.
pub(crate) async fn count_started(
    connection: &impl ConnectionTrait,
    user_id: UserId,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<i64> {
    use sea_orm::PaginatorTrait as _;
    let count = owned_by(user_id)
        .filter(conversation::Column::StartedAt.gte(from))
        .filter(conversation::Column::StartedAt.lt(to))
        .count(connection)
        .await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

/// How many messages of both sides an account's conversations got since a time.
pub(crate) async fn count_messages(
    connection: &impl ConnectionTrait,
    user_id: UserId,
    from: DateTime<Utc>,
) -> Result<i64> {
    use sea_orm::PaginatorTrait as _;
    let conversations = owned_by(user_id)
        .select_only()
        .column(conversation::Column::Id)
        .filter(conversation::Column::LastMessageAt.gte(from))
        .into_query();
    let count = message::Entity::find()
        .filter(message::Column::ConversationId.in_subquery(conversations))
        .filter(message::Column::CreatedAt.gte(from))
        .count(connection)
        .await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::parse_cursor;

    #[test]
    fn a_made_up_cursor_is_no_cursor() {
        for text in ["", "x", "1.2", ".", "99999999999999999999.0"] {
            assert!(parse_cursor(text).is_none(), "{text}");
        }
    }
}
