//! The account of the token: its details, password, sign-ins and second factor.

use super::auth::secret;
use crate::{
    extract::{Json, MergePatch, Path},
    problem::ApiError,
    rest::caller::Authenticated,
    router::AppState,
};
use api::{
    Problem,
    accounts::{
        AccountDetails, ChangePasswordRequest, PasswordProof, RecoveryCodes, SignIn,
        TotpConfirmRequest, TotpSetup, TotpState, UserProfile,
    },
};
use axum::{extract::State, response::Response};
use domain::{Carbot, accounts};
use http::StatusCode;
use serde::Serialize;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

/// `/api/v1/me` and what belongs to it.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(find, change, close))
        .routes(routes!(change_password))
        .routes(routes!(list_sign_ins))
        .routes(routes!(end_sign_in))
        .routes(routes!(find_totp, start_totp, disable_totp))
        .routes(routes!(confirm_totp))
}

/// All sign-ins of an account; there are few, so they come on one page.
#[derive(Serialize, utoipa::ToSchema)]
struct SignIns {
    items: Vec<SignIn>,
}

/// The account of the token.
#[utoipa::path(
    get,
    path = "/me",
    operation_id = "find_account",
    tag = "account",
    responses(
        (status = 200, description = "The account of the token", body = UserProfile),
        (status = 401, description = "`missing_token` or `invalid_token`", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn find(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
) -> Result<Json<UserProfile>, ApiError> {
    let user = accounts::find_user(&carbot, caller.user_id).await?;
    Ok(Json(user.ok_or(domain::Error::NotFound)?))
}

/// Changes the fields that are sent.
#[utoipa::path(
    patch,
    path = "/me",
    operation_id = "change_account",
    tag = "account",
    request_body(content = AccountDetails, content_type = "application/merge-patch+json", description = "The fields to change (RFC 7396)"),
    responses(
        (status = 200, description = "The account as it is now", body = UserProfile),
        (status = 401, description = "`missing_token` or `invalid_token`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_fields`: `too_long`, `invalid_locale`, …", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn change(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    MergePatch(patch): MergePatch,
) -> Result<Json<UserProfile>, ApiError> {
    let user = accounts::change_account(&carbot, caller.user_id, &patch).await?;
    Ok(Json(user))
}

/// Closes the account.
///
/// Nobody signs in any more, its client keys stop answering and its landing pages leave the web.
/// Its data stay until they are erased.
#[utoipa::path(
    delete,
    path = "/me",
    operation_id = "close_account",
    tag = "account",
    request_body(content = PasswordProof),
    responses(
        (status = 204, description = "The account is closed"),
        (status = 401, description = "`missing_token` or `invalid_token`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_fields`: `wrong_password`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_attempts`", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn close(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Json(proof): Json<PasswordProof>,
) -> Result<StatusCode, ApiError> {
    accounts::close_account(&carbot, caller.user_id, &proof).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sets a new password.
///
/// All logins of the account end, this one's refresh token too.
#[utoipa::path(
    post,
    path = "/me/password",
    operation_id = "change_password",
    tag = "account",
    request_body(content = ChangePasswordRequest),
    responses(
        (status = 204, description = "The password is set"),
        (status = 401, description = "`missing_token` or `invalid_token`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_fields`: `wrong_password`, `password_too_short`, …", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_attempts`", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn change_password(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Json(request): Json<ChangePasswordRequest>,
) -> Result<StatusCode, ApiError> {
    accounts::change_password(&carbot, caller.user_id, &request, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Where the account is signed in, the last used first.
#[utoipa::path(
    get,
    path = "/me/sessions",
    operation_id = "list_sign_ins",
    tag = "account",
    responses(
        (status = 200, description = "Browsers and programs", body = SignIns),
        (status = 401, description = "`missing_token` or `invalid_token`", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list_sign_ins(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
) -> Result<Json<SignIns>, ApiError> {
    let items = accounts::list_sign_ins(&carbot, caller.user_id, None).await?;
    Ok(Json(SignIns { items }))
}

/// Ends one sign-in.
#[utoipa::path(
    delete,
    path = "/me/sessions/{id}",
    operation_id = "end_sign_in",
    tag = "account",
    params(("id" = Uuid, Path, description = "The sign-in")),
    responses(
        (status = 204, description = "It has ended"),
        (status = 401, description = "`missing_token` or `invalid_token`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such sign-in", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn end_sign_in(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, ApiError> {
    accounts::end_sign_in(&carbot, caller.user_id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether logins need the code of an authenticator.
#[utoipa::path(
    get,
    path = "/me/totp",
    operation_id = "find_totp",
    tag = "account",
    responses(
        (status = 200, description = "Whether they do, and how many recovery codes are left", body = TotpState),
        (status = 401, description = "`missing_token` or `invalid_token`", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn find_totp(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
) -> Result<Json<TotpState>, ApiError> {
    let state = accounts::find_totp_state(&carbot, caller.user_id).await?;
    Ok(Json(state))
}

/// Makes the secret of an authenticator.
///
/// Logins ask for its codes once the first one was confirmed, within half an hour.
#[utoipa::path(
    post,
    path = "/me/totp",
    operation_id = "start_totp",
    tag = "account",
    request_body(content = PasswordProof),
    responses(
        (status = 200, description = "What the authenticator needs to know", body = TotpSetup),
        (status = 401, description = "`missing_token` or `invalid_token`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`totp_enabled`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_fields`: `wrong_password`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_attempts`", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn start_totp(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Json(proof): Json<PasswordProof>,
) -> Result<Response, ApiError> {
    let setup = accounts::start_totp(&carbot, caller.user_id, &proof).await?;
    Ok(secret(StatusCode::OK, setup))
}

/// Switches the second factor on with the first code of the authenticator.
#[utoipa::path(
    post,
    path = "/me/totp/confirm",
    operation_id = "confirm_totp",
    tag = "account",
    request_body(content = TotpConfirmRequest),
    responses(
        (status = 200, description = "Recovery codes, shown this one time", body = RecoveryCodes),
        (status = 401, description = "`missing_token` or `invalid_token`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`no_totp_setup`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_fields`: `invalid_totp_code`", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn confirm_totp(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Json(request): Json<TotpConfirmRequest>,
) -> Result<Response, ApiError> {
    let codes = accounts::confirm_totp(&carbot, caller.user_id, &request).await?;
    Ok(secret(StatusCode::OK, codes))
}

/// Switches the second factor off; its recovery codes are gone.
#[utoipa::path(
    delete,
    path = "/me/totp",
    operation_id = "disable_totp",
    tag = "account",
    request_body(content = PasswordProof),
    responses(
        (status = 204, description = "It is off"),
        (status = 401, description = "`missing_token` or `invalid_token`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_fields`: `wrong_password`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_attempts`", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn disable_totp(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Json(proof): Json<PasswordProof>,
) -> Result<StatusCode, ApiError> {
    accounts::disable_totp(&carbot, caller.user_id, &proof).await?;
    Ok(StatusCode::NO_CONTENT)
}
