//! Who calls the REST API.

use crate::{problem::ApiError, router::AppState};
use api::problem::ValueError;
use axum::extract::FromRequestParts;
use domain::access::{self, Caller};
use http::{header, request::Parts};

impl FromRequestParts<AppState> for Authenticated {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let token = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|it| it.to_str().ok())
            .and_then(|it| it.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim());
        let Some(token) = token else {
            return Err(domain::Error::Unauthenticated(ValueError::new(
                "missing_token",
                "this route needs the header Authorization: Bearer",
            ))
            .into());
        };
        Ok(Self(access::verify(&state.carbot, token)?))
    }
}

/// A caller with a valid access token.
#[derive(Clone, Copy, Debug)]
pub struct Authenticated(pub Caller);
