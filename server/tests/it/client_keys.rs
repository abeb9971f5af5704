//! Client keys in the dashboard, with plain forms, and on pages.

mod rest;

use crate::test_app::TestApp;
use http::StatusCode;
use serde_json::json;
use test_support::on_each_database;

#[tokio::test]
async fn a_new_key_is_shown_once_and_answers_visitors() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let cookie = app.register("owner@example.com").await;
        let fields = [("domain", "localhost"), ("environment", "test")];
        let created = app.form("create_client_key", &cookie, &fields).await;
        assert_eq!(created.status, StatusCode::FOUND, "{created:?}");
        let flash = created
            .headers
            .get_all("set-cookie")
            .iter()
            .filter_map(|it| it.to_str().ok())
            .find_map(|it| it.strip_prefix("new_client_key="))
            .and_then(|it| it.split(';').next())
            .expect("the key for the next page");
        assert!(flash.starts_with("cb_test_"), "{flash}");
        let both = format!("{cookie}; new_client_key={flash}");
        let page = app.get_with_cookie("/client-keys", &both).await;
        assert!(
            page.text.contains(flash),
            "the page shows the key: {page:?}"
        );
        let page = app.get_with_cookie("/client-keys", &cookie).await;
        assert!(!page.text.contains(flash), "and only once");
        let message = json!({ "client_key": flash, "session_id": "s", "message": "Hallo" });
        let answer = app
            .widget("chat", Some("http://localhost:8080"), &message)
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    })
    .await;
}

#[tokio::test]
async fn an_unverified_production_key_answers_nobody() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        app.register("owner@example.com").await;
        let email = api::values::Email::parse("owner@example.com").expect("an address");
        let user = domain::accounts::find_user_id(&app.carbot, &email)
            .await
            .expect("reads");
        let user = user.expect("registered");
        let request =
            serde_json::from_value(json!({ "domain": "www.example.com" })).expect("reads");
        let created = domain::client_keys::create_client_key(&app.carbot, user, &request)
            .await
            .expect("creates");
        let message = json!({ "client_key": created.key, "session_id": "s", "message": "Hallo" });
        let origin = Some("https://www.example.com");
        let answer = app.widget("chat", origin, &message).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (403, "domain_not_verified")
        );
        let vouched = domain::client_keys::vouch_for_domain(&app.carbot, user, &created.domain);
        assert_eq!(vouched.await.expect("vouches"), 1);
        let answer = app.widget("chat", origin, &message).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    })
    .await;
}

#[tokio::test]
async fn bad_domains_and_a_second_key_for_a_domain_are_refused() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        app.register("owner@example.com").await;
        let email = api::values::Email::parse("owner@example.com").expect("an address");
        let user = domain::accounts::find_user_id(&app.carbot, &email)
            .await
            .expect("reads");
        let user = user.expect("registered");
        let create = |request: serde_json::Value| {
            let carbot = app.carbot.clone();
            async move {
                let request = serde_json::from_value(request).expect("reads");
                domain::client_keys::create_client_key(&carbot, user, &request)
                    .await
                    .err()
                    .map(|it| it.problem())
            }
        };
        assert_eq!(create(json!({ "domain": "duplicate.com" })).await, None);
        let cases = [
            (json!({ "domain": "duplicate.com" }), 409, "domain_taken"),
            (json!({ "domain": "co.uk" }), 422, "invalid_domain"),
            (json!({ "domain": "10.0.0.1" }), 422, "invalid_domain"),
            (json!({ "domain": "" }), 422, "required"),
            (
                json!({ "domain": "localhost" }),
                422,
                "localhost_needs_test_key",
            ),
            (
                json!({ "domain": "a.com", "usage_limit": 5 }),
                422,
                "invalid_usage_limit",
            ),
        ];
        for (request, status, code) in cases {
            let problem = create(request.clone()).await.expect("refused");
            assert_eq!(
                (problem.status, &*problem.errors[0].code),
                (status, code),
                "{request}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn what_belongs_to_another_account_is_not_found() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let stranger = app.register("stranger@example.com").await;
        let message = json!({
            "client_key": domain::demo::CLIENT_KEY, "session_id": "s", "message": "Hallo",
        });
        let chat = app.widget("chat", None, &message).await.json();
        let conversation = chat["conversation_id"].as_str().expect("an id");
        let page = app
            .get_with_cookie(&format!("/conversations/{conversation}"), &stranger)
            .await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(!page.text.contains("Hallo"), "{}", page.text);
    })
    .await;
}
