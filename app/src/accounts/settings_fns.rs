//! The settings of the account: details, password, second factor, sign-ins.

use crate::error::AppError;
use api::accounts::{SignIn, TotpState, UserProfile};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use crate::{forms::filled, session};
#[cfg(feature = "ssr")]
use api::accounts::{ChangePasswordRequest, PasswordProof, TotpConfirmRequest};
#[cfg(feature = "ssr")]
use domain::accounts;
#[cfg(feature = "ssr")]
use http::request::Parts;

/// Carries recovery codes to the page that shows them once, for browsers without our script.
#[cfg(feature = "ssr")]
const CODES_COOKIE: &str = "recovery_codes";

/// Where the page stands; the cookie is sent there only.
#[cfg(feature = "ssr")]
const PAGE: &str = "/settings";

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The account.
    pub user: UserProfile,
    /// Whether logins ask for a code.
    pub totp: TotpState,
    /// The authenticator that is being set up.
    pub pending_totp: Option<PendingTotp>,
    /// Recovery codes that a form without JavaScript has just made.
    pub new_recovery_codes: Vec<String>,
    /// Where the account is signed in.
    pub sign_ins: Vec<SignIn>,
}

/// What an authenticator needs to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingTotp {
    /// For typing.
    pub secret: String,
    /// For authenticators on the same device.
    pub otpauth_url: String,
    /// For a camera.
    pub qr_code: QrCode,
}

/// A QR code as an SVG path of dark modules, each of one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QrCode {
    /// Modules in a row.
    pub width: u32,
    /// The path.
    pub path: String,
}

/// The settings of the signed-in account.
#[server(prefix = "/fn", endpoint = "find_settings", input = GetUrl)]
pub async fn find_settings() -> Result<Settings, AppError> {
    let (carbot, user) = session::person().await?;
    let current = session::session_id().await?;
    let found = async {
        let profile = accounts::find_user(&carbot, user).await?;
        let profile = profile.ok_or(domain::Error::NotFound)?;
        let pending = accounts::find_pending_totp(&carbot, user).await?;
        let pending_totp = pending.map(|it| {
            Ok::<_, domain::Error>(PendingTotp {
                qr_code: draw_qr_code(&it.otpauth_url).map_err(domain::Error::internal)?,
                secret: it.secret,
                otpauth_url: it.otpauth_url,
            })
        });
        Ok(Settings {
            user: profile,
            totp: accounts::find_totp_state(&carbot, user).await?,
            pending_totp: pending_totp.transpose()?,
            new_recovery_codes: take_new_codes(),
            sign_ins: accounts::list_sign_ins(&carbot, user, current.as_deref()).await?,
        })
    };
    let settings = found.await.map_err(AppError::refuse)?;
    session::forbid_storing();
    Ok(settings)
}

/// Changes the details of the account.
#[server(prefix = "/fn", endpoint = "change_account")]
pub async fn change_account(
    #[server(default)] first_name: String,
    #[server(default)] last_name: String,
    #[server(default)] company_name: String,
    locale: String,
) -> Result<(), AppError> {
    let (carbot, user) = session::person().await?;
    let patch = serde_json::json!({
        "first_name": filled(&first_name),
        "last_name": filled(&last_name),
        "company_name": filled(&company_name),
        "locale": locale,
    });
    let patch = patch.as_object().cloned().unwrap_or_default();
    accounts::change_account(&carbot, user, &patch)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form("/settings?saved=updated");
    Ok(())
}

/// Sends the link that proves the address again.
#[server(prefix = "/fn", endpoint = "send_verification")]
pub async fn send_verification() -> Result<(), AppError> {
    let (carbot, user) = session::person().await?;
    accounts::send_verification(&carbot, user)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form("/settings?saved=mail-sent");
    Ok(())
}

/// Sets a new password; every other sign-in ends.
#[server(prefix = "/fn", endpoint = "change_password")]
pub async fn change_password(
    current_password: String,
    new_password: String,
) -> Result<(), AppError> {
    let (carbot, user) = session::person().await?;
    let current = session::session_id().await?;
    let request = ChangePasswordRequest {
        current_password,
        new_password,
    };
    accounts::change_password(&carbot, user, &request, current.as_deref())
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form("/settings?saved=password-changed");
    Ok(())
}

