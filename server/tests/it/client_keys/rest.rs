//! Client keys over REST.

use crate::{garage::Garage, test_app::TestApp};
use axum::body::Body;
use http::{Method, Request, StatusCode, header};
use serde_json::{Value as Json, json};
use test_support::on_each_database;

/// Whether a test key answers a visitor.
async fn answers(app: &TestApp, key: &str) -> bool {
    let message = json!({ "client_key": key, "session_id": "s", "message": "Hallo" });
    app.widget("chat", None, &message).await.status == StatusCode::OK
}

#[tokio::test]
async fn keys_are_made_as_published() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let body = json!({
            "domain": "example.com", "description": "Test domain", "usage_limit": 1000,
        });
        let created = garage.call(Method::POST, "client-keys", &body).await;
        assert_eq!(created.status, StatusCode::CREATED, "{created:?}");
        let location = created.header("location").expect("an address").to_owned();
        let created = created.json();
        let key = created["key"].as_str().expect("a key");
        let secret = key.strip_prefix("cb_prod_").expect("a production key");
        assert!(
            secret.len() == 32 && secret.bytes().all(|it| it.is_ascii_hexdigit()),
            "{key}"
        );
        assert_eq!(created["domain"], "example.com");
        assert_eq!(created["usage_limit"], 1000);
        assert!(location.ends_with(created["id"].as_str().expect("an id")));
        let again = garage.call(Method::POST, "client-keys", &body).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert_eq!(again.code(), "domain_taken");
        for (body, code) in [
            (json!({ "domain": "" }), "required"),
            (json!({ "domain": "not a domain" }), "invalid_domain"),
            (
                json!({ "domain": "a.de", "usage_limit": 99 }),
                "invalid_usage_limit",
            ),
            (
                json!({ "domain": "a.de", "usage_limit": 1_000_001 }),
                "invalid_usage_limit",
            ),
            (json!({ "domain": "a.de", "limit": 1 }), "invalid_type"),
        ] {
            let refused = garage.call(Method::POST, "client-keys", &body).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
            assert_eq!(refused.json()["errors"][0]["code"], code, "{body}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_list_is_read_by_page_and_by_cursor() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let before = garage.get("client-keys").await["pagination"]["total"].clone();
        let before = before.as_u64().expect("a number");
        for number in 0..5 {
            let body = json!({ "domain": format!("werkstatt-{number}.de") });
            garage.call(Method::POST, "client-keys", &body).await;
        }
        let total = before + 5;
        let first = garage.get("client-keys?limit=2").await;
        assert_eq!(first["keys"][0]["domain"], "werkstatt-4.de");
        assert_eq!(first["pagination"]["page"], 1);
        assert_eq!(first["pagination"]["limit"], 2);
        assert_eq!(first["pagination"]["total"], total);
        assert_eq!(first["pagination"]["has_more"], true);
        let cursor = first["pagination"]["next_cursor"]
            .as_str()
            .expect("a cursor");
        let by_cursor = garage
            .get(&format!("client-keys?limit=2&cursor={cursor}"))
            .await;
        let by_page = garage.get("client-keys?limit=2&page=2").await;
        assert_eq!(by_cursor, by_page);
        assert_eq!(by_page["keys"][0]["domain"], "werkstatt-2.de");
        let last = garage.get("client-keys?page=900").await;
        assert_eq!(
            (&last["keys"], &last["pagination"]["has_more"]),
            (&json!([]), &json!(false))
        );
    })
    .await;
}

