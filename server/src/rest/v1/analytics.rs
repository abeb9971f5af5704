//! How much the assistant is used, and for what.

use crate::{
    extract::{Json, Path, Query},
    problem::ApiError,
    rest::permitted::{Permitted, ReadAnalytics},
    router::AppState,
};
use api::{
    analytics::{
        AnalyticsQuery, AnalyticsResponse, FunnelResponse, IntentsResponse, PeriodQuery,
        UnansweredResponse,
    },
    ids::ClientKeyId,
};
use axum::{
    body::Body,
    response::{IntoResponse as _, Response},
};
use domain::analytics;
use http::header;
use utoipa_axum::{router::OpenApiRouter, routes};

/// `/api/v1/analytics/*` and `/api/v1/client-keys/{id}/analytics`.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(of_key))
        .routes(routes!(overview))
        .routes(routes!(intents))
        .routes(routes!(unanswered))
        .routes(routes!(funnel))
        .routes(routes!(export))
}

/// Use of one client key, in this period and the one before.
#[utoipa::path(
    get,
    path = "/client-keys/{id}/analytics",
    operation_id = "client_key_analytics",
    tag = "analytics",
    security(("bearer" = ["read:own_analytics"])),
    params(("id" = ClientKeyId, Path, description = "The client key"), PeriodQuery),
    responses(
        (status = 200, description = "Use of the key", body = AnalyticsResponse, example = json!({
            "usage_stats": {
                "current_period": { "conversations": 120, "messages": 640, "unique_users": 98 },
                "previous_period": { "conversations": 100, "messages": 510, "unique_users": 80 },
                "growth_rate": 20.0
            },
            "top_intents": [{ "intent": "price", "count": 96, "percentage": 30.0 }],
            "hourly_usage": [{ "hour": "09:00", "conversations": 14 }],
            "weekly_usage": [{ "weekday": 1, "hour": 9, "conversations": 4 }],
            "daily_usage": [{ "day": "2026-11-19", "conversations": 6, "messages": 30 }],
            "from": "2026-10-21", "to": "2026-11-19", "time_zone": "Europe/Berlin"
        })),
        (status = 404, description = "No such key of this account"),
        (status = 422, description = "A period that is too short or too long"),
    ),
)]
async fn of_key(
    actor: Permitted<ReadAnalytics>,
    Path(id): Path<ClientKeyId>,
    Query(period): Query<PeriodQuery>,
) -> Result<Json<AnalyticsResponse>, ApiError> {
    let query = AnalyticsQuery {
        days: period.days,
        client_key_id: Some(id),
    };
    let found = analytics::find_analytics(&actor.carbot, actor.account_id, query).await?;
    Ok(Json(found))
}

/// Use of all client keys of the account, or of one, in this period and the one before.
#[utoipa::path(
    get,
    path = "/analytics/overview",
    operation_id = "analytics_overview",
    tag = "analytics",
    security(("bearer" = ["read:own_analytics"])),
    params(AnalyticsQuery),
    responses(
        (status = 200, description = "Use of the keys", body = AnalyticsResponse),
        (status = 404, description = "No such key of this account"),
        (status = 422, description = "A period that is too short or too long"),
    ),
)]
async fn overview(
    actor: Permitted<ReadAnalytics>,
    Query(query): Query<AnalyticsQuery>,
) -> Result<Json<AnalyticsResponse>, ApiError> {
    let found = analytics::find_analytics(&actor.carbot, actor.account_id, query).await?;
    Ok(Json(found))
}

/// What visitors wanted, the most frequent first.
#[utoipa::path(
    get,
    path = "/analytics/intents",
    operation_id = "analytics_intents",
    tag = "analytics",
    security(("bearer" = ["read:own_analytics"])),
    params(AnalyticsQuery),
    responses(
        (status = 200, description = "All intents of the period", body = IntentsResponse, example = json!({
            "intents": [{ "intent": "opening_hours", "count": 42, "percentage": 35.0 }],
            "total": 120
        })),
        (status = 404, description = "No such key of this account"),
        (status = 422, description = "A period that is too short or too long"),
    ),
)]
async fn intents(
    actor: Permitted<ReadAnalytics>,
    Query(query): Query<AnalyticsQuery>,
) -> Result<Json<IntentsResponse>, ApiError> {
    let found = analytics::find_intents(&actor.carbot, actor.account_id, query).await?;
    Ok(Json(found))
}

/// How often the assistant had to pass, and on what.
#[utoipa::path(
    get,
    path = "/analytics/unanswered",
    operation_id = "analytics_unanswered",
    tag = "analytics",
    security(("bearer" = ["read:own_analytics"])),
    params(AnalyticsQuery),
    responses(
        (status = 200, description = "How often, and the most frequent open questions", body = UnansweredResponse, example = json!({
            "total": 7,
            "percentage": 5.83,
            "questions": [{
                "question": "Habt ihr einen Hubschrauberlandeplatz?",
                "language": "de", "count": 2, "last_asked_at": "2026-11-19T09:30:00Z"
            }]
        })),
        (status = 404, description = "No such key of this account"),
        (status = 422, description = "A period that is too short or too long"),
    ),
)]
async fn unanswered(
    actor: Permitted<ReadAnalytics>,
    Query(query): Query<AnalyticsQuery>,
) -> Result<Json<UnansweredResponse>, ApiError> {
    let found = analytics::find_unanswered(&actor.carbot, actor.account_id, query).await?;
    Ok(Json(found))
}

/// The way from reading a landing page to asking for an appointment.
#[utoipa::path(
    get,
    path = "/analytics/funnel",
    operation_id = "analytics_funnel",
    tag = "analytics",
    security(("bearer" = ["read:own_analytics"])),
    params(AnalyticsQuery),
    responses(
        (status = 200, description = "How many came how far", body = FunnelResponse, example = json!({
            "steps": [
                { "stage": "page_views", "count": 900, "percentage": null },
                { "stage": "opened", "count": 180, "percentage": 15.0 },
                { "stage": "asked", "count": 120, "percentage": 66.67 },
                { "stage": "booked", "count": 30, "percentage": 25.0 }
            ]
        })),
        (status = 404, description = "No such key of this account"),
        (status = 422, description = "A period that is too short or too long"),
    ),
)]
async fn funnel(
    actor: Permitted<ReadAnalytics>,
    Query(query): Query<AnalyticsQuery>,
) -> Result<Json<FunnelResponse>, ApiError> {
    let found = analytics::find_funnel(&actor.carbot, actor.account_id, query).await?;
    Ok(Json(found))
}

/// All counts by hour and website as CSV, sent while they are read.
#[utoipa::path(
    get,
    path = "/analytics/export.csv",
    operation_id = "export_analytics",
    tag = "analytics",
    security(("bearer" = ["read:own_analytics"])),
    params(AnalyticsQuery),
    responses(
        (status = 200, description = "A line for each hour and website where something happened (RFC 4180)", body = String, content_type = "text/csv"),
        (status = 404, description = "No such key of this account"),
        (status = 422, description = "A period that is too short or too long"),
    ),
)]
async fn export(
    actor: Permitted<ReadAnalytics>,
    Query(query): Query<AnalyticsQuery>,
) -> Result<Response, ApiError> {
    let lines = analytics::export_days(&actor.carbot, actor.account_id, query).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"carbot-analytics.csv\"",
        ),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, Body::from_stream(lines)).into_response())
}
