//! Proof of an account, for programs.

use crate::{extract::Json, problem::ApiError, rest::caller::Authenticated, router::AppState};
use api::{
    Problem,
    accounts::{
        ForgotPasswordRequest, LoginRequest, LoginResponse, RefreshRequest, RegisterRequest,
        ResetPasswordRequest, VerifyEmailRequest,
    },
};
use axum::{
    Extension,
    extract::State,
    response::{IntoResponse as _, Response},
};
use domain::{
    Carbot,
    accounts::{self, Client},
    limits::ClientAddress,
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use utoipa_axum::{router::OpenApiRouter, routes};

/// `/api/v1/auth/*`.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(register))
        .routes(routes!(log_in))
        .routes(routes!(refresh))
        .routes(routes!(log_out))
        .routes(routes!(log_out_everywhere))
        .routes(routes!(forgot_password))
        .routes(routes!(reset_password))
        .routes(routes!(verify_email))
        .routes(routes!(resend_verification))
}

/// The program that calls.
fn client(headers: &HeaderMap, remember: bool) -> Client {
    let user_agent = headers.get(header::USER_AGENT);
    Client {
        remember,
        user_agent: user_agent
            .and_then(|it| it.to_str().ok())
            .map(str::to_owned),
    }
}

/// An answer that holds secrets, which no cache may keep (RFC 6749, 5.1).
pub(super) fn secret<T: serde::Serialize>(status: StatusCode, body: T) -> Response {
    let no_store = HeaderValue::from_static("no-store");
    (status, [(header::CACHE_CONTROL, no_store)], Json(body)).into_response()
}