/// Makes the secret of an authenticator.
#[server(prefix = "/fn", endpoint = "start_totp")]
pub async fn start_totp(password: String) -> Result<(), AppError> {
    let (carbot, user) = session::person().await?;
    accounts::start_totp(&carbot, user, &PasswordProof { password })
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form("/settings#totp");
    Ok(())
}

/// Switches the second factor on; gives the recovery codes.
#[server(prefix = "/fn", endpoint = "confirm_totp")]
pub async fn confirm_totp(code: String) -> Result<Vec<String>, AppError> {
    let (carbot, user) = session::person().await?;
    let codes = accounts::confirm_totp(&carbot, user, &TotpConfirmRequest { code })
        .await
        .map_err(AppError::refuse)?
        .recovery_codes;
    if session::is_form_post() {
        session::set_cookie(&format!(
            "{CODES_COOKIE}={}; Path={PAGE}; Max-Age=60; SameSite=Strict; HttpOnly",
            codes.join(".")
        ));
        session::redirect_form("/settings#totp");
    }
    session::forbid_storing();
    Ok(codes)
}

/// Switches the second factor off.
#[server(prefix = "/fn", endpoint = "disable_totp")]
pub async fn disable_totp(password: String) -> Result<(), AppError> {
    let (carbot, user) = session::person().await?;
    accounts::disable_totp(&carbot, user, &PasswordProof { password })
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form("/settings?saved=updated#totp");
    Ok(())
}

/// Ends one sign-in.
#[server(prefix = "/fn", endpoint = "end_sign_in")]
pub async fn end_sign_in(id: Uuid) -> Result<(), AppError> {
    let (carbot, user) = session::person().await?;
    accounts::end_sign_in(&carbot, user, id)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form("/settings?saved=signed-out");
    Ok(())
}

/// Ends all sign-ins, this one too.
#[server(prefix = "/fn", endpoint = "end_all_sign_ins")]
pub async fn end_all_sign_ins() -> Result<(), AppError> {
    let (carbot, user) = session::person().await?;
    accounts::end_all_sign_ins(&carbot, user)
        .await
        .map_err(AppError::refuse)?;
    session::sign_out().await?;
    session::redirect_form("/login");
    Ok(())
}

/// Closes the account.
#[server(prefix = "/fn", endpoint = "close_account")]
pub async fn close_account(password: String) -> Result<(), AppError> {
    let (carbot, user) = session::person().await?;
    accounts::close_account(&carbot, user, &PasswordProof { password })
        .await
        .map_err(AppError::refuse)?;
    session::sign_out().await?;
    session::redirect_form("/login");
    Ok(())
}

/// The codes in the cookie, which is deleted. Only the page itself gets the cookie.
#[cfg(feature = "ssr")]
fn take_new_codes() -> Vec<String> {
    let value = use_context::<Parts>().and_then(|it| session::cookie(&it, CODES_COOKIE));
    let Some(value) = value.filter(|it| !it.is_empty()) else {
        return Vec::new();
    };
    session::set_cookie(&format!(
        "{CODES_COOKIE}=; Path={PAGE}; Max-Age=0; SameSite=Strict; HttpOnly"
    ));
    value.split('.').map(str::to_owned).collect()
}

#[cfg(feature = "ssr")]
fn draw_qr_code(text: &str) -> Result<QrCode, qrcode::types::QrError> {
    use std::fmt::Write as _;
    let code = qrcode::QrCode::new(text)?;
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(PartialEq::eq) {
            if run[0] == qrcode::Color::Dark {
                let length = run.len();
                // Writing to a string does not fail.
                let _ = write!(path, "M{x} {y}h{length}v1h-{length}z");
            }
            x += run.len();
        }
    }
    Ok(QrCode {
        width: u32::try_from(width).unwrap_or_default(),
        path,
    })
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::draw_qr_code;

    #[test]
    fn a_qr_code_begins_with_its_finder_pattern() {
        let code = draw_qr_code("otpauth://totp/CarBot").expect("fits");
        assert_eq!(code.width, 25);
        assert!(code.path.starts_with("M0 0h7v1h-7z"), "{}", code.path);
        assert!(code.path.contains("M0 1h1v1h-1zM6 1h1v1h-1z"));
    }
}
