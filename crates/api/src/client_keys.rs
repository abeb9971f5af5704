//! Client keys, with which a website may use the widget.

use crate::{
    FieldErrors,
    ids::{BusinessId, ClientKeyId},
    problem::ValueError,
    values::{ClientKey, HostName, KeyEnvironment, optional_text},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A new key. `environment` and `business_id` are ours; the rest is as published.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CreateClientKeyRequest {
    /// The website: `werkstatt-mueller.de`; `localhost` for test keys.
    pub domain: String,
    /// A note for the owner.
    #[serde(default)]
    pub description: Option<String>,
    /// Chat requests after which the key stops answering; the tier's messages when missing.
    #[serde(default)]
    pub usage_limit: Option<i32>,
    /// Where the key may be used.
    #[serde(default)]
    pub environment: KeyEnvironment,
    /// The business that answers; the first one when missing.
    #[serde(default)]
    pub business_id: Option<BusinessId>,
}

/// A new key whose every field is valid.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "see the request")]
pub struct NewClientKey {
    pub domain: HostName,
    pub description: Option<String>,
    pub usage_limit: Option<i32>,
    pub environment: KeyEnvironment,
    pub business_id: Option<BusinessId>,
}

impl CreateClientKeyRequest {
    /// Checks every field. Whether the domain can be registered (public suffix
    /// list) and is not blocked is for the server to say.
    pub fn parse(&self) -> Result<NewClientKey, FieldErrors> {
        let mut errors = FieldErrors::default();
        let domain = errors.check("/domain", HostName::parse(&self.domain));
        if let Some(domain) = &domain {
            errors.require(
                "/domain",
                !domain.is_localhost() || self.environment == KeyEnvironment::Test,
                ValueError::new("localhost_needs_test_key", "localhost needs a test key"),
            );
        }
        let description = errors.check(
            "/description",
            optional_text(self.description.as_deref(), 500),
        );
        errors.require(
            "/usage_limit",
            self.usage_limit
                .is_none_or(|it| (100..=1_000_000).contains(&it)),
            ValueError::new("invalid_usage_limit", "must be between 100 and 1000000"),
        );
        let key = (|| {
            Some(NewClientKey {
                domain: domain?,
                description: description?,
                usage_limit: self.usage_limit,
                environment: self.environment,
                business_id: self.business_id,
            })
        })();
        errors.finish(key)
    }
}

/// A key that was just made, the only time its full value is shown.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CreateClientKeyResponse {
    /// Its id.
    pub id: ClientKeyId,
    /// The full key.
    pub key: ClientKey,
    /// The website.
    pub domain: HostName,
    /// Chat requests after which it stops answering.
    pub usage_limit: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// A key in a list, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientKeySummary {
    /// Its id.
    pub id: ClientKeyId,
    /// First characters, to tell keys apart: `cb_prod_1a2b`.
    pub key_prefix: String,
    /// Last four characters.
    pub key_last_four: String,
    /// Where it may be used.
    pub environment: KeyEnvironment,
    /// The website.
    pub domain: HostName,
    /// Whether the owner has shown that the website is theirs.
    pub domain_verified: bool,
    /// The owner's note.
    pub description: Option<String>,
    /// Whether it answers.
    pub is_active: bool,
    /// Chat requests so far.
    pub current_usage: i32,
    /// Chat requests after which it stops answering.
    pub usage_limit: i32,
    /// Its last chat request.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it stops answering.
    pub expires_at: DateTime<Utc>,
}

/// The script tag that puts the chat on a page. `public_url` has no slash at its end.
pub fn embed_snippet(public_url: &str, key: &str, primary_color: &str) -> String {
    format!(
        "<script async src=\"{public_url}/widget.js\" data-client-key=\"{key}\" data-primary-color=\"{primary_color}\"></script>"
    )
}
