//! How an owner shows that a domain is theirs.

use crate::values::HostName;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A way to show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum VerificationMethod {
    /// A file on the website.
    File,
    /// A TXT record in the DNS.
    Dns,
    /// A `<meta>` on the home page.
    Meta,
}

impl VerificationMethod {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::File, Self::Dns, Self::Meta];

    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Dns => "dns",
            Self::Meta => "meta",
        }
    }
}

/// What to do, and what was found so far. Any one of the three ways is enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DomainVerification {
    /// The domain.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "werkstatt-mueller.de"))]
    pub domain: HostName,
    /// Whether it is verified.
    pub is_verified: bool,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_at: Option<DateTime<Utc>>,
    /// In which way it last was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_by: Option<VerificationMethod>,
    /// What to publish, in one of the ways; the same for an account's keys of the same domain.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "0f5e2a9b4c7d81e6a3b2c1d0e9f8a7b6")
    )]
    pub token: String,
    /// The file.
    pub file: VerificationFile,
    /// The record.
    pub dns: VerificationRecord,
    /// The tag for the `<head>` of the home page.
    #[cfg_attr(
        feature = "openapi",
        schema(
            example = "<meta name=\"carbot-verification\" content=\"0f5e2a9b4c7d81e6a3b2c1d0e9f8a7b6\">"
        )
    )]
    pub meta: String,
    /// What the last check found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_check: Option<DomainCheck>,
}

/// The file to publish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerificationFile {
    /// Its address.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "https://werkstatt-mueller.de/.well-known/carbot-verification")
    )]
    pub url: String,
    /// What it holds.
    pub content: String,
}

/// The TXT record to publish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerificationRecord {
    /// Its name.
    #[cfg_attr(feature = "openapi", schema(example = "_carbot.werkstatt-mueller.de"))]
    pub name: String,
    /// Its value.
    pub value: String,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DomainCheck {
    /// When it was.
    pub checked_at: DateTime<Utc>,
    /// Whether one of the ways succeeded.
    pub succeeded: bool,
    /// Every way.
    pub results: Vec<MethodResult>,
}

/// What a check found in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MethodResult {
    /// The way.
    pub method: VerificationMethod,
    /// What was found.
    pub outcome: CheckOutcome,
}

/// What a check found in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CheckOutcome {
    /// The token.
    Found,
    /// No file, record or tag.
    Missing,
    /// A file, record or tag with something else.
    WrongToken,
    /// No address of the domain.
    NoAddress,
    /// An address that is not of the public internet.
    AddressRefused,
    /// No answer, or none over https with a valid certificate.
    Unreachable,
    /// No answer within five seconds.
    TooSlow,
    /// More than 64 kB.
    TooLarge,
    /// A redirect that is not followed: to http, to another port, or the fourth one.
    RedirectRefused,
}

impl CheckOutcome {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Found,
        Self::Missing,
        Self::WrongToken,
        Self::NoAddress,
        Self::AddressRefused,
        Self::Unreachable,
        Self::TooSlow,
        Self::TooLarge,
        Self::RedirectRefused,
    ];

    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Missing => "missing",
            Self::WrongToken => "wrong_token",
            Self::NoAddress => "no_address",
            Self::AddressRefused => "address_refused",
            Self::Unreachable => "unreachable",
            Self::TooSlow => "too_slow",
            Self::TooLarge => "too_large",
            Self::RedirectRefused => "redirect_refused",
        }
    }
}
