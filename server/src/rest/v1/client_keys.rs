//! Client keys, with which websites use the widget.

use crate::{
    extract::{Json, MergePatch, Path, Query},
    problem::ApiError,
    rest::{
        etag::{IF_MATCH, IfMatch, created_plain, tagged},
        permitted::{CreateKeys, DeleteKeys, Permitted, ReadKeys, UpdateKeys},
    },
    router::AppState,
};
use api::{
    client_keys::{
        ClientKeyQuery, ClientKeySummary, CreateClientKeyRequest, CreateClientKeyResponse,
        ListClientKeysResponse, RotateClientKeyRequest, RotateClientKeyResponse,
    },
    ids::ClientKeyId,
};
use axum::response::Response;
use domain::client_keys;
use http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

/// `/api/v1/client-keys`, one of them, and its rotation.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(find, patch, delete))
        .routes(routes!(rotate))
}

/// A page of the account's keys, the newest first. Revoked ones are gone.
#[utoipa::path(
    get,
    path = "/client-keys",
    operation_id = "list_client_keys",
    tag = "client keys",
    security(("bearer" = ["read:own_keys"])),
    params(ClientKeyQuery),
    responses((status = 200, description = "A page of them", body = ListClientKeysResponse)),
)]
async fn list(
    actor: Permitted<ReadKeys>,
    Query(query): Query<ClientKeyQuery>,
) -> Result<Json<ListClientKeysResponse>, ApiError> {
    let page = client_keys::page_client_keys(&actor.carbot, actor.account_id, &query).await?;
    Ok(Json(page))
}

/// A new key. The answer is the only one that ever holds its full value.
#[utoipa::path(
    post,
    path = "/client-keys",
    operation_id = "create_client_key",
    tag = "client keys",
    security(("bearer" = ["create:own_keys"])),
    request_body(content = CreateClientKeyRequest),
    responses(
        (status = 201, description = "The new key", body = CreateClientKeyResponse, headers(
            ("Location" = String, description = "The address of what was made")
        )),
        (status = 409, description = "`domain_taken`: the account has a key for this domain and environment", body = api::Problem, content_type = "application/problem+json"),
    ),
)]
async fn create(
    actor: Permitted<CreateKeys>,
    Json(request): Json<CreateClientKeyRequest>,
) -> Result<Response, ApiError> {
    let key = client_keys::create_client_key(&actor.carbot, actor.account_id, &request).await?;
    Ok(created_plain(
        &format!("/api/v1/client-keys/{}", key.id),
        key,
    ))
}

/// One key, without its secret.
#[utoipa::path(
    get,
    path = "/client-keys/{id}",
    operation_id = "find_client_key",
    tag = "client keys",
    security(("bearer" = ["read:own_keys"])),
    params(("id" = ClientKeyId, Path, description = "The key")),
    responses((status = 200, description = "The key", body = ClientKeySummary, headers(
        ("ETag" = String, description = "The revision, for `If-Match`")
    ))),
)]
async fn find(
    actor: Permitted<ReadKeys>,
    Path(id): Path<ClientKeyId>,
) -> Result<Response, ApiError> {
    let key = client_keys::find_client_key(&actor.carbot, actor.account_id, id).await?;
    Ok(tagged(key))
}

/// Changes the note, the limit, or whether the key answers.
#[utoipa::path(
    patch,
    path = "/client-keys/{id}",
    operation_id = "change_client_key",
    tag = "client keys",
    security(("bearer" = ["update:own_keys"])),
    params(("id" = ClientKeyId, Path, description = "The key"), ("If-Match" = Option<String>, Header, description = IF_MATCH)),
    request_body(content = Object, content_type = "application/merge-patch+json", description = "The fields to change (RFC 7396): `description`, `usage_limit` (100 to 1000000), `is_active`", example = json!({ "is_active": false })),
    responses(
        (status = 200, description = "The key as it is now", body = ClientKeySummary, headers(
            ("ETag" = String, description = "The revision, for `If-Match`")
        )),
        (status = 409, description = "`domain_taken`: another key of this domain answers", body = api::Problem, content_type = "application/problem+json"),
    ),
)]
async fn patch(
    actor: Permitted<UpdateKeys>,
    Path(id): Path<ClientKeyId>,
    IfMatch(precondition): IfMatch,
    MergePatch(patch): MergePatch,
) -> Result<Response, ApiError> {
    let (carbot, account) = (&actor.carbot, actor.account_id);
    let key = client_keys::patch_client_key(carbot, account, id, &patch, &precondition).await?;
    Ok(tagged(key))
}

/// Revokes a key for good. Its conversations stay.
#[utoipa::path(
    delete,
    path = "/client-keys/{id}",
    operation_id = "delete_client_key",
    tag = "client keys",
    security(("bearer" = ["delete:own_keys"])),
    params(("id" = ClientKeyId, Path, description = "The key")),
    responses((status = 204, description = "It answers no longer")),
)]
async fn delete(
    actor: Permitted<DeleteKeys>,
    Path(id): Path<ClientKeyId>,
) -> Result<StatusCode, ApiError> {
    client_keys::revoke_client_key(&actor.carbot, actor.account_id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives a key another value; the old one still answers for some hours.
#[utoipa::path(
    post,
    path = "/client-keys/{id}/rotate",
    operation_id = "rotate_client_key",
    tag = "client keys",
    security(("bearer" = ["update:own_keys"])),
    params(("id" = ClientKeyId, Path, description = "The key")),
    request_body(content = RotateClientKeyRequest),
    responses(
        (status = 200, description = "The key with its new value", body = RotateClientKeyResponse),
        (status = 409, description = "`key_inactive`, or `landing_page_key`", body = api::Problem, content_type = "application/problem+json"),
    ),
)]
async fn rotate(
    actor: Permitted<UpdateKeys>,
    Path(id): Path<ClientKeyId>,
    Json(request): Json<RotateClientKeyRequest>,
) -> Result<Json<RotateClientKeyResponse>, ApiError> {
    let (carbot, account) = (&actor.carbot, actor.account_id);
    let key = client_keys::rotate_client_key(carbot, account, id, &request).await?;
    Ok(Json(key))
}
