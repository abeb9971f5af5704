//! Landing pages: drafts, versions, what people see of them, and taking them away.

use crate::{
    shop::Shop,
    support::{another_process, register},
};
use api::{
    Language,
    ids::LandingPageId,
    landing_pages::{CreateLandingPageRequest, PageConfiguration},
    values::Subdomain,
};
use domain::{
    Carbot, Error, Precondition, businesses,
    landing_pages::{self, Encoding, HostKind, SitePage},
};
use serde_json::{Map, Value as Json, json};
use std::io::Read as _;
use test_support::{TestDatabase, on_each_database};

const ANY: Precondition = Precondition::Any;

fn name(text: &str) -> Subdomain {
    text.parse().expect("a subdomain")
}

fn request(subdomain: &str, configuration: Json) -> CreateLandingPageRequest {
    CreateLandingPageRequest {
        template_id: "modern-minimalist".to_owned(),
        subdomain: subdomain.to_owned(),
        configuration: serde_json::from_value(configuration).expect("a configuration"),
        business_id: None,
    }
}

fn patch_of(changes: Json) -> Map<String, Json> {
    match changes {
        Json::Object(fields) => fields,
        other => panic!("{other} is no patch"),
    }
}

async fn create(shop: &Shop, subdomain: &str, configuration: Json) -> LandingPageId {
    let request = request(subdomain, configuration);
    let created = landing_pages::create_landing_page(&shop.carbot, shop.owner, &request).await;
    created.expect("is made").value.page.id
}

async fn publish(shop: &Shop, id: LandingPageId) {
    let published = landing_pages::publish_landing_page(&shop.carbot, shop.owner, id, &ANY).await;
    assert!(published.expect("is published").value.is_published);
}

/// What people see in a language.
async fn see_in(carbot: &Carbot, subdomain: &str, language: Option<Language>) -> Option<String> {
    let name = name(subdomain);
    let found = landing_pages::find_published_page(carbot, &name, SitePage::Home, language).await;
    let (body, encoding) = found.expect("reads")?.body(Encoding::Identity);
    assert_eq!(encoding, Encoding::Identity);
    Some(String::from_utf8(body.to_vec()).expect("text"))
}

async fn see(carbot: &Carbot, subdomain: &str) -> Option<String> {
    see_in(carbot, subdomain, None).await
}

