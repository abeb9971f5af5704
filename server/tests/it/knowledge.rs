//! `POST …/knowledge/test`: the owner tries the assistant.

use crate::test_app::{Answer, TestApp};
use http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use test_support::on_each_database;

/// The demo account's token and the path of its business.
async fn demo_business(app: &TestApp) -> (String, String) {
    let login = json!({ "email": domain::demo::EMAIL, "password": domain::demo::PASSWORD });
    let login = app.api(Method::POST, "auth/login", "", &login).await.json();
    let token = login["tokens"]["access_token"].as_str().expect("a token");
    let list = app
        .api(Method::GET, "businesses", token, &Json::Null)
        .await
        .json();
    let id = list["items"][0]["id"].as_str().expect("an id");
    (token.to_owned(), format!("businesses/{id}"))
}

async fn ask(app: &TestApp, account: &(String, String), body: &Json) -> Answer {
    let (token, business) = account;
    let route = format!("{business}/knowledge/test");
    app.api(Method::POST, &route, token, body).await
}

#[tokio::test]
async fn a_trial_answers_with_sources_and_stores_nothing() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let account = demo_business(&app).await;
        let answer = ask(
            &app,
            &account,
            &json!({ "message": "Was kostet ein Ölwechsel?" }),
        )
        .await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        let answer = answer.json();
        assert_eq!(answer["intent"], "price");
        let text = answer["response"].as_str().expect("a text");
        assert!(text.contains('€'), "{text}");
        let source = &answer["sources"][0];
        assert_eq!(source["kind"], "service");
        let service = format!(
            "{}/services/{}",
            account.1,
            source["id"].as_str().expect("an id")
        );
        let service = app
            .api(Method::GET, &service, &account.0, &Json::Null)
            .await;
        assert_eq!(service.json()["name"], source["name"]);

        let faq = format!("{}/knowledge", account.1);
        let faq = app.api(Method::GET, &faq, &account.0, &Json::Null).await;
        let faq = faq.json()["items"][0].clone();
        let answer = ask(&app, &account, &json!({ "message": faq["question"] }))
            .await
            .json();
        let expected = json!({ "kind": "faq", "id": faq["id"], "question": faq["question"] });
        assert_eq!(answer["sources"], json!([expected]));

        let email = api::values::Email::parse(domain::demo::EMAIL).expect("an address");
        let user = domain::accounts::find_user_id(&app.carbot, &email).await;
        let user = user.expect("reads").expect("the demo account");
        let stored = domain::conversations::list_conversations(&app.carbot, user, None, 10).await;
        assert!(stored.expect("reads").items.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_trial_goes_on_by_its_session() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let account = demo_business(&app).await;
        let first = json!({ "message": "Ich möchte einen Termin für einen Ölwechsel", "session_id": "trial-1" });
        let first = ask(&app, &account, &first).await.json();
        assert_eq!(
            (&first["intent"], &first["session_id"]),
            (&json!("appointment_book"), &json!("trial-1"))
        );
        let next = json!({ "message": "am Montag um 10 Uhr", "session_id": "trial-1" });
        let next = ask(&app, &account, &next).await.json();
        assert_eq!(next["intent"], "appointment_book");
        // Another trial knows nothing of it.
        let other = ask(&app, &account, &json!({ "message": "am Montag um 10 Uhr" }))
            .await
            .json();
        let asked = other["response"].as_str().expect("a text");
        assert!(asked.contains("Was soll gemacht werden"), "{asked}");
        assert_ne!(other["session_id"], "trial-1");
    })
    .await;
}

#[tokio::test]
async fn a_trial_answers_at_the_time_it_is_asked_for() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let account = demo_business(&app).await;
        let at = async |now: &str| {
            let body = json!({ "message": "Habt ihr jetzt offen?", "now": now });
            ask(&app, &account, &body).await.json()["response"].clone()
        };
        // A Thursday at 10:30, and the same day at 23:30 in Berlin.
        assert_ne!(
            at("2026-11-19T10:30:00+01:00").await,
            at("2026-11-19T22:30:00Z").await
        );
    })
    .await;
}

#[tokio::test]
async fn a_trial_says_every_wrong_field() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let account = demo_business(&app).await;
        let check = async |body: Json, expected: &[&str]| {
            let answer = ask(&app, &account, &body).await;
            assert_eq!(
                answer.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{answer:?}"
            );
            let answer = answer.json();
            let errors = answer["errors"].as_array().expect("errors");
            let pointers: Vec<_> = errors
                .iter()
                .filter_map(|it| it["pointer"].as_str())
                .collect();
            assert_eq!(pointers, expected);
        };
        let wrong = json!({ "message": " ", "session_id": "<x>", "now": "1970-01-01T00:00:00Z" });
        check(wrong, &["/message", "/session_id", "/now"]).await;
        check(json!({ "message": "Hallo", "now": "heute" }), &["/now"]).await;
        check(
            json!({ "message": "Hallo", "client_key": "x" }),
            &["/client_key"],
        )
        .await;
        check(json!({ "message": "x".repeat(5_000) }), &["/message"]).await;
    })
    .await;
}
