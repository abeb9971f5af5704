//! Landing pages over REST, and what their hosts answer then.

use super::HOST;
use crate::{
    garage::Garage,
    test_app::{Answer, TestApp},
};
use axum::body::Body;
use http::{Method, Request, StatusCode, header};
use serde_json::{Value as Json, json};
use test_support::{TestDatabase, on_each_database};

/// Calls a route as the owner, for a change that starts from `tag`.
async fn call_from(garage: &Garage, method: Method, route: &str, tag: &str, body: &Json) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(format!("/api/v1/{route}"))
        .header(header::HOST, "localhost:3000")
        .header(header::AUTHORIZATION, format!("Bearer {}", garage.owner))
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::IF_MATCH, tag)
        .body(Body::from(body.to_string()));
    garage.app.send(request.expect("a request")).await
}

#[tokio::test]
async fn a_page_is_made_changed_published_and_taken_off_again() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let body = json!({
            "template_id": "modern-minimalist",
            "subdomain": "test-workshop",
            "configuration": {
                "business_name": "Test Auto Workshop",
                "business_description": "Professional car repair services",
                "theme": { "primary_color": "#007bff" },
            },
        });
        let made = garage.call(Method::POST, "landing-pages", &body).await;
        assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
        let id = made.json()["id"].as_str().expect("an id").to_owned();
        let route = format!("landing-pages/{id}");
        assert_eq!(
            made.header("location"),
            Some(format!("/api/v1/{route}").as_str())
        );
        let host = "test-workshop.localhost:3000";
        let unseen = garage.app.get_from(host, "/").await;
        assert_eq!(unseen.status, StatusCode::NOT_FOUND);
        let robots = garage.app.get_from(host, "/robots.txt").await;
        assert!(robots.text.contains("Disallow: /"));
        let first_tag = made.header("etag").expect("a tag").to_owned();
        let change = json!({ "configuration": { "theme": { "primary_color": "#00aa00" } } });
        let changed = call_from(&garage, Method::PATCH, &route, &first_tag, &change).await;
        assert_eq!(changed.status, StatusCode::OK, "{changed:?}");
        let theme = &changed.json()["configuration"]["theme"];
        assert_eq!(theme["primary_color"], "#00aa00");
        let stale = call_from(&garage, Method::PATCH, &route, &first_tag, &change).await;
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
        let wrong = json!({ "configuration": { "contact_info": { "email": "keine" } } });
        let wrong = garage.call(Method::PATCH, &route, &wrong).await;
        let pointer = &wrong.json()["errors"][0]["pointer"];
        assert_eq!(pointer, "/configuration/contact_info/email");
        let preview = garage
            .call(Method::GET, &format!("{route}/preview"), &Json::Null)
            .await;
        assert!(preview.text.contains("Test Auto Workshop"));
        assert_eq!(preview.header("x-robots-tag"), Some("noindex, nofollow"));
        let publish = format!("{route}/publish");
        let published = garage.call(Method::POST, &publish, &Json::Null).await;
        assert_eq!(published.status, StatusCode::OK, "{published:?}");
        let message = &published.json()["message"];
        assert_eq!(message, "Landing page published successfully");
        let seen = garage.app.get_from(host, "/").await;
        assert!(seen.text.contains("Test Auto Workshop"));
        let export = garage
            .call(Method::GET, &format!("{route}/export"), &Json::Null)
            .await;
        assert_eq!(export.header("content-type"), Some("application/zip"));
        let document = garage.get(&format!("{route}/export?format=json")).await;
        assert_eq!(document["subdomain"], "test-workshop");
        let unpublish = format!("{route}/unpublish");
        let off = garage.call(Method::POST, &unpublish, &Json::Null).await;
        assert_eq!(off.json()["landing_page"]["is_published"], false);
        let unseen = garage.app.get_from(host, "/").await;
        assert_eq!(unseen.status, StatusCode::NOT_FOUND);
        let gone = garage.call(Method::DELETE, &route, &Json::Null).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT);
        let gone = garage.call(Method::GET, &route, &Json::Null).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_site_has_all_its_pages_and_files() {
    let database = TestDatabase::sqlite().await;
    let app = TestApp::with_demo(&database).await;
    for path in [
        "/",
        "/en",
        "/impressum",
        "/datenschutz",
        "/barrierefreiheit",
        "/en/datenschutz",
    ] {
        let page = app.get_from(HOST, path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.text.contains("<h1"), "{path}");
    }
    let map = app.get_from(HOST, "/sitemap.xml").await.text;
    assert!(
        map.contains("<loc>http://demo.localhost:3000/en</loc>"),
        "{map}"
    );
    let robots = app.get_from(HOST, "/robots.txt").await.text;
    assert!(robots.contains("Sitemap: http://demo.localhost:3000/sitemap.xml"));
    let icon = app.get_from(HOST, "/favicon.ico").await;
    assert_eq!(icon.header("content-type"), Some("image/svg+xml"));
    let missing = app.get_from(HOST, "/gibt-es-nicht").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert_eq!(missing.header("x-robots-tag"), Some("noindex"));
    let name = domain::demo::profile()
        .expect("the demo profile")
        .business
        .name;
    assert!(missing.text.contains(&name), "in the look of the site");
}

#[tokio::test]
async fn other_names_of_a_site_lead_to_its_one_address_and_strange_ones_nowhere() {
    let database = TestDatabase::sqlite().await;
    let app = TestApp::with_demo(&database).await;
    for host in ["www.demo.localhost:3000", "demo.localhost."] {
        let redirect = app.get_from(host, "/impressum?a=1").await;
        assert_eq!(redirect.status, StatusCode::PERMANENT_REDIRECT, "{host}");
        assert_eq!(
            redirect.header("location"),
            Some("http://demo.localhost:3000/impressum?a=1"),
        );
    }
    for path in ["/", "/login", "/api/v1/me"] {
        let strange = app.get_from("evil.example", path).await;
        assert_eq!(strange.status, StatusCode::MISDIRECTED_REQUEST, "{path}");
        assert!(!strange.text.contains("evil.example"));
    }
    let health = app.get_from("probe.cluster.internal", "/healthz").await;
    assert_eq!(health.status, StatusCode::OK);
}

#[tokio::test]
async fn pages_are_sent_compressed_with_one_tag() {
    let database = TestDatabase::sqlite().await;
    let app = TestApp::with_demo(&database).await;
    let plain = app.get_from(HOST, "/").await;
    for (accepted, expected) in [
        ("gzip, deflate, br", Some("br")),
        ("gzip", Some("gzip")),
        ("br;q=0, gzip;q=0", None),
    ] {
        let request = Request::get("/")
            .header(header::HOST, HOST)
            .header(header::ACCEPT_ENCODING, accepted)
            .body(Body::empty());
        let answer = app.send(request.expect("a request")).await;
        assert_eq!(answer.header("content-encoding"), expected, "{accepted}");
        assert_eq!(answer.header("vary"), Some("accept-encoding"));
        assert_eq!(answer.header("etag"), plain.header("etag"));
    }
}
