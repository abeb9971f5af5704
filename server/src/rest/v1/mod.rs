//! Version 1 of the REST API.

pub mod analytics;
pub mod api_tokens;
pub mod appointments;
pub mod audit_log;
pub mod auth;
pub mod businesses;
pub mod client_keys;
pub mod conversations;
pub mod domain_verification;
pub mod knowledge;
pub mod me;
pub mod services;
pub mod team;
pub mod unanswered;
pub mod webhooks;
pub mod widget;

use crate::router::AppState;
use utoipa_axum::router::OpenApiRouter;

/// `/api/v1/*`, with the description of every route.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .nest("/widget", widget::router())
        .merge(auth::router())
        .merge(me::router())
        .merge(businesses::router())
        .merge(services::router())
        .merge(knowledge::router())
        .merge(unanswered::router())
        .merge(appointments::router())
        .merge(client_keys::router())
        .merge(conversations::router())
        .merge(team::router())
        .merge(api_tokens::router())
        .merge(audit_log::router())
        .merge(domain_verification::router())
        .merge(analytics::router())
        .merge(webhooks::router())
}