#[tokio::test]
async fn people_see_what_was_published_and_nothing_of_the_draft() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let carbot = &shop.carbot;
        let first = json!({ "hero": { "headline": "Erste Fassung" } });
        let id = create(&shop, "zweite-seite", first).await;
        assert_eq!(see(carbot, "zweite-seite").await, None);
        publish(&shop, id).await;
        let seen = see(carbot, "zweite-seite").await.expect("a page");
        assert!(seen.contains("Erste Fassung"), "{seen}");
        let patch = patch_of(json!({ "configuration": { "hero": { "headline": "Geheim" } } }));
        let changed = landing_pages::patch_landing_page(carbot, shop.owner, id, &patch, &ANY).await;
        let changed = changed.expect("is changed");
        assert!(changed.value.page.has_unpublished_changes);
        shop.clock.advance(3600);
        let seen = see(carbot, "zweite-seite").await.expect("a page");
        assert!(!seen.contains("Geheim") && seen.contains("Erste Fassung"));
        let home = SitePage::Home;
        let preview = landing_pages::preview_landing_page(carbot, shop.owner, id, home, None).await;
        let preview = preview.expect("is made").body(Encoding::Identity).0;
        let preview = String::from_utf8(preview.to_vec()).expect("text");
        assert!(preview.contains("Geheim") && preview.contains("noindex"));
        assert!(!preview.contains("data-client-key"));
        publish(&shop, id).await;
        let seen = see(carbot, "zweite-seite").await.expect("a page");
        assert!(seen.contains("Geheim"));
        let versions = landing_pages::list_versions(carbot, shop.owner, id).await;
        let versions = versions.expect("reads").items;
        let numbers: Vec<_> = versions.iter().map(|it| (it.number, it.is_live)).collect();
        assert_eq!(numbers, [(2, true), (1, false)]);
        let oldest = versions[1].id;
        let restored = landing_pages::restore_version(carbot, shop.owner, id, oldest, &ANY).await;
        let restored = restored.expect("is restored").value;
        assert!(restored.page.has_unpublished_changes);
        let seen = see(carbot, "zweite-seite").await.expect("a page");
        assert!(seen.contains("Geheim"), "restoring publishes nothing");
        publish(&shop, id).await;
        // The same again is no version of its own.
        publish(&shop, id).await;
        let versions = landing_pages::list_versions(carbot, shop.owner, id).await;
        assert_eq!(versions.expect("reads").items.len(), 3);
        landing_pages::unpublish_landing_page(carbot, shop.owner, id, &ANY)
            .await
            .expect("is taken off");
        assert_eq!(see(carbot, "zweite-seite").await, None);
        landing_pages::delete_landing_page(carbot, shop.owner, id, &ANY)
            .await
            .expect("is deleted");
        let found = landing_pages::find_landing_page(carbot, shop.owner, id).await;
        assert!(matches!(found, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn of_those_who_publish_one_revision_at_once_one_does() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let id = create(&shop, "gleichzeitig", json!({})).await;
        let seen = Precondition::OneOf(vec![1]);
        let publish = || landing_pages::publish_landing_page(&shop.carbot, shop.owner, id, &seen);
        let (a, b, c) = tokio::join!(
            Box::pin(publish()),
            Box::pin(publish()),
            Box::pin(publish())
        );
        let results = [a, b, c];
        let published = results.iter().filter(|it| it.is_ok()).count();
        let stale = results
            .iter()
            .filter(|it| matches!(it, Err(Error::Stale)))
            .count();
        assert_eq!((published, stale), (1, 2), "{results:?}");
        let versions = landing_pages::list_versions(&shop.carbot, shop.owner, id).await;
        assert_eq!(versions.expect("reads").items.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_change_reaches_other_processes_within_seconds() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let other = another_process(&database, &shop.clock).await;
        let id = create(&shop, "zwei-prozesse", json!({})).await;
        publish(&shop, id).await;
        let before = see(&other, "zwei-prozesse").await.expect("a page");
        assert!(!before.contains("Neuer Satz"));
        let patch = patch_of(json!({ "configuration": { "hero": { "headline": "Neuer Satz" } } }));
        landing_pages::patch_landing_page(&shop.carbot, shop.owner, id, &patch, &ANY)
            .await
            .expect("is changed");
        publish(&shop, id).await;
        shop.clock.advance(2);
        let after = see(&other, "zwei-prozesse").await.expect("a page");
        assert!(after.contains("Neuer Satz"));
        landing_pages::unpublish_landing_page(&shop.carbot, shop.owner, id, &ANY)
            .await
            .expect("is taken off");
        shop.clock.advance(2);
        assert_eq!(see(&other, "zwei-prozesse").await, None);
    })
    .await;
}

#[tokio::test]
async fn a_page_that_says_open_is_made_again_when_the_business_closes() {
    let database = TestDatabase::sqlite().await;
    let shop = Shop::open(&database).await;
    let open = see(&shop.carbot, "demo").await.expect("a page");
    assert_eq!(see(&shop.carbot, "demo").await.as_ref(), Some(&open));
    // From Thursday morning into the night.
    shop.clock.advance(12 * 3600);
    let closed = see(&shop.carbot, "demo").await.expect("a page");
    assert_ne!(open, closed);
}

#[tokio::test]
async fn facts_of_the_page_count_where_the_profile_has_none() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let business = businesses::first_business(&shop.carbot, shop.owner).await;
        let mut business = business.expect("reads");
        business.details.contact.phone = None;
        business.details.languages = vec![Language::De, Language::Tr];
        let (id, details) = (business.id, business.details);
        businesses::update_business(&shop.carbot, shop.owner, id, details)
            .await
            .expect("is changed");
        let id = create(&shop, "ohne-telefon", json!({})).await;
        let refused = landing_pages::publish_landing_page(&shop.carbot, shop.owner, id, &ANY).await;
        let problem = refused.expect_err("refused").problem();
        assert_eq!(problem.errors[0].pointer, "/contact/phone");
        let patch = patch_of(json!({ "configuration": {
            "business_name": "Anders GmbH",
            "contact_info": { "phone": "030 9876543" },
        } }));
        landing_pages::patch_landing_page(&shop.carbot, shop.owner, id, &patch, &ANY)
            .await
            .expect("is changed");
        publish(&shop, id).await;
        let seen = see(&shop.carbot, "ohne-telefon").await.expect("a page");
        assert!(seen.contains("030 9876543") && seen.contains("Anders GmbH"));
        let turkish = see_in(&shop.carbot, "ohne-telefon", Some(Language::Tr)).await;
        let turkish = turkish.expect("a page");
        assert!(turkish.contains("<html lang=\"tr\">") && turkish.contains("hreflang=\"de\""));
        let english = see_in(&shop.carbot, "ohne-telefon", Some(Language::En)).await;
        assert_eq!(english, None);
    })
    .await;
}

