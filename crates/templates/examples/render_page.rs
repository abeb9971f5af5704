//! Renders the sample page of a template, to look at it while working on it:
//! `cargo run -p templates --example render_page -- classic-cars > page.html`
//!
//! A language (`de`, `en`, `tr`), a page (`home`, `imprint`, `privacy`, `accessibility`) and where
//! the fonts are (`http://localhost:3000/`) may follow. Debug builds read the templates from disk
//! each time, so a changed template shows without compiling.

use api::Language;
use std::{env, error::Error};
use templates::{Form, FormState, Forms, LegalPage, Links, Sample, Templates, Widget};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let template_id = arguments.next().ok_or("name a template")?;
    let sample = Sample::of(&template_id)?;
    let default_language = sample.profile.business.default_language();
    let language = match arguments.next() {
        Some(code) => code.parse()?,
        None => default_language,
    };
    let which = arguments.next().unwrap_or_else(|| "home".to_owned());
    let files = arguments.next().unwrap_or_else(|| "/".to_owned());
    let url_of = |it: Language| format!("http://demo.localhost:3000/{it}");
    let languages = sample.profile.business.languages.iter().copied();
    let other_languages = languages.filter(|it| *it != language);
    let mut page = sample.page(language, url_of(language));
    page.other_languages = other_languages.map(|it| (it, url_of(it))).collect();
    page.links = Links {
        files,
        ..Links::served()
    };
    page.widget = Some(Widget {
        script_url: "http://localhost:3000/widget.js".to_owned(),
        client_key: "cb_test_00000000000000000000000000000000".to_owned(),
        primary_color: "#b4432f".to_owned(),
    });
    let form = |name: &str| Form {
        action: format!("/{name}"),
        hidden: Vec::new(),
        trap: "website".to_owned(),
        state: FormState::Blank,
    };
    page.forms = Forms {
        contact: Some(form("contact")),
        appointment: Some(form("appointment")),
    };
    page.now = "2026-11-23T10:00:00".parse()?;
    let templates = Templates::new()?;
    let legal = |it| templates.render_legal_page(&template_id, it, &page);
    let rendered = match which.as_str() {
        "home" => templates.render_landing_page(&template_id, &page)?,
        "imprint" => legal(LegalPage::Imprint)?,
        "privacy" => legal(LegalPage::Privacy)?,
        "accessibility" => legal(LegalPage::Accessibility)?,
        other => return Err(format!("there is no page `{other}`").into()),
    };
    println!("{}", rendered.html);
    Ok(())
}
