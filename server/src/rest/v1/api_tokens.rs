//! Tokens with which programs act for an account.

use crate::{
    extract::{Json, Path},
    problem::ApiError,
    rest::{
        etag::created_plain,
        permitted::{CreateTokens, DeleteTokens, Permitted, ReadTokens},
    },
    router::AppState,
};
use api::{
    api_tokens::{ApiToken, ApiTokens, CreateApiTokenRequest, CreateApiTokenResponse},
    ids::ApiTokenId,
};
use axum::response::Response;
use domain::api_tokens;
use http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

/// `/api/v1/api-tokens` and one of them.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(find, delete))
}

/// All API tokens of the account, the newest first.
#[utoipa::path(
    get,
    path = "/api-tokens",
    operation_id = "list_api_tokens",
    tag = "API tokens",
    security(("bearer" = ["read:own_tokens"])),
    responses((status = 200, description = "The tokens, without their secrets", body = ApiTokens)),
)]
async fn list(actor: Permitted<ReadTokens>) -> Result<Json<ApiTokens>, ApiError> {
    let tokens = api_tokens::list_api_tokens(&actor.carbot, actor.account_id).await?;
    Ok(Json(tokens))
}

/// A new API token. The answer is the only one that ever holds its full value.
#[utoipa::path(
    post,
    path = "/api-tokens",
    operation_id = "create_api_token",
    tag = "API tokens",
    security(("bearer" = ["create:own_tokens"])),
    request_body(content = CreateApiTokenRequest),
    responses((status = 201, description = "The new token", body = CreateApiTokenResponse, headers(
        ("Location" = String, description = "The address of what was made")
    ))),
)]
async fn create(
    actor: Permitted<CreateTokens>,
    Json(request): Json<CreateApiTokenRequest>,
) -> Result<Response, ApiError> {
    let created = api_tokens::create_api_token(&actor, &request).await?;
    let location = format!("/api/v1/api-tokens/{}", created.api_token.id);
    Ok(created_plain(&location, created))
}

/// One API token, without its secret.
#[utoipa::path(
    get,
    path = "/api-tokens/{id}",
    operation_id = "find_api_token",
    tag = "API tokens",
    security(("bearer" = ["read:own_tokens"])),
    params(("id" = ApiTokenId, Path, description = "The token")),
    responses((status = 200, description = "The token", body = ApiToken)),
)]
async fn find(
    actor: Permitted<ReadTokens>,
    Path(id): Path<ApiTokenId>,
) -> Result<Json<ApiToken>, ApiError> {
    let token = api_tokens::find_api_token(&actor.carbot, actor.account_id, id).await?;
    Ok(Json(token))
}

/// Revokes an API token; its next request is refused.
#[utoipa::path(
    delete,
    path = "/api-tokens/{id}",
    operation_id = "delete_api_token",
    tag = "API tokens",
    security(("bearer" = ["delete:own_tokens"])),
    params(("id" = ApiTokenId, Path, description = "The token")),
    responses((status = 204, description = "It is worthless now")),
)]
async fn delete(
    actor: Permitted<DeleteTokens>,
    Path(id): Path<ApiTokenId>,
) -> Result<StatusCode, ApiError> {
    api_tokens::revoke_api_token(&actor.carbot, actor.account_id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
