//! Renders the landing page of a profile, to look at a template while working on it:
//! `cargo run -p templates --example render_page -- crates/domain/demo/profile.json > page.html`
//!
//! A language (`de`, `en`) and `imprint`, `privacy` or `home` may follow.

use api::{Language, businesses::BusinessProfile};
use std::{env, error::Error, fs};
use templates::{LandingPage, LegalPage, Templates, Widget};

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("name the file of a profile")?;
    let profile: BusinessProfile = serde_json::from_str(&fs::read_to_string(path)?)?;
    let default_language = profile.business.default_language();
    let language = match env::args().nth(2) {
        Some(code) => code.parse()?,
        None => default_language,
    };
    let url_of = |it: Language| {
        if it == default_language {
            "http://demo.localhost:3000/".to_owned()
        } else {
            format!("http://demo.localhost:3000/{it}")
        }
    };
    let languages = profile.business.languages.iter().copied();
    let page = LandingPage {
        business: &profile.business,
        services: &profile.services,
        knowledge: &profile.knowledge,
        language,
        page_url: url_of(language),
        other_languages: languages
            .filter(|it| *it != language)
            .map(|it| (it, url_of(it)))
            .collect(),
        widget: Some(Widget {
            script_url: "http://localhost:3000/widget.js".to_owned(),
            client_key: "cb_test_00000000000000000000000000000000".to_owned(),
            primary_color: "#b4432f".to_owned(),
        }),
        now: "2026-11-23T10:00:00".parse()?,
    };
    let templates = Templates::new()?;
    let rendered = match env::args().nth(3).as_deref() {
        Some("imprint") => templates.render_legal_page(LegalPage::Imprint, &page)?,
        Some("privacy") => templates.render_legal_page(LegalPage::Privacy, &page)?,
        _ => templates.render_landing_page("modern-minimalist", &page)?,
    };
    println!("{}", rendered.html);
    Ok(())
}
