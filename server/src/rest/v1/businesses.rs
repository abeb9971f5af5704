//! Businesses and their whole profiles.

use crate::{
    extract::{Json, JsonDocument, MergePatch, Path, Query},
    problem::ApiError,
    rest::{
        caller::Authenticated,
        etag::{IfMatch, created, tagged},
        paging::PageQuery,
    },
    router::AppState,
};
use api::{
    businesses::{Business, BusinessDetails, BusinessProfile},
    conversations::Page,
    ids::BusinessId,
};
use axum::{Router, extract::State, response::Response, routing::get};
use domain::{Carbot, Revised, businesses};
use http::StatusCode;

/// `/api/v1/businesses`, one of them, and its profile.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/businesses", get(list).post(create))
        .route("/businesses/{id}", get(find).patch(patch).delete(delete))
        .route(
            "/businesses/{id}/profile",
            get(find_profile).put(replace_profile),
        )
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
async fn list(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<Business>>, ApiError> {
    let cursor = page.cursor.as_deref();
    let page = businesses::list_businesses(&carbot, caller.user_id, cursor, page.limit).await?;
    Ok(Json(page))
}

/// One more business.
async fn create(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Json(details): Json<BusinessDetails>,
) -> Result<Response, ApiError> {
    let business = businesses::create_business(&carbot, caller.user_id, &details).await?;
    Ok(created(&location(business.id), revised(business)))
}

/// Everything known of a business itself.
async fn find(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Path(id): Path<BusinessId>,
) -> Result<Response, ApiError> {
    let business = businesses::find_business(&carbot, caller.user_id, id).await?;
    Ok(tagged(revised(business)))
}

/// Changes the fields that are sent.
async fn patch(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Path(id): Path<BusinessId>,
    IfMatch(precondition): IfMatch,
    MergePatch(patch): MergePatch,
) -> Result<Response, ApiError> {
    let user_id = caller.user_id;
    let business = businesses::patch_business(&carbot, user_id, id, &patch, &precondition).await?;
    Ok(tagged(revised(business)))
}

/// Deletes a business with everything that belongs to it.
async fn delete(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Path(id): Path<BusinessId>,
    IfMatch(precondition): IfMatch,
) -> Result<StatusCode, ApiError> {
    businesses::delete_business(&carbot, caller.user_id, id, &precondition).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The whole profile as one document, as it can be imported again.
async fn find_profile(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Path(id): Path<BusinessId>,
) -> Result<Response, ApiError> {
    let profile = businesses::find_profile(&carbot, caller.user_id, id).await?;
    Ok(tagged(profile))
}

/// Replaces the whole profile by a document: all of it or, on any error, nothing.
async fn replace_profile(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Path(id): Path<BusinessId>,
    IfMatch(precondition): IfMatch,
    JsonDocument(profile): JsonDocument<BusinessProfile>,
) -> Result<Response, ApiError> {
    let user_id = caller.user_id;
    businesses::replace_profile(&carbot, user_id, id, &profile, &precondition).await?;
    // As it is stored: trimmed, and without what was empty.
    let stored = businesses::find_profile(&carbot, user_id, id).await?;
    Ok(tagged(stored))
}