/// A new account.
///
/// Makes its first business as well, named after the company, and sends the link that proves the
/// address.
#[utoipa::path(
    post,
    path = "/auth/register",
    operation_id = "register",
    tag = "account",
    request_body(content = RegisterRequest),
    security(()),
    responses(
        (status = 201, description = "The account with its tokens", body = LoginResponse, headers(
            ("Location" = String, description = "`/api/v1/me`")
        )),
        (status = 409, description = "`email_taken`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_fields`: `invalid_email`, `password_too_short`, `password_too_common`, …", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn register(
    State(carbot): State<Carbot>,
    headers: HeaderMap,
    Json(request): Json<RegisterRequest>,
) -> Result<Response, ApiError> {
    let user = accounts::register(&carbot, &request).await?;
    let opened = accounts::open(&carbot, user, client(&headers, false)).await?;
    let mut response = secret(StatusCode::CREATED, opened);
    let location = HeaderValue::from_static("/api/v1/me");
    response.headers_mut().insert(header::LOCATION, location);
    Ok(response)
}

/// Tokens for an address and its password.
///
/// An account with an authenticator answers `totp_required` until `totp_code` or `recovery_code`
/// is sent along.
#[utoipa::path(
    post,
    path = "/auth/login",
    operation_id = "log_in",
    tag = "account",
    request_body(content = LoginRequest),
    security(()),
    responses(
        (status = 200, description = "The account with its tokens", body = LoginResponse),
        (status = 401, description = "`invalid_credentials`, `totp_required` or `invalid_totp_code`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_attempts`: wait as long as `Retry-After` says", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn log_in(
    State(carbot): State<Carbot>,
    headers: HeaderMap,
    address: Option<Extension<ClientAddress>>,
    Json(request): Json<LoginRequest>,
) -> Result<Response, ApiError> {
    let user = accounts::log_in(&carbot, &request, address.map(|it| it.0)).await?;
    let opened = accounts::open(&carbot, user, client(&headers, request.remember)).await?;
    Ok(secret(StatusCode::OK, opened))
}

/// The next tokens for a refresh token.
///
/// Each refresh token works once. One that comes a second time more than ten seconds after the
/// first ends the whole login.
#[utoipa::path(
    post,
    path = "/auth/refresh",
    operation_id = "refresh_tokens",
    tag = "account",
    request_body(content = RefreshRequest),
    security(()),
    responses(
        (status = 200, description = "The account with its next tokens", body = LoginResponse),
        (status = 401, description = "`invalid_refresh_token` or `refresh_token_reused`: log in again", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn refresh(
    State(carbot): State<Carbot>,
    Json(request): Json<RefreshRequest>,
) -> Result<Response, ApiError> {
    let opened = accounts::refresh(&carbot, &request.refresh_token).await?;
    Ok(secret(StatusCode::OK, opened))
}

/// Ends the login of a refresh token.
///
/// A token that is unknown or has ended is no error. The access token goes on for the rest of its
/// fifteen minutes.
#[utoipa::path(
    post,
    path = "/auth/logout",
    operation_id = "log_out",
    tag = "account",
    request_body(content = RefreshRequest),
    security(()),
    responses((status = 204, description = "It has ended")),
)]
async fn log_out(
    State(carbot): State<Carbot>,
    Json(request): Json<RefreshRequest>,
) -> Result<StatusCode, ApiError> {
    accounts::log_out(&carbot, &request.refresh_token).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends all logins of the account, in programs and in browsers.
#[utoipa::path(
    post,
    path = "/auth/logout-all",
    operation_id = "log_out_everywhere",
    tag = "account",
    responses(
        (status = 204, description = "They have ended"),
        (status = 401, description = "`missing_token` or `invalid_token`", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn log_out_everywhere(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
) -> Result<StatusCode, ApiError> {
    accounts::end_all_sign_ins(&carbot, caller.user_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends a link for a new password.
///
/// The answer is the same for addresses without an account. An address gets at most three such
/// mails an hour.
#[utoipa::path(
    post,
    path = "/auth/password/forgot",
    operation_id = "request_password_reset",
    tag = "account",
    request_body(content = ForgotPasswordRequest),
    security(()),
    responses(
        (status = 202, description = "If there is an account, a mail is on its way"),
        (status = 422, description = "`invalid_fields`: no address", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn forgot_password(
    State(carbot): State<Carbot>,
    Json(request): Json<ForgotPasswordRequest>,
) -> Result<StatusCode, ApiError> {
    accounts::request_password_reset(&carbot, &request).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Sets a new password with the token of the link.
///
/// The token works once and for one hour. All logins of the account end.
#[utoipa::path(
    post,
    path = "/auth/password/reset",
    operation_id = "reset_password",
    tag = "account",
    request_body(content = ResetPasswordRequest),
    security(()),
    responses(
        (status = 204, description = "The password is set"),
        (status = 422, description = "`invalid_fields`: `invalid_link`, `password_too_short`, …", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn reset_password(
    State(carbot): State<Carbot>,
    address: Option<Extension<ClientAddress>>,
    Json(request): Json<ResetPasswordRequest>,
) -> Result<StatusCode, ApiError> {
    accounts::reset_forgotten_password(&carbot, &request, address.map(|it| it.0)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Proves the address of an account with the token of the link.
///
/// The token works once and for three days.
#[utoipa::path(
    post,
    path = "/auth/email/verify",
    operation_id = "verify_email",
    tag = "account",
    request_body(content = VerifyEmailRequest),
    security(()),
    responses(
        (status = 204, description = "The address is proven"),
        (status = 422, description = "`invalid_fields`: `invalid_link`", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn verify_email(
    State(carbot): State<Carbot>,
    Json(request): Json<VerifyEmailRequest>,
) -> Result<StatusCode, ApiError> {
    accounts::verify_email(&carbot, &request).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends the link that proves the address again.
///
/// Does nothing where the address is proven.
#[utoipa::path(
    post,
    path = "/auth/email/resend",
    operation_id = "resend_verification",
    tag = "account",
    responses(
        (status = 202, description = "A mail is on its way"),
        (status = 401, description = "`missing_token` or `invalid_token`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_mails`: three an hour are sent", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn resend_verification(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
) -> Result<StatusCode, ApiError> {
    accounts::send_verification(&carbot, caller.user_id).await?;
    Ok(StatusCode::ACCEPTED)
}
