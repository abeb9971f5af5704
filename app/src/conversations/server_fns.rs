//! Conversations: list and transcript.

use crate::error::AppError;
use api::{
    conversations::{ConversationSummary, FoundConversation, Page, Transcript},
    ids::ConversationId,
};
use leptos::{prelude::*, server_fn::codec::GetUrl};

#[cfg(feature = "ssr")]
use crate::session;
#[cfg(feature = "ssr")]
use api::conversations::PostMessageRequest;
#[cfg(feature = "ssr")]
use domain::conversations;

/// Conversations on one page of the list.
#[cfg(feature = "ssr")]
const PAGE_SIZE: u64 = 25;

/// One page of the conversations, newest first.
#[server(prefix = "/fn", endpoint = "list_conversations", input = GetUrl)]
pub async fn list_conversations(
    #[server(default)] cursor: Option<String>,
) -> Result<Page<ConversationSummary>, AppError> {
    let (carbot, user) = session::actor("read:own_conversations").await?;
    conversations::list_conversations(&carbot, user, cursor.as_deref(), PAGE_SIZE)
        .await
        .map_err(AppError::refuse)
}

/// One page of the conversations in which every word is said, newest first.
#[server(prefix = "/fn", endpoint = "search_conversations", input = GetUrl)]
pub async fn search_conversations(
    q: String,
    #[server(default)] cursor: Option<String>,
) -> Result<Page<FoundConversation>, AppError> {
    let (carbot, user) = session::actor("read:own_conversations").await?;
    conversations::search(&carbot, user, &q, cursor.as_deref(), PAGE_SIZE)
        .await
        .map_err(AppError::refuse)
}

/// A conversation with all its messages.
#[server(prefix = "/fn", endpoint = "find_transcript", input = GetUrl)]
pub async fn find_transcript(id: String) -> Result<Transcript, AppError> {
    let (carbot, user) = session::actor("read:own_conversations").await?;
    let Ok(id) = id.parse::<ConversationId>() else {
        return Err(AppError::not_found().answered());
    };
    conversations::find_transcript(&carbot, user, id)
        .await
        .map_err(AppError::refuse)?
        .ok_or_else(|| AppError::not_found().answered())
}

/// Answers a visitor in the name of the business.
#[server(prefix = "/fn", endpoint = "reply_to_visitor")]
pub async fn reply_to_visitor(id: ConversationId, text: String) -> Result<(), AppError> {
    let actor = session::acting("update:own_conversations").await?;
    // Browsers send line breaks as CRLF.
    let content = text.replace("\r\n", "\n");
    let request = PostMessageRequest { content };
    conversations::post_message(&actor.carbot, actor.account_id, actor.user_id, id, &request)
        .await
        .map_err(AppError::refuse)?;
    Ok(())
}

/// Gives the word back to the assistant.
#[server(prefix = "/fn", endpoint = "close_conversation")]
pub async fn close_conversation(id: ConversationId) -> Result<(), AppError> {
    let (carbot, user) = session::actor("update:own_conversations").await?;
    conversations::close_conversation(&carbot, user, id)
        .await
        .map_err(AppError::refuse)?;
    Ok(())
}
