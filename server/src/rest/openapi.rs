//! The description of the API (OpenAPI 3.1), made from the routes themselves.

use super::v1;
use crate::router::AppState;
use api::{
    Problem,
    appointments::{AppointmentOrder, AppointmentStatus},
    ids::{
        AppointmentId, BusinessId, ClientKeyId, KnowledgeEntryId, ServiceId, WebhookDeliveryId,
        WebhookEndpointId,
    },
};
use axum::{Router, http::header, routing::get};
use utoipa::{
    OpenApi as _, ToSchema as _,
    openapi::{
        ContentBuilder, OpenApi, Ref, RefOr, ResponseBuilder,
        path::{Operation, PathItem},
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
    components(schemas(Problem, AppointmentId, AppointmentOrder, AppointmentStatus, BusinessId, ClientKeyId, ServiceId, KnowledgeEntryId, WebhookDeliveryId, WebhookEndpointId)),
    tags(
        (name = "account", description = "Proof of an account"),
        (name = "businesses", description = "Businesses and their whole profiles"),
        (name = "services", description = "What a business offers, with prices"),
        (name = "knowledge", description = "Questions a business answers in its own words"),
        (name = "appointments", description = "What visitors asked for, and the calendar feed"),
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
    for operation in document.paths.paths.values_mut().flat_map(operations) {
        let response = RefOr::T(response.clone());
        let responses = &mut operation.responses.responses;
        responses.insert("default".to_owned(), response);
    }
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
