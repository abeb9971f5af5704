//! Questions of visitors that the assistant had to pass on.

use crate::{
    extract::{Json, Path, Query},
    problem::ApiError,
    rest::{caller::Authenticated, paging::PageQuery},
    router::AppState,
};
use api::{
    conversations::Page,
    ids::BusinessId,
    knowledge::{DismissQuestionRequest, UnansweredQuestion},
};
use axum::{
    Router,
    extract::State,
    routing::{get, post},
};
use domain::{Carbot, unanswered};
use http::StatusCode;

/// `/api/v1/businesses/{id}/unanswered`.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/businesses/{id}/unanswered", get(list))
        .route("/businesses/{id}/unanswered/dismiss", post(dismiss))
}

/// Unanswered questions of a business, the last asked first.
async fn list(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Path(business_id): Path<BusinessId>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<UnansweredQuestion>>, ApiError> {
    let cursor = page.cursor.as_deref();
    let page =
        unanswered::list_unanswered(&carbot, caller.user_id, business_id, cursor, page.limit)
            .await?;
    Ok(Json(page))
}

/// Takes a question from the list, for good.
async fn dismiss(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Path(business_id): Path<BusinessId>,
    Json(request): Json<DismissQuestionRequest>,
) -> Result<StatusCode, ApiError> {
    unanswered::dismiss_unanswered(&carbot, caller.user_id, business_id, &request.question).await?;
    Ok(StatusCode::NO_CONTENT)
}
