//! Version 1 of the REST API.

pub mod appointments;
pub mod auth;
pub mod businesses;
pub mod knowledge;
pub mod me;
pub mod services;
pub mod unanswered;
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
}
