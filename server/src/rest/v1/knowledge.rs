//! Questions a business answers in its own words, and what the assistant makes of them.

use super::businesses::location;
use crate::{
    extract::{Json, MergePatch, Path, Query},
    problem::ApiError,
    rest::{
        etag::{IF_MATCH, IfMatch, created, tagged},
        paging::PageQuery,
        permitted::{CreateKnowledge, DeleteKnowledge, Permitted, ReadKnowledge, UpdateKnowledge},
    },
    router::AppState,
};
use api::{
    conversations::Page,
    ids::{BusinessId, KnowledgeEntryId},
    knowledge::{KnowledgeEntry, KnowledgeInput, TestKnowledgeRequest, TestKnowledgeResponse},
};
use axum::response::Response;
use domain::{chat, knowledge};
use http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

/// `/api/v1/businesses/{id}/knowledge` and one of them.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(find, patch, delete))
        .routes(routes!(test))
}

/// All entries of a business in the owner's order.
#[utoipa::path(
    get,
    path = "/businesses/{id}/knowledge",
    operation_id = "list_knowledge",
    tag = "knowledge",
    security(("bearer" = ["read:own_knowledge"])),
    params(("id" = BusinessId, Path, description = "The business"), PageQuery),
    responses((status = 200, description = "A page of them, in the owner's order", body = Page<KnowledgeEntry>)),
)]
async fn list(
    actor: Permitted<ReadKnowledge>,
    Path(business_id): Path<BusinessId>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<KnowledgeEntry>>, ApiError> {
    let cursor = page.cursor.as_deref();
    let page = knowledge::page_knowledge(
        &actor.carbot,
        actor.account_id,
        business_id,
        cursor,
        page.limit,
    )
    .await?;
    Ok(Json(page))
}

/// Adds an entry at the end.
#[utoipa::path(
    post,
    path = "/businesses/{id}/knowledge",
    operation_id = "create_knowledge_entry",
    tag = "knowledge",
    security(("bearer" = ["create:own_knowledge"])),
    params(("id" = BusinessId, Path, description = "The business")),
    request_body(content = KnowledgeInput),
    responses((status = 201, description = "The new entry", body = KnowledgeEntry, headers(
                ("ETag" = String, description = "The revision, for `If-Match`"),
                ("Location" = String, description = "The address of what was made")
            ))),
)]
async fn create(
    actor: Permitted<CreateKnowledge>,
    Path(business_id): Path<BusinessId>,
    Json(input): Json<KnowledgeInput>,
) -> Result<Response, ApiError> {
    let entry =
        knowledge::create_knowledge_entry(&actor.carbot, actor.account_id, business_id, input)
            .await?;
    let business = location(business_id);
    Ok(created(
        &format!("{business}/knowledge/{}", entry.value.id),
        entry,
    ))
}

/// One entry.
#[utoipa::path(
    get,
    path = "/businesses/{id}/knowledge/{entry_id}",
    operation_id = "find_knowledge_entry",
    tag = "knowledge",
    security(("bearer" = ["read:own_knowledge"])),
    params(("id" = BusinessId, Path, description = "The business"), ("entry_id" = KnowledgeEntryId, Path, description = "The entry")),
    responses((status = 200, description = "The entry", body = KnowledgeEntry, headers(
                ("ETag" = String, description = "The revision, for `If-Match`")
            ))),
)]
async fn find(
    actor: Permitted<ReadKnowledge>,
    Path((business_id, id)): Path<(BusinessId, KnowledgeEntryId)>,
) -> Result<Response, ApiError> {
    let entry =
        knowledge::find_knowledge_entry(&actor.carbot, actor.account_id, business_id, id).await?;
    Ok(tagged(entry))
}

/// Changes the fields that are sent.
#[utoipa::path(
    patch,
    path = "/businesses/{id}/knowledge/{entry_id}",
    operation_id = "change_knowledge_entry",
    tag = "knowledge",
    security(("bearer" = ["update:own_knowledge"])),
    params(("id" = BusinessId, Path, description = "The business"), ("entry_id" = KnowledgeEntryId, Path, description = "The entry"), ("If-Match" = Option<String>, Header, description = IF_MATCH)),
    request_body(content = Object, content_type = "application/merge-patch+json", description = "The fields to change (RFC 7396); those of `KnowledgeInput`"),
    responses((status = 200, description = "The entry as it is now", body = KnowledgeEntry, headers(
                ("ETag" = String, description = "The revision, for `If-Match`")
            ))),
)]
async fn patch(
    actor: Permitted<UpdateKnowledge>,
    Path((business_id, id)): Path<(BusinessId, KnowledgeEntryId)>,
    IfMatch(precondition): IfMatch,
    MergePatch(patch): MergePatch,
) -> Result<Response, ApiError> {
    let user_id = actor.account_id;
    let entry = knowledge::patch_knowledge_entry(
        &actor.carbot,
        user_id,
        business_id,
        id,
        &patch,
        &precondition,
    )
    .await?;
    Ok(tagged(entry))
}

/// Deletes an entry.
#[utoipa::path(
    delete,
    path = "/businesses/{id}/knowledge/{entry_id}",
    operation_id = "delete_knowledge_entry",
    tag = "knowledge",
    security(("bearer" = ["delete:own_knowledge"])),
    params(("id" = BusinessId, Path, description = "The business"), ("entry_id" = KnowledgeEntryId, Path, description = "The entry"), ("If-Match" = Option<String>, Header, description = IF_MATCH)),
    responses((status = 204, description = "It is gone")),
)]
async fn delete(
    actor: Permitted<DeleteKnowledge>,
    Path((business_id, id)): Path<(BusinessId, KnowledgeEntryId)>,
    IfMatch(precondition): IfMatch,
) -> Result<StatusCode, ApiError> {
    knowledge::delete_knowledge_entry(
        &actor.carbot,
        actor.account_id,
        business_id,
        id,
        &precondition,
    )
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Asks the assistant without a client key; nothing is stored.
#[utoipa::path(
    post,
    path = "/businesses/{id}/knowledge/test",
    operation_id = "test_knowledge",
    tag = "knowledge",
    security(("bearer" = ["read:own_knowledge"])),
    params(("id" = BusinessId, Path, description = "The business")),
    request_body(content = TestKnowledgeRequest),
    responses((status = 200, description = "What the assistant would answer, and why", body = TestKnowledgeResponse)),
)]
async fn test(
    actor: Permitted<ReadKnowledge>,
    Path(business_id): Path<BusinessId>,
    Json(request): Json<TestKnowledgeRequest>,
) -> Result<Json<TestKnowledgeResponse>, ApiError> {
    let user_id = actor.account_id;
    let answer = chat::test_knowledge(&actor.carbot, user_id, business_id, &request).await?;
    Ok(Json(answer))
}
