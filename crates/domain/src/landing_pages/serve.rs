//! Published pages, as they are sent.
//!
//! A page is rendered once and kept until what it was made from changes. In this process that is
//! known at once; changes of other processes are found by one look at the rows every few seconds.

use super::render::{Site, SitePage, View};
use crate::{
    Carbot, Error, Result, accounts,
    analytics::Metric,
    client_keys,
    entities::{business, landing_page, landing_page_version},
};
use api::{
    Language,
    ids::{ClientKeyId, LandingPageId, LandingPageVersionId},
    landing_pages::PageConfiguration,
    values::Subdomain,
};
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use sha2::{Digest as _, Sha256};
use std::{
    fmt::Write as _,
    io::Write as _,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicI64, Ordering},
    },
};
use templates::{Delivery, Forms, Links, Visibility};

/// How long a page is sent without asking the database whether it is still the one.
const TRUST: TimeDelta = TimeDelta::seconds(2);
/// Compression of pages, 0 to 11: what takes a millisecond or two.
const BROTLI_QUALITY: u32 = 6;

/// How a body is encoded (RFC 9110, 8.4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Not at all.
    Identity,
    /// `br`.
    Brotli,
    /// `gzip`.
    Gzip,
}

/// A page as it is sent.
#[derive(Debug)]
pub struct RenderedPage {
    html: Bytes,
    brotli: OnceLock<Option<Bytes>>,
    gzip: OnceLock<Option<Bytes>>,
    /// CSP sources of its style blocks: `'sha256-…'`.
    pub style_hashes: Vec<String>,
    /// Its weak entity tag (RFC 9110, 8.8.3), the same in every encoding.
    pub etag: String,
    /// The key of its chat, by which its readers are counted.
    client_key_id: Option<ClientKeyId>,
}

impl RenderedPage {
    pub(super) fn new(rendered: templates::Rendered, client_key_id: Option<ClientKeyId>) -> Self {
        let digest = hex::encode(Sha256::digest(rendered.html.as_bytes()));
        Self {
            etag: format!("W/\"{}\"", &digest[..32]),
            html: rendered.html.into(),
            brotli: OnceLock::new(),
            gzip: OnceLock::new(),
            style_hashes: rendered.style_hashes,
            client_key_id,
        }
    }

    /// The document, and how it is encoded: as asked for, where that can be. Compressed once.
    pub fn body(&self, encoding: Encoding) -> (Bytes, Encoding) {
        let compressed = match encoding {
            Encoding::Identity => None,
            Encoding::Brotli => self.brotli.get_or_init(|| brotli(&self.html)).clone(),
            Encoding::Gzip => self.gzip.get_or_init(|| gzip(&self.html)).clone(),
        };
        match compressed {
            Some(body) => (body, encoding),
            None => (self.html.clone(), Encoding::Identity),
        }
    }
}

fn brotli(plain: &[u8]) -> Option<Bytes> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, BROTLI_QUALITY, 22);
    writer.write_all(plain).ok()?;
    Some(writer.into_inner().into())
}

fn gzip(plain: &[u8]) -> Option<Bytes> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(plain).ok()?;
    writer.finish().ok().map(Into::into)
}

/// What a page was made from. Another one means another page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    page_id: LandingPageId,
    version_id: LandingPageVersionId,
    published_at: Option<DateTime<Utc>>,
    business_revision: i64,
}

/// A page in the cache; also that there is none.
#[derive(Debug)]
pub(crate) struct KeptPage {
    page: Option<Arc<RenderedPage>>,
    stamp: Option<Stamp>,
    /// When what it says of today is no longer so.
    valid_until: Option<DateTime<Utc>>,
    /// When the database was last asked, in milliseconds since 1970.
    checked_at: AtomicI64,
}

impl KeptPage {
    fn is_valid_at(&self, now: DateTime<Utc>) -> bool {
        self.valid_until.is_none_or(|it| now < it)
    }

    fn is_trusted_at(&self, now: DateTime<Utc>) -> bool {
        let age = now.timestamp_millis() - self.checked_at.load(Ordering::Relaxed);
        (0..TRUST.num_milliseconds()).contains(&age)
    }
}

/// What is published under a subdomain.
pub(super) struct Published {
    pub page: landing_page::Model,
    pub business: business::Model,
    pub stamp: Stamp,
}

