//! Landing pages: a business's website from its profile.

use crate::{
    Carbot, Error, Result,
    analytics::Metric,
    audit, businesses,
    chat::DEFAULT_COLOR,
    client_keys,
    entities::{business, landing_page, template},
    knowledge, services, webhooks,
};
use api::{
    FieldErrors, Language,
    businesses::BusinessDetails,
    ids::{BusinessId, ClientKeyId, LandingPageId, UserId},
    landing_pages::{LandingPage, PublishLandingPageRequest},
    problem::ValueError,
    values::{HostName, Subdomain},
    webhooks::WebhookEvent,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select,
    Set, sea_query::OnConflict,
};
use serde_json::json;
use std::sync::Arc;

/// A page as it is sent, kept until the profile changes.
#[derive(Clone, Debug)]
pub struct RenderedPage {
    /// The whole document.
    pub html: String,
    /// CSP sources of its style blocks: `'sha256-…'`.
    pub style_hashes: Vec<String>,
    /// Its entity tag (RFC 9110, 8.8.3), with quotes.
    pub etag: String,
    /// The key of its chat, by which its readers are counted.
    client_key_id: Option<ClientKeyId>,
}

/// Which page of a landing page's site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SitePage {
    /// The page itself.
    Home,
    /// Impressum (§ 5 DDG).
    Imprint,
    /// Datenschutzerklärung (Art. 13 GDPR).
    Privacy,
}

fn owned_by(user_id: UserId) -> Select<landing_page::Entity> {
    landing_page::Entity::find().filter(landing_page::Column::UserId.eq(user_id))
}

/// The landing page of an account, where there is one.
pub async fn find_landing_page(carbot: &Carbot, user_id: UserId) -> Result<Option<LandingPage>> {
    let page = find_model(carbot.database.connection(), user_id).await?;
    page.map(|it| to_landing_page(carbot, it)).transpose()
}

async fn find_model(
    connection: &impl ConnectionTrait,
    user_id: UserId,
) -> Result<Option<landing_page::Model>> {
    Ok(owned_by(user_id)
        .order_by_asc(landing_page::Column::Id)
        .one(connection)
        .await?)
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
        .one(carbot.database.connection())
        .await?;
    Ok(page.map(|it| format!("{}/datenschutz", carbot.page_url(&it.subdomain))))
}

/// What a page must say by law and cannot say yet, by JSON pointer into the profile.
pub fn missing_facts(details: &BusinessDetails) -> FieldErrors {
    let mut errors = FieldErrors::default();
    let mut require = |pointer: &'static str, text: Option<&str>| {
        let is_there = text.is_some_and(|it| !it.trim().is_empty());
        errors.require(
            pointer,
            is_there,
            ValueError::new("required", "is needed for the Impressum"),
        );
    };
    require("/address/street", Some(&details.address.street));
    require("/address/postal_code", Some(&details.address.postal_code));
    require("/address/city", Some(&details.address.city));
    require("/contact/phone", details.contact.phone.as_deref());
    require("/contact/email", details.contact.email.as_deref());
    require("/legal/company_name", details.legal.company_name.as_deref());
    errors
}

/// Publishes the page of an account's first business under a subdomain, or
/// moves it there. Refused until the profile has the facts of the Impressum.
pub async fn publish_landing_page(
    carbot: &Carbot,
    user_id: UserId,
    request: &PublishLandingPageRequest,
) -> Result<LandingPage> {
    let subdomain = request.parse()?;
    let transaction = carbot.database.begin().await?;
    let business = businesses::find_first(&transaction, user_id).await?;
    let business_id = business.id;
    let missing = missing_facts(&businesses::convert::to_details(business)?);
    if !missing.0.is_empty() {
        return Err(Error::Invalid(missing));
    }
    seed_template(carbot, &transaction, &request.template_id).await?;
    let now = carbot.clock.now();
    let found = find_model(&transaction, user_id).await?;
    let page = landing_page::ActiveModel {
        template_id: Set(request.template_id.clone()),
        subdomain: Set(subdomain.to_string()),
        is_published: Set(true),
        published_at: Set(Some(now)),
        updated_at: Set(now),
        ..Default::default()
    };
    let stored = match &found {
        Some(found) => {
            landing_page::ActiveModel {
                id: Set(found.id),
                ..page
            }
            .update(&transaction)
            .await
        }
        None => {
            landing_page::ActiveModel {
                id: Set(LandingPageId::new()),
                user_id: Set(user_id),
                business_id: Set(business_id),
                custom_domain: Set(None),
                ssl_enabled: Set(false),
                configuration: Set(json!({})),
                seo_settings: Set(json!({})),
                created_at: Set(now),
                ..page
            }
            .insert(&transaction)
            .await
        }
    };
    let stored = stored.map_err(|error| {
        let taken = ValueError::new("subdomain_taken", "is taken").at("/subdomain");
        Error::conflict_on(
            error,
            "uq_landing_pages_subdomain",
            "landing_pages.subdomain",
            taken,
        )
    })?;
    ensure_key(carbot, &transaction, &stored).await?;
    let action = audit::Action {
        user_id,
        business_id: Some(business_id),
        name: "landing_page.published",
        target_id: Some(&stored.id),
    };
    audit::record(carbot, &transaction, action).await?;
    let data = json!({
        "business_id": business_id,
        "landing_page_id": stored.id,
        "url": carbot.page_url(&stored.subdomain),
    });
    let event = WebhookEvent::LandingPagePublished;
    let has_jobs = webhooks::emit(carbot, &transaction, business_id, event, &data).await?;
    transaction.commit().await?;
    if has_jobs {
        carbot.wake_worker();
    }
    carbot.forget_business(business_id).await;
    carbot.keys.invalidate_all();
    to_landing_page(carbot, stored)
}

