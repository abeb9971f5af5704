//! Accounts: registration, login, and who is signed in.

use crate::{
    FieldErrors,
    ids::UserId,
    values::{Email, Password, optional_text},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A new account. Fields as published; the snake_case spelling is read too.
#[derive(Clone, Serialize, Deserialize)]
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
}

impl RegisterRequest {
    /// Checks every field.
    pub fn parse(&self) -> Result<Registration, FieldErrors> {
        let mut errors = FieldErrors::default();
        let email = errors.check("/email", Email::parse(&self.email));
        let password = errors.check("/password", Password::parse(&self.password));
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
            })
        })();
        errors.finish(registration)
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
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[expect(missing_docs, reason = "the names say it")]
pub struct LoginRequest {
    pub email: String,
    pub password: String,
    /// Stay signed in for 30 days rather than until the browser closes.
    #[serde(default)]
    pub remember: bool,
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
    type Err = crate::problem::ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "basic" => Ok(Self::Basic),
            "premium" => Ok(Self::Premium),
            "enterprise" => Ok(Self::Enterprise),
            _ => Err(crate::problem::ValueError::new(
                "invalid_tier",
                "is not one of basic, premium, enterprise",
            )),
        }
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