/// The published page of a name, with its business; `None` where nothing is published there.
pub(super) async fn find_published(
    connection: &impl ConnectionTrait,
    subdomain: &Subdomain,
) -> Result<Option<Published>> {
    let found = landing_page::Entity::find()
        .filter(landing_page::Column::Subdomain.eq(subdomain.as_str()))
        .filter(landing_page::Column::IsPublished.eq(true))
        .filter(accounts::is_open((
            landing_page::Entity,
            landing_page::Column::UserId,
        )))
        .one(connection)
        .await?;
    let Some(page) = found else {
        return Ok(None);
    };
    let Some(version_id) = page.published_version_id else {
        return Ok(None);
    };
    let business = business::Entity::find_by_id(page.business_id)
        .one(connection)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Some(Published {
        stamp: Stamp {
            page_id: page.id,
            version_id,
            published_at: page.published_at,
            business_revision: business.revision,
        },
        page,
        business,
    }))
}

/// The site of what is published.
pub(super) async fn load_site(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    published: Published,
) -> Result<Site> {
    let version = landing_page_version::Entity::find_by_id(published.stamp.version_id)
        .one(connection)
        .await?
        .ok_or(Error::NotFound)?;
    let configuration: PageConfiguration = serde_json::from_value(version.configuration)?;
    Site::load(
        carbot,
        connection,
        &published.page,
        published.business,
        version.template_id,
        &configuration,
    )
    .await
}

/// A page of the site that is published under a subdomain, in the owner's first language where
/// none is asked for; `None` where nothing is published there, or not in that language.
pub async fn find_published_page(
    carbot: &Carbot,
    subdomain: &Subdomain,
    site_page: SitePage,
    language: Option<Language>,
) -> Result<Option<Arc<RenderedPage>>> {
    let cache_key = format!("{subdomain}|{site_page:?}|{language:?}");
    let now = carbot.clock.now();
    let mut kept = carbot.pages.get(&cache_key).await;
    if let Some(known) = &kept
        && !is_current(carbot, subdomain, known, now).await?
    {
        carbot.pages.invalidate(&cache_key).await;
        kept = None;
    }
    let kept = match kept {
        Some(kept) => kept,
        None => carbot
            .pages
            .try_get_with(
                cache_key,
                Box::pin(render(carbot, subdomain, site_page, language)),
            )
            .await
            .map_err(|error: Arc<Error>| match &*error {
                Error::Unavailable(cause) => Error::Unavailable(cause.clone()),
                other => Error::internal(other),
            })?,
    };
    let page = kept.page.clone();
    let key = page.as_ref().and_then(|it| it.client_key_id);
    if let (Some(key), SitePage::Home) = (key, site_page) {
        carbot.visits.count(key, Metric::PageViews, now);
    }
    Ok(page)
}

/// Whether a kept page is what would be made now.
async fn is_current(
    carbot: &Carbot,
    subdomain: &Subdomain,
    kept: &KeptPage,
    now: DateTime<Utc>,
) -> Result<bool> {
    if !kept.is_valid_at(now) {
        return Ok(false);
    }
    if kept.is_trusted_at(now) {
        return Ok(true);
    }
    let published = find_published(carbot.database.connection(), subdomain).await?;
    let is_same = published.map(|it| it.stamp) == kept.stamp;
    if is_same {
        kept.checked_at
            .store(now.timestamp_millis(), Ordering::Relaxed);
    }
    Ok(is_same)
}

async fn render(
    carbot: &Carbot,
    subdomain: &Subdomain,
    site_page: SitePage,
    language: Option<Language>,
) -> Result<Arc<KeptPage>> {
    let connection = carbot.database.connection();
    let checked_at = carbot.clock.now().timestamp_millis();
    let mut kept = KeptPage {
        page: None,
        stamp: None,
        valid_until: None,
        checked_at: AtomicI64::new(checked_at),
    };
    let Some(published) = find_published(connection, subdomain).await? else {
        return Ok(Arc::new(kept));
    };
    kept.stamp = Some(published.stamp);
    let site = load_site(carbot, connection, published).await?;
    let language = language.unwrap_or_else(|| site.details.default_language());
    if !site.languages().contains(&language) {
        return Ok(Arc::new(kept));
    }
    let view = served_view(
        carbot,
        &site,
        subdomain,
        site_page,
        language,
        Forms::default(),
    );
    let rendered = site.render(carbot, view)?;
    kept.valid_until = rendered.valid_until.map(|it| site.moment(it));
    let key = carbot.master_key.landing_page_key(site.page_id);
    let key = client_keys::find_active_key(carbot, key.as_str()).await;
    // A page without a key is read all the same.
    let key = key.ok().map(|it| it.id);
    kept.page = Some(Arc::new(RenderedPage::new(rendered, key)));
    Ok(Arc::new(kept))
}

