//! Every template renders with much and with little, in every language, and says hostile texts
//! without being led by them.

use api::{
    Language,
    businesses::{BusinessDetails, BusinessProfile},
    page_content::PageContent,
};
use std::{collections::BTreeMap, path::Path};
use templates::{
    Asset, AssetFile, Form, FormState, Forms, LandingPage, LegalPage, Sample, Templates, Widget,
};

const DEMO: &str = include_str!("../../domain/demo/profile.json");

fn demo() -> Sample {
    Sample {
        profile: serde_json::from_str(DEMO).expect("a profile"),
        content: PageContent::default(),
    }
}

fn empty() -> Sample {
    Sample {
        profile: BusinessProfile {
            business: BusinessDetails::named("Nur ein Name".to_owned()),
            services: Vec::new(),
            knowledge: Vec::new(),
        },
        content: PageContent::default(),
    }
}

fn form(state: FormState) -> Form {
    Form {
        action: "/kontakt".to_owned(),
        hidden: vec![("proof".to_owned(), "signed".to_owned())],
        trap: "website".to_owned(),
        state,
    }
}

fn page(sample: &Sample, language: Language) -> LandingPage<'_> {
    let mut page = sample.page(language, "https://demo.example/".to_owned());
    page.other_languages = vec![(Language::En, "https://demo.example/en".to_owned())];
    page.widget = Some(Widget {
        script_url: "https://carbot.example/widget.js".to_owned(),
        client_key: "cb_prod_x".to_owned(),
        primary_color: "#b4432f".to_owned(),
    });
    page.now = "2026-11-23T10:00:00".parse().expect("a time");
    page
}

#[test]
fn every_page_renders_in_every_language_with_much_and_with_little() {
    let templates = Templates::new().expect("whole");
    for info in templates.list() {
        let sample = Sample::of(&info.id).expect("a sample");
        for sample in [&sample, &demo(), &empty()] {
            for language in Language::ALL {
                let mut page = page(sample, language);
                for state in [FormState::Blank, FormState::Sent] {
                    page.forms = Forms {
                        contact: Some(form(state.clone())),
                        appointment: Some(form(state)),
                    };
                    let rendered = templates.render_landing_page(&info.id, &page);
                    let html = rendered.expect("renders").html;
                    let place = format!("{} {language}", info.id);
                    assert!(html.contains(&sample.profile.business.name), "{place}");
                    assert!(
                        html.contains(&format!("<html lang=\"{language}\">")),
                        "{place}"
                    );
                    assert_eq!(html.matches("<h1").count(), 1, "{place}");
                    assert_eq!(html.matches("<main").count(), 1, "{place}");
                    let size = html.len();
                    assert!(size <= 72_000, "{place}: {size} bytes");
                }
                for legal_page in LegalPage::ALL {
                    templates
                        .render_legal_page(&info.id, legal_page, &page)
                        .expect("renders");
                }
                templates
                    .render_missing_page(&info.id, &page)
                    .expect("renders");
            }
        }
    }
    for language in Language::ALL {
        templates.render_not_found(language).expect("renders");
    }
}

#[test]
fn the_samples_are_whole_businesses_that_may_be_published() {
    let templates = Templates::new().expect("whole");
    assert_eq!(templates.list().len(), 8);
    for info in templates.list() {
        let Sample { profile, content } = Sample::of(&info.id).expect("a sample");
        let id = &info.id;
        assert_eq!(profile.business.validate(), Ok(()), "{id}");
        assert_eq!(content.validate(), Ok(()), "{id}");
        let missing = profile.business.missing_imprint_facts();
        assert!(missing.0.is_empty(), "{id}: {missing:?}");
        for service in &profile.services {
            assert_eq!(service.validate(), Ok(()), "{id} {}", service.name);
        }
        for entry in &profile.knowledge {
            assert_eq!(entry.validate(), Ok(()), "{id} {}", entry.question);
        }
    }
}

#[test]
fn every_font_a_page_asks_for_is_among_the_public_files() {
    let templates = Templates::new().expect("whole");
    let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public");
    for info in templates.list() {
        let sample = empty();
        let page = page(&sample, Language::De);
        let rendered = templates.render_landing_page(&info.id, &page);
        let html = rendered.expect("renders").html;
        let fonts: Vec<_> = html
            .split("url(/")
            .skip(1)
            .filter_map(|it| it.split_once(')'))
            .map(|(path, _)| path)
            .collect();
        assert!(fonts.len() >= 2, "{}", info.id);
        for path in fonts {
            assert!(public.join(path).is_file(), "{}: {path}", info.id);
        }
    }
}

#[test]
fn the_style_block_is_the_one_its_hash_allows() {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    use sha2::{Digest as _, Sha256};
    let templates = Templates::new().expect("whole");
    for info in templates.list() {
        let rendered = templates
            .render_landing_page(&info.id, &page(&empty(), Language::De))
            .expect("renders");
        let (_, rest) = rendered.html.split_once("<style>").expect("a style block");
        let (style, _) = rest.split_once("</style>").expect("its end");
        let expected = format!("'sha256-{}'", STANDARD.encode(Sha256::digest(style)));
        assert_eq!(rendered.style_hashes, [expected]);
        assert!(!rendered.html.contains("style=\""), "{}", info.id);
    }
}

