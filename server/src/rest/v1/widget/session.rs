//! What a visitor asks about the conversation of their session.

use super::Visitor;
use crate::{
    extract::{Json, Query},
    problem::ApiError,
    rest::caller::require_bearer_token,
    router::AppState,
};
use api::widget::session::{
    WidgetFeedbackRequest, WidgetHandoffRequest, WidgetHistoryResponse, WidgetMessage,
    WidgetTranscriptRequest,
};
use axum::extract::{FromRequestParts, State};
use domain::{Carbot, chat};
use http::{StatusCode, request::Parts};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(history))
        .routes(routes!(rate))
        .routes(routes!(send_transcript))
        .routes(routes!(request_handoff))
}

/// The key of a request without a body.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct KeyParameter {
    /// The key in the script tag.
    #[serde(default)]
    client_key: String,
}

/// What was said in a session that the server gave out.
#[utoipa::path(
    get,
    path = "/history",
    operation_id = "read_widget_history",
    tag = "widget",
    params(KeyParameter),
    security(("bearer" = [])),
    responses((status = 200, description = "What was said; the session's id is the bearer token", body = WidgetHistoryResponse)),
)]
async fn history(
    State(carbot): State<Carbot>,
    visitor: Visitor,
    Session(session): Session,
    Query(parameter): Query<KeyParameter>,
) -> Result<Json<WidgetHistoryResponse>, ApiError> {
    let key = &parameter.client_key;
    Ok(Json(
        chat::history(&carbot, visitor.as_domain(), key, &session).await?,
    ))
}

/// The visitor found a reply good or bad.
#[utoipa::path(
    post,
    path = "/feedback",
    operation_id = "rate_reply",
    tag = "widget",
    request_body(content = WidgetFeedbackRequest),
    security(()),
    responses((status = 204, description = "It is kept; the last word counts")),
)]
async fn rate(
    State(carbot): State<Carbot>,
    visitor: Visitor,
    Json(request): Json<WidgetFeedbackRequest>,
) -> Result<StatusCode, ApiError> {
    chat::rate(&carbot, visitor.as_domain(), &request).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The visitor wants the conversation by mail.
#[utoipa::path(
    post,
    path = "/transcript",
    operation_id = "send_widget_transcript",
    tag = "widget",
    request_body(content = WidgetTranscriptRequest),
    security(()),
    responses((status = 202, description = "The mail is going to be sent; at most three of a conversation")),
)]
async fn send_transcript(
    State(carbot): State<Carbot>,
    visitor: Visitor,
    Json(request): Json<WidgetTranscriptRequest>,
) -> Result<StatusCode, ApiError> {
    chat::send_transcript(&carbot, visitor.as_domain(), &request).await?;
    Ok(StatusCode::ACCEPTED)
}

/// The visitor wants to speak to a person.
#[utoipa::path(
    post,
    path = "/handoff",
    operation_id = "request_handoff",
    tag = "widget",
    request_body(content = WidgetHandoffRequest),
    security(()),
    responses((status = 200, description = "What the visitor is told; the business got a mail", body = WidgetMessage)),
)]
async fn request_handoff(
    State(carbot): State<Carbot>,
    visitor: Visitor,
    Json(request): Json<WidgetHandoffRequest>,
) -> Result<Json<WidgetMessage>, ApiError> {
    Ok(Json(
        chat::request_handoff(&carbot, visitor.as_domain(), &request).await?,
    ))
}

/// The session of a request without a body, from its bearer token; empty, which names none, where
/// there is no token.
struct Session(String);

impl FromRequestParts<AppState> for Session {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, ApiError> {
        let session = require_bearer_token(&parts.headers)?;
        Ok(Self(session.to_owned()))
    }
}
