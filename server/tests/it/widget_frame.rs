//! `GET /widget/frame`: which pages may show it, and what it may do there.

use crate::test_app::{Answer, TestApp};
use api::{client_keys::CreateClientKeyResponse, ids::UserId, values::Email};
use domain::{accounts, client_keys, demo};
use http::StatusCode;
use serde_json::json;
use test_support::on_each_database;

async fn frame_of(app: &TestApp, key: &str) -> Answer {
    app.get(&format!("/widget/frame?key={key}")).await
}

/// The sources of one directive.
fn sources<'a>(answer: &'a Answer, directive: &str) -> Vec<&'a str> {
    let policy = answer.header("content-security-policy").expect("a policy");
    let parts = policy.split("; ").map(|it| it.split(' '));
    let mut found = parts.filter_map(|mut it| (it.next() == Some(directive)).then_some(it));
    found.next().map(Iterator::collect).unwrap_or_default()
}

async fn owner(app: &TestApp) -> UserId {
    app.register("owner@example.com").await;
    let email = Email::parse("owner@example.com").expect("an address");
    let found = accounts::find_user_id(&app.carbot, &email).await;
    found.expect("reads").expect("registered")
}

async fn production_key(app: &TestApp, owner: UserId, domain: &str) -> CreateClientKeyResponse {
    let request = serde_json::from_value(json!({ "domain": domain })).expect("reads");
    let created = client_keys::create_client_key(&app.carbot, owner, &request).await;
    created.expect("creates")
}

#[tokio::test]
async fn the_frame_of_a_test_key_is_for_pages_on_this_machine() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let frame = frame_of(&app, demo::CLIENT_KEY).await;
        assert_eq!(frame.status, StatusCode::OK, "{frame:?}");
        assert_eq!(
            frame.header("content-type"),
            Some("text/html; charset=utf-8")
        );
        assert_eq!(frame.header("cache-control"), Some("no-store"));
        assert_eq!(frame.header("x-content-type-options"), Some("nosniff"));
        let ancestors = sources(&frame, "frame-ancestors");
        assert!(
            ancestors.contains(&"http://127.0.0.1:*") && ancestors.contains(&"http://localhost:*"),
            "{ancestors:?}"
        );
        let is_loopback = |it: &&str| {
            let (_, host) = it.split_once("://").expect("a scheme");
            let host = host.trim_end_matches(":*").trim_start_matches("*.");
            api::values::is_loopback_host(host)
        };
        assert!(ancestors.iter().all(is_loopback), "{ancestors:?}");
        // It would forbid what the list allows.
        assert_eq!(frame.header("x-frame-options"), None);
        assert!(frame.text.contains("src=\"/widget/frame.js\""));
    })
    .await;
}

#[tokio::test]
async fn the_frame_runs_what_comes_from_us_and_nothing_else() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let frame = frame_of(&app, demo::CLIENT_KEY).await;
        assert_eq!(sources(&frame, "default-src"), ["'none'"]);
        assert_eq!(
            sources(&frame, "script-src"),
            ["'self'", "'wasm-unsafe-eval'"]
        );
        assert_eq!(sources(&frame, "connect-src"), ["'self'"]);
        assert_eq!(sources(&frame, "require-trusted-types-for"), ["'script'"]);
    })
    .await;
}

#[tokio::test]
async fn the_frame_of_a_production_key_is_for_its_websites() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let owner = owner(&app).await;
        let created = production_key(&app, owner, "www.müller-kfz.de").await;
        let origins = json!({ "origins": ["https://shop.example.de:8443"] });
        let origins = serde_json::from_value(origins).expect("reads");
        client_keys::set_extra_origins(&app.carbot, owner, created.id, &origins)
            .await
            .expect("sets");
        let frame = frame_of(&app, created.key.as_ref()).await;
        assert_eq!(
            sources(&frame, "frame-ancestors"),
            [
                "https://xn--mller-kfz-q9a.de:*",
                "http://xn--mller-kfz-q9a.de:*",
                "https://www.xn--mller-kfz-q9a.de:*",
                "http://www.xn--mller-kfz-q9a.de:*",
                "https://shop.example.de:8443",
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn without_a_key_that_answers_there_is_no_frame() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let unknown = frame_of(&app, &format!("cb_test_{}", "0".repeat(32))).await;
        assert_eq!(unknown.status, StatusCode::UNAUTHORIZED);
        assert_eq!(unknown.code(), "unknown_client_key");
        assert_eq!(unknown.header("x-frame-options"), Some("DENY"));
        assert_eq!(sources(&unknown, "frame-ancestors"), ["'none'"]);
        let none = app.get("/widget/frame").await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "{none:?}");
    })
    .await;
}

#[tokio::test]
async fn what_the_frame_asks_is_judged_like_a_request_without_an_origin() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let owner = owner(&app).await;
        let created = production_key(&app, owner, "example.com").await;
        let message = json!({ "client_key": created.key, "session_id": "s", "message": "Hallo" });
        for (origin, code) in [
            (Some(app.carbot.public_url()), "domain_not_verified"),
            (None, "domain_not_verified"),
            (Some("http://localhost:3001"), "origin_not_allowed"),
        ] {
            let answer = app.widget("chat", origin, &message).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{origin:?}");
            assert_eq!(answer.code(), code, "{origin:?}");
        }
    })
    .await;
}
