//! Who calls the REST API.

use crate::{problem::ApiError, router::AppState};
use api::problem::ValueError;
use axum::extract::FromRequestParts;
use domain::access::{self, Caller};
use http::{HeaderMap, header, request::Parts};

impl FromRequestParts<AppState> for Authenticated {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let Some(token) = bearer_token(&parts.headers) else {
            return Err(domain::Error::Unauthenticated(ValueError::new(
                "missing_token",
                "this route needs the header Authorization: Bearer",
            ))
            .into());
        };
        Ok(Self(access::verify(&state.carbot, token)?))
    }
}

/// The token of the header `Authorization: Bearer` (RFC 6750).
pub fn bearer_token(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim())
}

/// A caller with a valid access token: a person, whatever they may do. Routes about an account's
/// things ask for [`Permitted`](super::permitted::Permitted) instead.
#[derive(Clone, Copy, Debug)]
pub struct Authenticated(pub Caller);