/// A page as we serve it.
pub(super) fn served_view(
    carbot: &Carbot,
    site: &Site,
    subdomain: &Subdomain,
    site_page: SitePage,
    language: Language,
    forms: Forms,
) -> View {
    let own = site.details.default_language();
    let base = carbot.page_url(subdomain.as_str());
    let url_of = |it: Language| {
        if it == own {
            format!("{base}/")
        } else {
            format!("{base}/{it}")
        }
    };
    let links = if language == own {
        Links::served()
    } else {
        Links {
            home: format!("/{language}"),
            imprint: format!("/{language}/impressum"),
            privacy: format!("/{language}/datenschutz"),
            accessibility: format!("/{language}/barrierefreiheit"),
            ..Links::served()
        }
    };
    let others = site.languages().iter().filter(|it| **it != language);
    View {
        site_page,
        language,
        page_url: url_of(language),
        other_languages: others.map(|it| (*it, url_of(*it))).collect(),
        links,
        forms,
        has_widget: true,
        visibility: Visibility::Public,
        delivery: Delivery::Served,
    }
}

/// What search engines are told of a name: `robots.txt`.
pub async fn find_robots(carbot: &Carbot, subdomain: &Subdomain) -> Result<String> {
    let published = find_published(carbot.database.connection(), subdomain).await?;
    Ok(if published.is_some() {
        let base = carbot.page_url(subdomain.as_str());
        format!("User-agent: *\nAllow: /\n\nSitemap: {base}/sitemap.xml\n")
    } else {
        "User-agent: *\nDisallow: /\n".to_owned()
    })
}

/// The pages of a site for search engines (sitemaps.org), with their translations.
pub async fn find_site_map(carbot: &Carbot, subdomain: &Subdomain) -> Result<Option<String>> {
    let connection = carbot.database.connection();
    let Some(published) = find_published(connection, subdomain).await? else {
        return Ok(None);
    };
    let details = crate::businesses::convert::to_details(published.business)?;
    let base = carbot.page_url(subdomain.as_str());
    Ok(Some(site_map(
        &base,
        &details.languages,
        published.page.published_at,
        |language| {
            if language == details.default_language() {
                String::new()
            } else {
                language.to_string()
            }
        },
    )))
}

/// A site map; `path_of` gives the path of the page in a language, without a slash before it.
pub(super) fn site_map(
    base: &str,
    languages: &[Language],
    changed_at: Option<DateTime<Utc>>,
    path_of: impl Fn(Language) -> String,
) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for language in languages {
        // Writing to a string cannot fail. The addresses are made of names and codes.
        let _ = writeln!(xml, "<url><loc>{base}/{}</loc>", path_of(*language));
        for other in languages.iter().filter(|_| languages.len() > 1) {
            let _ = writeln!(
                xml,
                "<xhtml:link rel=\"alternate\" hreflang=\"{other}\" href=\"{base}/{}\"/>",
                path_of(*other)
            );
        }
        if let Some(time) = changed_at {
            let _ = writeln!(xml, "<lastmod>{}</lastmod>", time.format("%Y-%m-%d"));
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

/// The picture for the browser's tab of a site, as SVG.
pub async fn find_site_icon(carbot: &Carbot, subdomain: &Subdomain) -> Result<Option<String>> {
    let connection = carbot.database.connection();
    match find_published(connection, subdomain).await? {
        Some(published) => {
            let site = load_site(carbot, connection, published).await?;
            site.icon(carbot).map(Some)
        }
        None => Ok(None),
    }
}

/// The page for an address where nothing is published.
pub fn render_not_found(carbot: &Carbot) -> Result<RenderedPage> {
    let rendered = carbot
        .templates
        .render_not_found(Language::De)
        .map_err(Error::internal)?;
    Ok(RenderedPage::new(rendered, None))
}
