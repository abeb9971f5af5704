//! Landing pages: a website from the profile.

mod configuration;

pub use configuration::{
    CarDealer, ContactInfo, PageConfiguration, PublishedSchemaType, SeoSettings, ThemeSettings,
};

use crate::{
    FieldErrors,
    ids::{BusinessId, LandingPageId, LandingPageVersionId},
    values::Subdomain,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Landing pages of an account, at most.
pub const MAX_LANDING_PAGES: u64 = 50;

/// What the page of a first business needs to be published as it is; its facts come from the
/// profile.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PublishLandingPageRequest {
    /// The template: `modern-minimalist`.
    #[serde(default = "modern_minimalist")]
    pub template_id: String,
    /// The name under which the page is served.
    pub subdomain: String,
}

fn modern_minimalist() -> String {
    "modern-minimalist".to_owned()
}

impl PublishLandingPageRequest {
    /// Checks every field.
    pub fn parse(&self) -> Result<Subdomain, FieldErrors> {
        let mut errors = FieldErrors::default();
        let subdomain = errors.check("/subdomain", Subdomain::parse(&self.subdomain));
        errors.finish(subdomain)
    }
}

/// A new page; a draft until it is published.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(
    feature = "openapi",
    derive(utoipa::ToSchema),
    schema(example = json!({
        "template_id": "modern-minimalist",
        "subdomain": "werkstatt-mueller",
        "configuration": { "theme": { "primary_color": "#007bff" } },
    }))
)]
#[serde(deny_unknown_fields)]
pub struct CreateLandingPageRequest {
    /// The template: `modern-minimalist`.
    pub template_id: String,
    /// The name under which the page is served, 3 to 63 characters of `a-z`, `0-9` and `-`.
    pub subdomain: String,
    /// What the owner decides about it.
    #[serde(default)]
    pub configuration: PageConfiguration,
    /// The business it is about; the first one where missing.
    #[serde(default)]
    pub business_id: Option<BusinessId>,
}

impl CreateLandingPageRequest {
    /// Checks every field.
    pub fn parse(&self) -> Result<Subdomain, FieldErrors> {
        parse(&self.subdomain, &self.configuration)
    }
}

/// What of a page can be changed. All but the subdomain takes effect when it is published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LandingPageDraft {
    /// The template.
    pub template_id: String,
    /// The name under which the page is served. The page moves at once, published or not.
    pub subdomain: String,
    /// What the owner decides about it.
    #[serde(default)]
    pub configuration: PageConfiguration,
}

impl LandingPageDraft {
    /// Checks every field.
    pub fn parse(&self) -> Result<Subdomain, FieldErrors> {
        parse(&self.subdomain, &self.configuration)
    }
}

fn parse(subdomain: &str, configuration: &PageConfiguration) -> Result<Subdomain, FieldErrors> {
    let mut errors = FieldErrors::default();
    let subdomain = errors.check("/subdomain", Subdomain::parse(subdomain));
    errors.extend_below("/configuration", configuration.validate());
    errors.finish(subdomain)
}

/// A landing page as its owner sees it in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LandingPage {
    /// Its id.
    pub id: LandingPageId,
    /// The business it is about.
    pub business_id: BusinessId,
    /// The template of the draft.
    pub template_id: String,
    /// The name under which it is served.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub subdomain: Subdomain,
    /// Its address.
    pub url: String,
    /// Whether people can see it.
    pub is_published: bool,
    /// Whether the draft differs from what people see.
    pub has_unpublished_changes: bool,
    /// When it was last published.
    pub published_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When its draft last changed, or it was published or taken off the web.
    pub updated_at: DateTime<Utc>,
}

/// A landing page with its draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LandingPageDetails {
    /// The page.
    #[serde(flatten)]
    pub page: LandingPage,
    /// The draft.
    pub configuration: PageConfiguration,
}

/// What publishing a page, or taking it off the web, answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublishLandingPageResponse {
    /// What was done: `Landing page published successfully`.
    pub message: String,
    /// The page as it is now.
    pub landing_page: LandingPage,
}

/// A state of a page that was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LandingPageVersion {
    /// Its id.
    pub id: LandingPageVersionId,
    /// Counts from 1.
    pub number: i32,
    /// The template it was made with.
    pub template_id: String,
    /// Whether people see it now.
    pub is_live: bool,
    /// When it was published.
    pub published_at: DateTime<Utc>,
}

/// A page as a document: what [`CreateLandingPageRequest`] takes makes it again, under another
/// name or in another account. Uploaded pictures are not part of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LandingPageDocument {
    /// The template.
    pub template_id: String,
    /// The name under which the page is served.
    pub subdomain: String,
    /// What the owner decides about it.
    pub configuration: PageConfiguration,
}
