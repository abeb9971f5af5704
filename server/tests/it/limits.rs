//! Too many requests, as clients see it.

use crate::test_app::{Answer, SITE, TestApp};
use api::{accounts::Tier, values::Email};
use axum::{body::Body, extract::ConnectInfo};
use domain::{accounts, demo};
use http::{Method, Request, header};
use serde_json::{Value as Json, json};
use std::net::SocketAddr;
use test_support::on_each_database;

/// Sends a request of the connection's other end.
async fn send_from(app: &TestApp, address: &str, request: http::request::Builder) -> Answer {
    let peer = SocketAddr::new(address.parse().expect("an address"), 50_000);
    let request = request
        .header(header::HOST, "localhost:3000")
        .header(header::CONTENT_TYPE, "application/json")
        .extension(ConnectInfo(peer));
    app.send(request.body(Body::from("{}")).expect("a request"))
        .await
}

#[tokio::test]
async fn an_address_without_a_token_is_limited_and_told_until_when() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let ask = async |address: &str| send_from(&app, address, Request::get("/api/v1/me")).await;
        let first = ask("2001:db8:1:2::1").await;
        assert_eq!(first.status, 401);
        assert_eq!(
            first.header("ratelimit-policy"),
            Some("\"address\";q=100;w=900")
        );
        assert_eq!(first.header("ratelimit"), Some("\"address\";r=99;t=900"));
        for _ in 1..100 {
            assert_eq!(ask("2001:db8:1:2::1").await.status, 401);
        }
        // A neighbour in the same network is the same subscriber.
        let refused = ask("2001:db8:1:2:3::4").await;
        assert_eq!(
            (refused.status.as_u16(), &*refused.code()),
            (429, "rate_limited")
        );
        assert_eq!(refused.header("retry-after"), Some("900"));
        assert_eq!(refused.header("ratelimit"), Some("\"address\";r=0;t=900"));
        assert_eq!(
            refused.header("ratelimit-policy"),
            Some("\"address\";q=100;w=900")
        );
        assert_eq!(ask("2001:db8:1:3::1").await.status, 401);
        // A forged header is no other address.
        let forged = Request::get("/api/v1/me").header("x-forwarded-for", "203.0.113.99");
        let forged = send_from(&app, "2001:db8:1:2::1", forged).await;
        assert_eq!(forged.status, 429);
    })
    .await;
}

#[tokio::test]
async fn forms_that_prove_an_account_are_counted_with_the_routes_that_do() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        for number in 0..100 {
            let route = ["/fn/log_in", "/fn/register"][number % 2];
            let answer = send_from(&app, "203.0.113.7", Request::post(route)).await;
            assert_ne!(answer.status, 429);
        }
        let request = Request::post("/api/v1/auth/login");
        assert_eq!(send_from(&app, "203.0.113.7", request).await.status, 429);
        let page = Request::get("/login");
        assert_eq!(send_from(&app, "203.0.113.7", page).await.status, 200);
    })
    .await;
}

async fn token_on_plan(app: &TestApp, tier: Tier) -> String {
    let text = format!("{}@example.com", tier.as_str());
    app.register(&text).await;
    let email = Email::parse(&text).expect("an address");
    let exists = accounts::set_tier(&app.carbot, &email, tier).await;
    assert!(exists.expect("sets"));
    app.access_token(&text).await
}

#[tokio::test]
async fn a_basic_plan_counts_every_request() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let token = token_on_plan(&app, Tier::Basic).await;
        let me = async || app.api(Method::GET, "me", &token, &Json::Null).await;
        assert_eq!(me().await.header("ratelimit"), Some("\"basic\";r=99;t=900"));
        for _ in 1..100 {
            assert_eq!(me().await.status, 200);
        }
        let refused = me().await;
        assert_eq!(
            (refused.status.as_u16(), &*refused.code()),
            (429, "rate_limited")
        );
        // Another account is not concerned.
        let other = token_on_plan(&app, Tier::Premium).await;
        let answer = app.api(Method::GET, "me", &other, &Json::Null).await;
        assert_eq!(answer.status, 200);
    })
    .await;
}

#[tokio::test]
async fn a_premium_plan_counts_what_fails() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let token = token_on_plan(&app, Tier::Premium).await;
        let get = async |route: &str| app.api(Method::GET, route, &token, &Json::Null).await;
        for _ in 0..600 {
            let answer = get("me").await;
            assert_eq!(answer.status, 200);
            assert_eq!(answer.header("ratelimit"), Some("\"premium\";r=500;t=900"));
        }
        for _ in 0..500 {
            assert_eq!(get("businesses/nothing").await.status, 404);
        }
        assert_eq!(get("me").await.status, 429);
    })
    .await;
}

#[tokio::test]
async fn a_visitor_who_says_too_much_gets_the_phone_number() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let message = json!({
            "client_key": demo::CLIENT_KEY, "session_id": "s", "message": "Hallo",
            "context": { "locale": "de" },
        });
        for _ in 0..60 {
            assert_eq!(app.widget("chat", Some(SITE), &message).await.status, 200);
        }
        let refused = app.widget("chat", Some(SITE), &message).await;
        assert_eq!(
            (refused.status.as_u16(), &*refused.code()),
            (429, "rate_limited")
        );
        assert_eq!(
            refused.header("ratelimit-policy"),
            Some("\"widget-session\";q=60;w=600")
        );
        assert_eq!(refused.header("access-control-allow-origin"), Some(SITE));
        let readable = refused.header("access-control-expose-headers");
        assert_eq!(readable, Some("retry-after, ratelimit, ratelimit-policy"));
        let opened = app
            .widget(
                "init",
                Some(SITE),
                &json!({ "client_key": demo::CLIENT_KEY, "domain": "127.0.0.1" }),
            )
            .await;
        let phone = opened.json()["business"]["phone"].clone();
        let phone = phone.as_str().expect("a number");
        let detail = refused.json()["detail"].clone();
        assert!(
            detail.as_str().expect("a text").ends_with(phone),
            "{detail}"
        );
    })
    .await;
}
