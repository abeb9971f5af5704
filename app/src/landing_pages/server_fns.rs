//! The landing page: what is there, publish, unpublish.

use crate::error::AppError;
use api::landing_pages::LandingPage;
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::suggestion::suggest_subdomain;
#[cfg(feature = "ssr")]
use crate::session;
#[cfg(feature = "ssr")]
use api::landing_pages::PublishLandingPageRequest;
#[cfg(feature = "ssr")]
use domain::{businesses, landing_pages};

/// The one template there is so far.
#[cfg(feature = "ssr")]
const TEMPLATE: &str = "modern-minimalist";

/// What the page of landing pages shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LandingPageState {
    /// The page, where there is one.
    pub page: Option<LandingPage>,
    /// Facts the law asks for that the profile lacks, as JSON pointers.
    pub missing_facts: Vec<String>,
    /// A name made from that of the business.
    pub suggested_subdomain: String,
    /// The address of a page called `name`, to show what a subdomain is.
    pub example_url: String,
}

/// The landing page of the signed-in account, and what it takes to publish it.
#[server(prefix = "/fn", endpoint = "find_landing_page", input = GetUrl)]
pub async fn find_landing_page() -> Result<LandingPageState, AppError> {
    let (carbot, user) = session::actor("read:own_landing_pages").await?;
    let page = landing_pages::find_landing_page(&carbot, user)
        .await
        .map_err(AppError::refuse)?;
    let business = businesses::first_business(&carbot, user)
        .await
        .map_err(AppError::refuse)?;
    let missing_facts = landing_pages::missing_facts(&business.details)
        .0
        .into_iter()
        .map(|it| it.pointer.into_owned())
        .collect();
    Ok(LandingPageState {
        page,
        missing_facts,
        suggested_subdomain: suggest_subdomain(&business.details.name),
        example_url: carbot.page_url("name"),
    })
}

/// Publishes the page, or moves it to another name.
#[server(prefix = "/fn", endpoint = "publish_landing_page")]
pub async fn publish_landing_page(subdomain: String) -> Result<(), AppError> {
    let (carbot, user) = session::actor("update:own_landing_pages").await?;
    let request = PublishLandingPageRequest {
        template_id: TEMPLATE.to_owned(),
        subdomain,
    };
    landing_pages::publish_landing_page(&carbot, user, &request)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form("/landing-pages?saved=published");
    Ok(())
}

/// Takes the page off the web.
#[server(prefix = "/fn", endpoint = "unpublish_landing_page")]
pub async fn unpublish_landing_page() -> Result<(), AppError> {
    let (carbot, user) = session::actor("update:own_landing_pages").await?;
    landing_pages::unpublish_landing_page(&carbot, user)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form("/landing-pages?saved=unpublished");
    Ok(())
}
