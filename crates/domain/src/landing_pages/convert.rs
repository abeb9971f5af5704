//! Between the columns of a page and what travels.

use crate::{
    Carbot, Error, Result,
    entities::{landing_page, landing_page_version},
};
use api::{
    ids::LandingPageVersionId,
    landing_pages::{LandingPage, LandingPageDetails, LandingPageVersion, PageConfiguration},
    values::Subdomain,
};
use serde_json::Value as Json;

/// Where the configuration keeps what the column `seo_settings` holds.
const SEO: &str = "seo";

/// The columns `configuration` and `seo_settings`.
pub(super) fn to_columns(configuration: &PageConfiguration) -> Result<(Json, Json)> {
    let mut whole = serde_json::to_value(configuration)?;
    let seo = whole
        .as_object_mut()
        .and_then(|it| it.remove(SEO))
        .unwrap_or_default();
    Ok((whole, seo))
}

/// The draft of a page.
pub(super) fn to_configuration(page: &landing_page::Model) -> Result<PageConfiguration> {
    let mut whole = page.configuration.clone();
    let seo = &page.seo_settings;
    if let Some(fields) = whole.as_object_mut()
        && seo.as_object().is_some_and(|it| !it.is_empty())
    {
        fields.insert(SEO.to_owned(), seo.clone());
    }
    Ok(serde_json::from_value(whole)?)
}

/// Whether a version is what the draft would be published as.
pub(super) fn is_same(
    page: &landing_page::Model,
    configuration: &PageConfiguration,
    version: &landing_page_version::Model,
) -> Result<bool> {
    let published: PageConfiguration = serde_json::from_value(version.configuration.clone())?;
    Ok(page.template_id == version.template_id && *configuration == published)
}

/// A page, with the version people see where it is published.
pub(super) fn to_landing_page(
    carbot: &Carbot,
    page: &landing_page::Model,
    version: Option<&landing_page_version::Model>,
) -> Result<LandingPage> {
    let configuration = to_configuration(page)?;
    let is_live = match version {
        Some(version) => is_same(page, &configuration, version)?,
        None => false,
    };
    Ok(LandingPage {
        id: page.id,
        business_id: page.business_id,
        template_id: page.template_id.clone(),
        url: carbot.page_url(&page.subdomain),
        subdomain: Subdomain::parse(&page.subdomain).map_err(Error::internal)?,
        is_published: page.is_published,
        has_unpublished_changes: !is_live,
        published_at: page.published_at,
        created_at: page.created_at,
        updated_at: page.updated_at,
    })
}

/// The same with its draft.
pub(super) fn to_details(
    carbot: &Carbot,
    page: &landing_page::Model,
    version: Option<&landing_page_version::Model>,
) -> Result<LandingPageDetails> {
    Ok(LandingPageDetails {
        page: to_landing_page(carbot, page, version)?,
        configuration: to_configuration(page)?,
    })
}

pub(super) fn to_version(
    version: landing_page_version::Model,
    live: Option<LandingPageVersionId>,
) -> LandingPageVersion {
    LandingPageVersion {
        is_live: live == Some(version.id),
        id: version.id,
        number: version.number,
        template_id: version.template_id,
        published_at: version.published_at,
    }
}
