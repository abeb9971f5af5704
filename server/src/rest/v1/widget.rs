//! What the widget asks: the only routes other origins may call.

mod session;
mod stream;

use crate::{extract::Json, problem::ApiError, router::AppState};
use api::{
    Problem,
    widget::{WidgetChatRequest, WidgetChatResponse, WidgetInitRequest, WidgetInitResponse},
};
use axum::{
    extract::{FromRequestParts, Request, State},
    middleware::{Next, from_fn},
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use domain::{Carbot, chat, limits::ClientAddress};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts};
use serde_json::json;
use std::convert::Infallible;
use utoipa_axum::{router::OpenApiRouter, routes};

/// `/api/v1/widget/*`.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(init))
        .routes(routes!(answer))
        .merge(session::router())
        .merge(stream::router())
        .layer(from_fn(cross_origin))
}

/// The chat was opened.
#[utoipa::path(
    post,
    path = "/init",
    operation_id = "open_widget",
    tag = "widget",
    request_body(content = WidgetInitRequest),
    security(()),
    responses(
        (status = 200, description = "Look and first words of the chat, and a fresh session", body = WidgetInitResponse),
        (status = 401, description = "The key is unknown, revoked or expired (`unknown_client_key`)", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The key is for another website (`origin_not_allowed`), or its domain is not verified (`domain_not_verified`)", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many chats were opened from this address (`rate_limited`); the detail is a sentence for visitors", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn init(
    State(carbot): State<Carbot>,
    visitor: Visitor,
    Json(request): Json<WidgetInitRequest>,
) -> Result<Json<WidgetInitResponse>, ApiError> {
    Ok(Json(
        chat::init(&carbot, visitor.as_domain(), &request).await?,
    ))
}

/// The visitor said something.
#[utoipa::path(
    post,
    path = "/chat",
    operation_id = "chat",
    tag = "widget",
    request_body(content = WidgetChatRequest),
    security(()),
    responses(
        (status = 200, description = "The answer, after it was stored; where the request accepts `text/event-stream`, events `delta` (`text`) and at last `done` (the answer)", body = WidgetChatResponse),
        (status = 401, description = "The key is unknown, revoked or expired (`unknown_client_key`)", body = Problem, content_type = "application/problem+json"),
        (status = 402, description = "The plan's month is used up (`quota_exhausted`); the detail is a sentence for visitors, with the phone number", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The key is for another website (`origin_not_allowed`), or its domain is not verified (`domain_not_verified`)", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many messages (`rate_limited`, with `Retry-After` and a sentence for visitors), or the key is used up (`usage_limit_reached`)", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn answer(
    State(carbot): State<Carbot>,
    visitor: Visitor,
    headers: HeaderMap,
    Json(request): Json<WidgetChatRequest>,
) -> Result<Response, ApiError> {
    let response = chat::answer(&carbot, visitor.as_domain(), &request).await?;
    if !accepts_events(&headers) {
        return Ok(Json(response).into_response());
    }
    let events = deltas(&response.response)
        .map(|text| {
            Event::default()
                .event("delta")
                .json_data(json!({ "text": text }))
        })
        .chain([Event::default().event("done").json_data(&response)])
        .collect::<Vec<_>>();
    Ok(Sse::new(futures::stream::iter(events))
        .keep_alive(KeepAlive::default())
        .into_response())
}

fn accepts_events(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|it| it.to_str().ok());
    accepted.is_some_and(|it| {
        it.split(',').any(|it| {
            let essence = it.split(';').next().unwrap_or_default();
            essence.trim().eq_ignore_ascii_case("text/event-stream")
        })
    })
}

/// A reply word by word; together they are the reply.
fn deltas(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(char::is_whitespace)
}

/// Where a request of the widget comes from.
#[derive(Debug)]
struct Visitor {
    origin: Option<String>,
    address: Option<String>,
}

impl Visitor {
    fn as_domain(&self) -> chat::Visitor<'_> {
        chat::Visitor {
            origin: self.origin.as_deref(),
            address: self.address.as_deref(),
        }
    }
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Infallible> {
        // An origin that is no text is still one, and none of ours.
        let origin = parts
            .headers
            .get(header::ORIGIN)
            .map(|it| it.to_str().unwrap_or("null").to_owned());
        let address = parts.extensions.get::<ClientAddress>();
        let address = address.map(|it| it.0.to_string());
        Ok(Self { origin, address })
    }
}

/// CORS (WHATWG Fetch): a preflight names no key, so any origin may ask; the
/// answer itself can be read where the key was accepted, and never with
/// credentials. An origin that the key refuses learns nothing but that.
async fn cross_origin(request: Request, next: Next) -> Response {
    let origin = request.headers().get(header::ORIGIN).cloned();
    let is_preflight = request.method() == Method::OPTIONS;
    let mut response = if is_preflight {
        StatusCode::NO_CONTENT.into_response()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("origin"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if is_preflight {
        let allow = [
            (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
            (
                header::ACCESS_CONTROL_ALLOW_HEADERS,
                "authorization, content-type",
            ),
            (header::ACCESS_CONTROL_MAX_AGE, "86400"),
        ];
        for (name, value) in allow {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    let is_refused = response.status() == StatusCode::FORBIDDEN;
    if let Some(origin) = origin.filter(|_| !is_refused) {
        response
            .headers_mut()
            .insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        let readable = HeaderValue::from_static("retry-after, ratelimit, ratelimit-policy");
        response
            .headers_mut()
            .insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, readable);
    }
    response
}