#[tokio::test]
async fn a_key_is_changed_switched_off_and_revoked() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let body = json!({ "domain": "localhost", "environment": "test" });
        // The demo has that one already.
        assert_eq!(
            garage.call(Method::POST, "client-keys", &body).await.code(),
            "domain_taken"
        );
        let keys = garage.get("client-keys").await;
        let keys = keys["keys"].as_array().expect("keys").iter();
        let id = keys
            .filter(|it| it["environment"] == "test")
            .map(|it| it["id"].as_str().expect("an id"))
            .next()
            .expect("the demo's key");
        let route = format!("client-keys/{id}");
        let found = garage.call(Method::GET, &route, &Json::Null).await;
        let tag = found.header("etag").expect("a tag").to_owned();
        let patch = async |body: Json| garage.call(Method::PATCH, &route, &body).await;
        let changed = patch(json!({ "description": "<b>Neu</b>", "usage_limit": 5000 })).await;
        assert_eq!(changed.status, StatusCode::OK, "{changed:?}");
        assert_eq!(changed.json()["usage_limit"], 5000);
        assert_ne!(changed.header("etag"), Some(tag.as_str()));
        let stale = Request::patch(format!("/api/v1/{route}"))
            .header(header::HOST, "localhost:3000")
            .header(header::AUTHORIZATION, format!("Bearer {}", garage.owner))
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::IF_MATCH, tag)
            .body(Body::from(r#"{"usage_limit":6000}"#));
        let stale = garage.app.send(stale.expect("a request")).await;
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
        let refused = patch(json!({ "usage_limit": 5 })).await;
        assert_eq!(refused.json()["errors"][0]["code"], "invalid_usage_limit");
        let refused = patch(json!({ "domain": "other.de" })).await;
        assert_eq!(refused.json()["errors"][0]["code"], "invalid_type");

        let key = domain::demo::CLIENT_KEY;
        assert!(answers(&garage.app, key).await);
        patch(json!({ "is_active": false })).await;
        assert!(!answers(&garage.app, key).await);
        patch(json!({ "is_active": true })).await;
        assert!(answers(&garage.app, key).await);
        let revoked = garage.call(Method::DELETE, &route, &Json::Null).await;
        assert_eq!(revoked.status, StatusCode::NO_CONTENT);
        assert!(!answers(&garage.app, key).await);
        for (method, body) in [
            (Method::GET, Json::Null),
            (Method::PATCH, json!({ "is_active": true })),
            (Method::DELETE, Json::Null),
        ] {
            let gone = garage.call(method, &route, &body).await;
            assert_eq!(gone.status, StatusCode::NOT_FOUND);
        }
    })
    .await;
}

#[tokio::test]
async fn a_rotated_key_answers_under_both_values_for_a_while() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let keys = garage.get("client-keys").await;
        let of = |environment: &str| {
            let keys = keys["keys"].as_array().expect("keys").iter();
            let mut ids = keys
                .filter(|it| it["environment"] == environment)
                .map(|it| it["id"].as_str().expect("an id").to_owned());
            ids.next().expect("a key of the demo")
        };
        let (test, of_page) = (of("test"), of("prod"));
        let rotate = async |id: &str, body: Json| {
            garage
                .call(Method::POST, &format!("client-keys/{id}/rotate"), &body)
                .await
        };
        let first = rotate(&test, json!({})).await;
        assert_eq!(first.status, StatusCode::OK, "{first:?}");
        let first = first.json();
        assert_eq!(first["previous_key_expires_at"], "2026-11-20T09:30:00Z");
        let first = first["key"].as_str().expect("a key");
        assert!(first.starts_with("cb_test_"));
        let old = domain::demo::CLIENT_KEY;
        assert!(answers(&garage.app, old).await && answers(&garage.app, first).await);
        // Both count on the same key.
        assert_eq!(
            garage.get(&format!("client-keys/{test}")).await["current_usage"],
            2
        );

        let second = rotate(&test, json!({ "overlap_hours": 0 })).await.json();
        assert_eq!(second["previous_key_expires_at"], Json::Null);
        let second = second["key"].as_str().expect("a key");
        assert!(!answers(&garage.app, first).await, "its overlap was none");
        assert!(answers(&garage.app, old).await, "its hours are not over");
        assert!(answers(&garage.app, second).await);

        let refused = rotate(&test, json!({ "overlap_hours": 169 })).await;
        assert_eq!(refused.json()["errors"][0]["code"], "invalid_overlap");
        assert_eq!(rotate(&of_page, json!({})).await.code(), "landing_page_key");
        garage
            .call(Method::DELETE, &format!("client-keys/{test}"), &Json::Null)
            .await;
        assert!(!answers(&garage.app, old).await && !answers(&garage.app, second).await);
    })
    .await;
}

#[tokio::test]
async fn the_smallest_plan_makes_and_ends_keys_but_does_not_change_them() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        app.register("basic@example.com").await;
        let token = app.access_token("basic@example.com").await;
        let call = async |method: Method, route: &str, body: Json| {
            app.api(method, route, &token, &body).await
        };
        let created = call(
            Method::POST,
            "client-keys",
            json!({ "domain": "example.com" }),
        )
        .await;
        assert_eq!(created.status, StatusCode::CREATED, "{created:?}");
        let route = format!(
            "client-keys/{}",
            created.json()["id"].as_str().expect("an id")
        );
        let refused = call(Method::PATCH, &route, json!({ "is_active": false })).await;
        assert_eq!(refused.code(), "permission_denied");
        assert!(refused.text.contains("update:own_keys"), "{refused:?}");
        let revoked = call(Method::DELETE, &route, Json::Null).await;
        assert_eq!(revoked.status, StatusCode::NO_CONTENT);
    })
    .await;
}
