//! Analytics over REST.

use crate::test_app::TestApp;
use http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use test_support::on_each_database;

/// The demo account's token and the id of its key.
async fn demo(app: &TestApp) -> (String, String) {
    let (token, _) = crate::knowledge::demo_business(app).await;
    let email = api::values::Email::parse(domain::demo::EMAIL).expect("an address");
    let user = domain::accounts::find_user_id(&app.carbot, &email).await;
    let user = user.expect("reads").expect("the demo account");
    let keys = domain::client_keys::list_client_keys(&app.carbot, user).await;
    let keys = keys.expect("reads").into_iter();
    let mut of_site = keys.filter(|it| domain::demo::CLIENT_KEY.ends_with(&it.key_last_four));
    (
        token,
        of_site.next().expect("the key of the site").id.to_string(),
    )
}

async fn read(app: &TestApp, token: &str, route: &str) -> Json {
    let answer = app.api(Method::GET, route, token, &Json::Null).await;
    assert_eq!(answer.status, StatusCode::OK, "{route}: {answer:?}");
    answer.json()
}

async fn chat(app: &TestApp, session: &str, message: &str) {
    let body = json!({
        "client_key": domain::demo::CLIENT_KEY, "session_id": session, "message": message,
    });
    let answer = app.widget("chat", None, &body).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
}

#[tokio::test]
async fn the_owner_reads_the_analytics_of_a_key_as_published() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let (token, key) = demo(&app).await;
        chat(&app, "a", "Was kostet ein Ölwechsel?").await;
        chat(&app, "a", "Wann habt ihr offen?").await;
        chat(&app, "b", "Habt ihr einen Hubschrauberlandeplatz?").await;
        let found = read(&app, &token, &format!("client-keys/{key}/analytics")).await;
        let current = &found["usage_stats"]["current_period"];
        assert_eq!(
            *current,
            json!({ "conversations": 2, "messages": 6, "unique_users": 2 })
        );
        let previous = &found["usage_stats"]["previous_period"];
        assert_eq!(
            *previous,
            json!({ "conversations": 0, "messages": 0, "unique_users": 0 })
        );
        assert_eq!(found["usage_stats"]["growth_rate"], 100.0);
        let intents = found["top_intents"].as_array().expect("a list");
        assert_eq!(intents.len(), 3);
        assert!(intents.iter().all(|it| it["percentage"] == 33.33));
        let hours = found["hourly_usage"].as_array().expect("a list");
        let busy: Vec<_> = hours.iter().filter(|it| it["conversations"] != 0).collect();
        assert_eq!(*busy[0], json!({ "hour": "10:00", "conversations": 2 }));
        assert_eq!(found["to"], "2026-11-19");

        let overview = read(&app, &token, "analytics/overview?days=30").await;
        assert_eq!(overview, found);
        let intents = read(&app, &token, "analytics/intents?days=7").await;
        assert_eq!(intents["total"], 3);
        let unanswered = read(&app, &token, "analytics/unanswered").await;
        assert_eq!(unanswered["total"], 1);
        let question = &unanswered["questions"][0]["question"];
        assert_eq!(question, "Habt ihr einen Hubschrauberlandeplatz?");
        let funnel = read(
            &app,
            &token,
            &format!("analytics/funnel?client_key_id={key}"),
        )
        .await;
        assert_eq!(
            funnel["steps"][2],
            json!({ "stage": "asked", "count": 2, "percentage": null })
        );
    })
    .await;
}

#[tokio::test]
async fn the_export_is_a_file() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let (token, _) = demo(&app).await;
        chat(&app, "a", "Hallo").await;
        let route = "analytics/export.csv?days=2";
        let answer = app.api(Method::GET, route, &token, &Json::Null).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(
            answer.header("content-type"),
            Some("text/csv; charset=utf-8")
        );
        let disposition = answer.header("content-disposition").expect("a name");
        assert!(
            disposition.contains("carbot-analytics.csv"),
            "{disposition}"
        );
        let lines: Vec<_> = answer.text.lines().collect();
        assert_eq!(lines.len(), 2, "{}", answer.text);
        assert!(lines[1].starts_with("2026-11-19T10:00:00+01:00,"));
        assert!(lines[1].ends_with(",0,0,1,1,2,0,0"), "{}", lines[1]);
    })
    .await;
}

