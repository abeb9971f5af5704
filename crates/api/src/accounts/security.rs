//! Tokens, passwords, sign-ins and the second factor of an account.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// `Debug` without the secrets inside.
macro_rules! secret {
    ($($name:ident),+) => {
        $(impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        })+
    };
}

secret!(
    RefreshRequest,
    ForgotPasswordRequest,
    ResetPasswordRequest,
    VerifyEmailRequest,
    ChangePasswordRequest,
    PasswordProof,
    TotpSetup,
    TotpConfirmRequest,
    RecoveryCodes
);

/// A refresh token, to be exchanged or ended.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RefreshRequest {
    /// The newest refresh token of the login.
    #[serde(alias = "refreshToken")]
    pub refresh_token: String,
}

/// Whose password was forgotten.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "email": "petra@werkstatt-mueller.de" })))]
#[serde(deny_unknown_fields)]
pub struct ForgotPasswordRequest {
    /// The address of the account.
    pub email: String,
}

/// A new password in place of a forgotten one.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResetPasswordRequest {
    /// The token of the link in the mail.
    pub token: String,
    /// The new password: 10 to 256 characters, none of the commonest.
    pub password: String,
}

/// Proof of an address.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VerifyEmailRequest {
    /// The token of the link in the mail.
    pub token: String,
}

/// A new password by somebody who knows the old one.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangePasswordRequest {
    /// The password so far.
    pub current_password: String,
    /// The new password: 10 to 256 characters, none of the commonest.
    pub new_password: String,
}

/// The password once more, before something that cannot be undone.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordProof {
    /// The password of the account.
    pub password: String,
}

/// Where an account is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// Names it, for ending it. Neither the token nor the cookie.
    pub id: Uuid,
    /// A browser or a program.
    pub kind: SignInKind,
    /// With what, where that is known: `Firefox, Windows`.
    pub user_agent: Option<String>,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// The last use, to some ten minutes.
    pub last_used_at: DateTime<Utc>,
    /// When it ends unless it is used before.
    pub expires_at: DateTime<Utc>,
    /// Whether it is the browser that asks.
    #[serde(default)]
    pub is_current: bool,
}

/// What a sign-in is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum SignInKind {
    /// A browser with a session of the dashboard.
    Dashboard,
    /// A program with tokens.
    Api,
}

/// Whether an account asks for a second factor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TotpState {
    /// Whether a login needs a code.
    pub enabled: bool,
    /// Recovery codes that were not used yet.
    pub recovery_codes_left: u32,
}

/// What an authenticator needs to know (RFC 6238: SHA-1, six digits, 30 seconds).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TotpSetup {
    /// The secret in base 32, for typing.
    pub secret: String,
    /// The same as an address, for a QR code.
    pub otpauth_url: String,
}

/// The first code of an authenticator.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "code": "492039" })))]
#[serde(deny_unknown_fields)]
pub struct TotpConfirmRequest {
    /// Six digits.
    pub code: String,
}

/// What replaces a lost authenticator, each once. Shown this one time.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// The codes: `k3v9q-7mxp2`.
    pub recovery_codes: Vec<String>,
}
