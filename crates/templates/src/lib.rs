//! Landing pages: what a business says of itself, as a whole HTML document.
//!
//! Templates are minijinja files below `templates/`, all read when
//! [`Templates::new`] is called: one that is missing or broken stops the start.
//! Auto-escaping is on, an undefined variable is an error, and each template
//! has one typed context. This crate does not know where a page is served.

mod color;
mod context;
mod hours;
mod json_ld;
mod links;
mod price_list;
mod prices;

use api::{
    Language, businesses::BusinessDetails, knowledge::KnowledgeInput, services::ServiceInput,
    texts::Texts,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::NaiveDateTime;
use minijinja::{
    Environment, ErrorKind, State, UndefinedBehavior, Value, syntax::SyntaxConfig, value::Serde,
};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// A template could not be read or rendered.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no template of this name.
    #[error("there is no template `{0}`")]
    Unknown(String),
    /// The template is broken or asks for something the context does not have.
    #[error("{0:#}")]
    Template(#[from] minijinja::Error),
    /// The context cannot be written as JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

/// What is said of a template where owners choose one.
#[derive(Clone, Debug, Serialize)]
pub struct TemplateInfo {
    /// Its name in addresses and the database.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// What it is like, in one sentence.
    pub description: &'static str,
    /// Whom it is for.
    pub category: &'static str,
    /// Where a picture of it is.
    pub preview_image_url: &'static str,
    /// What it has.
    pub features: &'static [&'static str],
}

const TEMPLATES: [TemplateInfo; 1] = [TemplateInfo {
    id: "modern-minimalist",
    name: "Modern Minimalist",
    description: "Large type, much white, all facts at a glance.",
    category: "workshop",
    preview_image_url: "/templates/modern-minimalist.svg",
    features: &[
        "services",
        "prices",
        "opening_hours",
        "faq",
        "chat",
        "dark_mode",
    ],
}];

/// The chat on a page.
#[derive(Clone, Debug)]
pub struct Widget {
    /// Address of the launcher.
    pub script_url: String,
    /// The page's client key.
    pub client_key: String,
    /// Colour of the bubble, `#rrggbb`.
    pub primary_color: String,
}

/// Everything a page is made from.
#[derive(Clone, Debug)]
pub struct LandingPage<'a> {
    /// The business.
    pub business: &'a BusinessDetails,
    /// What it offers, in the owner's order.
    pub services: &'a [ServiceInput],
    /// What it answers; entries of other languages are left out.
    pub knowledge: &'a [KnowledgeInput],
    /// The language of the page.
    pub language: Language,
    /// The page's own address (canonical).
    pub page_url: String,
    /// The same page in other languages.
    pub other_languages: Vec<(Language, String)>,
    /// The chat, where the page has one.
    pub widget: Option<Widget>,
    /// The business's wall time: decides which exceptions are still ahead.
    pub now: NaiveDateTime,
}

/// The pages the law asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegalPage {
    /// Impressum (§ 5 DDG).
    Imprint,
    /// Datenschutzerklärung (Art. 13 GDPR).
    Privacy,
}

/// A whole document.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The document.
    pub html: String,
    /// CSP sources of its style blocks: `'sha256-…'`.
    pub style_hashes: Vec<String>,
}

/// All templates, read and ready.
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
}

