//! Full-text search over messages.
//!
//! Words are found by their beginnings and in their forms: `Reifen` finds `Reifenwechsel`,
//! `Termine` finds `Termin`. PostgreSQL knows the forms of German and English; for SQLite, whose
//! index holds the words as they are, the query is reduced to stems here.

mod snippet;

use super::{owned_by, parse_cursor, to_cursor, to_summaries};
use crate::{
    Carbot, Result,
    entities::{conversation, message},
    paging,
};
use api::{
    conversations::{FoundConversation, Page},
    ids::{ConversationId, UserId},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select,
    sea_query::{Expr, SimpleExpr},
};
use snippet::Terms;
use std::collections::HashMap;

/// Messages whose text is looked at for one page.
const MAX_MESSAGES: u64 = 1_000;

/// A page of the conversations of an account in which every word of `query` is said in one
/// message, the last active first, each with the newest such message. A query without words finds
/// nothing.
pub async fn search(
    carbot: &Carbot,
    user_id: UserId,
    query: &str,
    cursor: Option<&str>,
    limit: u64,
) -> Result<Page<FoundConversation>> {
    let terms = Terms::parse(query);
    if terms.is_empty() {
        return Ok(Page {
            items: Vec::new(),
            next_cursor: None,
            has_more: false,
        });
    }
    let connection = carbot.database.connection();
    let limit = paging::page_size(limit);
    let found = found_messages(connection.get_database_backend(), &terms);
    let conversations = found
        .clone()
        .select_only()
        .column(message::Column::ConversationId)
        .into_query();
    let mut select = owned_by(user_id).filter(conversation::Column::Id.in_subquery(conversations));
    if let Some(cursor) = cursor {
        let (time, id) = parse_cursor(cursor).ok_or_else(paging::invalid_cursor)?;
        let column = conversation::Column::LastMessageAt;
        let beside = Condition::all()
            .add(column.eq(time))
            .add(conversation::Column::Id.lt(id));
        select = select.filter(Condition::any().add(column.lt(time)).add(beside));
    }
    let models = select
        .order_by_desc(conversation::Column::LastMessageAt)
        .order_by_desc(conversation::Column::Id)
        .limit(limit + 1)
        .all(connection)
        .await?;
    let page = paging::to_page(models, limit, to_cursor, Ok)?;
    let ids: Vec<ConversationId> = page.items.iter().map(|it| it.id).collect();
    let mut texts = newest_texts(connection, found, &ids).await?;
    let summaries = to_summaries(connection, page.items).await?;
    let items = summaries
        .into_iter()
        .map(|conversation| FoundConversation {
            snippet: texts
                .remove(&conversation.id)
                .map(|text| terms.snippet(&text))
                .unwrap_or_default(),
            conversation,
        })
        .collect();
    Ok(Page {
        items,
        next_cursor: page.next_cursor,
        has_more: page.has_more,
    })
}

/// The text of the newest message found in each conversation.
async fn newest_texts(
    connection: &impl ConnectionTrait,
    found: Select<message::Entity>,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, String>> {
    let rows: Vec<(ConversationId, String)> = found
        .select_only()
        .column(message::Column::ConversationId)
        .column(message::Column::Content)
        .filter(message::Column::ConversationId.is_in(ids.iter().copied()))
        .order_by_desc(message::Column::CreatedAt)
        .order_by_desc(message::Column::Id)
        .limit(MAX_MESSAGES)
        .into_tuple()
        .all(connection)
        .await?;
    let mut texts = HashMap::new();
    for (id, text) in rows {
        texts.entry(id).or_insert(text);
    }
    Ok(texts)
}

/// Messages in which every term is found. The terms hold letters and digits only.
fn found_messages(backend: DbBackend, terms: &Terms) -> Select<message::Entity> {
    message::Entity::find().filter(match backend {
        DbBackend::Postgres => on_postgres(terms),
        _ => on_sqlite(terms),
    })
}

fn on_postgres(terms: &Terms) -> SimpleExpr {
    let query = terms.prefixes(" & ", |word| format!("{word}:*"));
    Expr::cust_with_values(
        "(to_tsvector('german', messages.content) || to_tsvector('english', messages.content)) \
         @@ (to_tsquery('german', $1) || to_tsquery('english', $2))",
        [query.clone(), query],
    )
}

fn on_sqlite(terms: &Terms) -> SimpleExpr {
    Expr::cust_with_values(
        "messages.rowid IN (SELECT rowid FROM messages_search WHERE messages_search MATCH ?)",
        [terms.stem_query()],
    )
}
