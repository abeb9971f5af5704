//! What the tests of several modules need.

use crate::{Asset, LandingPage, PublicHoliday};
use api::{Language, businesses::BusinessProfile, page_content::PageContent};
use std::collections::BTreeMap;

/// Owns what a page borrows.
pub(crate) struct Sample {
    pub profile: BusinessProfile,
    pub content: PageContent,
    pub assets: BTreeMap<String, Asset>,
    pub holidays: Vec<PublicHoliday>,
}

/// The demo business on a Monday morning.
pub(crate) fn sample() -> Sample {
    let profile = include_str!("../../domain/demo/profile.json");
    Sample {
        profile: serde_json::from_str(profile).expect("a profile"),
        content: PageContent::default(),
        assets: BTreeMap::new(),
        holidays: Vec::new(),
    }
}

impl Sample {
    pub fn page(&self, language: Language) -> LandingPage<'_> {
        LandingPage {
            services: &self.profile.services,
            knowledge: &self.profile.knowledge,
            assets: &self.assets,
            holidays: &self.holidays,
            now: "2026-11-23T10:00:00".parse().expect("a time"),
            ..LandingPage::new(
                &self.profile.business,
                &self.content,
                language,
                "https://demo.example/".to_owned(),
            )
        }
    }
}
