//! The record of who did what.

use crate::{
    extract::{Json, Query},
    problem::ApiError,
    rest::permitted::{Permitted, ReadAuditLog},
    router::AppState,
};
use api::{
    audit::{AuditEntry, AuditQuery},
    conversations::Page,
};
use domain::audit;
use utoipa_axum::{router::OpenApiRouter, routes};

/// `/api/v1/audit-log`.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list))
}

/// A page of what was done in the account, the latest first.
#[utoipa::path(
    get,
    path = "/audit-log",
    operation_id = "list_audit_log",
    tag = "audit log",
    security(("bearer" = ["read:own_audit_log"])),
    params(AuditQuery),
    responses((status = 200, description = "A page of it", body = Page<AuditEntry>)),
)]
async fn list(
    actor: Permitted<ReadAuditLog>,
    Query(query): Query<AuditQuery>,
) -> Result<Json<Page<AuditEntry>>, ApiError> {
    let page = audit::list_audit_log(&actor.carbot, actor.account_id, &query).await?;
    Ok(Json(page))
}
