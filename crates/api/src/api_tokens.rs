//! Tokens with which programs act for an account.

use crate::{
    FieldErrors,
    ids::{ApiTokenId, UserId},
    permissions::is_scope,
    problem::ValueError,
    values::required_text,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Longest life that can be asked for, in days.
pub const MAX_DAYS: u32 = 3650;

/// A new token.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(
    feature = "openapi",
    derive(utoipa::ToSchema),
    schema(example = json!({
        "name": "Warenwirtschaft", "scopes": ["read:own_appointments"], "expires_in_days": 365,
    }))
)]
#[serde(deny_unknown_fields)]
pub struct CreateApiTokenRequest {
    /// What it is for.
    pub name: String,
    /// What it may do: permissions of the caller, `*` for every action or resource.
    pub scopes: Vec<String>,
    /// Days until it expires, at most 3650; it does not expire when missing.
    #[serde(default)]
    pub expires_in_days: Option<u32>,
}

/// A new token whose every field is valid.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "see the request")]
pub struct NewApiToken {
    pub name: String,
    pub scopes: Vec<String>,
    pub expires_in_days: Option<u32>,
}

impl CreateApiTokenRequest {
    /// Checks every field. Whether the creator may pass these scopes on is for the server to say.
    pub fn parse(&self) -> Result<NewApiToken, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors.check("/name", required_text(&self.name, 100));
        let mut scopes = self.scopes.clone();
        scopes.sort_unstable();
        scopes.dedup();
        errors.require(
            "/scopes",
            !scopes.is_empty(),
            ValueError::new("required", "must not be empty"),
        );
        for (index, scope) in self.scopes.iter().enumerate() {
            errors.require(
                format!("/scopes/{index}"),
                is_scope(scope),
                ValueError::new("unknown_scope", "is not a permission"),
            );
        }
        errors.require(
            "/expires_in_days",
            self.expires_in_days
                .is_none_or(|it| (1..=MAX_DAYS).contains(&it)),
            ValueError::new("invalid_expiry", "must be 1 to 3650 days"),
        );
        let new = name.map(|name| NewApiToken {
            name,
            scopes,
            expires_in_days: self.expires_in_days,
        });
        errors.finish(new)
    }
}

/// A token without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiToken {
    /// Its id.
    pub id: ApiTokenId,
    /// What it is for.
    pub name: String,
    /// First characters, to tell tokens apart: `cb_sk_1a2B`.
    pub token_prefix: String,
    /// Last four characters.
    pub token_last_four: String,
    /// What it may do, as far as its creator still may.
    pub scopes: Vec<String>,
    /// Who made it, and for whom it acts.
    pub user_id: UserId,
    /// When it stops working.
    pub expires_at: Option<DateTime<Utc>>,
    /// Its last request, to the minute.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// A token that was just made, the only time its full value is shown.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateApiTokenResponse {
    /// The full token, for the header `Authorization: Bearer`.
    pub token: String,
    /// What is kept of it.
    pub api_token: ApiToken,
}

impl fmt::Debug for CreateApiTokenResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("CreateApiTokenResponse")
            .field("api_token", &self.api_token)
            .finish_non_exhaustive()
    }
}

/// All tokens of the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiTokens {
    /// The tokens, newest first.
    pub items: Vec<ApiToken>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_fields_are_all_reported() {
        let request = CreateApiTokenRequest {
            name: " ".to_owned(),
            scopes: vec!["read:own_keys".to_owned(), "admin:users".to_owned()],
            expires_in_days: Some(0),
        };
        let errors = request.parse().expect_err("invalid").0;
        let codes: Vec<_> = errors.iter().map(|it| (&*it.pointer, &*it.code)).collect();
        assert_eq!(
            codes,
            [
                ("/name", "required"),
                ("/scopes/1", "unknown_scope"),
                ("/expires_in_days", "invalid_expiry"),
            ]
        );
    }
}
