//! Who calls the REST API.

use crate::{problem::ApiError, router::AppState};
use api::problem::ValueError;
use axum::extract::FromRequestParts;
use domain::{
    access::{self, Caller},
    accounts,
};
use http::{HeaderMap, header, request::Parts};

impl FromRequestParts<AppState> for Authenticated {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let caller = verified_caller(parts, state)?;
        accounts::require_active(&state.carbot, caller.user_id).await?;
        Ok(Self(caller))
    }
}

/// Whom the access token of a request was issued to, without a look at the account.
pub fn verified_caller(parts: &Parts, state: &AppState) -> Result<Caller, ApiError> {
    Ok(access::verify(
        &state.carbot,
        require_bearer_token(&parts.headers)?,
    )?)
}

/// The same as [`bearer_token`] where nothing is answered without one.
pub fn require_bearer_token(headers: &HeaderMap) -> Result<&str, domain::Error> {
    bearer_token(headers).ok_or(domain::Error::Unauthenticated(ValueError::new(
        "missing_token",
        "this route needs the header Authorization: Bearer",
    )))
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

/// A caller with a valid access token and an account that was not closed: a person, whatever they
/// may do. Routes about an account's
/// things ask for [`Permitted`](super::permitted::Permitted) instead.
#[derive(Clone, Copy, Debug)]
pub struct Authenticated(pub Caller);
