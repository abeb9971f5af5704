//! Questions a business answers in its own words, and what the assistant makes of them.

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
    ids::{BusinessId, KnowledgeEntryId},
    knowledge::{KnowledgeEntry, KnowledgeInput, TestKnowledgeRequest, TestKnowledgeResponse},
};
use axum::{
    Router,
    extract::State,
    response::Response,
    routing::{get, post},
};
use domain::{Carbot, chat, knowledge};
use http::StatusCode;

/// `/api/v1/businesses/{id}/knowledge` and one of them.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/businesses/{id}/knowledge", get(list).post(create))
        .route(
            "/businesses/{id}/knowledge/{entry_id}",
            get(find).patch(patch).delete(delete),
        )
        .route("/businesses/{id}/knowledge/test", post(test))
}

/// All entries of a business in the owner's order.
async fn list(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Path(business_id): Path<BusinessId>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<KnowledgeEntry>>, ApiError> {
    let cursor = page.cursor.as_deref();
    let page =
        knowledge::page_knowledge(&carbot, caller.user_id, business_id, cursor, page.limit).await?;
    Ok(Json(page))
}

/// Adds an entry at the end.
async fn create(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Path(business_id): Path<BusinessId>,
    Json(input): Json<KnowledgeInput>,
) -> Result<Response, ApiError> {
    let entry =
        knowledge::create_knowledge_entry(&carbot, caller.user_id, business_id, input).await?;
    let business = location(business_id);
    Ok(created(
        &format!("{business}/knowledge/{}", entry.value.id),
        entry,
    ))
}

/// One entry.
async fn find(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Path((business_id, id)): Path<(BusinessId, KnowledgeEntryId)>,
) -> Result<Response, ApiError> {
    let entry = knowledge::find_knowledge_entry(&carbot, caller.user_id, business_id, id).await?;
    Ok(tagged(entry))
}

/// Changes the fields that are sent.
async fn patch(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Path((business_id, id)): Path<(BusinessId, KnowledgeEntryId)>,
    IfMatch(precondition): IfMatch,
    MergePatch(patch): MergePatch,
) -> Result<Response, ApiError> {
    let user_id = caller.user_id;
    let entry =
        knowledge::patch_knowledge_entry(&carbot, user_id, business_id, id, &patch, &precondition)
            .await?;
    Ok(tagged(entry))
}

/// Deletes an entry.
async fn delete(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Path((business_id, id)): Path<(BusinessId, KnowledgeEntryId)>,
    IfMatch(precondition): IfMatch,
) -> Result<StatusCode, ApiError> {
    knowledge::delete_knowledge_entry(&carbot, caller.user_id, business_id, id, &precondition)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Asks the assistant without a client key; nothing is stored.
async fn test(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Path(business_id): Path<BusinessId>,
    Json(request): Json<TestKnowledgeRequest>,
) -> Result<Json<TestKnowledgeResponse>, ApiError> {
    let user_id = caller.user_id;
    let answer = chat::test_knowledge(&carbot, user_id, business_id, &request).await?;
    Ok(Json(answer))
}
