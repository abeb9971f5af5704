//! Client keys, with which a website may use the widget.

use crate::{
    FieldErrors,
    ids::{BusinessId, ClientKeyId},
    problem::ValueError,
    values::{ClientKey, HostName, KeyEnvironment, optional_text, without_markup},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// The limits that can be asked for.
const USAGE_LIMITS: RangeInclusive<i32> = 100..=1_000_000;
const INVALID_USAGE_LIMIT: ValueError =
    ValueError::new("invalid_usage_limit", "must be between 100 and 1000000");
/// How long the old value of a key answers after a rotation, in hours, unless said otherwise.
pub const USUAL_OVERLAP_HOURS: u32 = 24;
/// How long it may.
pub const MAX_OVERLAP_HOURS: u32 = 168;

/// A new key. `environment` and `business_id` are ours; the rest is as published.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(
    feature = "openapi",
    derive(utoipa::ToSchema),
    schema(example = json!({ "domain": "werkstatt-mueller.de", "description": "Startseite" }))
)]
#[serde(deny_unknown_fields)]
pub struct CreateClientKeyRequest {
    /// The website: `werkstatt-mueller.de`; `localhost` for test keys.
    pub domain: String,
    /// A note for the owner, plain text: markup is dropped.
    #[serde(default)]
    pub description: Option<String>,
    /// Chat requests after which the key stops answering; the tier's messages when missing.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 100, maximum = 1_000_000))]
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
            optional_text(
                self.description.as_deref().map(without_markup).as_deref(),
                500,
            ),
        );
        errors.require(
            "/usage_limit",
            self.usage_limit.is_none_or(|it| USAGE_LIMITS.contains(&it)),
            INVALID_USAGE_LIMIT,
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
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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

/// What of a key can be changed; the fields a `PATCH` may name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientKeyInput {
    /// A note for the owner.
    #[serde(default)]
    pub description: Option<String>,
    /// Chat requests after which the key stops answering.
    pub usage_limit: i32,
    /// Whether it answers.
    pub is_active: bool,
}

impl ClientKeyInput {
    /// Checks every field. A limit beyond the usual ones may stay as it is.
    pub fn parse(self, current: &Self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let description = errors.check(
            "/description",
            optional_text(self.description.as_deref(), 500),
        );
        errors.require(
            "/usage_limit",
            self.usage_limit == current.usage_limit || USAGE_LIMITS.contains(&self.usage_limit),
            INVALID_USAGE_LIMIT,
        );
        let input = description.map(|description| Self {
            description,
            ..self
        });
        errors.finish(input)
    }
}

/// Which keys a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default)]
pub struct ClientKeyQuery {
    /// The number of the page, from 1; not beside a cursor.
    #[cfg_attr(feature = "openapi", param(minimum = 1, default = 1))]
    pub page: Option<u64>,
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Keys of a page, 1 to 100; 20 when missing.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100, default = 20))]
    pub limit: Option<u64>,
}

/// A page of keys, as published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListClientKeysResponse {
    /// The keys, newest first.
    pub keys: Vec<ClientKeySummary>,
    /// Where in the list they stand.
    pub pagination: Pagination,
}

/// Where a page stands in its list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pagination {
    /// The number of the page, from 1.
    pub page: u64,
    /// Most items of a page.
    pub limit: u64,
    /// Items of the whole list.
    pub total: u64,
    /// Whether there is a next page.
    pub has_more: bool,
    /// Where the next page begins; missing on the last one.
    pub next_cursor: Option<String>,
}

/// Gives a key another value.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(
    feature = "openapi",
    derive(utoipa::ToSchema),
    schema(example = json!({ "overlap_hours": 24 }))
)]
#[serde(default, deny_unknown_fields)]
pub struct RotateClientKeyRequest {
    /// Hours for which the old value still answers, 0 to 168; 24 when missing.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 168, default = 24))]
    pub overlap_hours: Option<u32>,
}

