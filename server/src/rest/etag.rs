//! Revisions as HTTP has them: `ETag` and `If-Match` (RFC 9110, 13.1.1).

use crate::extract::Json;
use axum::{
    extract::FromRequestParts,
    response::{IntoResponse, Response},
};
use domain::{Precondition, Revised};
use http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts};
use serde::Serialize;
use std::convert::Infallible;

/// The header of a change, for the API's description.
pub const IF_MATCH: &str = "The `ETag` the change starts from; 412 where it has changed since";

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
}