#[tokio::test]
async fn others_and_wrong_periods_are_refused() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let (token, key) = demo(&app).await;
        app.register("stranger@example.com").await;
        let stranger = app.access_token("stranger@example.com").await;
        let of_key = format!("client-keys/{key}/analytics");
        let routes = ["overview", "intents", "unanswered", "funnel", "export.csv"];
        let filtered = routes.map(|it| format!("analytics/{it}?client_key_id={key}"));
        for route in filtered.iter().chain([&of_key]) {
            let answer = app.api(Method::GET, route, &stranger, &Json::Null).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{route}");
            let answer = app.api(Method::GET, route, "", &Json::Null).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{route}");
        }
        for (query, pointer) in [
            ("days=0", "/days"),
            ("days=366", "/days"),
            ("days=x", "/days"),
            ("weeks=1", "/weeks"),
            ("client_key_id=x", "/client_key_id"),
        ] {
            let route = format!("analytics/overview?{query}");
            let answer = app.api(Method::GET, &route, &token, &Json::Null).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
            assert_eq!(answer.json()["errors"][0]["pointer"], pointer, "{query}");
        }
    })
    .await;
}

/// The cookie of the demo account.
async fn sign_in(app: &TestApp) -> String {
    let fields = [
        ("email", domain::demo::EMAIL),
        ("password", domain::demo::PASSWORD),
    ];
    let answer = app.form("log_in", "", &fields).await;
    answer.session_cookie().expect("a session")
}

async fn page(app: &TestApp, path: &str, cookie: &str) -> String {
    let answer = app.get_with_cookie(path, cookie).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {answer:?}");
    answer.text
}

#[tokio::test]
async fn the_page_draws_its_pictures_without_scripts_or_inline_styles() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let (_, key) = demo(&app).await;
        let cookie = sign_in(&app).await;
        let empty = page(&app, "/analytics", &cookie).await;
        assert!(empty.contains("Noch nichts auszuwerten"), "{empty}");
        chat(&app, "a", "Was kostet ein Ölwechsel?").await;
        chat(&app, "b", "Habt ihr einen Hubschrauberlandeplatz?").await;
        let found = page(&app, "/analytics?days=7", &cookie).await;
        let main = found.split("<main").nth(1).expect("a main part");
        let main = main.split("</main>").next().expect("its end");
        assert!(!main.contains("style="), "{main}");
        assert_eq!(main.matches("heat-cell").count(), 168, "{main}");
        assert_eq!(main.matches("data-level=\"5\"").count(), 1);
        for text in [
            "Preis",
            "50,0\u{a0}%",
            "Habt ihr einen Hubschrauberlandeplatz?",
            "Am meisten los: Donnerstag, 10 Uhr (2)",
            "13.11.",
            "19.11.",
            r#"href="/analytics?days=90""#,
        ] {
            assert!(main.contains(text), "{text}: {main}");
        }
        let of_key = page(&app, &format!("/analytics?key={key}"), &cookie).await;
        let selected = format!(r#"value="{key}" selected"#);
        assert!(of_key.contains(&selected), "{of_key}");
        let kept = format!(r#"href="/analytics?days=7&amp;key={key}""#);
        assert!(of_key.contains(&kept), "{of_key}");
        let keys = page(&app, "/client-keys", &cookie).await;
        assert!(keys.contains(&format!(r#"href="/analytics?key={key}""#)));
    })
    .await;
}

#[tokio::test]
async fn the_inbox_shows_what_is_looked_for() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let cookie = sign_in(&app).await;
        chat(&app, "a", "Was kostet ein <b>Ölwechsel</b>?").await;
        chat(&app, "b", "Wann habt ihr offen?").await;
        let found = page(&app, "/conversations?q=%C3%B6lwechsel", &cookie).await;
        assert!(found.contains("<mark>"), "{found}");
        assert!(!found.contains("<b>"), "{found}");
        assert!(!found.contains("Wann habt ihr offen?"), "{found}");
        assert!(found.contains(r#"value="ölwechsel""#), "{found}");
        let none = page(&app, "/conversations?q=Zeppelin", &cookie).await;
        assert!(none.contains("„Zeppelin“ wurde nichts gefunden"), "{none}");
        let all = page(&app, "/conversations?q=+", &cookie).await;
        assert!(all.contains("Wann habt ihr offen?"), "{all}");
    })
    .await;
}
