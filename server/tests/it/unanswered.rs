//! Questions the assistant had to pass on: listed, answered, dismissed.

use crate::{knowledge::demo_business, test_app::TestApp};
use http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use test_support::on_each_database;

const HELIPAD: &str = "Habt ihr einen Hubschrauberlandeplatz?";
const WEATHER: &str = "Wie wird morgen das Wetter in Berlin?";

/// A visitor of the sample site asks.
async fn visit(app: &TestApp, session: &str, message: &str) -> Json {
    let message = json!({
        "client_key": domain::demo::CLIENT_KEY, "session_id": session, "message": message,
    });
    app.widget("chat", None, &message).await.json()
}

/// Questions and how often each was asked.
async fn list(app: &TestApp, account: &(String, String)) -> Vec<(String, i64)> {
    let route = format!("{}/unanswered", account.1);
    let page = app.api(Method::GET, &route, &account.0, &Json::Null).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let page = page.json();
    let items = page["items"].as_array().expect("items").iter();
    items
        .map(|it| {
            let question = it["question"].as_str().expect("a question");
            (question.to_owned(), it["count"].as_i64().expect("a count"))
        })
        .collect()
}

fn asked(question: &str, count: i64) -> (String, i64) {
    (question.to_owned(), count)
}

#[tokio::test]
async fn equal_questions_are_listed_once_with_their_count() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let account = demo_business(&app).await;
        assert_eq!(list(&app, &account).await, []);
        visit(&app, "a", "Was kostet ein Ölwechsel?").await;
        visit(&app, "a", HELIPAD).await;
        visit(&app, "b", "habt ihr einen  hubschrauberlandeplatz").await;
        visit(&app, "b", WEATHER).await;
        let mut all = list(&app, &account).await;
        all.sort();
        assert_eq!(all.len(), 2, "{all:?}");
        assert_eq!(all[0], asked(WEATHER, 1));
        assert_eq!(all[1].1, 2);

        let read = async |query: String| {
            let route = format!("{}/unanswered?limit=1{query}", account.1);
            app.api(Method::GET, &route, &account.0, &Json::Null).await
        };
        let first = read(String::new()).await.json();
        assert_eq!(first["has_more"], true);
        assert_eq!(first["items"][0]["language"], "de");
        assert_eq!(first["items"][0]["last_asked_at"], crate::test_app::NOW);
        let cursor = first["next_cursor"].as_str().expect("a cursor");
        let second = read(format!("&cursor={cursor}")).await.json();
        assert_eq!(second["has_more"], false);
        assert_ne!(
            first["items"][0]["question"],
            second["items"][0]["question"]
        );
        let refused = read("&cursor=nonsense".to_owned()).await;
        assert_eq!(refused.json()["errors"][0]["code"], "invalid_cursor");

        app.register("stranger@example.com").await;
        let stranger = app.access_token("stranger@example.com").await;
        for (method, route, body) in [
            (Method::GET, "unanswered", Json::Null),
            (
                Method::POST,
                "unanswered/dismiss",
                json!({ "question": WEATHER }),
            ),
        ] {
            let route = format!("{}/{route}", account.1);
            let answer = app.api(method, &route, &stranger, &body).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
        }
    })
    .await;
}

#[tokio::test]
async fn a_dismissed_question_stays_away() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let account = demo_business(&app).await;
        visit(&app, "a", HELIPAD).await;
        visit(&app, "a", WEATHER).await;
        let dismiss = async |body: Json| {
            let route = format!("{}/unanswered/dismiss", account.1);
            app.api(Method::POST, &route, &account.0, &body).await
        };
        let question = json!({ "question": "habt ihr einen Hubschrauberlandeplatz??" });
        for _ in 0..2 {
            let done = dismiss(question.clone()).await;
            assert_eq!(done.status, StatusCode::NO_CONTENT, "{done:?}");
        }
        assert_eq!(list(&app, &account).await, [asked(WEATHER, 1)]);
        visit(&app, "b", HELIPAD).await;
        assert_eq!(list(&app, &account).await, [asked(WEATHER, 1)]);

        let unknown = dismiss(json!({ "question": "Nie gefragt?" })).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        let empty = dismiss(json!({ "question": " " })).await;
        assert_eq!(empty.json()["errors"][0]["pointer"], "/question");
        let extra = dismiss(json!({ "question": WEATHER, "why": 1 })).await;
        assert_eq!(extra.json()["errors"][0]["pointer"], "/why");
    })
    .await;
}

