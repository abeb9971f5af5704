//! Where other programs are told what happened.

use crate::{
    extract::{Json, MergePatch, Path, Query},
    problem::ApiError,
    rest::{
        etag::{IF_MATCH, IfMatch, created, tagged},
        paging::PageQuery,
        permitted::{CreateWebhooks, DeleteWebhooks, Permitted, ReadWebhooks, UpdateWebhooks},
    },
    router::AppState,
};
use api::{
    conversations::Page,
    ids::{WebhookDeliveryId, WebhookEndpointId},
    webhooks::{CreateWebhookResponse, WebhookDelivery, WebhookEndpoint, WebhookInput},
};
use axum::response::{IntoResponse as _, Response};
use domain::{Revised, webhooks};
use http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

/// `/api/v1/webhooks`, one of them, and the log of what it was told.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(find, patch, delete))
        .routes(routes!(test))
        .routes(routes!(deliveries))
        .routes(routes!(replay))
}

fn revised(endpoint: WebhookEndpoint) -> Response {
    tagged(Revised {
        revision: endpoint.revision,
        value: endpoint,
    })
}

/// A page of the endpoints of the account, the oldest first.
#[utoipa::path(
    get,
    path = "/webhooks",
    operation_id = "list_webhooks",
    tag = "webhooks",
    security(("bearer" = ["read:own_webhooks"])),
    params(PageQuery),
    responses((status = 200, description = "A page of them", body = Page<WebhookEndpoint>)),
)]
async fn list(
    actor: Permitted<ReadWebhooks>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<WebhookEndpoint>>, ApiError> {
    let cursor = page.cursor.as_deref();
    let page = webhooks::list_webhooks(&actor.carbot, actor.account_id, cursor, page.limit).await?;
    Ok(Json(page))
}

/// Makes an endpoint. The answer is the only one that ever holds its secret.
///
/// Messages follow the Standard Webhooks specification: `POST` with the headers `webhook-id` (the
/// same at every attempt), `webhook-timestamp` and `webhook-signature` (`v1,` and the HMAC-SHA-256
/// of id, timestamp and body, joined by dots, in base64). Any status of 200 to 299 takes the
/// message; otherwise it is tried up to ten times within some three days.
#[utoipa::path(
    post,
    path = "/webhooks",
    operation_id = "create_webhook",
    tag = "webhooks",
    security(("bearer" = ["create:own_webhooks"])),
    request_body(content = WebhookInput, example = json!({
        "url": "https://crm.example.com/hooks/carbot",
        "description": "Our CRM",
        "events": ["appointment.requested", "conversation.handoff"]
    })),
    responses(
        (status = 201, description = "The endpoint with its secret", body = CreateWebhookResponse, headers(
            ("Location" = String, description = "Its address"),
            ("ETag" = String, description = "The revision, for `If-Match`")
        )),
        (status = 422, description = "An address that is not https or not public, no events, or too many endpoints"),
    ),
)]
async fn create(
    actor: Permitted<CreateWebhooks>,
    Json(input): Json<WebhookInput>,
) -> Result<Response, ApiError> {
    let made = webhooks::create_webhook(&actor.carbot, actor.account_id, input).await?;
    let location = format!("/api/v1/webhooks/{}", made.endpoint.id);
    let revised = Revised {
        revision: made.endpoint.revision,
        value: made,
    };
    Ok(created(&location, revised))
}

/// One endpoint.
#[utoipa::path(
    get,
    path = "/webhooks/{id}",
    operation_id = "find_webhook",
    tag = "webhooks",
    security(("bearer" = ["read:own_webhooks"])),
    params(("id" = WebhookEndpointId, Path, description = "The endpoint")),
    responses(
        (status = 200, description = "The endpoint", body = WebhookEndpoint, headers(
            ("ETag" = String, description = "The revision, for `If-Match`")
        )),
        (status = 404, description = "No such endpoint of this account"),
    ),
)]
async fn find(
    actor: Permitted<ReadWebhooks>,
    Path(id): Path<WebhookEndpointId>,
) -> Result<Response, ApiError> {
    let endpoint = webhooks::find_webhook(&actor.carbot, actor.account_id, id).await?;
    Ok(revised(endpoint))
}

