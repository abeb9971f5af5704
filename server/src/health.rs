//! Whether the process lives and whether it can work.

use crate::problem::ApiError;
use axum::{Router, extract::State, routing::get};
use domain::Carbot;
use http::StatusCode;

/// `/healthz` and `/readyz`.
pub fn router() -> Router<crate::router::AppState> {
    Router::new()
        .route("/healthz", get(live))
        .route("/readyz", get(ready))
}

/// Whether a path is one of these. They answer on any host.
pub fn is_check(path: &str) -> bool {
    matches!(path, "/healthz" | "/readyz")
}

/// The process answers.
async fn live() -> &'static str {
    "ok\n"
}

/// The database answers too.
async fn ready(State(carbot): State<Carbot>) -> Result<&'static str, ApiError> {
    match carbot.database().ping().await {
        Ok(()) => Ok("ready\n"),
        Err(error) => {
            tracing::warn!(%error, "the database does not answer");
            Err(ApiError::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "unavailable",
                "the database does not answer",
            ))
        }
    }
}
