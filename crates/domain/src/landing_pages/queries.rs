//! Reading pages.

use super::convert::{to_configuration, to_details, to_landing_page};
use crate::{
    Carbot, Error, Precondition, Result, Revised, businesses,
    entities::{landing_page, landing_page_version},
    paging::{invalid_cursor, page_size, to_page},
};
use api::{
    FieldErrors,
    businesses::BusinessDetails,
    conversations::Page,
    ids::{BusinessId, LandingPageId, UserId},
    landing_pages::{LandingPage, LandingPageDetails},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use std::collections::HashMap;

/// Every read of a page on behalf of an account begins here.
pub(super) fn owned_by(user_id: UserId) -> Select<landing_page::Entity> {
    landing_page::Entity::find().filter(landing_page::Column::UserId.eq(user_id))
}

/// The page of this id, where it belongs to the account.
pub(super) async fn find_owned(
    connection: &impl ConnectionTrait,
    user_id: UserId,
    id: LandingPageId,
) -> Result<landing_page::Model> {
    owned_by(user_id)
        .filter(landing_page::Column::Id.eq(id))
        .one(connection)
        .await?
        .ok_or(Error::NotFound)
}

/// The same, kept from changes of others until the transaction ends.
pub(super) async fn lock_owned(
    connection: &impl ConnectionTrait,
    user_id: UserId,
    id: LandingPageId,
    precondition: &Precondition,
) -> Result<landing_page::Model> {
    let page = owned_by(user_id)
        .filter(landing_page::Column::Id.eq(id))
        // Writers on SQLite are alone anyway, and this says nothing there.
        .lock_exclusive()
        .one(connection)
        .await?
        .ok_or(Error::NotFound)?;
    precondition.check(page.revision)?;
    Ok(page)
}

/// The oldest page of an account.
pub(super) async fn find_first(
    connection: &impl ConnectionTrait,
    user_id: UserId,
) -> Result<Option<landing_page::Model>> {
    Ok(owned_by(user_id)
        .order_by_asc(landing_page::Column::Id)
        .one(connection)
        .await?)
}

/// What people see of a page, where it is published.
pub(super) async fn find_live_version(
    connection: &impl ConnectionTrait,
    page: &landing_page::Model,
) -> Result<Option<landing_page_version::Model>> {
    let Some(id) = page.published_version_id.filter(|_| page.is_published) else {
        return Ok(None);
    };
    Ok(landing_page_version::Entity::find_by_id(id)
        .one(connection)
        .await?)
}

/// A page of an account's landing pages, the oldest first.
pub async fn list_landing_pages(
    carbot: &Carbot,
    user_id: UserId,
    cursor: Option<&str>,
    limit: u64,
) -> Result<Page<LandingPage>> {
    let connection = carbot.database.connection();
    let mut select = owned_by(user_id);
    if let Some(cursor) = cursor {
        let last: LandingPageId = cursor.parse().map_err(|_| invalid_cursor())?;
        select = select.filter(landing_page::Column::Id.gt(last));
    }
    let limit = page_size(limit)?;
    let models = select
        .order_by_asc(landing_page::Column::Id)
        .limit(limit + 1)
        .all(connection)
        .await?;
    let live = models.iter().filter_map(|it| it.published_version_id);
    let versions = landing_page_version::Entity::find()
        .filter(landing_page_version::Column::Id.is_in(live))
        .all(connection)
        .await?;
    let versions: HashMap<_, _> = versions.into_iter().map(|it| (it.id, it)).collect();
    to_page(
        models,
        limit,
        |it| it.id.to_string(),
        |page| {
            let live = page.published_version_id.filter(|_| page.is_published);
            let version = live.and_then(|id| versions.get(&id));
            to_landing_page(carbot, &page, version)
        },
    )
}

/// The page of this id with its draft.
pub async fn find_landing_page(
    carbot: &Carbot,
    user_id: UserId,
    id: LandingPageId,
) -> Result<Revised<LandingPageDetails>> {
    let connection = carbot.database.connection();
    let page = find_owned(connection, user_id, id).await?;
    revised(carbot, connection, page).await
}

/// A stored page as it is given back.
pub(super) async fn revised(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    page: landing_page::Model,
) -> Result<Revised<LandingPageDetails>> {
    let version = find_live_version(connection, &page).await?;
    Ok(Revised {
        revision: page.revision,
        value: to_details(carbot, &page, version.as_ref())?,
    })
}

/// The oldest page of an account, where there is one.
pub async fn find_first_page(carbot: &Carbot, user_id: UserId) -> Result<Option<LandingPage>> {
    let connection = carbot.database.connection();
    let Some(page) = find_first(connection, user_id).await? else {
        return Ok(None);
    };
    let version = find_live_version(connection, &page).await?;
    to_landing_page(carbot, &page, version.as_ref()).map(Some)
}

/// Where the privacy policy of a business stands: on its landing page, while
/// that is published.
pub(crate) async fn find_privacy_url(
    carbot: &Carbot,
    business_id: BusinessId,
) -> Result<Option<String>> {
    let page = landing_page::Entity::find()
        .filter(landing_page::Column::BusinessId.eq(business_id))
        .filter(landing_page::Column::IsPublished.eq(true))
        .order_by_asc(landing_page::Column::Id)
        .one(carbot.database.connection())
        .await?;
    Ok(page.map(|it| format!("{}/datenschutz", carbot.page_url(&it.subdomain))))
}

/// What a page must say by law and cannot say yet, by JSON pointer into the profile.
pub fn missing_facts(details: &BusinessDetails) -> FieldErrors {
    details.missing_imprint_facts()
}

/// The same for a page whose draft may say what the profile does not.
pub async fn missing_page_facts(
    carbot: &Carbot,
    user_id: UserId,
    id: LandingPageId,
) -> Result<FieldErrors> {
    let connection = carbot.database.connection();
    let page = find_owned(connection, user_id, id).await?;
    let business = businesses::find_owned(connection, user_id, page.business_id).await?;
    let mut details = businesses::convert::to_details(business)?;
    to_configuration(&page)?.apply_to(&mut details);
    Ok(missing_facts(&details))
}
