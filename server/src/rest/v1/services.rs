//! What a business offers, with prices.

use super::businesses::location;
use crate::{
    extract::{Json, MergePatch, Path, Query},
    problem::ApiError,
    rest::{
        caller::Authenticated,
        etag::{IfMatch, created, tagged},
        paging::PageQuery,
    },
    router::AppState,
};
use api::{
    conversations::Page,
    ids::{BusinessId, ServiceId},
    services::{Service, ServiceInput},
};
use axum::{Router, extract::State, response::Response, routing::get};
use domain::{Carbot, services};
use http::StatusCode;

/// `/api/v1/businesses/{id}/services` and one of them.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/businesses/{id}/services", get(list).post(create))
        .route(
            "/businesses/{id}/services/{service_id}",
            get(find).patch(patch).delete(delete),
        )
}

/// All services of a business in the owner's order.
async fn list(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Path(business_id): Path<BusinessId>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<Service>>, ApiError> {
    let cursor = page.cursor.as_deref();
    let page =
        services::page_services(&carbot, caller.user_id, business_id, cursor, page.limit).await?;
    Ok(Json(page))
}

/// Adds a service at the end.
async fn create(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Path(business_id): Path<BusinessId>,
    Json(input): Json<ServiceInput>,
) -> Result<Response, ApiError> {
    let service = services::create_service(&carbot, caller.user_id, business_id, input).await?;
    let business = location(business_id);
    Ok(created(
        &format!("{business}/services/{}", service.value.id),
        service,
    ))
}

/// One service.
async fn find(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Path((business_id, id)): Path<(BusinessId, ServiceId)>,
) -> Result<Response, ApiError> {
    let service = services::find_service(&carbot, caller.user_id, business_id, id).await?;
    Ok(tagged(service))
}

/// Changes the fields that are sent.
async fn patch(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Path((business_id, id)): Path<(BusinessId, ServiceId)>,
    IfMatch(precondition): IfMatch,
    MergePatch(patch): MergePatch,
) -> Result<Response, ApiError> {
    let user_id = caller.user_id;
    let service =
        services::patch_service(&carbot, user_id, business_id, id, &patch, &precondition).await?;
    Ok(tagged(service))
}

/// Deletes a service.
async fn delete(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Path((business_id, id)): Path<(BusinessId, ServiceId)>,
    IfMatch(precondition): IfMatch,
) -> Result<StatusCode, ApiError> {
    services::delete_service(&carbot, caller.user_id, business_id, id, &precondition).await?;
    Ok(StatusCode::NO_CONTENT)
}
