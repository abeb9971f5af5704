//! Conversations: list and transcript.

use crate::error::AppError;
use api::{
    conversations::{ConversationSummary, Page, Transcript},
    ids::ConversationId,
};
use leptos::{prelude::*, server_fn::codec::GetUrl};

#[cfg(feature = "ssr")]
use crate::session;
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
    let (carbot, user) = session::actor().await?;
    conversations::list_conversations(&carbot, user, cursor.as_deref(), PAGE_SIZE)
        .await
        .map_err(AppError::refuse)
}

/// A conversation with all its messages.
#[server(prefix = "/fn", endpoint = "find_transcript", input = GetUrl)]
pub async fn find_transcript(id: String) -> Result<Transcript, AppError> {
    let (carbot, user) = session::actor().await?;
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
    let (carbot, user) = session::actor().await?;
    // Browsers send line breaks as CRLF.
    let text = text.replace("\r\n", "\n");
    conversations::reply_as_agent(&carbot, user, id, &text)
        .await
        .map_err(AppError::refuse)?;
    Ok(())
}

/// Gives the word back to the assistant.
#[server(prefix = "/fn", endpoint = "close_conversation")]
pub async fn close_conversation(id: ConversationId) -> Result<(), AppError> {
    let (carbot, user) = session::actor().await?;
    conversations::close_conversation(&carbot, user, id)
        .await
        .map_err(AppError::refuse)
}
