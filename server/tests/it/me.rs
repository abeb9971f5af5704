//! The account of the token: its details, its sign-ins, its end.

use crate::test_app::{Answer, SITE, TestApp};
use http::{Method, Request, StatusCode, header};
use serde_json::{Value as Json, json};
use test_support::on_each_database;

const EMAIL: &str = "owner@example.com";
const PASSWORD: &str = "SecurePassword123!";

async fn sign_ins(app: &TestApp, token: &str) -> Vec<Json> {
    let answer = app
        .api(Method::GET, "me/sessions", token, &Json::Null)
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    answer.json()["items"].as_array().expect("a list").clone()
}

/// A login as a program or a browser does it.
async fn log_in_with(app: &TestApp, path: &str, user_agent: &str) -> Answer {
    let is_form = path.starts_with("/fn/");
    let (content_type, body) = if is_form {
        let body = format!("email={EMAIL}&password=SecurePassword123%21");
        ("application/x-www-form-urlencoded", body)
    } else {
        let body = json!({ "email": EMAIL, "password": PASSWORD });
        ("application/json", body.to_string())
    };
    let request = Request::post(path)
        .header(header::HOST, "localhost:3000")
        .header(header::USER_AGENT, user_agent)
        .header(header::ACCEPT, if is_form { "text/html" } else { "*/*" })
        .header(header::CONTENT_TYPE, content_type)
        .body(axum::body::Body::from(body));
    app.send(request.expect("a request")).await
}

#[tokio::test]
async fn details_are_changed_one_by_one() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        app.register(EMAIL).await;
        let token = app.access_token(EMAIL).await;
        let patch = async |body: Json| app.api(Method::PATCH, "me", &token, &body).await;
        let changed = patch(json!({ "first_name": " Petra ", "locale": "en" })).await;
        assert_eq!(changed.status, StatusCode::OK, "{changed:?}");
        let changed = changed.json();
        assert_eq!(
            (&changed["first_name"], &changed["locale"]),
            (&json!("Petra"), &json!("en"))
        );
        assert_eq!(changed["company_name"], "Werkstatt Müller");
        let emptied = patch(json!({ "first_name": null })).await.json();
        assert_eq!(
            (&emptied["first_name"], &emptied["locale"]),
            (&Json::Null, &json!("en"))
        );
        for (body, code) in [
            (json!({ "first_name": "x".repeat(101) }), "too_long"),
            (json!({ "last_name": "a\u{7}b" }), "control_characters"),
            (json!({ "company_name": 7 }), "invalid_type"),
            (json!({ "locale": "tr" }), "invalid_locale"),
            (json!({ "locale": "xx" }), "invalid_type"),
            (json!({ "email": "other@example.com" }), "invalid_type"),
            (json!({ "subscription_tier": "enterprise" }), "invalid_type"),
        ] {
            assert_eq!(patch(body.clone()).await.field_code(), code, "{body}");
        }
        let me = app.api(Method::GET, "me", &token, &Json::Null).await.json();
        assert_eq!(me, emptied);
    })
    .await;
}