#[tokio::test]
async fn pages_of_another_account_are_not_found() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let stranger = register(&shop.carbot, "stranger@example.com").await;
        let id = create(&shop, "nicht-deine", json!({})).await;
        let carbot = &shop.carbot;
        let patch = patch_of(json!({ "subdomain": "meine-jetzt" }));
        let results = [
            landing_pages::patch_landing_page(carbot, stranger, id, &patch, &ANY)
                .await
                .err(),
            landing_pages::publish_landing_page(carbot, stranger, id, &ANY)
                .await
                .err(),
            landing_pages::delete_landing_page(carbot, stranger, id, &ANY)
                .await
                .err(),
            landing_pages::preview_landing_page(carbot, stranger, id, SitePage::Home, None)
                .await
                .err(),
            landing_pages::export_document(carbot, stranger, id)
                .await
                .err(),
        ];
        for result in results {
            assert!(matches!(result, Some(Error::NotFound)), "{result:?}");
        }
        let listed = landing_pages::list_landing_pages(carbot, stranger, None, 50).await;
        assert!(listed.expect("reads").items.is_empty());
        let taken = landing_pages::create_landing_page(
            carbot,
            stranger,
            &request("nicht-deine", json!({})),
        )
        .await;
        assert!(matches!(taken, Err(Error::Conflict(_))), "{taken:?}");
    })
    .await;
}

#[tokio::test]
async fn nothing_an_owner_enters_becomes_markup() {
    let database = TestDatabase::sqlite().await;
    let shop = Shop::open(&database).await;
    for (index, payload) in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'><svg/onload=alert(1)>",
        "</title></style></script><script>alert(1)</script>",
        "{{ 7 * 7 }}{% raw %}",
        "javascript:alert(1)",
        "<!--<script>",
        "&lt;script&gt;",
    ]
    .into_iter()
    .enumerate()
    {
        let picture = json!({ "asset": payload, "alt": payload });
        let configuration = json!({
            "business_name": payload,
            "business_description": { "de": payload, "en": payload },
            "contact_info": { "address": format!("{payload}, 12555 {payload}") },
            "theme": { "logo_url": payload, "favicon_url": payload },
            "seo": { "meta_title": payload, "meta_description": payload, "keywords": [payload] },
            "sections": [{ "kind": "services", "title": payload }],
            "hero": { "headline": payload, "picture": picture },
            "about": {
                "text": payload, "picture": picture,
                "figures": [{ "value": &payload[..10], "label": payload }],
                "team": [{ "name": payload, "role": payload, "text": payload, "picture": picture }],
            },
            "gallery": [{ "picture": picture, "caption": payload, "detail": payload }],
            "reviews": { "entries": [{ "text": payload, "author": payload, "source": payload }] },
            "emergency": { "text": payload, "hours": payload },
            "map": picture,
            "jobs": [{ "title": payload, "text": payload, "start": payload }],
        });
        let subdomain = format!("nutzlast-{index}");
        let id = create(&shop, &subdomain, configuration).await;
        publish(&shop, id).await;
        for language in [Language::De, Language::En] {
            let seen = see_in(&shop.carbot, &subdomain, Some(language)).await;
            let seen = seen.expect("a page");
            let plain = seen.to_lowercase();
            for forbidden in [
                "<script>alert",
                "<img src=x",
                "<svg/onload",
                "<!--<script>",
                "href=\"javascript:",
                "src=\"javascript:",
            ] {
                assert!(!plain.contains(forbidden), "{payload}: {forbidden}");
            }
            // One of structured data, one of the chat.
            assert_eq!(plain.matches("<script").count(), 2, "{payload}");
            if payload.starts_with("{{") {
                assert!(plain.contains("{{ 7 * 7 }}"), "is text, not a template");
            }
        }
    }
}

