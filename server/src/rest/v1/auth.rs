//! Proof of an account, for programs.

use crate::{extract::Json, problem::ApiError, rest::caller::Authenticated, router::AppState};
use api::accounts::{LoginRequest, LoginResponse, UserProfile};
use axum::{
    Router,
    extract::State,
    routing::{get, post},
};
use domain::{Carbot, access, accounts};

/// `/api/v1/auth/*` and `/api/v1/me`.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/auth/login", post(log_in))
        .route("/me", get(me))
}

/// An access token for an address and its password.
async fn log_in(
    State(carbot): State<Carbot>,
    Json(request): Json<LoginRequest>,
) -> Result<Json<LoginResponse>, ApiError> {
    let user = accounts::log_in(&carbot, &request).await?;
    let tokens = access::issue(&carbot, &user)?;
    Ok(Json(LoginResponse { user, tokens }))
}

/// The account of the token.
async fn me(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
) -> Result<Json<UserProfile>, ApiError> {
    let user = accounts::find_user(&carbot, caller.user_id).await?;
    Ok(Json(user.ok_or(domain::Error::NotFound)?))
}
