//! Questions of visitors that the assistant had to pass on.

use crate::{
    extract::{Json, Path, Query},
    problem::ApiError,
    rest::{
        paging::PageQuery,
        permitted::{Permitted, ReadKnowledge, UpdateKnowledge},
    },
    router::AppState,
};
use api::{
    conversations::Page,
    ids::BusinessId,
    knowledge::{DismissQuestionRequest, UnansweredQuestion},
};
use domain::unanswered;
use http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

/// `/api/v1/businesses/{id}/unanswered`.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(dismiss))
}

/// Unanswered questions of a business, the last asked first.
#[utoipa::path(
    get,
    path = "/businesses/{id}/unanswered",
    operation_id = "list_unanswered",
    tag = "knowledge",
    security(("bearer" = ["read:own_knowledge"])),
    params(("id" = BusinessId, Path, description = "The business"), PageQuery),
    responses((status = 200, description = "A page of them, the last asked first", body = Page<UnansweredQuestion>)),
)]
async fn list(
    actor: Permitted<ReadKnowledge>,
    Path(business_id): Path<BusinessId>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<UnansweredQuestion>>, ApiError> {
    let cursor = page.cursor.as_deref();
    let page = unanswered::list_unanswered(
        &actor.carbot,
        actor.account_id,
        business_id,
        cursor,
        page.limit,
    )
    .await?;
    Ok(Json(page))
}

/// Takes a question from the list, for good.
#[utoipa::path(
    post,
    path = "/businesses/{id}/unanswered/dismiss",
    operation_id = "dismiss_question",
    tag = "knowledge",
    security(("bearer" = ["update:own_knowledge"])),
    params(("id" = BusinessId, Path, description = "The business")),
    request_body(content = DismissQuestionRequest),
    responses((status = 204, description = "It is off the list")),
)]
async fn dismiss(
    actor: Permitted<UpdateKnowledge>,
    Path(business_id): Path<BusinessId>,
    Json(request): Json<DismissQuestionRequest>,
) -> Result<StatusCode, ApiError> {
    unanswered::dismiss_unanswered(
        &actor.carbot,
        actor.account_id,
        business_id,
        &request.question,
    )
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