const STYLE: &str = include_str!("../templates/modern-minimalist/page.css");

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
        environment.add_function("t", text);
        let sources = [
            (
                "layout.html",
                include_str!("../templates/modern-minimalist/layout.html"),
            ),
            (
                "footer.html",
                include_str!("../templates/modern-minimalist/footer.html"),
            ),
            (
                "modern-minimalist.html",
                include_str!("../templates/modern-minimalist/page.html"),
            ),
            (
                "imprint.html",
                include_str!("../templates/modern-minimalist/imprint.html"),
            ),
            (
                "privacy.html",
                include_str!("../templates/modern-minimalist/privacy.html"),
            ),
            (
                "not-found.html",
                include_str!("../templates/modern-minimalist/not-found.html"),
            ),
        ];
        for (name, source) in sources {
            environment.add_template(name, source)?;
        }
        Ok(Self { environment })
    }

    /// What owners can choose from.
    pub fn list(&self) -> &'static [TemplateInfo] {
        &TEMPLATES
    }

    /// The page of a business.
    pub fn render_landing_page(
        &self,
        template_id: &str,
        page: &LandingPage<'_>,
    ) -> Result<Rendered, Error> {
        if !TEMPLATES.iter().any(|it| it.id == template_id) {
            return Err(Error::Unknown(template_id.to_owned()));
        }
        self.render(
            &format!("{template_id}.html"),
            &context::Page::new(page)?,
            page_style(page),
        )
    }

    /// A page the law asks for.
    pub fn render_legal_page(
        &self,
        legal_page: LegalPage,
        page: &LandingPage<'_>,
    ) -> Result<Rendered, Error> {
        let name = match legal_page {
            LegalPage::Imprint => "imprint.html",
            LegalPage::Privacy => "privacy.html",
        };
        self.render(name, &context::Page::new(page)?, page_style(page))
    }

    /// What stands at an address where nothing is published.
    pub fn render_not_found(&self, language: Language) -> Result<Rendered, Error> {
        #[derive(Serialize)]
        struct NotFound {
            language: Language,
            icon: Value,
        }
        let palette = color::Palette::of(color::DEFAULT);
        let icon = links::icon("404", &palette.light, palette.on_light);
        self.render(
            "not-found.html",
            &NotFound { language, icon },
            style(color::DEFAULT),
        )
    }

    fn render(
        &self,
        name: &str,
        context: &impl Serialize,
        style: String,
    ) -> Result<Rendered, Error> {
        #[derive(Serialize)]
        struct WithStyle<'a, T> {
            #[serde(flatten)]
            context: &'a T,
            style: Value,
        }
        let digest = STANDARD.encode(Sha256::digest(style.as_bytes()));
        // Ours alone: the only outside value in it is a checked colour.
        let style = Value::from_safe_string(style);
        let html = self
            .environment
            .get_template(name)?
            .render(Serde(WithStyle { context, style }))?;
        Ok(Rendered {
            html,
            style_hashes: vec![format!("'sha256-{digest}'")],
        })
    }
}

fn page_style(page: &LandingPage<'_>) -> String {
    style(
        page.business
            .chat
            .primary_color
            .as_deref()
            .unwrap_or(color::DEFAULT),
    )
}

/// The style sheet with the owner's colour, made readable on light and dark.
fn style(primary: &str) -> String {
    let colors = color::Palette::of(primary);
    let mut css = format!(
        ":root{{--accent-light:{};--accent-dark:{};--on-accent-light:{};--on-accent-dark:{}}}\n",
        colors.light, colors.dark, colors.on_light, colors.on_dark
    );
    css.push_str(STYLE);
    css
}

/// `{{ t("landing-hours") }}`: the text of a key in the page's language. A key
/// that does not exist is an error.
fn text(state: &State<'_, '_>, key: &str) -> Result<String, minijinja::Error> {
    let language = state
        .lookup("language")
        .and_then(|it| it.as_str().and_then(Language::from_tag))
        .unwrap_or_default();
    Texts::of(language).find(key).ok_or_else(|| {
        minijinja::Error::new(
            ErrorKind::UndefinedError,
            format!("there is no text `{key}`"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_template_asks_for_and_does_not_get_is_an_error() {
        #[derive(Serialize)]
        struct Empty {}
        let templates = Templates::new().expect("whole");
        for name in ["modern-minimalist.html", "imprint.html", "not-found.html"] {
            let error = templates
                .render(name, &Empty {}, String::new())
                .expect_err("has no context");
            let Error::Template(error) = error else {
                panic!("{error}");
            };
            assert_eq!(error.kind(), ErrorKind::UndefinedError, "{name}");
        }
        let unknown_text = templates
            .environment
            .render_str("{{ t('landing-no-such-key') }}", ());
        assert!(unknown_text.is_err());
    }
}
