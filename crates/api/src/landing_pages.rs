//! Landing pages: a website from the profile.

use crate::{FieldErrors, ids::LandingPageId, values::Subdomain};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What a new page needs; its facts come from the business profile.
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

/// A landing page as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LandingPage {
    /// Its id.
    pub id: LandingPageId,
    /// The template it is made with.
    pub template_id: String,
    /// The name under which it is served.
    pub subdomain: Subdomain,
    /// Its address.
    pub url: String,
    /// Whether people can see it.
    pub is_published: bool,
    /// When it was last published.
    pub published_at: Option<DateTime<Utc>>,
}
