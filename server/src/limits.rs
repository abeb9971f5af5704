//! How much is asked for over HTTP, by whom, and the headers that tell them.

use crate::{
    client_address::client_address, problem::ApiError, rest::caller::bearer_token, router::AppState,
};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{
    access::{self, Caller},
    limits::{self, ClientAddress, Standing},
};
use http::{HeaderMap, HeaderName, HeaderValue};

/// Where somebody stands (draft-ietf-httpapi-ratelimit-headers-10).
const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
/// The rule.
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// Server functions that prove an account, for forms.
const PROOFS: [&str; 4] = [
    "/fn/log_in",
    "/fn/register",
    "/fn/forgot_password",
    "/fn/reset_password",
];

/// Notes where a request comes from, for whoever counts or logs in.
pub async fn note_address(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let address = client_address(
        request.extensions(),
        request.headers(),
        &state.trusted_proxies,
    );
    if let Some(address) = address {
        request.extensions_mut().insert(ClientAddress(address));
    }
    next.run(request).await
}

/// Who is counted for a request.
enum Counted {
    Caller(Caller),
    Address(ClientAddress),
}

/// Lets no account and no address ask for more than it may. What the widget asks is counted where
/// its key and session are known.
pub async fn limit(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let Some(counted) = counted(&state, &request) else {
        return next.run(request).await;
    };
    let checked = match &counted {
        Counted::Caller(caller) => {
            limits::check_api_caller(&state.carbot, caller.user_id, caller.tier).await
        }
        Counted::Address(address) => limits::check_auth_address(&state.carbot, *address).await,
    };
    let standing = match checked {
        Ok(standing) => standing,
        Err(refused) => return ApiError::from(refused).into_response(),
    };
    let mut response = next.run(request).await;
    let Some(mut standing) = standing else {
        return response;
    };
    let is_success = !response.status().is_client_error() && !response.status().is_server_error();
    if let Counted::Caller(caller) = counted
        && is_success
        && standing.limit.skip_successful_requests
    {
        limits::give_back(&state.carbot, caller.user_id, caller.tier).await;
        standing.consumed = standing.consumed.saturating_sub(1);
    }
    announce(response.headers_mut(), &standing);
    response
}

fn counted(state: &AppState, request: &Request) -> Option<Counted> {
    let path = request.uri().path();
    let is_proof = path.starts_with("/api/v1/auth/") || PROOFS.contains(&path);
    let is_api = path.starts_with("/api/") && !path.starts_with("/api/v1/widget/");
    if !is_proof && !is_api {
        return None;
    }
    let caller = || access::verify(&state.carbot, bearer_token(request.headers())?).ok();
    if !is_proof && let Some(caller) = caller() {
        return Some(Counted::Caller(caller));
    }
    let address = request.extensions().get::<ClientAddress>();
    address.copied().map(Counted::Address)
}

/// Tells a client where it stands. An inner answer has told already which rule it broke.
pub fn announce(headers: &mut HeaderMap, standing: &Standing) {
    if headers.contains_key(&RATE_LIMIT) {
        return;
    }
    let limit = &standing.limit;
    let name = limit.name;
    let policy = format!(
        "\"{name}\";q={};w={}",
        limit.points,
        limit.duration.as_secs()
    );
    let state = format!(
        "\"{name}\";r={};t={}",
        standing.remaining(),
        standing.resets_in_seconds()
    );
    for (header, value) in [(RATE_LIMIT_POLICY, policy), (RATE_LIMIT, state)] {
        let value = HeaderValue::from_str(&value).expect("names of limits are plain");
        headers.insert(header, value);
    }
}