#[test]
fn a_refused_form_keeps_what_was_entered_and_says_what_is_wrong() {
    let templates = Templates::new().expect("whole");
    let sample = demo();
    let mut page = page(&sample, Language::De);
    let entered = |texts: &[(&str, &str)]| -> BTreeMap<String, String> {
        texts
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect()
    };
    page.forms.contact = Some(form(FormState::Rejected {
        values: entered(&[("name", "Ayşe \"Y\""), ("message", "Hallo")]),
        errors: entered(&[("email", "Bitte E-Mail oder Telefon angeben.")]),
    }));
    let rendered = templates.render_landing_page("dealer", &page);
    let html = rendered.expect("renders").html;
    for expected in [
        "value=\"Ayşe &quot;Y&quot;\"",
        ">Hallo</textarea>",
        "aria-invalid=\"true\" aria-describedby=\"contact-email-error\"",
        "id=\"contact-email-error\">Bitte E-Mail oder Telefon angeben.</span>",
        "name=\"proof\" value=\"signed\"",
        "role=\"alert\"",
    ] {
        assert!(html.contains(expected), "{expected}");
    }
}

#[test]
fn hostile_texts_stay_texts() {
    const SCRIPT: &str = "</script><script>alert(1)</script><!--\"'&";
    let mut sample = empty();
    let business = &mut sample.profile.business;
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
    sample.profile.services = vec![serde_json::from_value(service).expect("a service")];
    let entry = serde_json::json!({ "question": SCRIPT, "answer": SCRIPT });
    sample.profile.knowledge = vec![serde_json::from_value(entry).expect("an entry")];
    let said = serde_json::json!({ "de": SCRIPT });
    let picture = serde_json::json!({ "asset": "a", "alt": said });
    let content = serde_json::json!({
        "theme": { "primary_color": SCRIPT, "secondary_color": "red}</style>", "logo": picture, "favicon": picture },
        "seo": { "meta_title": said, "meta_description": said, "keywords": [SCRIPT] },
        "sections": [{ "kind": "services", "title": said }],
        "hero": { "headline": said, "picture": picture },
        "about": {
            "text": said, "picture": picture,
            "figures": [{ "value": SCRIPT, "label": said }],
            "team": [{ "name": SCRIPT, "role": said, "text": said, "picture": picture }],
        },
        "gallery": [{ "picture": picture, "before": picture, "caption": said, "detail": said }],
        "reviews": { "entries": [{ "text": SCRIPT, "author": SCRIPT, "source": SCRIPT, "rating": 5 }] },
        "emergency": { "text": said, "hours": said },
        "map": picture,
        "jobs": [{ "title": said, "text": said, "start": said }],
    });
    sample.content = serde_json::from_value(content).expect("content");
    let asset = Asset {
        width: 800,
        height: 600,
        files: vec![AssetFile {
            url: "/assets/\"><script>alert(1)</script>.webp".to_owned(),
            width: 800,
            media_type: "image/webp".to_owned(),
        }],
    };
    let assets = BTreeMap::from([("a".to_owned(), asset)]);
    let templates = Templates::new().expect("whole");
    let mut page = page(&sample, Language::De);
    page.assets = &assets;
    let hostile = |name: &str| (name.to_owned(), SCRIPT.to_owned());
    let rejected = FormState::Rejected {
        values: [hostile("name"), hostile("message"), hostile("vehicle")].into(),
        errors: [hostile("form"), hostile("name"), hostile("service")].into(),
    };
    page.forms = Forms {
        contact: Some(form(rejected.clone())),
        appointment: Some(form(rejected)),
    };
    for info in templates.list() {
        let mut documents = vec![templates.render_landing_page(&info.id, &page)];
        documents.extend(LegalPage::ALL.map(|it| templates.render_legal_page(&info.id, it, &page)));
        for document in documents {
            let html = document.expect("renders").html;
            for forbidden in [
                "<script>alert",
                "<img src=x",
                "49 &lt;",
                "mailto:\"",
                "<!--",
            ] {
                assert!(!html.contains(forbidden), "{} {forbidden}", info.id);
            }
            let style = html.split_once("<style>").expect("a style block").1;
            assert_eq!(style.matches("</style>").count(), 1);
        }
    }
}

#[test]
fn the_facts_for_search_engines_are_those_of_the_profile() {
    let demo = demo();
    let facts = json_ld(&page(&demo, Language::De));
    assert_eq!(facts["@type"], "AutoRepair");
    assert_eq!(facts["name"], demo.profile.business.name);
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
    let demo = demo();
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
            ">Autohaus Sonnenberg</h1>",
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
    let demo = demo();
    let templates = Templates::new().expect("whole");
    let mut page = page(&demo, Language::De);
    let chat = "Chat-Assistent";
    let privacy = |page: &LandingPage<'_>| {
        templates
            .render_legal_page("modern-minimalist", LegalPage::Privacy, page)
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
    let demo = demo();
    assert_eq!(demo.profile.business.validate(), Ok(()));
    assert!(demo.profile.services.len() >= 28);
    for service in &demo.profile.services {
        assert_eq!(service.validate(), Ok(()), "{}", service.name);
        let english = service.translations.get(&Language::En);
        let english = english.unwrap_or_else(|| panic!("{} in English", service.name));
        assert!(english.description.is_some(), "{}", service.name);
    }
    for language in [Language::De, Language::En] {
        let entries = demo
            .profile
            .knowledge
            .iter()
            .filter(|it| it.language == language);
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
    let sample = empty();
    assert!(
        templates
            .render_landing_page("nope", &page(&sample, Language::De))
            .is_err()
    );
}
