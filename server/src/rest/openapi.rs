//! The description of the API (OpenAPI 3.1), made from the routes themselves.
//!
//! Handlers say what is special about them. What follows from the kind of a route is added here:
//! the token and headers, the answers every such route can give, changes as RFC 7396 has them, and
//! examples.

mod answers;
mod examples;
mod links;
mod merge_patch;

use super::v1;
use crate::{problem::ApiError, router::AppState};
use api::{
    Problem,
    appointments::{AppointmentOrder, AppointmentStatus},
    conversations::ConversationStatus,
    ids::{
        ApiTokenId, AppointmentId, AuditEntryId, BusinessId, ClientKeyId, ConversationId,
        KnowledgeEntryId, LandingPageId, LandingPageVersionId, MessageId, ServiceId, TeamMemberId,
        UserId, WebhookDeliveryId, WebhookEndpointId,
    },
};
use axum::{
    Router,
    middleware::map_response,
    response::{IntoResponse as _, Response},
    routing::get,
};
use http::{StatusCode, header};
use serde_json::{Map, Value as Json, json};
use utoipa::{OpenApi as _, openapi::OpenApi};
use utoipa_axum::router::OpenApiRouter;

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "CarBot API",
        description = "Everything the dashboard does. Errors are `application/problem+json` \
            (RFC 9457) with a stable `code`, and `errors` by JSON pointer. Bodies are refused \
            whole where they hold an unknown key.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    components(schemas(
        Problem, AppointmentId, AppointmentOrder, AppointmentStatus, BusinessId, ServiceId,
        KnowledgeEntryId, ApiTokenId, AuditEntryId, ClientKeyId, ConversationId,
        ConversationStatus, MessageId, TeamMemberId, UserId,
        WebhookDeliveryId, WebhookEndpointId, LandingPageId, LandingPageVersionId,
    )),
    tags(
        (name = "account", description = "Proof of an account"),
        (name = "businesses", description = "Businesses and their whole profiles"),
        (name = "services", description = "What a business offers, with prices"),
        (name = "knowledge", description = "Questions a business answers in its own words"),
        (name = "client keys", description = "Keys with which a website uses the chat, and where they work"),
        (name = "appointments", description = "What visitors asked for, and the calendar feed"),
        (name = "client keys", description = "What lets a website use the widget"),
        (name = "conversations", description = "What visitors and assistant said, and what staff does with it"),
        (name = "team", description = "People who work for the account, with their roles"),
        (name = "API tokens", description = "What programs act with, within their scopes"),
        (name = "audit log", description = "Who did what"),
        (name = "analytics", description = "How much the assistant is used, and for what"),
        (name = "landing pages", description = "Websites of businesses: drafts, versions, publishing"),
        (name = "webhooks", description = "Other programs are told what happened"),
        (name = "widget", description = "What the chat on a website asks, with its client key"),
    ),
)]
struct Document;

/// Name of the way to prove an account.
const BEARER: &str = "bearer";

/// All routes of the API and, at `/api/v1/openapi.json`, their description.
pub fn router() -> Router<AppState> {
    let (router, document) = described().split_for_parts();
    let answer = (
        [(header::CONTENT_TYPE, "application/json")],
        complete(&document).to_string(),
    );
    router
        .route("/api/v1/openapi.json", get(async move || answer.clone()))
        .layer(map_response(explain_other_method))
}

/// The description as a file for people and programs: indented, with a line break at the end.
pub fn file() -> String {
    let (_, document) = described().split_for_parts();
    let document = complete(&document);
    format!("{document:#}\n")
}

/// A path that answers, but not with this method (RFC 9110, 15.5.6): `Allow` says with which.
async fn explain_other_method(response: Response) -> Response {
    if response.status() != StatusCode::METHOD_NOT_ALLOWED {
        return response;
    }
    let explained = ApiError::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        "this route has other methods, which the header Allow names",
    );
    let (parts, _) = response.into_parts();
    let mut response = explained.into_response();
    response.headers_mut().extend(parts.headers);
    response
}

fn described() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(Document::openapi()).nest("/api/v1", v1::router())
}

/// Adds what holds for every route of a kind.
fn complete(document: &OpenApi) -> Json {
    let mut document = serde_json::to_value(document).expect("the description is made of strings");
    document["security"] = json!([{ BEARER: [] }]);
    document["components"]["securitySchemes"] =
        json!({ BEARER: { "type": "http", "scheme": "bearer" } });
    document["components"]["responses"] = answers::shared();
    name_items_of_pages(&mut document["components"]["schemas"]);
    for (path, method, operation) in operations(&mut document) {
        answers::describe(path, method, operation);
    }
    merge_patch::describe(&mut document);
    examples::add(&mut document);
    links::add(&mut document);
    document
}

/// The derive writes the items of a generic page out; they have names of their own.
fn name_items_of_pages(schemas: &mut Json) {
    let all = schemas.as_object().into_iter().flatten();
    let names: Vec<String> = all.map(|(name, _)| name.clone()).collect();
    for page in &names {
        let item = page.strip_prefix("Page_");
        let Some(item) = item.filter(|item| names.iter().any(|it| it == item)) else {
            continue;
        };
        schemas[page]["properties"]["items"]["items"] =
            json!({ "$ref": format!("#/components/schemas/{item}") });
    }
}

/// Every operation with its path and method.
fn operations(document: &mut Json) -> impl Iterator<Item = (&str, &str, &mut Map<String, Json>)> {
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    paths.flat_map(|(path, methods)| {
        let methods = methods.as_object_mut().into_iter().flatten();
        methods.filter_map(|(method, operation)| {
            Some((path.as_str(), method.as_str(), operation.as_object_mut()?))
        })
    })
}