#[tokio::test]
async fn an_entry_with_the_question_takes_it_from_the_list() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let account = demo_business(&app).await;
        visit(&app, "a", HELIPAD).await;
        visit(&app, "a", WEATHER).await;
        let route = format!("{}/knowledge", account.1);
        let entry = json!({
            "question": "Wellness?", "variants": ["wie wird morgen das wetter in berlin"],
            "answer": "Nein.", "is_active": false,
        });
        let created = app.api(Method::POST, &route, &account.0, &entry).await;
        assert_eq!(created.status, StatusCode::CREATED);
        assert_eq!(list(&app, &account).await.len(), 2, "it is not used yet");
        let entry = format!("{route}/{}", created.json()["id"].as_str().expect("an id"));
        let patch = json!({ "is_active": true });
        app.api(Method::PATCH, &entry, &account.0, &patch).await;
        assert_eq!(list(&app, &account).await, [asked(HELIPAD, 1)]);

        let route = format!("{}/profile", account.1);
        let profile = json!({
            "business": { "name": "Werkstatt" },
            "knowledge": [{ "question": HELIPAD, "answer": "Ja, auf dem Dach." }],
        });
        let imported = app.api(Method::PUT, &route, &account.0, &profile).await;
        assert_eq!(imported.status, StatusCode::OK, "{imported:?}");
        assert_eq!(list(&app, &account).await, []);
        assert_eq!(
            visit(&app, "b", HELIPAD).await["response"],
            "Ja, auf dem Dach."
        );
    })
    .await;
}

#[tokio::test]
async fn questions_are_answered_and_dismissed_without_javascript() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let account = demo_business(&app).await;
        visit(&app, "a", HELIPAD).await;
        visit(&app, "a", WEATHER).await;
        let login = [
            ("email", domain::demo::EMAIL),
            ("password", domain::demo::PASSWORD),
        ];
        let cookie = app.form("log_in", "", &login).await.session_cookie();
        let cookie = cookie.expect("a session");
        let page = app.get_with_cookie("/knowledge", &cookie).await.text;
        assert!(page.contains(r#"class="nav-count">2<"#), "{page}");
        let page = app.get_with_cookie("/knowledge/unanswered", &cookie).await;
        assert_eq!(page.status, StatusCode::OK);
        for text in [HELIPAD, WEATHER, r#"action="/knowledge/new""#] {
            assert!(page.text.contains(text), "{text}: {}", page.text);
        }

        let editor = "/knowledge/new?question=Wie+wird+morgen+das+Wetter+in+Berlin%3F&language=de";
        let editor = app.get_with_cookie(editor, &cookie).await.text;
        assert_eq!(editor.matches(WEATHER).count(), 2, "{editor}");
        // Reworded by the owner: the visitor's words are kept beside it.
        let fields = [
            ("answers", WEATHER),
            ("form[question]", "Habt ihr einen Wellnessbereich?"),
            ("form[answer]", "Leider nein."),
            ("form[language]", "de"),
            ("form[is_active]", "true"),
        ];
        let saved = app.form("create_knowledge_entry", &cookie, &fields).await;
        assert_eq!(
            saved.header("location"),
            Some("/knowledge/unanswered?saved=created")
        );
        assert_eq!(list(&app, &account).await, [asked(HELIPAD, 1)]);
        assert_eq!(visit(&app, "b", WEATHER).await["response"], "Leider nein.");

        let dismissed = app
            .form("dismiss_question", &cookie, &[("question", HELIPAD)])
            .await;
        let list_page = dismissed.header("location").expect("leads back").to_owned();
        let page = app.get_with_cookie(&list_page, &cookie).await.text;
        assert!(page.contains("Keine offenen Fragen"), "{page}");
        assert!(page.contains("Aus der Liste genommen"), "{page}");
        assert!(!page.contains("nav-count"), "{page}");
    })
    .await;
}
