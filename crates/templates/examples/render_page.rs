//! Renders the landing page of a profile, to look at a template while working on it:
//! `cargo run -p templates --example render_page -- crates/domain/demo/profile.json > page.html`

use api::{Language, businesses::BusinessProfile};
use std::{env, error::Error, fs};
use templates::{LandingPage, Templates};

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("name the file of a profile")?;
    let profile: BusinessProfile = serde_json::from_str(&fs::read_to_string(path)?)?;
    let page = LandingPage {
        business: &profile.business,
        services: &profile.services,
        knowledge: &profile.knowledge,
        language: Language::De,
        page_url: "http://demo.localhost:3000/".to_owned(),
        other_languages: Vec::new(),
        widget: None,
        now: "2026-11-23T10:00:00".parse()?,
    };
    println!(
        "{}",
        Templates::new()?
            .render_landing_page("modern-minimalist", &page)?
            .html
    );
    Ok(())
}