/// Takes the page of an account off the web.
pub async fn unpublish_landing_page(carbot: &Carbot, user_id: UserId) -> Result<LandingPage> {
    let transaction = carbot.database.begin().await?;
    let found = find_model(&transaction, user_id)
        .await?
        .ok_or(Error::NotFound)?;
    let business_id = found.business_id;
    let page = landing_page::ActiveModel {
        id: Set(found.id),
        is_published: Set(false),
        updated_at: Set(carbot.clock.now()),
        ..Default::default()
    };
    let stored = page.update(&transaction).await?;
    let action = audit::Action {
        user_id,
        business_id: Some(business_id),
        name: "landing_page.unpublished",
        target_id: Some(&stored.id),
    };
    audit::record(carbot, &transaction, action).await?;
    transaction.commit().await?;
    carbot.forget_business(business_id).await;
    to_landing_page(carbot, stored)
}

/// Keeps the template's row, to which pages refer, in step with the code.
async fn seed_template(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    template_id: &str,
) -> Result<()> {
    let unknown = ValueError::new("unknown_template", "is not a template").at("/template_id");
    let info = carbot
        .templates
        .list()
        .iter()
        .find(|it| it.id == template_id)
        .ok_or_else(|| Error::from(unknown))?;
    let now = carbot.clock.now();
    let row = template::ActiveModel {
        id: Set(info.id.to_string()),
        name: Set(info.name.to_string()),
        description: Set(Some(info.description.to_string())),
        category: Set(Some(info.category.to_string())),
        preview_image_url: Set(Some(info.preview_image_url.to_string())),
        template_data: Set(json!({ "features": info.features })),
        is_active: Set(true),
        created_at: Set(now),
        updated_at: Set(now),
    };
    let refresh = OnConflict::column(template::Column::Id)
        .update_columns([
            template::Column::Name,
            template::Column::Description,
            template::Column::TemplateData,
            template::Column::UpdatedAt,
        ])
        .to_owned();
    template::Entity::insert(row)
        .on_conflict(refresh)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// The chat on the page needs a key of its own, for the page's host, which is
/// ours and so needs no verification.
async fn ensure_key(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    page: &landing_page::Model,
) -> Result<()> {
    let host = format!("{}.{}", page.subdomain, carbot.settings.pages_domain);
    let domain = HostName::parse(&host).map_err(Error::internal)?;
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

/// The published page of a host, for `subdomain.pages-domain` only; `None`
/// where nothing is published there.
pub async fn find_published_page(
    carbot: &Carbot,
    host: &str,
    site_page: SitePage,
    language: Option<Language>,
) -> Result<Option<Arc<RenderedPage>>> {
    let Some(subdomain) = subdomain_of(carbot, host) else {
        return Ok(None);
    };
    let cache_key = format!("{subdomain}|{site_page:?}|{language:?}");
    let page = carbot
        .pages
        .try_get_with(
            cache_key,
            Box::pin(render(carbot, &subdomain, site_page, language)),
        )
        .await
        .map_err(|error: Arc<Error>| match &*error {
            Error::Unavailable(cause) => Error::Unavailable(cause.clone()),
            other => Error::internal(other),
        })?;
    let key = page.as_ref().and_then(|it| it.client_key_id);
    if let (Some(key), SitePage::Home) = (key, site_page) {
        let now = carbot.clock.now();
        carbot.visits.count(key, Metric::PageViews, now);
    }
    Ok(page)
}

/// The subdomain a host names, where it is one of the pages domain.
pub fn subdomain_of(carbot: &Carbot, host: &str) -> Option<Subdomain> {
    let host = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let name = host
        .strip_suffix(&carbot.settings.pages_domain)?
        .strip_suffix('.')?;
    Subdomain::parse(name).ok()
}

async fn render(
    carbot: &Carbot,
    subdomain: &Subdomain,
    site_page: SitePage,
    language: Option<Language>,
) -> Result<Option<Arc<RenderedPage>>> {
    let connection = carbot.database.connection();
    let Some(page) = landing_page::Entity::find()
        .filter(landing_page::Column::Subdomain.eq(subdomain.as_str()))
        .filter(landing_page::Column::IsPublished.eq(true))
        .one(connection)
        .await?
    else {
        return Ok(None);
    };
    let business = business::Entity::find_by_id(page.business_id)
        .one(connection)
        .await?
        .ok_or(Error::NotFound)?;
    let details = businesses::convert::to_details(business)?;
    let default_language = details.default_language();
    let language = language.unwrap_or(default_language);
    if !details.languages.contains(&language) {
        return Ok(None);
    }
    let url = carbot.page_url(subdomain.as_str());
    let url_of = |language: Language| {
        if language == default_language {
            format!("{url}/")
        } else {
            format!("{url}/{language}")
        }
    };
    let services: Vec<_> = services::find_all(connection, page.business_id)
        .await?
        .into_iter()
        .map(|it| it.input)
        .collect();
    let knowledge: Vec<_> = knowledge::find_all(connection, page.business_id)
        .await?
        .into_iter()
        .map(|it| it.input)
        .filter(|it| it.is_active)
        .collect();
    let zone = details
        .time_zone
        .parse()
        .unwrap_or(chrono_tz::Tz::Europe__Berlin);
    let primary_color = details
        .chat
        .primary_color
        .clone()
        .unwrap_or_else(|| DEFAULT_COLOR.to_owned());
    let context = templates::LandingPage {
        business: &details,
        services: &services,
        knowledge: &knowledge,
        language,
        page_url: url_of(language),
        other_languages: details
            .languages
            .iter()
            .filter(|it| **it != language && Language::DASHBOARD.contains(it))
            .map(|it| (*it, url_of(*it)))
            .collect(),
        widget: Some(templates::Widget {
            script_url: format!("{}/widget.js", carbot.public_url()),
            client_key: carbot.master_key.landing_page_key(page.id).to_string(),
            primary_color,
        }),
        now: carbot.clock.now().with_timezone(&zone).naive_local(),
    };
    let rendered = match site_page {
        SitePage::Home => carbot
            .templates
            .render_landing_page(&page.template_id, &context),
        SitePage::Imprint => carbot
            .templates
            .render_legal_page(templates::LegalPage::Imprint, &context),
        SitePage::Privacy => carbot
            .templates
            .render_legal_page(templates::LegalPage::Privacy, &context),
    }
    .map_err(Error::internal)?;
    let key = carbot.master_key.landing_page_key(page.id);
    let key = client_keys::find_active_key(carbot, key.as_str()).await;
    Ok(Some(Arc::new(RenderedPage {
        // A page without a key is read all the same.
        client_key_id: key.ok().map(|it| it.id),
        etag: etag_of(&rendered.html),
        html: rendered.html,
        style_hashes: rendered.style_hashes,
    })))
}

fn etag_of(content: &str) -> String {
    use sha2::{Digest, Sha256};
    let digest = hex::encode(Sha256::digest(content.as_bytes()));
    format!("\"{}\"", &digest[..32])
}

fn to_landing_page(carbot: &Carbot, model: landing_page::Model) -> Result<LandingPage> {
    Ok(LandingPage {
        id: model.id,
        template_id: model.template_id,
        url: carbot.page_url(&model.subdomain),
        subdomain: Subdomain::parse(&model.subdomain).map_err(Error::internal)?,
        is_published: model.is_published,
        published_at: model.published_at,
    })
}

/// The page for an address where nothing is published.
pub fn render_not_found(carbot: &Carbot) -> Result<RenderedPage> {
    let rendered = carbot
        .templates
        .render_not_found(Language::De)
        .map_err(Error::internal)?;
    Ok(RenderedPage {
        client_key_id: None,
        etag: etag_of(&rendered.html),
        html: rendered.html,
        style_hashes: rendered.style_hashes,
    })
}
