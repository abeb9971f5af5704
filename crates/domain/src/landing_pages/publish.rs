//! Putting pages on the web and taking them off.

use super::{
    changes::{change, check_template, host_name, insert, record},
    convert::{is_same, to_configuration, to_landing_page},
    queries::{find_first, find_live_version, lock_owned, missing_facts},
};
use crate::{
    Carbot, Error, Precondition, Result, Revised, businesses, client_keys,
    entities::{landing_page, landing_page_version},
    webhooks,
};
use api::{
    ids::{ClientKeyId, LandingPageId, LandingPageVersionId, UserId},
    landing_pages::{LandingPage, LandingPageDraft, PublishLandingPageRequest},
    values::Subdomain,
    webhooks::WebhookEvent,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use serde_json::json;

/// Versions kept of a page; the oldest go first.
pub(super) const MAX_VERSIONS: i32 = 50;

/// Publishes the draft of a page. Refused until the page has the facts of the Impressum.
pub async fn publish_landing_page(
    carbot: &Carbot,
    user_id: UserId,
    id: LandingPageId,
    precondition: &Precondition,
) -> Result<Revised<LandingPage>> {
    let transaction = carbot.database.begin().await?;
    let found = lock_owned(&transaction, user_id, id, precondition).await?;
    let published = publish(carbot, &transaction, found).await?;
    transaction.commit().await?;
    published.tell(carbot).await;
    Ok(published.page)
}

/// Publishes the first page of an account under a subdomain, or moves it there; makes it where
/// there is none.
pub async fn publish_at(
    carbot: &Carbot,
    user_id: UserId,
    request: &PublishLandingPageRequest,
) -> Result<LandingPage> {
    let subdomain = request.parse()?;
    check_template(carbot, &request.template_id)?;
    let transaction = carbot.database.begin().await?;
    let draft = LandingPageDraft {
        template_id: request.template_id.clone(),
        subdomain: subdomain.to_string(),
        configuration: api::landing_pages::PageConfiguration::default(),
    };
    let page = if let Some(found) = find_first(&transaction, user_id).await? {
        let found = lock_owned(&transaction, user_id, found.id, &Precondition::Any).await?;
        let draft = LandingPageDraft {
            configuration: to_configuration(&found)?,
            ..draft
        };
        change(carbot, &transaction, &found, &subdomain, &draft).await?
    } else {
        let business = businesses::find_first(&transaction, user_id).await?;
        let owner = (user_id, business.id);
        insert(carbot, &transaction, owner, &subdomain, &draft).await?
    };
    let published = publish(carbot, &transaction, page).await?;
    transaction.commit().await?;
    published.tell(carbot).await;
    Ok(published.page.value)
}

/// A page that was published in a transaction.
struct Published {
    page: Revised<LandingPage>,
    has_jobs: bool,
}

impl Published {
    /// What comes after the commit.
    async fn tell(&self, carbot: &Carbot) {
        if self.has_jobs {
            carbot.wake_worker();
        }
        carbot.forget_business(self.page.value.business_id).await;
        carbot.keys.invalidate_all();
    }
}

/// Publishes the draft of a page that the transaction has locked.
async fn publish(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    found: landing_page::Model,
) -> Result<Published> {
    Subdomain::parse(&found.subdomain).map_err(|it| Error::from(it.at("/subdomain")))?;
    check_template(carbot, &found.template_id)?;
    let business = businesses::find_owned(connection, found.user_id, found.business_id).await?;
    let configuration = to_configuration(&found)?;
    let mut details = businesses::convert::to_details(business)?;
    configuration.apply_to(&mut details);
    let missing = missing_facts(&details);
    if !missing.0.is_empty() {
        return Err(Error::Invalid(missing));
    }
    let now = carbot.clock.now();
    let latest = latest_version(connection, found.id).await?;
    let version = match latest {
        Some(latest) if is_same(&found, &configuration, &latest)? => latest,
        latest => {
            let version = landing_page_version::ActiveModel {
                id: Set(LandingPageVersionId::new()),
                landing_page_id: Set(found.id),
                number: Set(latest.map_or(1, |it| it.number + 1)),
                template_id: Set(found.template_id.clone()),
                configuration: Set(serde_json::to_value(&configuration)?),
                published_at: Set(now),
            };
            version.insert(connection).await?
        }
    };
    landing_page_version::Entity::delete_many()
        .filter(landing_page_version::Column::LandingPageId.eq(found.id))
        .filter(landing_page_version::Column::Number.lte(version.number - MAX_VERSIONS))
        .exec(connection)
        .await?;
    let page = landing_page::ActiveModel {
        id: Set(found.id),
        is_published: Set(true),
        published_at: Set(Some(now)),
        published_version_id: Set(Some(version.id)),
        revision: Set(found.revision + 1),
        updated_at: Set(now),
        ..Default::default()
    };
    let page = page.update(connection).await?;
    ensure_key(carbot, connection, &page).await?;
    record(carbot, connection, &page, "landing_page.published").await?;
    let data = json!({
        "business_id": page.business_id,
        "landing_page_id": page.id,
        "url": carbot.page_url(&page.subdomain),
    });
    let event = WebhookEvent::LandingPagePublished;
    let has_jobs = webhooks::emit(carbot, connection, page.business_id, event, &data).await?;
    Ok(Published {
        page: Revised {
            revision: page.revision,
            value: to_landing_page(carbot, &page, Some(&version))?,
        },
        has_jobs,
    })
}

async fn latest_version(
    connection: &impl ConnectionTrait,
    id: LandingPageId,
) -> Result<Option<landing_page_version::Model>> {
    Ok(landing_page_version::Entity::find()
        .filter(landing_page_version::Column::LandingPageId.eq(id))
        .order_by_desc(landing_page_version::Column::Number)
        .limit(1)
        .one(connection)
        .await?)
}

/// Takes a page off the web. Its draft and versions stay.
pub async fn unpublish_landing_page(
    carbot: &Carbot,
    user_id: UserId,
    id: LandingPageId,
    precondition: &Precondition,
) -> Result<Revised<LandingPage>> {
    let transaction = carbot.database.begin().await?;
    let found = lock_owned(&transaction, user_id, id, precondition).await?;
    let page = landing_page::ActiveModel {
        id: Set(found.id),
        is_published: Set(false),
        revision: Set(found.revision + 1),
        updated_at: Set(carbot.clock.now()),
        ..Default::default()
    };
    let page = page.update(&transaction).await?;
    record(carbot, &transaction, &page, "landing_page.unpublished").await?;
    let version = find_live_version(&transaction, &page).await?;
    let value = to_landing_page(carbot, &page, version.as_ref())?;
    transaction.commit().await?;
    carbot.forget_business(page.business_id).await;
    Ok(Revised {
        revision: page.revision,
        value,
    })
}

/// `demo.pages.example`.
pub(super) fn page_host(carbot: &Carbot, page: &landing_page::Model) -> String {
    format!("{}.{}", page.subdomain, carbot.settings.pages_domain)
}

/// The chat on the page needs a key of its own, for the page's host, which is
/// ours and so needs no verification.
pub(super) async fn ensure_key(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    page: &landing_page::Model,
) -> Result<()> {
    let domain = host_name(carbot, page)?;
    let key = carbot.master_key.landing_page_key(page.id);
    if client_keys::move_key(carbot, connection, &key, &domain).await? {
        return Ok(());
    }
    let new = client_keys::NewKey {
        id: ClientKeyId::new(),
        user_id: page.user_id,
        business_id: page.business_id,
        key: &key,
        domain: &domain,
        is_verified: true,
        description: None,
        usage_limit: i32::MAX,
    };
    client_keys::insert(carbot, connection, new).await?;
    Ok(())
}
