//! Webhooks over REST.

use crate::test_app::TestApp;
use http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use test_support::on_each_database;

const URL: &str = "https://93.184.216.34/hook";

async fn create(app: &TestApp, token: &str) -> Json {
    let body = json!({ "url": URL, "events": ["appointment.requested"] });
    let answer = app.api(Method::POST, "webhooks", token, &body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
    let made = answer.json();
    let id = made["endpoint"]["id"].as_str().expect("an id");
    let location = format!("/api/v1/webhooks/{id}");
    assert_eq!(answer.header("location"), Some(location.as_str()));
    assert_eq!(answer.header("etag"), Some("\"1\""));
    made
}

#[tokio::test]
async fn an_endpoint_is_made_changed_and_deleted() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        app.register("anna@example.com").await;
        let token = app.access_token("anna@example.com").await;
        let made = create(&app, &token).await;
        assert!(
            made["secret"]
                .as_str()
                .expect("a secret")
                .starts_with("whsec_")
        );
        let route = format!(
            "webhooks/{}",
            made["endpoint"]["id"].as_str().expect("an id")
        );
        let found = app.api(Method::GET, &route, &token, &Json::Null).await;
        // The secret is never told again.
        assert_eq!(found.json(), made["endpoint"]);
        let patch = json!({ "description": "CRM", "events": ["conversation.started"] });
        let changed = app.api(Method::PATCH, &route, &token, &patch).await;
        assert_eq!(changed.status, StatusCode::OK, "{changed:?}");
        assert_eq!(changed.header("etag"), Some("\"2\""));
        assert_eq!(changed.json()["description"], "CRM");
        assert_eq!(changed.json()["url"], URL);
        let list = app.api(Method::GET, "webhooks", &token, &Json::Null).await;
        assert_eq!(list.json()["items"][0], changed.json());

        let sent = app
            .api(Method::POST, &format!("{route}/test"), &token, &Json::Null)
            .await;
        assert_eq!(sent.status, StatusCode::ACCEPTED, "{sent:?}");
        let sent = sent.json();
        assert_eq!(sent["event_type"], "webhook.test");
        assert_eq!(sent["payload"]["data"]["message"], "It works.");
        let log = format!("{route}/deliveries");
        let page = app.api(Method::GET, &log, &token, &Json::Null).await;
        assert_eq!(page.json()["items"], json!([sent]));
        let replay = format!("{log}/{}/replay", sent["id"].as_str().expect("an id"));
        let pending = app.api(Method::POST, &replay, &token, &Json::Null).await;
        assert_eq!(pending.status, StatusCode::CONFLICT);
        assert_eq!(pending.code(), "delivery_pending");

        let gone = app.api(Method::DELETE, &route, &token, &Json::Null).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT);
        let missing = app.api(Method::GET, &route, &token, &Json::Null).await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_an_endpoint_is_said_by_field() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        app.register("anna@example.com").await;
        let token = app.access_token("anna@example.com").await;
        for (body, pointer, code) in [
            (
                json!({ "url": "http://a.de/", "events": ["conversation.started"] }),
                "/url",
                "invalid_url",
            ),
            (
                json!({ "url": "https://10.0.0.1/", "events": ["conversation.started"] }),
                "/url",
                "address_not_allowed",
            ),
            (json!({ "url": URL, "events": [] }), "/events", "required"),
            (
                json!({ "url": URL, "events": ["made.up"] }),
                "/events/0",
                "invalid_type",
            ),
            (
                json!({ "url": URL, "events": ["conversation.started"], "secret": "x" }),
                "/secret",
                "invalid_type",
            ),
        ] {
            let answer = app.api(Method::POST, "webhooks", &token, &body).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
            let error = &answer.json()["errors"][0];
            assert_eq!(
                (&error["pointer"], &error["code"]),
                (&json!(pointer), &json!(code))
            );
        }
        for _ in 0..20 {
            create(&app, &token).await;
        }
        let body = json!({ "url": URL, "events": ["conversation.started"] });
        let one_more = app.api(Method::POST, "webhooks", &token, &body).await;
        assert_eq!(one_more.json()["errors"][0]["code"], "too_many");
    })
    .await;
}

#[tokio::test]
async fn another_account_finds_no_endpoint() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        app.register("anna@example.com").await;
        let token = app.access_token("anna@example.com").await;
        let made = create(&app, &token).await;
        let route = format!(
            "webhooks/{}",
            made["endpoint"]["id"].as_str().expect("an id")
        );
        app.register("stranger@example.com").await;
        let stranger = app.access_token("stranger@example.com").await;
        let delivery = format!("{route}/deliveries/01940000-0000-7000-8000-000000000000/replay");
        for (method, route, body) in [
            (Method::GET, route.clone(), Json::Null),
            (Method::PATCH, route.clone(), json!({ "is_active": false })),
            (Method::DELETE, route.clone(), Json::Null),
            (Method::POST, format!("{route}/test"), Json::Null),
            (Method::GET, format!("{route}/deliveries"), Json::Null),
            (Method::POST, delivery, Json::Null),
        ] {
            let answer = app.api(method, &route, &stranger, &body).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{route}");
        }
        let found = app.api(Method::GET, &route, &token, &Json::Null).await;
        assert_eq!(found.json(), made["endpoint"]);
    })
    .await;
}
