//! What every answer has in common.

use crate::test_app::{SITE, TestApp};
use axum::body::Body;
use http::{Request, StatusCode, header};
use test_support::{TestDatabase, on_each_database};

#[tokio::test]
async fn it_says_that_it_lives_and_can_work() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        assert_eq!(app.get("/healthz").await.text, "ok\n");
        assert_eq!(app.get("/readyz").await.text, "ready\n");
    })
    .await;
}

#[tokio::test]
async fn every_answer_has_a_request_id_and_the_security_headers() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        for path in ["/login", "/healthz", "/api/v1/nothing", "/no-such-page"] {
            let answer = app.get(path).await;
            assert!(
                answer
                    .header("x-request-id")
                    .is_some_and(|it| it.len() == 36),
                "{path}"
            );
            assert_eq!(
                answer.header("x-content-type-options"),
                Some("nosniff"),
                "{path}"
            );
            assert!(answer.header("content-security-policy").is_some(), "{path}");
        }
        let policy = app.get("/login").await;
        let policy = policy.header("content-security-policy").expect("a policy");
        assert!(
            policy.contains("'nonce-") && policy.contains("frame-ancestors 'none'"),
            "{policy}"
        );
        // Neither scripts nor styles that stand in the page by themselves are run.
        assert!(!policy.contains("unsafe-inline"), "{policy}");
        assert!(policy.contains("style-src 'self';"), "{policy}");
    })
    .await;
}

#[tokio::test]
async fn no_page_of_the_dashboard_has_an_inline_style() {
    let database = TestDatabase::sqlite().await;
    let app = TestApp::with_demo(&database).await;
    let message = serde_json::json!({
        "client_key": domain::demo::CLIENT_KEY, "session_id": "visitor", "message": "Hallo",
    });
    // So that the charts have something to show.
    app.widget("chat", Some(SITE), &message).await;
    let fields = [
        ("email", domain::demo::EMAIL),
        ("password", domain::demo::PASSWORD),
    ];
    let cookie = app.form("log_in", "", &fields).await.session_cookie();
    let cookie = cookie.expect("a session");
    for path in [
        "/",
        "/conversations",
        "/appointments",
        "/knowledge",
        "/knowledge/services",
        "/knowledge/try",
        "/business",
        "/business/hours",
        "/business/chat",
        "/client-keys",
        "/analytics",
        "/team",
        "/api-tokens",
        "/webhooks",
        "/settings",
    ] {
        let page = app.get_with_cookie(path, &cookie).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.text.contains(" style=\""), "{path}");
        assert!(!page.text.contains("<style"), "{path}");
    }
    let overview = app.get_with_cookie("/", &cookie).await;
    assert!(overview.text.contains("bar-fill"), "the chart has bars");
}

#[tokio::test]
async fn a_request_id_is_taken_over_only_when_it_is_a_plain_token() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let long = "x".repeat(65);
        for (sent, is_kept) in [
            ("abc-123", true),
            ("a b", false),
            ("{\"a\":1}", false),
            (&long, false),
        ] {
            let request = Request::get("/healthz")
                .header("x-request-id", sent)
                .body(Body::empty())
                .expect("a request");
            let answer = app.send(request).await;
            assert_eq!(
                answer.header("x-request-id") == Some(sent),
                is_kept,
                "{sent}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn unknown_routes_of_the_api_answer_with_a_problem() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let answer = app.get("/api/v1/nothing").await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (StatusCode::NOT_FOUND, "not_found")
        );
    })
    .await;
}

#[tokio::test]
async fn a_page_that_does_not_exist_is_a_404_in_the_visitors_language() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let request = |language: &str| {
            Request::get("/no-such-page")
                .header(header::HOST, "localhost:3000")
                .header(header::ACCEPT, "text/html")
                .header(header::ACCEPT_LANGUAGE, language)
                .body(Body::empty())
                .expect("a request")
        };
        for (language, html) in [
            ("de-DE,de", "lang=\"de\""),
            ("en-GB,en;q=0.9", "lang=\"en\""),
        ] {
            let answer = app.send(request(language)).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
            assert!(answer.text.contains(html), "{}", answer.text);
        }
    })
    .await;
}
