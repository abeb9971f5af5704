//! The description of the API (OpenAPI 3.1), made from the routes themselves.

use super::{permitted::NAMES, v1};
use crate::router::AppState;
use api::{
    Problem,
    appointments::{AppointmentOrder, AppointmentStatus},
    conversations::ConversationStatus,
    ids::{
        ApiTokenId, AppointmentId, AuditEntryId, BusinessId, ClientKeyId, ConversationId,
        KnowledgeEntryId, MessageId, ServiceId, TeamMemberId, UserId, WebhookDeliveryId,
        WebhookEndpointId,
    },
};
use axum::{Router, http::header, routing::get};
use utoipa::{
    OpenApi as _, ToSchema as _,
    openapi::{
        ContentBuilder, KnownFormat, ObjectBuilder, OpenApi, Ref, RefOr, Required, ResponseBuilder,
        SchemaFormat,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem},
        schema::Type,
        security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme},
    },
};
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
        WebhookDeliveryId, WebhookEndpointId,
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
    let json = document
        .to_json()
        .expect("the description is made of strings");
    let answer = ([(header::CONTENT_TYPE, "application/json")], json);
    router.route("/api/v1/openapi.json", get(async move || answer.clone()))
}

fn described() -> OpenApiRouter<AppState> {
    let mut router = OpenApiRouter::with_openapi(Document::openapi()).nest("/api/v1", v1::router());
    complete(router.get_openapi_mut());
    router
}

/// Adds what holds for every route: the token, and the shape of errors.
fn complete(document: &mut OpenApi) {
    let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    let components = document.components.get_or_insert_default();
    components
        .security_schemes
        .insert(BEARER.to_owned(), bearer);
    document.security = Some(vec![SecurityRequirement::new(BEARER, [""; 0])]);
    let problem = Ref::from_schema_name(Problem::name());
    let content = ContentBuilder::new().schema(Some(problem)).build();
    let response = ResponseBuilder::new()
        .description("What was wrong")
        .content("application/problem+json", content)
        .build();
    let with = |description: String| {
        let mut response = response.clone();
        response.description = description;
        RefOr::T(response)
    };
    let posts = document.paths.paths.values_mut();
    for operation in posts.filter_map(|it| it.post.as_mut()) {
        // Routes with a way of their own to prove something keep no answers.
        if operation.security.is_none() {
            let parameters = operation.parameters.get_or_insert_default();
            parameters.push(idempotency_key());
        }
    }
    for (path, item) in &mut document.paths.paths {
        for operation in operations(item) {
            let permission = permission_of(operation).map(str::to_owned);
            let responses = &mut operation.responses.responses;
            responses.insert("default".to_owned(), RefOr::T(response.clone()));
            let mut describe = |status: &str, description: String| {
                let described = responses.entry(status.to_owned());
                described.or_insert_with(|| with(description));
            };
            if path.contains('{') {
                let description = "There is no such thing in this account";
                describe("404", description.to_owned());
            }
            if operation.request_body.is_some() {
                let description = "Fields of the body are missing, unknown or wrong";
                describe("422", description.to_owned());
            }
            let Some(permission) = permission else {
                continue;
            };
            describe("401", "The token is missing, invalid or expired".to_owned());
            describe("403", format!("`permission_denied`: needs `{permission}`"));
            let parameters = operation.parameters.get_or_insert_default();
            parameters.push(account_header());
        }
    }
}

/// The permission a route says it needs.
fn permission_of(operation: &Operation) -> Option<&str> {
    let requirement = operation.security.as_ref()?.first()?;
    let value = serde_json::to_value(requirement).ok()?;
    let scope = value.get(BEARER)?.get(0)?.as_str()?;
    NAMES.iter().copied().find(|it| *it == scope)
}

fn account_header() -> Parameter {
    let id = ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)));
    ParameterBuilder::new()
        .name("X-CarBot-Account")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "The account to act for, where the caller belongs to several (`GET /me/accounts`)",
        ))
        .schema(Some(id))
        .build()
}

fn idempotency_key() -> Parameter {
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .schema(Some(
            ObjectBuilder::new()
                .schema_type(Type::String)
                .min_length(Some(1))
                .max_length(Some(255)),
        ))
        .description(Some(
            "Makes the request safe to send again: for 24 hours the same key and body get the \
             answer of the first (`409 request_in_flight` while it is being done), another body \
             `422 idempotency_key_reused`",
        ))
        .build()
}

fn operations(path: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [
        &mut path.get,
        &mut path.post,
        &mut path.put,
        &mut path.patch,
        &mut path.delete,
    ]
    .into_iter()
    .flatten()
}
