//! Accounts: registration, login, and who is signed in.

mod security;

pub use security::{
    ChangePasswordRequest, ForgotPasswordRequest, PasswordProof, RecoveryCodes, RefreshRequest,
    ResetPasswordRequest, SignIn, SignInKind, TotpConfirmRequest, TotpSetup, TotpState,
    VerifyEmailRequest,
};

use crate::{
    FieldErrors, Language,
    ids::UserId,
    problem::ValueError,
    values::{Email, Password, optional_text},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A new account. Fields as published; the snake_case spelling is read too.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "email": "petra@werkstatt-mueller.de", "password": "vier kleine Wörter",
    "firstName": "Petra", "lastName": "Müller", "companyName": "Werkstatt Müller"
})))]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub struct RegisterRequest {
    pub email: String,
    pub password: String,
    #[serde(default, alias = "first_name")]
    pub first_name: Option<String>,
    #[serde(default, alias = "last_name")]
    pub last_name: Option<String>,
    #[serde(default, alias = "company_name")]
    pub company_name: Option<String>,
    /// The language of our mails to the account; German unless given.
    #[serde(default)]
    pub locale: Option<Language>,
}

/// A registration whose every field is valid.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Registration {
    pub email: Email,
    pub password: Password,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub company_name: Option<String>,
    pub locale: Option<Language>,
}

impl RegisterRequest {
    /// Checks every field.
    pub fn parse(&self) -> Result<Registration, FieldErrors> {
        let mut errors = FieldErrors::default();
        let email = errors.check("/email", Email::parse(&self.email));
        let password = errors.check("/password", self.parse_password());
        let first_name = errors.check("/firstName", optional_text(self.first_name.as_deref(), 100));
        let last_name = errors.check("/lastName", optional_text(self.last_name.as_deref(), 100));
        let company_name = errors.check(
            "/companyName",
            optional_text(self.company_name.as_deref(), 255),
        );
        let registration = (|| {
            Some(Registration {
                email: email?,
                password: password?,
                first_name: first_name?,
                last_name: last_name?,
                company_name: company_name?,
                locale: self.locale,
            })
        })();
        errors.finish(registration)
    }

    fn parse_password(&self) -> Result<Password, ValueError> {
        let is_address = self.password.trim().eq_ignore_ascii_case(self.email.trim());
        if is_address && !self.email.trim().is_empty() {
            return Err(ValueError::new(
                "password_is_email",
                "must not be the e-mail address",
            ));
        }
        Password::parse(&self.password)
    }
}

impl fmt::Debug for RegisterRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RegisterRequest")
            .finish_non_exhaustive()
    }
}

/// Proof of an account.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "email": "petra@werkstatt-mueller.de", "password": "vier kleine Wörter", "remember": true
})))]
#[expect(missing_docs, reason = "the names say it")]
pub struct LoginRequest {
    pub email: String,
    pub password: String,
    /// Stay signed in for 30 days rather than until the browser closes.
    #[serde(default)]
    pub remember: bool,
    /// The six digits of the authenticator, where the account has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub totp_code: Option<String>,
    /// A recovery code instead; it works once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery_code: Option<String>,
}

impl fmt::Debug for LoginRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("LoginRequest")
            .finish_non_exhaustive()
    }
}

/// An account with the tokens to act for it.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[expect(missing_docs, reason = "the names say it")]
pub struct LoginResponse {
    pub user: UserProfile,
    pub tokens: Tokens,
}

/// Tokens of a login.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tokens {
    /// For the header `Authorization: Bearer`.
    pub access_token: String,
    /// For `POST /auth/refresh`, once: the answer holds the next one.
    pub refresh_token: String,
    /// Seconds until the access token expires.
    pub expires_in: u32,
}

/// What an account pays for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Tier {
    #[default]
    Basic,
    Premium,
    Enterprise,
}

impl Tier {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Premium => "premium",
            Self::Enterprise => "enterprise",
        }
    }
}

impl std::str::FromStr for Tier {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "basic" => Ok(Self::Basic),
            "premium" => Ok(Self::Premium),
            "enterprise" => Ok(Self::Enterprise),
            _ => Err(ValueError::new(
                "invalid_tier",
                "is not one of basic, premium, enterprise",
            )),
        }
    }
}

/// What an account says of itself and can change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "first_name": "Petra", "locale": "de" })))]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct AccountDetails {
    #[serde(default)]
    pub first_name: Option<String>,
    #[serde(default)]
    pub last_name: Option<String>,
    #[serde(default)]
    pub company_name: Option<String>,
    /// The language of our mails to the account: `de` or `en`.
    #[serde(default)]
    pub locale: Option<Language>,
}

impl AccountDetails {
    /// The same with trimmed texts, or what is wrong with them.
    pub fn parse(&self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let first_name = errors.check(
            "/first_name",
            optional_text(self.first_name.as_deref(), 100),
        );
        let last_name = errors.check("/last_name", optional_text(self.last_name.as_deref(), 100));
        let company_name = errors.check(
            "/company_name",
            optional_text(self.company_name.as_deref(), 255),
        );
        let details = (|| {
            Some(Self {
                first_name: first_name?,
                last_name: last_name?,
                company_name: company_name?,
                locale: self.locale,
            })
        })();
        errors.finish(details)
    }
}

/// An account as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[expect(missing_docs, reason = "the names say it")]
pub struct UserProfile {
    pub id: UserId,
    pub email: Email,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub company_name: Option<String>,
    pub subscription_tier: Tier,
    /// The language of our mails to the account; German where there is none.
    #[serde(default)]
    pub locale: Option<Language>,
    /// Whether the address was proven by the link in a mail.
    #[serde(default)]
    pub email_verified: bool,
    pub created_at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::RegisterRequest;

    #[test]
    fn registration_is_read_in_both_spellings_and_reports_all_errors_at_once() {
        let request: RegisterRequest =
            serde_json::from_str(r#"{"email":"a","password":"b","firstName":"C","last_name":"D"}"#)
                .expect("reads");
        assert_eq!(
            (request.first_name.as_deref(), request.last_name.as_deref()),
            (Some("C"), Some("D"))
        );
        let errors = request.parse().expect_err("invalid").0;
        let codes: Vec<_> = errors.iter().map(|it| (&*it.pointer, &*it.code)).collect();
        assert_eq!(
            codes,
            [
                ("/email", "invalid_email"),
                ("/password", "password_too_short")
            ]
        );
    }
}
