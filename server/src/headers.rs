//! Headers every answer carries.

use axum::{extract::Request, middleware::Next, response::Response};
use http::{HeaderName, HeaderValue, header};
use tower_http::request_id::{MakeRequestId, RequestId};

/// Names a request in the log and in problems.
pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Gives requests without an id a UUID of version 7.
#[derive(Clone, Copy, Debug)]
pub struct MakeUuid;

impl MakeRequestId for MakeUuid {
    fn make_request_id<B>(&mut self, _: &http::Request<B>) -> Option<RequestId> {
        HeaderValue::from_str(&uuid::Uuid::now_v7().to_string())
            .ok()
            .map(RequestId::new)
    }
}

/// Drops a request id that is not a plain token of at most 64 characters, so
/// that nobody writes into our log what they like.
pub async fn check_request_id(mut request: Request, next: Next) -> Response {
    let is_plain = |value: &HeaderValue| {
        (1..=64).contains(&value.len())
            && value
                .as_bytes()
                .iter()
                .all(|it| it.is_ascii_alphanumeric() || b"-_.".contains(it))
    };
    if request
        .headers()
        .get(X_REQUEST_ID)
        .is_some_and(|it| !is_plain(it))
    {
        request.headers_mut().remove(X_REQUEST_ID);
    }
    next.run(request).await
}

/// Sets what is not set yet: no sniffing, no leaking referrer, no framing.
pub async fn secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    // The older header knows no list of pages that may show a document, and would forbid all.
    let is_framed = response
        .headers()
        .get(header::CONTENT_SECURITY_POLICY)
        .and_then(|it| it.to_str().ok())
        .is_some_and(|it| it.contains("frame-ancestors http"));
    let defaults = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), microphone=(), geolocation=(), payment=()",
        ),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
        ),
    ];
    for (name, value) in defaults {
        if is_framed && name == header::X_FRAME_OPTIONS {
            continue;
        }
        response
            .headers_mut()
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}
