//! How long a request may take.

use crate::{problem::ApiError, upload};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::time::Duration;

/// A request that takes longer is given up, unless said otherwise.
pub const USUAL: Duration = Duration::from_secs(30);
/// The same where somebody sends a file: 8 MiB over a slow mobile network.
const UPLOAD: Duration = Duration::from_mins(3);

/// Answers for a request that has taken too long.
pub async fn end(State(usual): State<Duration>, request: Request, next: Next) -> Response {
    let patience = if upload::is_multipart(request.headers()) {
        usual.max(UPLOAD)
    } else {
        usual
    };
    let answered = tokio::time::timeout(patience, next.run(request)).await;
    answered.unwrap_or_else(|_| ApiError::timeout().into_response())
}
