//! "Try it" on the pages about knowledge, without JavaScript.

use crate::test_app::TestApp;
use http::StatusCode;
use test_support::on_each_database;

async fn demo_cookie(app: &TestApp) -> String {
    let login = [
        ("email", domain::demo::EMAIL),
        ("password", domain::demo::PASSWORD),
    ];
    let answer = app.form("log_in", "", &login).await;
    answer.session_cookie().expect("a session")
}

/// Asks; gives the page it leads to.
async fn ask(app: &TestApp, cookie: &str, session_id: &str, message: &str) -> String {
    let fields = [("session_id", session_id), ("message", message)];
    let answer = app.form("ask_assistant", cookie, &fields).await;
    assert_eq!(answer.status, StatusCode::FOUND, "{answer:?}");
    let location = answer.header("location").expect("leads on");
    let page = location.strip_suffix("#trial-message");
    page.expect("leads to the field").to_owned()
}

#[tokio::test]
async fn a_trial_shows_intent_certainty_and_sources_and_goes_on() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let cookie = demo_cookie(&app).await;
        let page = ask(&app, &cookie, "", "Was kostet ein Ölwechsel?").await;
        let session_id = page
            .strip_prefix("/knowledge/try?session_id=")
            .expect("names the trial");
        let shown = app.get_with_cookie(&page, &cookie).await.text;
        for text in [
            "Was kostet ein Ölwechsel?",
            "€",
            ">Preis<",
            "% sicher",
            r#"<a href="/knowledge/services/"#,
            "Neu beginnen",
        ] {
            assert!(shown.contains(text), "{text}: {shown}");
        }
        let hidden = format!(r#"name="session_id" value="{session_id}""#);
        assert!(shown.contains(&hidden), "{shown}");

        let next = ask(
            &app,
            &cookie,
            session_id,
            "Habt ihr einen Hubschrauberlandeplatz?",
        )
        .await;
        assert_eq!(next, page);
        let shown = app.get_with_cookie(&page, &cookie).await.text;
        assert!(shown.contains("Was kostet ein Ölwechsel?"), "{shown}");
        assert!(
            shown.contains("Habt ihr einen Hubschrauberlandeplatz?"),
            "{shown}"
        );
        assert!(shown.contains("Ohne Antwort"), "{shown}");
        let fresh = app.get_with_cookie("/knowledge/try", &cookie).await.text;
        assert!(!fresh.contains("% sicher"), "{fresh}");

        // Nothing of it counts as a question of a visitor.
        let open = app.get_with_cookie("/knowledge/unanswered", &cookie).await;
        assert!(open.text.contains("Keine offenen Fragen"), "{}", open.text);
    })
    .await;
}

#[tokio::test]
async fn the_trial_stands_beside_the_editor_and_is_nobody_elses() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let cookie = demo_cookie(&app).await;
        for path in ["/knowledge", "/knowledge/new", "/knowledge/services"] {
            let page = app.get_with_cookie(path, &cookie).await.text;
            assert!(page.contains("knowledge-aside"), "{path}: {page}");
        }
        let page = app.get_with_cookie("/knowledge/try", &cookie).await.text;
        assert_eq!(page.matches(r#"id="trial-message""#).count(), 1, "{page}");
        assert!(!page.contains("knowledge-aside"), "{page}");

        let page = ask(&app, &cookie, "", "Habt ihr einen Hubschrauberlandeplatz?").await;
        let stranger = app.register("stranger@example.com").await;
        let shown = app.get_with_cookie(&page, &stranger).await.text;
        assert!(!shown.contains("Heliport"), "{shown}");

        let refused = app
            .form("ask_assistant", &cookie, &[("message", " ")])
            .await;
        let back = refused.header("location").expect("leads back").to_owned();
        assert!(back.contains("__err="), "{back}");
    })
    .await;
}
