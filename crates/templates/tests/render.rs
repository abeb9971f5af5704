//! Every template renders with a full and with an almost empty profile, in
//! every language, and says hostile texts without being led by them.

use api::{
    Language,
    businesses::{BusinessDetails, BusinessProfile},
};
use templates::{LandingPage, LegalPage, Templates, Widget};

const DEMO: &str = include_str!("../../domain/demo/profile.json");

fn page(profile: &BusinessProfile, language: Language) -> LandingPage<'_> {
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
                let size = rendered.html.len();
                assert!(size <= 40_000, "{size} bytes");
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
    const SCRIPT: &str = "</script><script>alert(1)</script><!--\"'&";
    let mut profile = empty();
    let business = &mut profile.business;
    business.name = SCRIPT.to_owned();
    business.description = Some("{{ 7 * 7 }} <img src=x onerror=alert(1)>".to_owned());
    business.contact.email = Some("\"onmouseover=alert(1)@x.de".to_owned());
    business.contact.phone = Some("\"><script>alert(1)</script> 030 1234".to_owned());
    business.address.street = SCRIPT.to_owned();
    business.address.city = SCRIPT.to_owned();
    business.vehicle_brands = vec![SCRIPT.to_owned()];
    business.legal.company_name = Some(SCRIPT.to_owned());
    business.chat.primary_color = Some("red}</style><script>alert(1)</script>".to_owned());
    let service = serde_json::json!({
        "category": SCRIPT, "name": SCRIPT, "description": SCRIPT, "price": { "kind": "on_request" },
    });
    profile.services = vec![serde_json::from_value(service).expect("a service")];
    let entry = serde_json::json!({ "question": SCRIPT, "answer": SCRIPT });
    profile.knowledge = vec![serde_json::from_value(entry).expect("an entry")];
    let templates = Templates::new().expect("whole");
    let page = page(&profile, Language::De);
    let documents = [
        templates.render_landing_page("modern-minimalist", &page),
        templates.render_legal_page(LegalPage::Imprint, &page),
        templates.render_legal_page(LegalPage::Privacy, &page),
    ];
    for document in documents {
        let html = document.expect("renders").html;
        for forbidden in ["<script>alert", "<img", "49 &lt;", "mailto:\"", "<!--"] {
            assert!(!html.contains(forbidden), "{forbidden}");
        }
        let style = html.split_once("<style>").expect("a style block").1;
        assert_eq!(style.matches("</style>").count(), 1);
    }
}

#[test]
fn the_facts_for_search_engines_are_those_of_the_profile() {
    let demo: BusinessProfile = serde_json::from_str(DEMO).expect("a profile");
    let facts = json_ld(&page(&demo, Language::De));
    assert_eq!(facts["@type"], "AutoRepair");
    assert_eq!(facts["name"], demo.business.name);
    assert_eq!(facts["address"]["addressLocality"], "Berlin");
    assert_eq!(facts["priceRange"], "19–989 EUR");
    assert_eq!(facts["sameAs"], "https://autohaus-sonnenberg.example");
    let hours = facts["openingHoursSpecification"]
        .as_array()
        .expect("hours");
    // Two intervals on five days and one on Saturday.
    assert_eq!(hours.len(), 11);
    let special = &facts["specialOpeningHoursSpecification"];
    assert_eq!(special[0]["closes"], "12:30");
    assert_eq!(special[1]["validThrough"], "2027-01-03");
    assert_eq!(special[1]["closes"], "00:00");
    let offer = &facts["makesOffer"][0];
    assert_eq!(offer["priceSpecification"]["price"], "89.00");
    let english = json_ld(&page(&demo, Language::En));
    assert_eq!(
        english["makesOffer"][0]["itemOffered"]["name"],
        "Oil change with filter (small car)"
    );
}

fn json_ld(page: &LandingPage<'_>) -> serde_json::Value {
    let html = Templates::new()
        .expect("whole")
        .render_landing_page("modern-minimalist", page)
        .expect("renders")
        .html;
    let (_, rest) = html.split_once("application/ld+json\">").expect("JSON-LD");
    let (json, _) = rest.split_once("</script>").expect("its end");
    serde_json::from_str(json).expect("JSON")
}

#[test]
fn the_page_says_what_the_profile_says_in_the_words_of_its_language() {
    let demo: BusinessProfile = serde_json::from_str(DEMO).expect("a profile");
    let templates = Templates::new().expect("whole");
    let check = |language: Language, expected: &[&str]| {
        let html = templates
            .render_landing_page("modern-minimalist", &page(&demo, language))
            .expect("renders")
            .html
            .replace('\u{a0}', " ");
        for text in expected {
            assert!(html.contains(text), "{language}: {text}");
        }
    };
    check(
        Language::De,
        &[
            "<h1>Autohaus Sonnenberg</h1>",
            "Alle Preise inkl. MwSt.",
            ">89 €<",
            ">ab 189 €<",
            ">549–989 €<",
            ">auf Anfrage<",
            ">Mo–Fr<",
            "24.12.2026 – 03.01.2027",
            "tel:03023125680",
            "https://www.openstreetmap.org/search?query=Seelenbinder",
            "hreflang=\"en\"",
            "rel=\"canonical\" href=\"https://demo.example/\"",
        ],
    );
    check(
        Language::En,
        &[
            "All prices include VAT.",
            ">from €189<",
            ">€549–€989<",
            "24 Dec 2026 – 3 Jan 2027",
            "<h3 lang=\"de\">Wartung",
            "Do I need an appointment?",
        ],
    );
}

#[test]
fn a_page_without_chat_loads_no_script_and_says_nothing_of_it() {
    let demo: BusinessProfile = serde_json::from_str(DEMO).expect("a profile");
    let templates = Templates::new().expect("whole");
    let mut page = page(&demo, Language::De);
    let chat = "Chat-Assistent";
    let privacy = |page: &LandingPage<'_>| {
        templates
            .render_legal_page(LegalPage::Privacy, page)
            .expect("renders")
            .html
    };
    assert!(privacy(&page).contains(chat));
    page.widget = None;
    assert!(!privacy(&page).contains(chat));
    assert!(privacy(&page).contains("Berliner Beauftragten"));
    let home = templates
        .render_landing_page("modern-minimalist", &page)
        .expect("renders");
    assert!(!home.html.contains("<script async"));
}

#[test]
fn the_demo_profile_is_a_whole_workshop_in_two_languages() {
    let demo: BusinessProfile = serde_json::from_str(DEMO).expect("a profile");
    assert_eq!(demo.business.validate(), Ok(()));
    assert!(demo.services.len() >= 28);
    for service in &demo.services {
        assert_eq!(service.validate(), Ok(()), "{}", service.name);
        let english = service.translations.get(&Language::En);
        let english = english.unwrap_or_else(|| panic!("{} in English", service.name));
        assert!(english.description.is_some(), "{}", service.name);
    }
    for language in [Language::De, Language::En] {
        let entries = demo.knowledge.iter().filter(|it| it.language == language);
        assert!(entries.clone().count() >= 38, "{language}");
        for entry in entries {
            assert_eq!(entry.validate(), Ok(()), "{}", entry.question);
            assert!(entry.variants.len() >= 3, "{}", entry.question);
        }
    }
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