#[tokio::test]
async fn hosts_are_what_they_are_named_and_forged_ones_are_nothing() {
    let database = TestDatabase::sqlite().await;
    let shop = Shop::open(&database).await;
    let check = |host: &str, expected: HostKind| {
        let found = landing_pages::classify_host(&shop.carbot, host);
        assert_eq!(found, expected, "{host}");
    };
    for host in [
        "",
        "localhost",
        "localhost:3000",
        "LOCALHOST:3000",
        "api.localhost",
        "127.0.0.1:3000",
        "[::1]:3000",
        "carbot:3000",
    ] {
        check(host, HostKind::Main);
    }
    check("demo.localhost:3000", HostKind::Site(name("demo")));
    check("DEMO.localhost", HostKind::Site(name("demo")));
    check("demo.localhost.:3000", HostKind::Alias(name("demo")));
    check("www.demo.localhost", HostKind::Alias(name("demo")));
    for host in [
        "evil.example",
        "localhost.evil.example",
        "demo.localhost.evil.example",
        "demo.localhost@evil.example",
        "evil.example/demo.localhost",
        "a.demo.localhost",
        "admin.localhost",
        "www.localhost",
        "xn--dmo-qla.localhost",
        "demo localhost",
        "demo\t.localhost",
        ".localhost",
        "demo..localhost",
        "paypa1.localhost",
    ] {
        check(host, HostKind::Unknown);
    }
}

#[tokio::test]
async fn a_site_is_exported_with_links_that_work_anywhere() {
    let database = TestDatabase::sqlite().await;
    let shop = Shop::open(&database).await;
    let configuration = json!({ "hero": { "headline": "Zum Mitnehmen" } });
    let id = create(&shop, "mitnehmen", configuration).await;
    let base = Some("https://werkstatt.example/seite/");
    let find_file = |path: &str| path.starts_with("fonts/").then(|| path.as_bytes().to_vec());
    let export = landing_pages::export_site(&shop.carbot, shop.owner, id, base, find_file).await;
    let export = export.expect("is exported");
    assert_eq!(export.file_name, "mitnehmen.zip");
    let mut archive =
        zip::ZipArchive::new(std::io::Cursor::new(export.content)).expect("a ZIP file");
    let names: Vec<String> = archive
        .file_names()
        .map(|it| it.expect("a name").into_owned())
        .collect();
    for expected in [
        "index.html",
        "impressum.html",
        "datenschutz.html",
        "barrierefreiheit.html",
        "404.html",
        "en/index.html",
        "sitemap.xml",
        "robots.txt",
        "favicon.svg",
        "fonts/instrument-sans-latin.woff2",
    ] {
        assert!(
            names.iter().any(|it| it == expected),
            "{expected}: {names:?}"
        );
    }
    let mut read = |name: &str| {
        let mut text = String::new();
        let mut file = archive.by_name(name).expect("a file");
        file.read_to_string(&mut text).expect("text");
        text
    };
    let home = read("index.html");
    assert!(home.contains("Zum Mitnehmen") && home.contains("href=\"impressum.html\""));
    assert!(home.contains("<link rel=\"canonical\" href=\"https://werkstatt.example/seite/\">"));
    assert!(home.contains("/widget.js") && !home.contains("<form"));
    assert!(read("en/index.html").contains("href=\"../fonts/"));
    assert!(read("sitemap.xml").contains("<loc>https://werkstatt.example/seite/en/</loc>"));
    let forged = Some("https://x\"><script>");
    let refused = landing_pages::export_site(&shop.carbot, shop.owner, id, forged, |_| None).await;
    assert!(matches!(refused, Err(Error::Invalid(_))));
    let document = landing_pages::export_document(&shop.carbot, shop.owner, id).await;
    let document = serde_json::to_value(document.expect("is exported")).expect("JSON");
    let mut again: CreateLandingPageRequest =
        serde_json::from_value(document).expect("can be imported");
    again.subdomain = "noch-einmal".to_owned();
    let imported = landing_pages::create_landing_page(&shop.carbot, shop.owner, &again).await;
    let imported: PageConfiguration = imported.expect("is made").value.configuration;
    assert_eq!(imported, again.configuration);
}
