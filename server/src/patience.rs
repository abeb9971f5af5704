//! How long a request may take.

use crate::{problem::ApiError, upload};
use axum::{
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use std::time::Duration;

/// A request that takes longer is given up.
const USUAL: Duration = Duration::from_secs(30);
/// The same where somebody sends a file: 8 MiB over a slow mobile network.
const UPLOAD: Duration = Duration::from_mins(3);

/// Answers for a request that has taken too long.
pub async fn end(request: Request, next: Next) -> Response {
    let patience = if upload::is_multipart(request.headers()) {
        UPLOAD
    } else {
        USUAL
    };
    match tokio::time::timeout(patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) => ApiError::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "too_slow",
            "the request took too long",
        )
        .into_response(),
    }
}
