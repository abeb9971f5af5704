//! A page to take away: as a document that makes it again, and as a site of plain files that any
//! web server can send.

use super::{
    convert::to_configuration,
    queries::find_owned,
    render::{Site, SitePage, View},
    serve::site_map,
};
use crate::{Carbot, Error, Result, businesses};
use api::{
    Language,
    ids::{LandingPageId, UserId},
    landing_pages::LandingPageDocument,
    problem::ValueError,
};
use std::{
    collections::BTreeSet,
    io::{Cursor, Write as _},
};
use templates::{Delivery, Forms, Links, Visibility};
use zip::{ZipWriter, write::SimpleFileOptions};

/// A site as a ZIP file.
#[derive(Clone, Debug)]
pub struct SiteExport {
    /// What to call it: `werkstatt-mueller.zip`.
    pub file_name: String,
    /// The file.
    pub content: Vec<u8>,
}

/// The pages of a site with the names of their files, without `.html`.
const PAGES: [(SitePage, &str); 5] = [
    (SitePage::Home, "index"),
    (SitePage::Imprint, "impressum"),
    (SitePage::Privacy, "datenschutz"),
    (SitePage::Accessibility, "barrierefreiheit"),
    (SitePage::Missing, "404"),
];

/// The draft of a page as a document, from which it can be made again.
pub async fn export_document(
    carbot: &Carbot,
    user_id: UserId,
    id: LandingPageId,
) -> Result<LandingPageDocument> {
    let page = find_owned(carbot.database.connection(), user_id, id).await?;
    Ok(LandingPageDocument {
        configuration: to_configuration(&page)?,
        template_id: page.template_id,
        subdomain: page.subdomain,
    })
}

/// The draft of a page as a site in all its languages. Links between its files are relative, so it
/// works in any folder; only the addresses for search engines are absolute, below `base_url` where
/// that is given. There are no forms, since nobody would receive them; the chat is there, and
/// answers on websites that the page's key allows. `find_file` gives what the pages load from us,
/// such as `fonts/….woff2`.
pub async fn export_site(
    carbot: &Carbot,
    user_id: UserId,
    id: LandingPageId,
    base_url: Option<&str>,
    find_file: impl Fn(&str) -> Option<Vec<u8>>,
) -> Result<SiteExport> {
    check_base_url(base_url)?;
    let connection = carbot.database.connection();
    let page = find_owned(connection, user_id, id).await?;
    let business = businesses::find_owned(connection, user_id, page.business_id).await?;
    let configuration = to_configuration(&page)?;
    let template_id = page.template_id.clone();
    let site = Site::load(
        carbot,
        connection,
        &page,
        business,
        template_id,
        &configuration,
    )
    .await?;
    let own_url = carbot.page_url(&page.subdomain);
    let base = base_url.map_or(own_url.as_str(), |it| it.trim_end_matches('/'));
    let mut archive = Archive::default();
    let mut loaded = BTreeSet::new();
    for language in site.languages() {
        for (site_page, name) in PAGES {
            let view = exported_view(&site, base, site_page, *language);
            let html = site.render(carbot, view)?.html;
            loaded.extend(files_in(&html));
            let folder = folder_of(&site, *language);
            archive.add(&format!("{folder}{name}.html"), html.as_bytes())?;
        }
    }
    for path in loaded {
        if let Some(content) = find_file(&path) {
            archive.add(&path, &content)?;
        }
    }
    let languages = site.languages();
    let map = site_map(base, languages, page.published_at, |it| {
        folder_of(&site, it)
    });
    archive.add("sitemap.xml", map.as_bytes())?;
    let robots = format!("User-agent: *\nAllow: /\n\nSitemap: {base}/sitemap.xml\n");
    archive.add("robots.txt", robots.as_bytes())?;
    archive.add("favicon.svg", site.icon(carbot)?.as_bytes())?;
    Ok(SiteExport {
        file_name: format!("{}.zip", page.subdomain),
        content: archive.finish()?,
    })
}

/// The address of a folder on the web, of signs that need no escaping anywhere.
fn check_base_url(base_url: Option<&str>) -> Result<()> {
    let is_valid = base_url.is_none_or(|url| {
        let rest = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://"));
        url.len() <= 300
            && rest.is_some_and(|it| {
                it.starts_with(|it: char| it.is_ascii_alphanumeric())
                    && it
                        .bytes()
                        .all(|it| it.is_ascii_alphanumeric() || b".-_~:/".contains(&it))
            })
    });
    if is_valid {
        Ok(())
    } else {
        let error = ValueError::new(
            "invalid_url",
            "is not an address such as https://example.org",
        );
        Err(error.at("/base_url").into())
    }
}

/// Where the pages of a language are: nothing for the owner's own, else `en/`.
fn folder_of(site: &Site, language: Language) -> String {
    if language == site.details.default_language() {
        String::new()
    } else {
        format!("{language}/")
    }
}

fn exported_view(site: &Site, base: &str, site_page: SitePage, language: Language) -> View {
    let url_of = |it: Language| format!("{base}/{}", folder_of(site, it));
    let is_in_folder = !folder_of(site, language).is_empty();
    let others = site.languages().iter().filter(|it| **it != language);
    View {
        site_page,
        language,
        page_url: url_of(language),
        other_languages: others.map(|it| (*it, url_of(*it))).collect(),
        links: Links {
            home: "index.html".to_owned(),
            imprint: "impressum.html".to_owned(),
            privacy: "datenschutz.html".to_owned(),
            accessibility: "barrierefreiheit.html".to_owned(),
            files: if is_in_folder { "../" } else { "" }.to_owned(),
        },
        forms: Forms::default(),
        has_widget: true,
        visibility: Visibility::Public,
        delivery: Delivery::Exported,
    }
}

/// Paths of the files a page loads from us: what stands below `fonts/` in attributes and styles.
fn files_in(html: &str) -> impl Iterator<Item = String> {
    const FOLDER: &str = "fonts/";
    html.match_indices(FOLDER).filter_map(|(start, _)| {
        let name: String = html[start + FOLDER.len()..]
            .chars()
            .take_while(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.'))
            .collect();
        let is_file = name.contains('.') && !name.starts_with('.');
        is_file.then(|| format!("{FOLDER}{name}"))
    })
}

/// A ZIP file in memory.
struct Archive(ZipWriter<Cursor<Vec<u8>>>);

impl Default for Archive {
    fn default() -> Self {
        Self(ZipWriter::new(Cursor::default()))
    }
}

impl Archive {
    fn add(&mut self, path: &str, content: &[u8]) -> Result<()> {
        // Without a time of change: the same page makes the same file.
        self.0
            .start_file(path, SimpleFileOptions::default())
            .map_err(Error::internal)?;
        self.0.write_all(content).map_err(Error::internal)
    }

    fn finish(self) -> Result<Vec<u8>> {
        let cursor = self.0.finish().map_err(Error::internal)?;
        Ok(cursor.into_inner())
    }
}