/// Changes an endpoint. Switching it on forgets its failures.
#[utoipa::path(
    patch,
    path = "/webhooks/{id}",
    operation_id = "change_webhook",
    tag = "webhooks",
    security(("bearer" = ["update:own_webhooks"])),
    params(("id" = WebhookEndpointId, Path, description = "The endpoint"), ("If-Match" = Option<String>, Header, description = IF_MATCH)),
    request_body(content = Object, content_type = "application/merge-patch+json", description = "The fields to change (RFC 7396); those of `WebhookInput`", example = json!({ "is_active": true })),
    responses(
        (status = 200, description = "The endpoint as it is now", body = WebhookEndpoint, headers(
            ("ETag" = String, description = "The revision, for `If-Match`")
        )),
        (status = 404, description = "No such endpoint of this account"),
        (status = 412, description = "It has changed since"),
        (status = 422, description = "An address that is not https or not public, or no events"),
    ),
)]
async fn patch(
    actor: Permitted<UpdateWebhooks>,
    Path(id): Path<WebhookEndpointId>,
    IfMatch(precondition): IfMatch,
    MergePatch(patch): MergePatch,
) -> Result<Response, ApiError> {
    let user_id = actor.account_id;
    let endpoint =
        webhooks::patch_webhook(&actor.carbot, user_id, id, &patch, &precondition).await?;
    Ok(revised(endpoint))
}

/// Deletes an endpoint with the log of what it was told.
#[utoipa::path(
    delete,
    path = "/webhooks/{id}",
    operation_id = "delete_webhook",
    tag = "webhooks",
    security(("bearer" = ["delete:own_webhooks"])),
    params(("id" = WebhookEndpointId, Path, description = "The endpoint"), ("If-Match" = Option<String>, Header, description = IF_MATCH)),
    responses(
        (status = 204, description = "It is gone"),
        (status = 404, description = "No such endpoint of this account"),
        (status = 412, description = "It has changed since"),
    ),
)]
async fn delete(
    actor: Permitted<DeleteWebhooks>,
    Path(id): Path<WebhookEndpointId>,
    IfMatch(precondition): IfMatch,
) -> Result<StatusCode, ApiError> {
    webhooks::delete_webhook(&actor.carbot, actor.account_id, id, &precondition).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends an endpoint a message of the type `webhook.test`.
#[utoipa::path(
    post,
    path = "/webhooks/{id}/test",
    operation_id = "test_webhook",
    tag = "webhooks",
    security(("bearer" = ["update:own_webhooks"])),
    params(("id" = WebhookEndpointId, Path, description = "The endpoint")),
    responses(
        (status = 202, description = "The message, which is on its way", body = WebhookDelivery),
        (status = 404, description = "No such endpoint of this account"),
        (status = 409, description = "The endpoint is switched off"),
    ),
)]
async fn test(
    actor: Permitted<UpdateWebhooks>,
    Path(id): Path<WebhookEndpointId>,
) -> Result<Response, ApiError> {
    let delivery = webhooks::send_test(&actor.carbot, actor.account_id, id).await?;
    Ok((StatusCode::ACCEPTED, Json(delivery)).into_response())
}

/// A page of what an endpoint was told in the last 30 days, the newest first.
#[utoipa::path(
    get,
    path = "/webhooks/{id}/deliveries",
    operation_id = "list_webhook_deliveries",
    tag = "webhooks",
    security(("bearer" = ["read:own_webhooks"])),
    params(("id" = WebhookEndpointId, Path, description = "The endpoint"), PageQuery),
    responses(
        (status = 200, description = "A page of the log", body = Page<WebhookDelivery>),
        (status = 404, description = "No such endpoint of this account"),
    ),
)]
async fn deliveries(
    actor: Permitted<ReadWebhooks>,
    Path(id): Path<WebhookEndpointId>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<WebhookDelivery>>, ApiError> {
    let cursor = page.cursor.as_deref();
    let page =
        webhooks::list_deliveries(&actor.carbot, actor.account_id, id, cursor, page.limit).await?;
    Ok(Json(page))
}

/// Sends a message again, with the same `webhook-id` and all its attempts.
#[utoipa::path(
    post,
    path = "/webhooks/{id}/deliveries/{delivery}/replay",
    operation_id = "replay_webhook_delivery",
    tag = "webhooks",
    security(("bearer" = ["update:own_webhooks"])),
    params(
        ("id" = WebhookEndpointId, Path, description = "The endpoint"),
        ("delivery" = WebhookDeliveryId, Path, description = "The message"),
    ),
    responses(
        (status = 202, description = "The message, which is on its way", body = WebhookDelivery),
        (status = 404, description = "No such endpoint of this account, or no such message to it"),
        (status = 409, description = "The message is on its way already, or the endpoint is switched off"),
    ),
)]
async fn replay(
    actor: Permitted<UpdateWebhooks>,
    Path((id, delivery)): Path<(WebhookEndpointId, WebhookDeliveryId)>,
) -> Result<Response, ApiError> {
    let delivery = webhooks::replay_delivery(&actor.carbot, actor.account_id, id, delivery).await?;
    Ok((StatusCode::ACCEPTED, Json(delivery)).into_response())
}