/// A key with its new value, the only time that is shown.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RotateClientKeyResponse {
    /// Its id, the same as before.
    pub id: ClientKeyId,
    /// The new value.
    pub key: ClientKey,
    /// The website.
    pub domain: HostName,
    /// Chat requests after which it stops answering.
    pub usage_limit: i32,
    /// When the key was made.
    pub created_at: DateTime<Utc>,
    /// When the new value stops answering.
    pub expires_at: DateTime<Utc>,
    /// When the old value stops answering; missing where it has.
    pub previous_key_expires_at: Option<DateTime<Utc>>,
}

/// Other websites of the owner on which a key works as well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExtraOrigins {
    /// Origins: scheme, host and, where it is another than the scheme's own, port.
    #[cfg_attr(feature = "openapi", schema(example = json!(["https://shop.example.de"])))]
    pub origins: Vec<String>,
}

/// The other websites a key shall have; those it had are replaced.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExtraOriginsRequest {
    /// Up to ten, each `https://HOST` or `https://HOST:PORT`.
    #[cfg_attr(feature = "openapi", schema(max_items = 10, example = json!(["https://shop.example.de"])))]
    pub origins: Vec<String>,
}

/// The most other websites of a key.
pub const MAX_EXTRA_ORIGINS: usize = 10;

impl ExtraOriginsRequest {
    /// Checks every origin; gives them as browsers write them, each once.
    pub fn parse(&self) -> Result<Vec<String>, FieldErrors> {
        let mut errors = FieldErrors::default();
        errors.require(
            "/origins",
            self.origins.len() <= MAX_EXTRA_ORIGINS,
            ValueError::new("too_many", "must be at most ten"),
        );
        let mut origins = Vec::new();
        for (index, origin) in self.origins.iter().take(MAX_EXTRA_ORIGINS).enumerate() {
            let origin = errors.check(format!("/origins/{index}"), parse_origin(origin));
            origins.extend(origin.filter(|it| !origins.contains(it)));
        }
        errors.finish(Some(origins))
    }
}

fn parse_origin(text: &str) -> Result<String, ValueError> {
    const INVALID: ValueError = ValueError::new(
        "invalid_origin",
        "is not an origin such as https://shop.example.de",
    );
    let rest = text.trim().trim_end_matches('/');
    let rest = rest.strip_prefix("https://").ok_or(INVALID)?;
    if rest.contains(['/', '?', '#', '@']) {
        return Err(INVALID);
    }
    let (name, port) = match rest.rsplit_once(':') {
        Some((name, port)) => (name, Some(port.parse::<u16>().map_err(|_| INVALID)?)),
        None => (rest, None),
    };
    let host = HostName::parse(name).map_err(|_| INVALID)?;
    if host.is_localhost() {
        return Err(INVALID);
    }
    Ok(match port {
        None | Some(443) => format!("https://{host}"),
        Some(port) => format!("https://{host}:{port}"),
    })
}

/// The script tag that puts the chat on a page. `public_url` has no slash at its end.
pub fn embed_snippet(public_url: &str, key: &str, primary_color: &str) -> String {
    format!(
        "<script async src=\"{public_url}/widget.js\" data-client-key=\"{key}\" data-primary-color=\"{primary_color}\"></script>"
    )
}

#[cfg(test)]
mod tests {
    use super::ExtraOriginsRequest;

    #[test]
    fn origins_are_read_as_browsers_write_them_and_bad_ones_are_refused() {
        let parse = |origins: &[&str]| {
            let origins = origins.iter().map(|it| (*it).to_owned()).collect();
            ExtraOriginsRequest { origins }.parse()
        };
        let good = [
            "https://Shop.example.de/",
            "https://shop.example.de:443",
            "https://a.de:8443",
        ];
        let origins = parse(&good).expect("valid");
        assert_eq!(origins, ["https://shop.example.de", "https://a.de:8443"]);
        for bad in [
            "http://a.de",
            "https://a.de/x",
            "https://u@a.de",
            "https://10.0.0.1",
            "https://localhost",
            "*",
            "null",
            "https://a.de:99999",
        ] {
            let errors = parse(&["https://a.de", bad]).expect_err(bad).0;
            assert_eq!(&*errors[0].pointer, "/origins/1", "{bad}");
        }
        assert!(parse(&["https://a.de"; 11]).is_err());
    }
}
