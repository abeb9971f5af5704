//! Conversations of visitors, and what staff does with them.

use crate::{
    extract::{Json, Path, Query},
    problem::ApiError,
    rest::{
        etag::created_plain,
        paging::PageQuery,
        permitted::{DeleteConversations, Permitted, ReadConversations, UpdateConversations},
    },
    router::AppState,
};
use api::{
    conversations::{
        AssignConversationRequest, ConversationQuery, ConversationSummary, Message, Page,
        PostMessageRequest,
    },
    ids::ConversationId,
};
use axum::response::Response;
use domain::conversations;
use http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

/// `/api/v1/conversations` and what is below.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(find, delete))
        .routes(routes!(list_messages, post_message))
        .routes(routes!(assign))
        .routes(routes!(close))
}

/// A page of the conversations, the last active first.
#[utoipa::path(
    get,
    path = "/conversations",
    operation_id = "list_conversations",
    tag = "conversations",
    security(("bearer" = ["read:own_conversations"])),
    params(ConversationQuery),
    responses((status = 200, description = "A page of them", body = Page<ConversationSummary>)),
)]
async fn list(
    actor: Permitted<ReadConversations>,
    Query(query): Query<ConversationQuery>,
) -> Result<Json<Page<ConversationSummary>>, ApiError> {
    let page = conversations::search_conversations(&actor.carbot, actor.account_id, &query).await?;
    Ok(Json(page))
}

/// One conversation, without its messages.
#[utoipa::path(
    get,
    path = "/conversations/{id}",
    operation_id = "find_conversation",
    tag = "conversations",
    security(("bearer" = ["read:own_conversations"])),
    params(("id" = ConversationId, Path, description = "The conversation")),
    responses((status = 200, description = "The conversation", body = ConversationSummary)),
)]
async fn find(
    actor: Permitted<ReadConversations>,
    Path(id): Path<ConversationId>,
) -> Result<Json<ConversationSummary>, ApiError> {
    let conversation =
        conversations::find_conversation(&actor.carbot, actor.account_id, id).await?;
    Ok(Json(conversation))
}

/// Deletes a conversation with all its messages.
#[utoipa::path(
    delete,
    path = "/conversations/{id}",
    operation_id = "delete_conversation",
    tag = "conversations",
    security(("bearer" = ["delete:own_conversations"])),
    params(("id" = ConversationId, Path, description = "The conversation")),
    responses((status = 204, description = "It is gone")),
)]
async fn delete(
    actor: Permitted<DeleteConversations>,
    Path(id): Path<ConversationId>,
) -> Result<StatusCode, ApiError> {
    conversations::delete_conversation(&actor.carbot, actor.account_id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A page of the messages of a conversation, the oldest first.
#[utoipa::path(
    get,
    path = "/conversations/{id}/messages",
    operation_id = "list_messages",
    tag = "conversations",
    security(("bearer" = ["read:own_conversations"])),
    params(("id" = ConversationId, Path, description = "The conversation"), PageQuery),
    responses((status = 200, description = "A page of them", body = Page<Message>)),
)]
async fn list_messages(
    actor: Permitted<ReadConversations>,
    Path(id): Path<ConversationId>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<Message>>, ApiError> {
    let (carbot, account) = (&actor.carbot, actor.account_id);
    let cursor = page.cursor.as_deref();
    let page = conversations::list_messages(carbot, account, id, cursor, page.limit).await?;
    Ok(Json(page))
}

/// Writes to the visitor as a person of the business, who takes the conversation over.
#[utoipa::path(
    post,
    path = "/conversations/{id}/messages",
    operation_id = "post_message",
    tag = "conversations",
    security(("bearer" = ["update:own_conversations"])),
    params(("id" = ConversationId, Path, description = "The conversation")),
    request_body(content = PostMessageRequest),
    responses(
        (status = 201, description = "The message", body = Message, headers(
            ("Location" = String, description = "Where it can be read")
        )),
        (status = 409, description = "`conversation_closed`", body = api::Problem, content_type = "application/problem+json"),
    ),
)]
async fn post_message(
    actor: Permitted<UpdateConversations>,
    Path(id): Path<ConversationId>,
    Json(request): Json<PostMessageRequest>,
) -> Result<Response, ApiError> {
    let (carbot, account) = (&actor.carbot, actor.account_id);
    let message = conversations::post_message(carbot, account, actor.user_id, id, &request).await?;
    let location = format!("/api/v1/conversations/{id}/messages");
    Ok(created_plain(&location, message))
}

/// Gives a conversation to somebody of the team, or to nobody.
#[utoipa::path(
    post,
    path = "/conversations/{id}/assign",
    operation_id = "assign_conversation",
    tag = "conversations",
    security(("bearer" = ["update:own_conversations"])),
    params(("id" = ConversationId, Path, description = "The conversation")),
    request_body(content = AssignConversationRequest),
    responses((status = 200, description = "The conversation as it is now", body = ConversationSummary)),
)]
async fn assign(
    actor: Permitted<UpdateConversations>,
    Path(id): Path<ConversationId>,
    Json(request): Json<AssignConversationRequest>,
) -> Result<Json<ConversationSummary>, ApiError> {
    let (carbot, account) = (&actor.carbot, actor.account_id);
    let conversation = conversations::assign_conversation(carbot, account, id, &request).await?;
    Ok(Json(conversation))
}

/// Closes a conversation; the visitor's next message opens it again.
#[utoipa::path(
    post,
    path = "/conversations/{id}/close",
    operation_id = "close_conversation",
    tag = "conversations",
    security(("bearer" = ["update:own_conversations"])),
    params(("id" = ConversationId, Path, description = "The conversation")),
    responses((status = 200, description = "The conversation as it is now", body = ConversationSummary)),
)]
async fn close(
    actor: Permitted<UpdateConversations>,
    Path(id): Path<ConversationId>,
) -> Result<Json<ConversationSummary>, ApiError> {
    let conversation =
        conversations::close_conversation(&actor.carbot, actor.account_id, id).await?;
    Ok(Json(conversation))
}
