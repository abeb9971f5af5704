//! Accounts, sessions and the language of the page.

use crate::error::AppError;
use api::accounts::UserProfile;
use leptos::{prelude::*, server_fn::codec::GetUrl};

#[cfg(feature = "ssr")]
use crate::{
    forms::filled,
    i18n::{LOCALE_COOKIE, Locale, dashboard_language},
    local_path::{local_path, page_after_login},
    session,
};
#[cfg(feature = "ssr")]
use api::accounts::{
    ForgotPasswordRequest, LoginRequest, RegisterRequest, ResetPasswordRequest, VerifyEmailRequest,
};
#[cfg(feature = "ssr")]
use domain::accounts;

/// Who is signed in; nobody is not an error.
#[server(prefix = "/fn", endpoint = "find_current_user", input = GetUrl)]
pub async fn find_current_user() -> Result<Option<UserProfile>, AppError> {
    match session::signed_in_user().await? {
        Some(user) => accounts::find_user(&session::carbot(), user)
            .await
            .map_err(AppError::refuse),
        None => Ok(None),
    }
}

/// Signs in.
#[server(prefix = "/fn", endpoint = "log_in")]
pub async fn log_in(
    email: String,
    password: String,
    #[server(default)] remember: bool,
    #[server(default)] next: String,
    #[server(default)] code: String,
) -> Result<(), AppError> {
    // One field for both: six digits are a code of the authenticator.
    let is_digits = code.chars().all(|it| it.is_ascii_digit() || it == ' ');
    let (totp_code, recovery_code) = match filled(&code) {
        Some(code) if is_digits => (Some(code), None),
        other => (None, other),
    };
    let request = LoginRequest {
        email,
        password,
        remember,
        totp_code,
        recovery_code,
    };
    let user = accounts::log_in(&session::carbot(), &request, session::client_address())
        .await
        .map_err(AppError::refuse)?;
    session::sign_in(user.id, remember).await?;
    session::redirect_form(page_after_login(Some(&next)));
    Ok(())
}

/// Makes an account with its first business, and signs in.
#[server(prefix = "/fn", endpoint = "register")]
pub async fn register(
    email: String,
    password: String,
    #[server(default)] company_name: Option<String>,
    #[server(default)] first_name: Option<String>,
    #[server(default)] last_name: Option<String>,
) -> Result<(), AppError> {
    let request = RegisterRequest {
        email,
        password,
        first_name,
        last_name,
        company_name,
        locale: Some(Locale::of_page().language()),
    };
    let user = accounts::register(&session::carbot(), &request)
        .await
        .map_err(AppError::refuse)?;
    session::sign_in(user.id, false).await?;
    session::redirect_form("/");
    Ok(())
}

/// Signs out.
#[server(prefix = "/fn", endpoint = "log_out")]
pub async fn log_out() -> Result<(), AppError> {
    session::sign_out().await?;
    session::redirect_form("/login");
    Ok(())
}

/// Sends the link to a new password, where the address has an account.
#[server(prefix = "/fn", endpoint = "request_password_reset")]
pub async fn request_password_reset(email: String) -> Result<(), AppError> {
    accounts::request_password_reset(&session::carbot(), &ForgotPasswordRequest { email })
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form("/forgot-password?done=1");
    Ok(())
}

/// Sets a new password with the token of a link.
#[server(prefix = "/fn", endpoint = "reset_password")]
pub async fn reset_password(token: String, password: String) -> Result<(), AppError> {
    let request = ResetPasswordRequest { token, password };
    accounts::reset_forgotten_password(&session::carbot(), &request, session::client_address())
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form("/reset-password?done=1");
    Ok(())
}

/// Proves an address with the token of a link.
#[server(prefix = "/fn", endpoint = "verify_email")]
pub async fn verify_email(token: String) -> Result<(), AppError> {
    accounts::verify_email(&session::carbot(), &VerifyEmailRequest { token })
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form("/verify-email?done=1");
    Ok(())
}

/// Remembers the language of the dashboard for a year and leads back.
#[server(prefix = "/fn", endpoint = "set_locale")]
pub async fn set_locale(
    locale: String,
    #[server(default)] return_to: String,
) -> Result<(), AppError> {
    let Some(language) = dashboard_language(&locale) else {
        return Err(AppError::new(400, "invalid_request").answered());
    };
    session::set_cookie(&format!(
        "{LOCALE_COOKIE}={language}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly"
    ));
    session::redirect_form(local_path(&return_to).unwrap_or("/"));
    Ok(())
}
