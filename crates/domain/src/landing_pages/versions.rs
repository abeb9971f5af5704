//! States of a page that were published.

use super::{
    changes::{change, check_template, record},
    convert::to_version,
    publish::MAX_VERSIONS,
    queries::{find_owned, lock_owned, revised},
};
use crate::{
    Carbot, Error, Precondition, Result, Revised, entities::landing_page_version, paging::to_page,
};
use api::{
    conversations::Page,
    ids::{LandingPageId, LandingPageVersionId, UserId},
    landing_pages::{LandingPageDetails, LandingPageDraft, LandingPageVersion},
    values::Subdomain,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// All versions of a page that are kept, the latest first.
pub async fn list_versions(
    carbot: &Carbot,
    user_id: UserId,
    id: LandingPageId,
) -> Result<Page<LandingPageVersion>> {
    let connection = carbot.database.connection();
    let page = find_owned(connection, user_id, id).await?;
    let live = page.published_version_id.filter(|_| page.is_published);
    let versions = landing_page_version::Entity::find()
        .filter(landing_page_version::Column::LandingPageId.eq(id))
        .order_by_desc(landing_page_version::Column::Number)
        .all(connection)
        .await?;
    let limit = u64::try_from(MAX_VERSIONS).unwrap_or_default();
    to_page(
        versions,
        limit,
        |it| it.number.to_string(),
        |it| Ok(to_version(it, live)),
    )
}

/// Makes the draft what a version was. People see it once it is published.
pub async fn restore_version(
    carbot: &Carbot,
    user_id: UserId,
    id: LandingPageId,
    version_id: LandingPageVersionId,
    precondition: &Precondition,
) -> Result<Revised<LandingPageDetails>> {
    let transaction = carbot.database.begin().await?;
    let found = lock_owned(&transaction, user_id, id, precondition).await?;
    let version = landing_page_version::Entity::find_by_id(version_id)
        .filter(landing_page_version::Column::LandingPageId.eq(id))
        .one(&transaction)
        .await?
        .ok_or(Error::NotFound)?;
    check_template(carbot, &version.template_id)?;
    let draft = LandingPageDraft {
        template_id: version.template_id,
        subdomain: found.subdomain.clone(),
        configuration: serde_json::from_value(version.configuration)?,
    };
    let subdomain = Subdomain::parse(&found.subdomain).map_err(Error::internal)?;
    let page = change(carbot, &transaction, &found, &subdomain, &draft).await?;
    record(carbot, &transaction, &page, "landing_page.restored").await?;
    let page = revised(carbot, &transaction, page).await?;
    transaction.commit().await?;
    Ok(page)
}
