//! Where a client key works: proof of its domain, and other websites of the owner.

use crate::{
    extract::{Json, Path},
    problem::ApiError,
    rest::permitted::{Permitted, ReadKeys, VerifyKeys},
    router::AppState,
};
use api::{
    Problem,
    client_keys::{ExtraOrigins, ExtraOriginsRequest},
    domain_verification::DomainVerification,
    ids::ClientKeyId,
};
use domain::{client_keys, domain_verification};
use utoipa_axum::{router::OpenApiRouter, routes};

/// `/api/v1/client-keys/{id}/verification`, `/verify` and `/origins`.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(find))
        .routes(routes!(verify))
        .routes(routes!(list_origins, set_origins))
}

/// What to publish so that the key's domain is verified.
///
/// Any one of the three ways is enough. The token stays the same.
#[utoipa::path(
    get,
    path = "/client-keys/{id}/verification",
    operation_id = "find_domain_verification",
    tag = "client keys",
    security(("bearer" = ["read:own_keys"])),
    params(("id" = ClientKeyId, Path, description = "The key")),
    responses(
        (status = 200, description = "What to publish, and what the last check found", body = DomainVerification),
        (status = 404, description = "There is no such key, or it is somebody else's (`not_found`)", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn find(
    actor: Permitted<ReadKeys>,
    Path(id): Path<ClientKeyId>,
) -> Result<Json<DomainVerification>, ApiError> {
    let found = domain_verification::find_verification(&actor.carbot, actor.account_id, id).await?;
    Ok(Json(found))
}

/// Looks for the token now, in all three ways.
///
/// The answer says what was found in each. A check that finds nothing takes nothing away.
#[utoipa::path(
    post,
    path = "/client-keys/{id}/verify",
    operation_id = "verify_domain",
    tag = "client keys",
    security(("bearer" = ["verify:own_keys"])),
    params(("id" = ClientKeyId, Path, description = "The key")),
    responses(
        (status = 200, description = "What was found", body = DomainVerification, example = json!({
            "domain": "werkstatt-mueller.de",
            "is_verified": true,
            "verified_at": "2026-11-19T09:30:00Z",
            "verified_by": "dns",
            "token": "0f5e2a9b4c7d81e6a3b2c1d0e9f8a7b6",
            "file": { "url": "https://werkstatt-mueller.de/.well-known/carbot-verification", "content": "0f5e2a9b4c7d81e6a3b2c1d0e9f8a7b6" },
            "dns": { "name": "_carbot.werkstatt-mueller.de", "value": "carbot-verification=0f5e2a9b4c7d81e6a3b2c1d0e9f8a7b6" },
            "meta": "<meta name=\"carbot-verification\" content=\"0f5e2a9b4c7d81e6a3b2c1d0e9f8a7b6\">",
            "last_check": { "checked_at": "2026-11-19T09:30:00Z", "succeeded": true, "results": [
                { "method": "file", "outcome": "missing" },
                { "method": "dns", "outcome": "found" },
                { "method": "meta", "outcome": "unreachable" },
            ] },
        })),
        (status = 404, description = "There is no such key, or it is somebody else's (`not_found`)", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A test key (`nothing_to_verify`), or a domain that is not allowed (`domain_blocked`)", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many checks (`rate_limited`)", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn verify(
    actor: Permitted<VerifyKeys>,
    Path(id): Path<ClientKeyId>,
) -> Result<Json<DomainVerification>, ApiError> {
    let found = domain_verification::check_domain(&actor.carbot, actor.account_id, id).await?;
    Ok(Json(found))
}

/// The other websites of the owner on which the key works.
#[utoipa::path(
    get,
    path = "/client-keys/{id}/origins",
    operation_id = "list_extra_origins",
    tag = "client keys",
    security(("bearer" = ["read:own_keys"])),
    params(("id" = ClientKeyId, Path, description = "The key")),
    responses(
        (status = 200, description = "Their origins", body = ExtraOrigins),
        (status = 404, description = "There is no such key, or it is somebody else's (`not_found`)", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list_origins(
    actor: Permitted<ReadKeys>,
    Path(id): Path<ClientKeyId>,
) -> Result<Json<ExtraOrigins>, ApiError> {
    let origins = client_keys::list_extra_origins(&actor.carbot, actor.account_id, id).await?;
    Ok(Json(origins))
}

/// Replaces the other websites of the owner on which the key works.
///
/// The key works there once its own domain is verified. The change holds at once.
#[utoipa::path(
    put,
    path = "/client-keys/{id}/origins",
    operation_id = "set_extra_origins",
    tag = "client keys",
    security(("bearer" = ["verify:own_keys"])),
    params(("id" = ClientKeyId, Path, description = "The key")),
    request_body(content = ExtraOriginsRequest),
    responses(
        (status = 200, description = "Their origins as they are now", body = ExtraOrigins),
        (status = 404, description = "There is no such key, or it is somebody else's (`not_found`)", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "One is no origin (`invalid_origin`), there are more than ten (`too_many`), or the key is a test key (`origins_need_production_key`)", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn set_origins(
    actor: Permitted<VerifyKeys>,
    Path(id): Path<ClientKeyId>,
    Json(request): Json<ExtraOriginsRequest>,
) -> Result<Json<ExtraOrigins>, ApiError> {
    let user_id = actor.account_id;
    let origins = client_keys::set_extra_origins(&actor.carbot, user_id, id, &request).await?;
    Ok(Json(origins))
}