#[tokio::test]
async fn sign_ins_are_listed_without_their_secrets_and_ended_one_by_one() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        app.register(EMAIL).await;
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
        let browser = log_in_with(&app, "/fn/log_in", firefox).await;
        let cookie = browser.session_cookie().expect("a session");
        app.advance(60 * 60);
        app.get_with_cookie("/", &cookie).await;
        app.advance(60);
        let program = log_in_with(&app, "/api/v1/auth/login", "curl/8.5.0")
            .await
            .json();
        let token = program["tokens"]["access_token"].as_str().expect("a token");

        let listed = sign_ins(&app, token).await;
        let summary: Vec<_> = listed
            .iter()
            .map(|it| (it["kind"].as_str(), it["user_agent"].as_str()))
            .collect();
        assert_eq!(
            summary,
            [
                (Some("api"), Some("curl")),
                (Some("dashboard"), Some("Firefox, Linux")),
                (Some("dashboard"), None),
            ]
        );
        assert_eq!(listed[1]["created_at"], "2026-11-19T09:30:00Z");
        assert_eq!(listed[1]["last_used_at"], "2026-11-19T10:30:00Z");
        let secret = cookie.split('=').nth(1).expect("a value");
        assert!(!json!(listed).to_string().contains(secret));

        let end = async |id: &Json, token: &str| {
            let route = format!("me/sessions/{}", id.as_str().expect("an id"));
            app.api(Method::DELETE, &route, token, &Json::Null)
                .await
                .status
        };
        assert_eq!(end(&listed[1]["id"], token).await, StatusCode::NO_CONTENT);
        assert_eq!(end(&listed[1]["id"], token).await, StatusCode::NOT_FOUND);
        assert_ne!(
            app.get_with_cookie("/", &cookie).await.status,
            StatusCode::OK
        );
        assert_eq!(end(&json!("nonsense"), token).await, StatusCode::NOT_FOUND);

        // Those of another account are not found, and go on.
        app.register("other@example.com").await;
        let other = app.access_token("other@example.com").await;
        for it in [&listed[0], &listed[2]] {
            assert_eq!(end(&it["id"], &other).await, StatusCode::NOT_FOUND);
        }
        assert_eq!(end(&listed[0]["id"], token).await, StatusCode::NO_CONTENT);
        let body = json!({ "refresh_token": program["tokens"]["refresh_token"] });
        let ended = app.api(Method::POST, "auth/refresh", "", &body).await;
        assert_eq!(ended.status, StatusCode::UNAUTHORIZED);
        assert_eq!(sign_ins(&app, token).await.len(), 1);
    })
    .await;
}

/// What a website gets that opens the chat of the demo business.
async fn init(app: &TestApp) -> StatusCode {
    let body = json!({ "client_key": domain::demo::CLIENT_KEY, "domain": "127.0.0.1" });
    app.widget("init", Some(SITE), &body).await.status
}

#[tokio::test]
async fn a_closed_account_is_gone_for_everybody() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let proof = json!({ "email": domain::demo::EMAIL, "password": domain::demo::PASSWORD });
        let log_in = async || app.api(Method::POST, "auth/login", "", &proof).await;
        let opened = log_in().await;
        assert_eq!(opened.status, StatusCode::OK, "{opened:?}");
        let token = opened.json()["tokens"]["access_token"].clone();
        let token = token.as_str().expect("a token");
        let close = async |password: &str| {
            let body = json!({ "password": password });
            app.api(Method::DELETE, "me", token, &body).await
        };
        assert_eq!(
            close("WrongPassword123!").await.field_code(),
            "wrong_password"
        );
        assert_eq!(
            app.get_from("demo.localhost:3000", "/").await.status,
            StatusCode::OK
        );
        assert_eq!(init(&app).await, StatusCode::OK);

        assert_eq!(
            close(domain::demo::PASSWORD).await.status,
            StatusCode::NO_CONTENT
        );
        assert_eq!(log_in().await.code(), "invalid_credentials");
        let body = json!({ "refresh_token": opened.json()["tokens"]["refresh_token"] });
        let ended = app.api(Method::POST, "auth/refresh", "", &body).await;
        assert_eq!(ended.status, StatusCode::UNAUTHORIZED);
        let me = app.api(Method::GET, "me", token, &Json::Null).await;
        assert_eq!(me.status, StatusCode::NOT_FOUND);
        assert_eq!(
            app.get_from("demo.localhost:3000", "/").await.status,
            StatusCode::NOT_FOUND
        );
        let refused = init(&app).await;
        assert!(matches!(refused.as_u16(), 401 | 403 | 404), "{refused}");
        let body = json!({ "email": domain::demo::EMAIL });
        app.mails().await;
        app.api(Method::POST, "auth/password/forgot", "", &body)
            .await;
        assert!(app.mails().await.is_empty());
    })
    .await;
}
