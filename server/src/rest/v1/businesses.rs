//! Businesses and their whole profiles.

use crate::{
    extract::{Json, JsonDocument, MergePatch, Path, Query},
    problem::ApiError,
    rest::{
        etag::{IF_MATCH, IfMatch, created, tagged},
        paging::PageQuery,
        permitted::{
            CreateBusinesses, DeleteBusinesses, Permitted, ReadBusinesses, UpdateBusinesses,
        },
    },
    router::AppState,
};
use api::{
    businesses::{Business, BusinessDetails, BusinessProfile},
    conversations::Page,
    ids::BusinessId,
};
use axum::response::Response;
use domain::{Revised, businesses};
use http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

/// `/api/v1/businesses`, one of them, and its profile.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(find, patch, delete))
        .routes(routes!(find_profile, replace_profile))
}

/// The address of a business.
pub fn location(id: BusinessId) -> String {
    format!("/api/v1/businesses/{id}")
}

fn revised(business: Business) -> Revised<Business> {
    Revised {
        revision: business.revision,
        value: business,
    }
}

/// All businesses of the account, the oldest first.
#[utoipa::path(
    get,
    path = "/businesses",
    operation_id = "list_businesses",
    tag = "businesses",
    security(("bearer" = ["read:own_businesses"])),
    params(PageQuery),
    responses((status = 200, description = "A page of the account's businesses", body = Page<Business>)),
)]
async fn list(
    actor: Permitted<ReadBusinesses>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<Business>>, ApiError> {
    let cursor = page.cursor.as_deref();
    let page =
        businesses::list_businesses(&actor.carbot, actor.account_id, cursor, page.limit).await?;
    Ok(Json(page))
}

/// One more business.
#[utoipa::path(
    post,
    path = "/businesses",
    operation_id = "create_business",
    tag = "businesses",
    security(("bearer" = ["create:own_businesses"])),
    request_body(content = BusinessDetails),
    responses((status = 201, description = "The new business", body = Business, headers(
                ("ETag" = String, description = "The revision, for `If-Match`"),
                ("Location" = String, description = "The address of what was made")
            ))),
)]
async fn create(
    actor: Permitted<CreateBusinesses>,
    Json(details): Json<BusinessDetails>,
) -> Result<Response, ApiError> {
    let business = businesses::create_business(&actor.carbot, actor.account_id, &details).await?;
    Ok(created(&location(business.id), revised(business)))
}

/// Everything known of a business itself.
#[utoipa::path(
    get,
    path = "/businesses/{id}",
    operation_id = "find_business",
    tag = "businesses",
    security(("bearer" = ["read:own_businesses"])),
    params(("id" = BusinessId, Path, description = "The business")),
    responses((status = 200, description = "The business", body = Business, headers(
                ("ETag" = String, description = "The revision, for `If-Match`")
            ))),
)]
async fn find(
    actor: Permitted<ReadBusinesses>,
    Path(id): Path<BusinessId>,
) -> Result<Response, ApiError> {
    let business = businesses::find_business(&actor.carbot, actor.account_id, id).await?;
    Ok(tagged(revised(business)))
}

/// Changes the fields that are sent.
#[utoipa::path(
    patch,
    path = "/businesses/{id}",
    operation_id = "change_business",
    tag = "businesses",
    security(("bearer" = ["update:own_businesses"])),
    params(("id" = BusinessId, Path, description = "The business"), ("If-Match" = Option<String>, Header, description = IF_MATCH)),
    request_body(content = Object, content_type = "application/merge-patch+json", description = "The fields to change (RFC 7396); those of `BusinessDetails`"),
    responses((status = 200, description = "The business as it is now", body = Business, headers(
                ("ETag" = String, description = "The revision, for `If-Match`")
            ))),
)]
async fn patch(
    actor: Permitted<UpdateBusinesses>,
    Path(id): Path<BusinessId>,
    IfMatch(precondition): IfMatch,
    MergePatch(patch): MergePatch,
) -> Result<Response, ApiError> {
    let user_id = actor.account_id;
    let business =
        businesses::patch_business(&actor.carbot, user_id, id, &patch, &precondition).await?;
    Ok(tagged(revised(business)))
}

/// Deletes a business with everything that belongs to it.
#[utoipa::path(
    delete,
    path = "/businesses/{id}",
    operation_id = "delete_business",
    tag = "businesses",
    security(("bearer" = ["delete:own_businesses"])),
    params(("id" = BusinessId, Path, description = "The business"), ("If-Match" = Option<String>, Header, description = IF_MATCH)),
    responses((status = 204, description = "It is gone")),
)]
async fn delete(
    actor: Permitted<DeleteBusinesses>,
    Path(id): Path<BusinessId>,
    IfMatch(precondition): IfMatch,
) -> Result<StatusCode, ApiError> {
    businesses::delete_business(&actor.carbot, actor.account_id, id, &precondition).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The whole profile as one document, as it can be imported again.
#[utoipa::path(
    get,
    path = "/businesses/{id}/profile",
    operation_id = "find_profile",
    tag = "businesses",
    security(("bearer" = ["read:own_businesses"])),
    params(("id" = BusinessId, Path, description = "The business")),
    responses((status = 200, description = "The whole profile, as it can be imported again", body = BusinessProfile, headers(
                ("ETag" = String, description = "The revision, for `If-Match`")
            ))),
)]
async fn find_profile(
    actor: Permitted<ReadBusinesses>,
    Path(id): Path<BusinessId>,
) -> Result<Response, ApiError> {
    let profile = businesses::find_profile(&actor.carbot, actor.account_id, id).await?;
    Ok(tagged(profile))
}

/// Replaces the whole profile by a document: all of it or, on any error, nothing.
#[utoipa::path(
    put,
    path = "/businesses/{id}/profile",
    operation_id = "replace_profile",
    tag = "businesses",
    security(("bearer" = ["update:own_businesses"])),
    params(("id" = BusinessId, Path, description = "The business"), ("If-Match" = Option<String>, Header, description = IF_MATCH)),
    request_body(content = BusinessProfile, description = "At most 2 MB; see docs/profile.md"),
    responses((status = 200, description = "The whole profile as it was stored", body = BusinessProfile, headers(
                ("ETag" = String, description = "The revision, for `If-Match`")
            ))),
)]
async fn replace_profile(
    actor: Permitted<UpdateBusinesses>,
    Path(id): Path<BusinessId>,
    IfMatch(precondition): IfMatch,
    JsonDocument(profile): JsonDocument<BusinessProfile>,
) -> Result<Response, ApiError> {
    let user_id = actor.account_id;
    businesses::replace_profile(&actor.carbot, user_id, id, &profile, &precondition).await?;
    // As it is stored: trimmed, and without what was empty.
    let stored = businesses::find_profile(&actor.carbot, user_id, id).await?;
    Ok(tagged(stored))
}
