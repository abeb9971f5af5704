//! Proof of an account, for programs.

use crate::{extract::Json, problem::ApiError, rest::caller::Authenticated, router::AppState};
use api::accounts::{LoginRequest, LoginResponse, UserProfile};
use axum::{Extension, extract::State};
use domain::{Carbot, access, accounts, limits::ClientAddress};
use utoipa_axum::{router::OpenApiRouter, routes};

/// `/api/v1/auth/*` and `/api/v1/me`.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(log_in))
        .routes(routes!(me))
}

/// An access token for an address and its password.
#[utoipa::path(
    post,
    path = "/auth/login",
    operation_id = "log_in",
    tag = "account",
    request_body(content = LoginRequest),
    security(()),
    responses((status = 200, description = "The account with its tokens", body = LoginResponse)),
)]
async fn log_in(
    State(carbot): State<Carbot>,
    address: Option<Extension<ClientAddress>>,
    Json(request): Json<LoginRequest>,
) -> Result<Json<LoginResponse>, ApiError> {
    let user = accounts::log_in(&carbot, &request, address.map(|it| it.0)).await?;
    let tokens = access::issue(&carbot, &user)?;
    Ok(Json(LoginResponse { user, tokens }))
}

/// The account of the token.
#[utoipa::path(
    get,
    path = "/me",
    operation_id = "find_account",
    tag = "account",
    responses((status = 200, description = "The account of the token", body = UserProfile)),
)]
async fn me(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
) -> Result<Json<UserProfile>, ApiError> {
    let user = accounts::find_user(&carbot, caller.user_id).await?;
    Ok(Json(user.ok_or(domain::Error::NotFound)?))
}
