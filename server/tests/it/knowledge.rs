//! `POST …/knowledge/test`: the owner tries the assistant.

use crate::test_app::{Answer, TestApp};
use http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use test_support::on_each_database;

/// The demo account's token and the path of its business.
pub async fn demo_business(app: &TestApp) -> (String, String) {
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
        assert!(!asked.contains("Auf welchen Namen"), "{asked}");
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

/// An entry of the demo account with an intent of its own.
fn loan_bike(language: &str) -> Json {
    json!({
        "language": language, "question": "Verleiht ihr Lastenräder?",
        "answer": "Ja, für 10 € am Tag.", "intent": "loan_bike",
    })
}

#[tokio::test]
async fn an_entry_gives_replies_its_own_intent() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let account = demo_business(&app).await;
        let route = format!("{}/knowledge", account.1);
        let created = app
            .api(Method::POST, &route, &account.0, &loan_bike("de"))
            .await;
        assert_eq!(created.status, StatusCode::CREATED, "{created:?}");
        assert_eq!(created.json()["intent"], "loan_bike");
        let question = "Verleiht ihr Lastenräder?";
        let answer = ask(&app, &account, &json!({ "message": question })).await;
        assert_eq!(answer.json()["intent"], "loan_bike");
        let chat = json!({
            "client_key": domain::demo::CLIENT_KEY, "session_id": "s", "message": question,
        });
        let chat = app.widget("chat", None, &chat).await.json();
        assert_eq!(chat["intent"], "loan_bike", "{chat}");

        let entry = format!("{route}/{}", created.json()["id"].as_str().expect("an id"));
        let patch = json!({ "intent": null });
        let patched = app.api(Method::PATCH, &entry, &account.0, &patch).await;
        assert_eq!(patched.json().get("intent"), None, "{patched:?}");
        let answer = ask(&app, &account, &json!({ "message": question })).await;
        assert_ne!(answer.json()["intent"], "loan_bike");
    })
    .await;
}

#[tokio::test]
async fn an_intent_is_one_of_a_kind_and_not_of_the_engine() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let account = demo_business(&app).await;
        let route = format!("{}/knowledge", account.1);
        let post = async |body: &Json| app.api(Method::POST, &route, &account.0, body).await;
        assert_eq!(post(&loan_bike("de")).await.status, StatusCode::CREATED);
        let twice = post(&loan_bike("de")).await;
        assert_eq!(
            (twice.status, twice.code().as_str()),
            (StatusCode::CONFLICT, "intent_taken")
        );
        assert_eq!(twice.json()["errors"][0]["pointer"], "/intent");
        // The same in another language is about the same.
        let english = post(&loan_bike("en")).await;
        assert_eq!(english.status, StatusCode::CREATED);
        let english = format!("{route}/{}", english.json()["id"].as_str().expect("an id"));
        let patch = json!({ "language": "de" });
        let patched = app.api(Method::PATCH, &english, &account.0, &patch).await;
        assert_eq!(patched.code(), "intent_taken");

        for (intent, code) in [("price", "reserved_intent"), ("Öl", "invalid_intent")] {
            let mut entry = loan_bike("tr");
            entry["intent"] = json!(intent);
            let refused = post(&entry).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(refused.json()["errors"][0]["code"], code);
        }
        let profile = json!({
            "business": { "name": "Werkstatt" },
            "knowledge": [loan_bike("de"), loan_bike("en"), loan_bike("de")],
        });
        let route = format!("{}/profile", account.1);
        let refused = app.api(Method::PUT, &route, &account.0, &profile).await;
        assert_eq!(
            refused.json()["errors"],
            json!([{
                "pointer": "/knowledge/2/intent", "code": "intent_taken",
                "message": "is the intent of another entry in this language",
            }])
        );
    })
    .await;
}

#[tokio::test]
async fn the_editor_takes_an_intent_without_javascript() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let cookie = app.register("owner@example.com").await;
        let fields = |intent: &'static str| {
            [
                ("form[question]", "Verleiht ihr Lastenräder?"),
                ("form[answer]", "Ja."),
                ("form[language]", "de"),
                ("form[intent]", intent),
                ("form[is_active]", "true"),
            ]
        };
        let saved = app
            .form("create_knowledge_entry", &cookie, &fields("loan_bike"))
            .await;
        assert_eq!(saved.header("location"), Some("/knowledge?saved=created"));
        let list = app.get_with_cookie("/knowledge", &cookie).await;
        assert!(list.text.contains("loan_bike"), "{}", list.text);
        let refused = app
            .form("create_knowledge_entry", &cookie, &fields("price"))
            .await;
        let back = refused.header("location").expect("leads back").to_owned();
        let (_, query) = back.split_once('?').expect("says why");
        let page = app
            .get_with_cookie(&format!("/knowledge/new?{query}"), &cookie)
            .await;
        assert!(
            page.text.contains("So heißt schon ein Thema von CarBot"),
            "{}",
            page.text
        );
    })
    .await;
}
