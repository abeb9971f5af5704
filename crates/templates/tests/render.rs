//! Every template renders with a full and with an almost empty profile, in
//! every language, and says hostile texts without being led by them.

use api::{
    Language,
    businesses::{BusinessDetails, BusinessProfile},
};
use templates::{LandingPage, LegalPage, Templates, Widget};

const DEMO: &str = include_str!("../../domain/demo/profile.json");

fn page<'a>(profile: &'a BusinessProfile, language: Language) -> LandingPage<'a> {
    LandingPage {
        business: &profile.business,
        services: &profile.services,
        knowledge: &profile.knowledge,
        language,
        page_url: "https://demo.example/".to_owned(),
        other_languages: vec![(Language::En, "https://demo.example/en".to_owned())],
        widget: Some(Widget {
            script_url: "https://carbot.example/widget.js".to_owned(),
            client_key: "cb_prod_x".to_owned(),
            primary_color: "#b4432f".to_owned(),
        }),
        now: "2026-11-23T10:00:00".parse().expect("a time"),
    }
}

fn empty() -> BusinessProfile {
    BusinessProfile {
        business: BusinessDetails::named("Nur ein Name".to_owned()),
        services: Vec::new(),
        knowledge: Vec::new(),
    }
}

#[test]
fn every_page_renders_in_every_language_with_much_and_with_little() {
    let templates = Templates::new().expect("whole");
    let demo: BusinessProfile = serde_json::from_str(DEMO).expect("a profile");
    for profile in [&demo, &empty()] {
        for language in [Language::De, Language::En] {
            let page = page(profile, language);
            for info in templates.list() {
                let rendered = templates
                    .render_landing_page(info.id, &page)
                    .expect("renders");
                assert!(rendered.html.contains(&profile.business.name));
                assert!(
                    rendered
                        .html
                        .contains(&format!("<html lang=\"{language}\">"))
                );
                assert!(
                    rendered.html.len() < 64_000,
                    "{} bytes",
                    rendered.html.len()
                );
            }
            for legal_page in [LegalPage::Imprint, LegalPage::Privacy] {
                templates
                    .render_legal_page(legal_page, &page)
                    .expect("renders");
            }
            templates.render_not_found(language).expect("renders");
        }
    }
}

#[test]
fn the_style_block_is_the_one_its_hash_allows() {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    use sha2::{Digest as _, Sha256};
    let rendered = Templates::new()
        .expect("whole")
        .render_landing_page("modern-minimalist", &page(&empty(), Language::De))
        .expect("renders");
    let (_, rest) = rendered.html.split_once("<style>").expect("a style block");
    let (style, _) = rest.split_once("</style>").expect("its end");
    let expected = format!("'sha256-{}'", STANDARD.encode(Sha256::digest(style)));
    assert_eq!(rendered.style_hashes, [expected]);
    assert!(!rendered.html.contains("style=\""));
}

#[test]
fn hostile_texts_stay_texts() {
    let mut profile = empty();
    profile.business.name = "</script><script>alert(1)</script>\"'&".to_owned();
    profile.business.description = Some("{{ 7 * 7 }} <img src=x onerror=alert(1)>".to_owned());
    profile.business.contact.email = Some("\"onmouseover=alert(1)@x.de".to_owned());
    let rendered = Templates::new()
        .expect("whole")
        .render_landing_page("modern-minimalist", &page(&profile, Language::De))
        .expect("renders");
    for forbidden in ["<script>alert", "<img", "49 &lt;", "mailto:\""] {
        assert!(!rendered.html.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn the_facts_for_search_engines_are_json() {
    let demo: BusinessProfile = serde_json::from_str(DEMO).expect("a profile");
    let rendered = Templates::new()
        .expect("whole")
        .render_landing_page("modern-minimalist", &page(&demo, Language::De))
        .expect("renders");
    let (_, rest) = rendered
        .html
        .split_once("application/ld+json\">")
        .expect("JSON-LD");
    let (json, _) = rest.split_once("</script>").expect("its end");
    let facts: serde_json::Value = serde_json::from_str(json).expect("JSON");
    assert_eq!(facts["@type"], "AutoRepair");
    assert_eq!(facts["name"], demo.business.name);
    let hours = facts["openingHoursSpecification"]
        .as_array()
        .expect("hours");
    assert!(hours.iter().any(|it| it["dayOfWeek"] == "Saturday"));
}

#[test]
fn an_unknown_template_is_an_error() {
    let templates = Templates::new().expect("whole");
    let profile = empty();
    assert!(
        templates
            .render_landing_page("nope", &page(&profile, Language::De))
            .is_err()
    );
}
