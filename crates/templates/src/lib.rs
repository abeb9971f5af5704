//! Landing pages: what a business says of itself, as a whole HTML document.
//!
//! Templates are folders below `templates/`: a manifest, a style sheet, minijinja files for what
//! is theirs alone and, in `shared/`, for what they have in common. All are read when
//! [`Templates::new`] is called: one that is missing or broken stops the start. Auto-escaping is
//! on, an undefined variable is an error, and every page has the same typed context. This crate
//! does not know where a page is served. See `docs/landing-pages.md`.

mod catalog;
mod color;
mod context;
mod hours;
mod input;
mod json_ld;
mod links;
mod opening;
mod price_list;
mod prices;
mod sample;
mod style;
#[cfg(test)]
mod tests;

pub use catalog::{TemplateInfo, TemplateTexts};
pub use input::{
    Asset, AssetFile, Counting, Delivery, Form, FormState, Forms, LandingPage, LegalPage, Links,
    PublicHoliday, SocialImage, Visibility, Widget,
};
pub use sample::Sample;

use api::{Language, businesses::BusinessDetails, page_content::PageContent, texts::Texts};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use catalog::{Catalog, read_file, rendered_files};
use chrono::NaiveDateTime;
use minijinja::{
    Environment, ErrorKind, UndefinedBehavior, Value, syntax::SyntaxConfig, value::Serde,
};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use style::Styles;

/// A template could not be read or rendered.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no template, or no file of a template, of this name.
    #[error("there is no template `{0}`")]
    Unknown(String),
    /// The template is broken or asks for something the context does not have.
    #[error("{0:#}")]
    Template(#[from] minijinja::Error),
    /// The context cannot be written as JSON, or a manifest cannot be read.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

/// A whole document.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The document.
    pub html: String,
    /// CSP sources of its style blocks: `'sha256-…'`.
    pub style_hashes: Vec<String>,
    /// When it must be rendered again, in the business's wall time: it says whether the business
    /// is open, and which day is today. Nothing where it does not.
    pub valid_until: Option<NaiveDateTime>,
}

/// All templates, read and ready.
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
    catalog: Catalog,
    styles: Styles,
}

/// The template of pages that belong to no business.
const FIRST: &str = "modern-minimalist";

impl Templates {
    /// Reads all templates.
    pub fn new() -> Result<Self, Error> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        // Block tags stand on lines of their own and leave no trace.
        let syntax = SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()?;
        environment.set_syntax(syntax);
        for name in rendered_files() {
            let source = read_file(&name)?;
            environment.add_template_owned(name, source)?;
        }
        let catalog = Catalog::read()?;
        Ok(Self {
            environment,
            styles: Styles::read(catalog.manifests())?,
            catalog,
        })
    }

    /// What owners can choose from.
    pub fn list(&self) -> &[TemplateInfo] {
        self.catalog.infos()
    }

    /// The page of a business.
    pub fn render_landing_page(
        &self,
        template_id: &str,
        page: &LandingPage<'_>,
    ) -> Result<Rendered, Error> {
        self.render(template_id, "shared/page.html", page)
    }

    /// A page the law asks for, in the look of a template.
    pub fn render_legal_page(
        &self,
        template_id: &str,
        legal_page: LegalPage,
        page: &LandingPage<'_>,
    ) -> Result<Rendered, Error> {
        let name = match legal_page {
            LegalPage::Imprint => "shared/legal/imprint.html",
            LegalPage::Privacy => "shared/legal/privacy.html",
            LegalPage::Accessibility => "shared/legal/accessibility.html",
        };
        self.render(template_id, name, page)
    }

    /// What stands at an address below a business's page where there is nothing.
    pub fn render_missing_page(
        &self,
        template_id: &str,
        page: &LandingPage<'_>,
    ) -> Result<Rendered, Error> {
        self.render(template_id, "shared/missing-page.html", page)
    }

    /// The picture for the browser's tab where the owner uploaded none, as SVG.
    pub fn icon(&self, template_id: &str, page: &LandingPage<'_>) -> Result<String, Error> {
        let manifest = self.catalog.find(template_id)?;
        let [light, _] = style::palettes(manifest, page);
        let (color, text_color) = light.brand();
        Ok(links::icon_svg(&page.business.name, &color, &text_color))
    }

    /// What stands at an address where nothing is published.
    pub fn render_not_found(&self, language: Language) -> Result<Rendered, Error> {
        let nobody = BusinessDetails::named("404".to_owned());
        let content = PageContent::default();
        let page = LandingPage::new(&nobody, &content, language, String::new());
        self.render(FIRST, "shared/not-found.html", &page)
    }

    fn render(
        &self,
        template_id: &str,
        file: &str,
        page: &LandingPage<'_>,
    ) -> Result<Rendered, Error> {
        #[derive(Serialize)]
        struct WithStyle<'a> {
            #[serde(flatten)]
            context: &'a context::Page,
            style: Value,
        }
        let manifest = self.catalog.find(template_id)?;
        let context = context::Page::new(manifest, page)?;
        let style = self.styles.of(manifest, page);
        let digest = STANDARD.encode(Sha256::digest(style.as_bytes()));
        let with_style = WithStyle {
            context: &context,
            // Ours alone: the only outside values in it are checked colours.
            style: Value::from_safe_string(style),
        };
        let template = self.environment.get_template(file)?;
        Ok(Rendered {
            html: template.render(Serde(with_style))?,
            style_hashes: vec![format!("'sha256-{digest}'")],
            valid_until: context.valid_until,
        })
    }
}

/// `{{ t("landing-hours") }}`: the text of a key in a language. A key that does not exist is an
/// error.
fn text_function(language: Language) -> impl Fn(&str) -> Result<String, minijinja::Error> {
    move |key| {
        Texts::of(language).find(key).ok_or_else(|| {
            minijinja::Error::new(
                ErrorKind::UndefinedError,
                format!("there is no text `{key}`"),
            )
        })
    }
}

/// The name a plain enum has on the wire, as it stands in the keys of texts.
fn wire_name(value: impl Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|it| Some(it.as_str()?.replace('_', "-")))
        .unwrap_or_default()
}
