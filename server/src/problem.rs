//! Errors as HTTP answers: `application/problem+json` (RFC 9457).

use crate::limits;
use api::{FieldError, Problem};
use axum::{
    body::Body,
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::limits::Standing;
use http::{HeaderValue, StatusCode, header};

/// An error of a handler. Any error of `domain` becomes one with `?`.
#[derive(Debug)]
pub struct ApiError {
    // Boxed, since errors are rare and results are everywhere.
    problem: Box<Problem>,
    retry_after_seconds: Option<u32>,
    standing: Option<Standing>,
}

impl ApiError {
    /// An error that HTTP itself knows, before any use case was reached.
    pub fn new(status: StatusCode, code: &str, detail: &str) -> Self {
        let problem = Problem {
            kind: "about:blank".to_owned(),
            title: status.canonical_reason().unwrap_or("Error").to_owned(),
            status: status.as_u16(),
            code: code.to_owned(),
            detail: Some(detail.to_owned()),
            request_id: None,
            errors: Vec::new(),
        };
        Self {
            problem: Box::new(problem),
            retry_after_seconds: None,
            standing: None,
        }
    }

    /// The same error with what is wrong with a field.
    pub fn with_field(mut self, error: FieldError) -> Self {
        self.problem.errors.push(error);
        self
    }
}

impl From<domain::Error> for ApiError {
    fn from(error: domain::Error) -> Self {
        match &error {
            domain::Error::Internal(_) => tracing::error!(%error, "a use case failed"),
            domain::Error::Unavailable(cause) => {
                tracing::error!(%cause, "the database does not answer");
            }
            _ => {}
        }
        let retry_after_seconds = match &error {
            domain::Error::Limited {
                retry_after_seconds,
                ..
            } => *retry_after_seconds,
            domain::Error::RateLimited(refusal) => Some(refusal.standing.resets_in_seconds()),
            domain::Error::Unavailable(_) => Some(5),
            _ => None,
        };
        let standing = match &error {
            domain::Error::RateLimited(refusal) => Some(refusal.standing),
            _ => None,
        };
        Self {
            problem: Box::new(error.problem()),
            retry_after_seconds,
            standing,
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        if let Some(seconds) = self.retry_after_seconds {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(standing) = &self.standing {
            limits::announce(response.headers_mut(), standing);
        }
        // The body is written by `render_problems`, which knows the request's id.
        response.extensions_mut().insert(*self.problem);
        response
    }
}

/// Middleware that writes the body of every problem, with the id of its request.
pub async fn render_problems(request: Request, next: Next) -> Response {
    let request_id = request
        .headers()
        .get(crate::headers::X_REQUEST_ID)
        .and_then(|it| it.to_str().ok())
        .map(str::to_owned);
    let mut response = next.run(request).await;
    if let Some(mut problem) = response.extensions_mut().remove::<Problem>() {
        problem.request_id = request_id;
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        *response.body_mut() = Body::from(body);
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        response.headers_mut().remove(header::CONTENT_LENGTH);
    }
    response
}
