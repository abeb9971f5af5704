//! What a business offers, with prices.

use super::businesses::location;
use crate::{
    extract::{Json, MergePatch, Path, Query},
    problem::ApiError,
    rest::{
        etag::{IF_MATCH, IfMatch, created, tagged},
        paging::PageQuery,
        permitted::{Permitted, ReadBusinesses, UpdateBusinesses},
    },
    router::AppState,
};
use api::{
    conversations::Page,
    ids::{BusinessId, ServiceId},
    services::{Service, ServiceInput},
};
use axum::response::Response;
use domain::services;
use http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

/// `/api/v1/businesses/{id}/services` and one of them.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(find, patch, delete))
}

/// All services of a business in the owner's order.
#[utoipa::path(
    get,
    path = "/businesses/{id}/services",
    operation_id = "list_services",
    tag = "services",
    security(("bearer" = ["read:own_businesses"])),
    params(("id" = BusinessId, Path, description = "The business"), PageQuery),
    responses((status = 200, description = "A page of them, in the owner's order", body = Page<Service>)),
)]
async fn list(
    actor: Permitted<ReadBusinesses>,
    Path(business_id): Path<BusinessId>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<Service>>, ApiError> {
    let cursor = page.cursor.as_deref();
    let page = services::page_services(
        &actor.carbot,
        actor.account_id,
        business_id,
        cursor,
        page.limit,
    )
    .await?;
    Ok(Json(page))
}

/// Adds a service at the end.
#[utoipa::path(
    post,
    path = "/businesses/{id}/services",
    operation_id = "create_service",
    tag = "services",
    security(("bearer" = ["update:own_businesses"])),
    params(("id" = BusinessId, Path, description = "The business")),
    request_body(content = ServiceInput),
    responses((status = 201, description = "The new service", body = Service, headers(
                ("ETag" = String, description = "The revision, for `If-Match`"),
                ("Location" = String, description = "The address of what was made")
            ))),
)]
async fn create(
    actor: Permitted<UpdateBusinesses>,
    Path(business_id): Path<BusinessId>,
    Json(input): Json<ServiceInput>,
) -> Result<Response, ApiError> {
    let service =
        services::create_service(&actor.carbot, actor.account_id, business_id, input).await?;
    let business = location(business_id);
    Ok(created(
        &format!("{business}/services/{}", service.value.id),
        service,
    ))
}

/// One service.
#[utoipa::path(
    get,
    path = "/businesses/{id}/services/{service_id}",
    operation_id = "find_service",
    tag = "services",
    security(("bearer" = ["read:own_businesses"])),
    params(("id" = BusinessId, Path, description = "The business"), ("service_id" = ServiceId, Path, description = "The service")),
    responses((status = 200, description = "The service", body = Service, headers(
                ("ETag" = String, description = "The revision, for `If-Match`")
            ))),
)]
async fn find(
    actor: Permitted<ReadBusinesses>,
    Path((business_id, id)): Path<(BusinessId, ServiceId)>,
) -> Result<Response, ApiError> {
    let service = services::find_service(&actor.carbot, actor.account_id, business_id, id).await?;
    Ok(tagged(service))
}

/// Changes the fields that are sent.
#[utoipa::path(
    patch,
    path = "/businesses/{id}/services/{service_id}",
    operation_id = "change_service",
    tag = "services",
    security(("bearer" = ["update:own_businesses"])),
    params(("id" = BusinessId, Path, description = "The business"), ("service_id" = ServiceId, Path, description = "The service"), ("If-Match" = Option<String>, Header, description = IF_MATCH)),
    request_body(content = Object, content_type = "application/merge-patch+json", description = "The fields to change (RFC 7396); those of `ServiceInput`"),
    responses((status = 200, description = "The service as it is now", body = Service, headers(
                ("ETag" = String, description = "The revision, for `If-Match`")
            ))),
)]
async fn patch(
    actor: Permitted<UpdateBusinesses>,
    Path((business_id, id)): Path<(BusinessId, ServiceId)>,
    IfMatch(precondition): IfMatch,
    MergePatch(patch): MergePatch,
) -> Result<Response, ApiError> {
    let user_id = actor.account_id;
    let service = services::patch_service(
        &actor.carbot,
        user_id,
        business_id,
        id,
        &patch,
        &precondition,
    )
    .await?;
    Ok(tagged(service))
}

/// Deletes a service.
#[utoipa::path(
    delete,
    path = "/businesses/{id}/services/{service_id}",
    operation_id = "delete_service",
    tag = "services",
    security(("bearer" = ["update:own_businesses"])),
    params(("id" = BusinessId, Path, description = "The business"), ("service_id" = ServiceId, Path, description = "The service"), ("If-Match" = Option<String>, Header, description = IF_MATCH)),
    responses((status = 204, description = "It is gone")),
)]
async fn delete(
    actor: Permitted<UpdateBusinesses>,
    Path((business_id, id)): Path<(BusinessId, ServiceId)>,
    IfMatch(precondition): IfMatch,
) -> Result<StatusCode, ApiError> {
    services::delete_service(
        &actor.carbot,
        actor.account_id,
        business_id,
        id,
        &precondition,
    )
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
