//! Revisions as HTTP has them: `ETag`, `If-Match` and `If-None-Match` (RFC 9110, 13.1).

use crate::{extract::Json, problem::ApiError};
use axum::{
    body::{Body, HttpBody as _},
    extract::{FromRequestParts, Request},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{Precondition, Revised};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts};
use http_body_util::{BodyExt as _, Collected};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::convert::Infallible;

/// The header of a change, for the API's description.
pub const IF_MATCH: &str = "The `ETag` the change starts from; 412 where it has changed since";

/// Longer answers get no tag of their content.
const MAX_TAGGED_BYTES: u64 = 1024 * 1024;

/// Which revisions the caller allows a change to start from.
#[derive(Debug)]
pub struct IfMatch(pub Precondition);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(precondition(&parts.headers)))
    }
}

fn precondition(headers: &HeaderMap) -> Precondition {
    if !headers.contains_key(header::IF_MATCH) {
        return Precondition::Any;
    }
    let tags: Vec<_> = headers
        .get_all(header::IF_MATCH)
        .iter()
        .filter_map(|it| it.to_str().ok())
        .flat_map(|it| it.split(','))
        .map(str::trim)
        .collect();
    if tags == ["*"] {
        return Precondition::Any;
    }
    // What is no tag of ours, a weak one too, matches nothing.
    let revision = |tag: &str| {
        tag.strip_prefix('"')?
            .strip_suffix('"')?
            .parse::<i64>()
            .ok()
    };
    Precondition::OneOf(tags.into_iter().filter_map(revision).collect())
}

/// A body with its `ETag`.
pub fn tagged<T: Serialize>(revised: Revised<T>) -> Response {
    let tag = [(header::ETAG, format!("\"{}\"", revised.revision))];
    (tag, Json(revised.value)).into_response()
}

/// `201` with the address of what was made.
pub fn created<T: Serialize>(location: &str, revised: Revised<T>) -> Response {
    located(location, tagged(revised))
}

/// The same for what has no revision.
pub fn created_plain<T: Serialize>(location: &str, value: T) -> Response {
    located(location, Json(value).into_response())
}

fn located(location: &str, body: Response) -> Response {
    let mut response = (StatusCode::CREATED, body).into_response();
    let location = HeaderValue::from_str(location).expect("our addresses are made of ids");
    response.headers_mut().insert(header::LOCATION, location);
    response
}

/// Reads of the API are answered with `304` where the client has them already (RFC 9110, 13.1.2).
/// What has no revision gets a weak tag of its content.
pub async fn answer_unchanged(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_concerned = request.method() == Method::GET
        && path.starts_with("/api/v1/")
        && !path.starts_with("/api/v1/widget/");
    if !is_concerned {
        return next.run(request).await;
    }
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let response = with_tag(next.run(request).await).await;
    let Some(tag) = response.headers().get(header::ETAG) else {
        return response;
    };
    let is_known = known
        .as_ref()
        .and_then(|it| it.to_str().ok())
        .zip(tag.to_str().ok())
        .is_some_and(|(known, tag)| is_listed(known, tag));
    if !is_known || response.status() != StatusCode::OK {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    parts.status = StatusCode::NOT_MODIFIED;
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.remove(header::CONTENT_TYPE);
    Response::from_parts(parts, Body::empty())
}

/// Whether a tag is in the list of an `If-None-Match`, weak or not.
fn is_listed(known: &str, tag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    known.trim() == "*" || known.split(',').any(|it| opaque(it) == opaque(tag))
}

async fn with_tag(response: Response) -> Response {
    let is_json = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|it| it.as_bytes().starts_with(b"application/json"));
    let length = response.body().size_hint().exact();
    let is_tagged = response.status() != StatusCode::OK
        || !is_json
        || length.is_none_or(|it| it > MAX_TAGGED_BYTES)
        || response.headers().contains_key(header::ETAG);
    if is_tagged {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    // A body of a known length is in memory.
    let Ok(body) = body.collect().await.map(Collected::to_bytes) else {
        return ApiError::from(domain::Error::internal("the body of an answer ended early"))
            .into_response();
    };
    let hash = hex::encode(&Sha256::digest(&body)[..16]);
    let tag = HeaderValue::from_str(&format!("W/\"{hash}\"")).expect("digits are plain");
    parts.headers.insert(header::ETAG, tag);
    Response::from_parts(parts, Body::from(body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn if_match_is_read_as_rfc_9110_has_it() {
        let check = |values: &[&'static str], expected: Precondition| {
            let headers = values
                .iter()
                .map(|it| (header::IF_MATCH, HeaderValue::from_static(it)))
                .collect();
            assert_eq!(precondition(&headers), expected, "{values:?}");
        };
        check(&[], Precondition::Any);
        check(&["*"], Precondition::Any);
        check(&["\"7\""], Precondition::OneOf(vec![7]));
        check(
            &["\"7\", \"8\"", "\"9\""],
            Precondition::OneOf(vec![7, 8, 9]),
        );
        check(&["W/\"7\"", "7", "\"x\"", ""], Precondition::OneOf(vec![]));
    }

    #[test]
    fn if_none_match_compares_weakly() {
        let check = |known: &str, expected: bool| {
            assert_eq!(is_listed(known, "W/\"7\""), expected, "{known}");
        };
        check("\"7\"", true);
        check("W/\"7\"", true);
        check("\"6\", W/\"7\"", true);
        check("*", true);
        check("\"77\"", false);
        check("", false);
    }
}
