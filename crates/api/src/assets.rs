//! Uploaded pictures of a business: for its landing pages and for the face of its chat.

use crate::{
    ids::{AssetId, BusinessId},
    problem::ValueError,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// The longest file that is taken, in bytes.
pub const MAX_ASSET_BYTES: usize = 8 * 1024 * 1024;
/// Pictures a business may have.
pub const MAX_ASSETS: u64 = 500;

/// What a picture is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AssetKind {
    /// The business's logo.
    Logo,
    /// The sign in the browser's tab and on the home screen.
    Favicon,
    /// A picture beside text of a page.
    Photo,
    /// One of many on a page.
    Gallery,
    /// Somebody who works there.
    Team,
    /// The face of the chat.
    Avatar,
}

impl AssetKind {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Logo,
        Self::Favicon,
        Self::Photo,
        Self::Gallery,
        Self::Team,
        Self::Avatar,
    ];

    /// The name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Logo => "logo",
            Self::Favicon => "favicon",
            Self::Photo => "photo",
            Self::Gallery => "gallery",
            Self::Team => "team",
            Self::Avatar => "avatar",
        }
    }
}

impl FromStr for AssetKind {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let kind = Self::ALL.into_iter().find(|it| it.as_str() == text);
        kind.ok_or(ValueError::new(
            "unknown_asset_kind",
            "must be logo, favicon, photo, gallery, team or avatar",
        ))
    }
}

/// How far a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AssetStatus {
    /// Its sizes are being made.
    Processing,
    /// It can be shown.
    Ready,
    /// It cannot be read; `failure` says why.
    Failed,
}

impl AssetStatus {
    /// The name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Processing => "processing",
            Self::Ready => "ready",
            Self::Failed => "failed",
        }
    }
}

/// A picture in one size and format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AssetVariant {
    /// Its address. What is found there never changes.
    pub url: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// `image/webp`, `image/png` or `image/x-icon`.
    pub media_type: String,
    /// Its length.
    pub bytes: u64,
}

/// An uploaded picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Asset {
    /// Its id.
    pub id: AssetId,
    /// Whose it is.
    pub business_id: BusinessId,
    /// What it is for.
    pub kind: AssetKind,
    /// The name of the uploaded file, for people.
    pub file_name: String,
    /// What the uploaded file is, by its content.
    pub media_type: String,
    /// Width of the uploaded picture in pixels, when it stands upright.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// Length of the uploaded file.
    pub bytes: u64,
    /// SHA-256 of the uploaded file in hexadecimal digits.
    pub sha256: String,
    /// How far it is.
    pub status: AssetStatus,
    /// Why it cannot be shown: `damaged_picture` or `too_many_pixels`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
    /// Its sizes, the smallest first; none until it is `ready`.
    pub variants: Vec<AssetVariant>,
    /// When it was uploaded.
    pub created_at: DateTime<Utc>,
}

/// Which pictures are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct AssetQuery {
    /// Only those of this business.
    pub business_id: Option<BusinessId>,
    /// Only those for this.
    pub kind: Option<AssetKind>,
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items of a page, 1 to 100; 50 unless named.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    pub limit: Option<u64>,
}

/// The parts of the form with which a picture is uploaded (`multipart/form-data`).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UploadAssetForm {
    /// The picture: PNG, JPEG, WebP or GIF, at most 8 MiB and 40 million pixels.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Binary))]
    pub file: Vec<u8>,
    /// What it is for.
    pub kind: AssetKind,
    /// Whose it is; the first business of the account unless named.
    pub business_id: Option<BusinessId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_everywhere() {
        for kind in AssetKind::ALL {
            assert_eq!(serde_json::json!(kind), kind.as_str());
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
        for status in [
            AssetStatus::Processing,
            AssetStatus::Ready,
            AssetStatus::Failed,
        ] {
            assert_eq!(serde_json::json!(status), status.as_str());
        }
        assert!("Logo".parse::<AssetKind>().is_err());
    }
}
