//! Full-text search over messages.
//!
//! Words are found by their beginnings and in their forms: `Reifen` finds `Reifenwechsel`,
//! `Termine` finds `Termin`. PostgreSQL knows the forms of German and English; for SQLite, whose
//! index holds the words as they are, the query is reduced to stems here.

mod snippet;

use super::{page_size, selected, to_cursor, to_summaries};
use crate::{
    Carbot, Result,
    entities::{conversation, message},
    paging,
};
use api::{
    conversations::{ConversationQuery, FoundConversation, MAX_SEARCH, Page},
    ids::{ConversationId, UserId},
    problem::ValueError,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
    sea_query::{Expr, SimpleExpr},
};
use snippet::Terms;
use std::collections::HashMap;

/// Messages whose text is looked at for one page.
const MAX_MESSAGES: u64 = 1_000;

/// A page of the conversations of an account in which every word of `words` is said in one
/// message, the last active first, each with the newest such message. Words that are none find
/// nothing.
pub async fn search(
    carbot: &Carbot,
    user_id: UserId,
    words: &str,
    cursor: Option<&str>,
    limit: u64,
) -> Result<Page<FoundConversation>> {
    let query = ConversationQuery {
        cursor: cursor.map(str::to_owned),
        limit: Some(limit),
        ..ConversationQuery::default()
    };
    search_within(carbot, user_id, words, &query).await
}

/// The same, of those conversations only that `query` asks for otherwise.
pub(super) async fn search_within(
    carbot: &Carbot,
    user_id: UserId,
    words: &str,
    query: &ConversationQuery,
) -> Result<Page<FoundConversation>> {
    if words.chars().count() > MAX_SEARCH {
        let error = ValueError::new("too_long", "must have at most 200 characters");
        return Err(error.at("/q").into());
    }
    let select = selected(user_id, query)?;
    let terms = Terms::parse(words);
    if terms.is_empty() {
        return Ok(Page {
            items: Vec::new(),
            next_cursor: None,
            has_more: false,
        });
    }
    let connection = carbot.database.connection();
    let limit = page_size(query)?;
    let found = found_messages(connection.get_database_backend(), &terms);
    let conversations = found
        .clone()
        .select_only()
        .column(message::Column::ConversationId)
        .into_query();
    let models = select
        .filter(conversation::Column::Id.in_subquery(conversations))
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
                .map(|text| terms.snippet(&text)),
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
