//! A business for every template, made up: what owners see before they choose.

use crate::{Error, LandingPage};
use api::{Language, businesses::BusinessProfile, page_content::PageContent};
use rust_embed::RustEmbed;
use serde::Deserialize;

/// One file for every template.
#[derive(RustEmbed)]
#[folder = "samples/"]
struct Files;

/// A made-up business and its page.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// The business.
    pub profile: BusinessProfile,
    /// What its page says beyond the profile.
    pub content: PageContent,
}

impl Sample {
    /// The business a template was made for.
    pub fn of(template_id: &str) -> Result<Self, Error> {
        let file = Files::get(&format!("{template_id}.json"))
            .ok_or_else(|| Error::Unknown(template_id.to_owned()))?;
        Ok(serde_json::from_slice(&file.data)?)
    }

    /// Its page. Caller sets what depends on where and when it is shown.
    pub fn page(&self, language: Language, page_url: String) -> LandingPage<'_> {
        LandingPage {
            services: &self.profile.services,
            knowledge: &self.profile.knowledge,
            ..LandingPage::new(&self.profile.business, &self.content, language, page_url)
        }
    }
}
