//! `POST /api/v1/widget/init` and `/chat`.

use crate::test_app::{Answer, SITE, TestApp};
use domain::{accounts, client_keys, conversations, demo};
use http::{Request, StatusCode, header};
use serde_json::{Value as Json, json};
use test_support::on_each_database;

fn chat(message: &str) -> Json {
    json!({ "client_key": demo::CLIENT_KEY, "session_id": "session_1", "message": message })
}

fn init() -> Json {
    json!({ "client_key": demo::CLIENT_KEY, "domain": "127.0.0.1", "locale": "de-DE" })
}

async fn demo_user(app: &TestApp) -> api::ids::UserId {
    let email = api::values::Email::parse(demo::EMAIL).expect("an address");
    accounts::find_user_id(&app.carbot, &email)
        .await
        .expect("reads")
        .expect("the demo account")
}

async fn conversation_count(app: &TestApp) -> usize {
    let user = demo_user(app).await;
    conversations::list_conversations(&app.carbot, user, None, 100)
        .await
        .expect("reads")
        .items
        .len()
}

#[tokio::test]
async fn init_gives_look_and_first_words() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let answer = app.widget("init", Some(SITE), &init()).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        assert_eq!(answer.header("access-control-allow-origin"), Some(SITE));
        assert_eq!(answer.header("access-control-allow-credentials"), None);
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        insta::assert_json_snapshot!("init", answer.json(), { ".session_id" => "[session]" });
    })
    .await;
}

#[tokio::test]
async fn overrides_of_the_page_win_and_bad_ones_are_refused() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let mut request = init();
        request["config"] =
            json!({ "theme": "dark", "position": "bottom-left", "primary_color": "#ABC" });
        let config = app.widget("init", Some(SITE), &request).await.json()["config"].clone();
        assert_eq!(config["theme"], "dark");
        assert_eq!(config["position"], "bottom-left");
        assert_eq!(config["primary_color"], "#aabbcc");
        request["config"] =
            json!({ "primary_color": "red;}", "avatar_url": "javascript:alert(1)" });
        let answer = app.widget("init", Some(SITE), &request).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        insta::assert_json_snapshot!("init_with_bad_overrides", answer.json());
    })
    .await;
}

#[tokio::test]
async fn prices_and_hours_come_from_the_profile() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let price = app
            .widget("chat", Some(SITE), &chat("Was kostet ein Ölwechsel?"))
            .await;
        assert_eq!(price.status, StatusCode::OK, "{price:?}");
        let price = price.json();
        assert_eq!(price["intent"], "price");
        let text = price["response"].as_str().expect("a text");
        assert!(text.contains('€') && text.contains("Ölwechsel"), "{text}");
        assert_eq!(price["session_id"], "session_1");
        let saturday = app
            .widget("chat", Some(SITE), &chat("Habt ihr am Samstag offen?"))
            .await
            .json();
        assert_eq!(saturday["intent"], "opening_hours");
        let text = saturday["response"].as_str().expect("a text");
        assert!(text.contains("13") && text.contains('9'), "{text}");
        assert_eq!(saturday["conversation_id"], price["conversation_id"]);
    })
    .await;
}

#[tokio::test]
async fn both_messages_and_all_counters_of_a_turn_are_kept() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        app.widget("chat", Some(SITE), &chat("Was kostet ein Ölwechsel?"))
            .await;
        let last = app
            .widget("chat", Some(SITE), &chat("Habt ihr Samstag offen?"))
            .await
            .json();
        let user = demo_user(&app).await;
        let id = last["conversation_id"]
            .as_str()
            .expect("an id")
            .parse()
            .expect("an id");
        let transcript = conversations::find_transcript(&app.carbot, user, id)
            .await
            .expect("reads")
            .expect("kept");
        let said: Vec<_> = transcript
            .messages
            .iter()
            .map(|it| (it.role.as_str(), it.content.as_str()))
            .collect();
        assert_eq!(said[0], ("user", "Was kostet ein Ölwechsel?"));
        assert_eq!(said[2], ("user", "Habt ihr Samstag offen?"));
        assert_eq!(
            (said[1].0, said[3].0, said.len()),
            ("assistant", "assistant", 4)
        );
        assert_eq!(said[3].1, last["response"].as_str().expect("a text"));
        assert_eq!(transcript.conversation.message_count, 4);
        assert_eq!(transcript.conversation.preview, "Was kostet ein Ölwechsel?");
        let keys = client_keys::list_client_keys(&app.carbot, user)
            .await
            .expect("reads");
        let requests: i32 = keys.iter().map(|it| it.current_usage).sum();
        assert_eq!(requests, 2);
    })
    .await;
}

#[tokio::test]
async fn first_messages_sent_at_once_make_one_conversation() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let message = chat("Hallo");
        let answers = (0..12).map(|_| app.widget("chat", Some(SITE), &message));
        let answers: Vec<Answer> = futures::future::join_all(answers).await;
        for answer in &answers {
            assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        }
        assert_eq!(conversation_count(&app).await, 1);
        let user = demo_user(&app).await;
        let list = conversations::list_conversations(&app.carbot, user, None, 10)
            .await
            .expect("reads");
        assert_eq!(list.items[0].message_count, 24);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_said_and_nothing_is_stored() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let with = |field: &str, value: Json| {
            let mut request = chat("Hallo");
            request[field] = value;
            request.to_string()
        };
        let unknown_key = "cb_test_00000000000000000000000000000000";
        let cases = [
            (
                "unknown key",
                with("client_key", json!(unknown_key)),
                401,
                "unknown_client_key",
            ),
            (
                "no key at all",
                with("client_key", json!("x")),
                401,
                "unknown_client_key",
            ),
            (
                "empty message",
                with("message", json!("  ")),
                422,
                "invalid_fields",
            ),
            (
                "message of 100 kB",
                with("message", json!("x".repeat(100_000))),
                413,
                "payload_too_large",
            ),
            (
                "message of 20 kB",
                with("message", json!("x".repeat(20_000))),
                422,
                "invalid_fields",
            ),
            (
                "session of 10 kB",
                with("session_id", json!("x".repeat(10_000))),
                422,
                "invalid_fields",
            ),
            (
                "message is a number",
                with("message", json!(7)),
                422,
                "invalid_fields",
            ),
            (
                "message is missing",
                json!({ "client_key": demo::CLIENT_KEY, "session_id": "s" }).to_string(),
                422,
                "invalid_fields",
            ),
            (
                "context is a text",
                with("context", json!("x")),
                422,
                "invalid_fields",
            ),
            (
                "half of the JSON",
                "{\"client_key\":".to_owned(),
                400,
                "malformed_json",
            ),
            ("two values", "{} {}".to_owned(), 422, "invalid_fields"),
            ("nothing", String::new(), 400, "malformed_json"),
        ];
        for (name, body, status, code) in cases {
            let answer = app.widget_raw("chat", Some(SITE), &body).await;
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (status, code),
                "{name}"
            );
            assert_eq!(answer.json()["request_id"], "test-request", "{name}");
        }
        assert_eq!(conversation_count(&app).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_type_is_named_by_its_pointer() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let mut request = chat("Hallo");
        request["context"] = json!({ "page_url": 5 });
        let answer = app.widget("chat", Some(SITE), &request).await;
        insta::assert_json_snapshot!("wrong_type", answer.json());
    })
    .await;
}

#[tokio::test]
async fn a_body_that_is_not_declared_as_json_is_refused() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let request = Request::post("/api/v1/widget/chat")
            .header(header::HOST, "localhost:3000")
            .header(header::CONTENT_TYPE, "text/plain")
            .body(chat("Hallo").to_string().into())
            .expect("a request");
        let answer = app.send(request).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (415, "unsupported_media_type")
        );
    })
    .await;
}

#[tokio::test]
async fn a_test_key_is_refused_on_a_public_origin_and_its_answer_cannot_be_read_there() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        for route in ["init", "chat"] {
            let body = if route == "init" {
                init()
            } else {
                chat("Hallo")
            };
            let answer = app.widget(route, Some("https://evil.example"), &body).await;
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (403, "origin_not_allowed")
            );
            assert_eq!(answer.header("access-control-allow-origin"), None);
        }
        let answer = app.widget("chat", None, &chat("Hallo")).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("access-control-allow-origin"), None);
    })
    .await;
}

#[tokio::test]
async fn a_preflight_allows_the_json_post_without_credentials() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let request = Request::options("/api/v1/widget/chat")
            .header(header::HOST, "localhost:3000")
            .header(header::ORIGIN, SITE)
            .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST")
            .header(header::ACCESS_CONTROL_REQUEST_HEADERS, "content-type")
            .body(axum::body::Body::empty())
            .expect("a request");
        let answer = app.send(request).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT);
        assert_eq!(answer.header("access-control-allow-origin"), Some(SITE));
        assert_eq!(
            answer.header("access-control-allow-methods"),
            Some("GET, POST")
        );
        assert_eq!(
            answer.header("access-control-allow-headers"),
            Some("authorization, content-type")
        );
        assert_eq!(answer.header("access-control-allow-credentials"), None);
    })
    .await;
}

#[tokio::test]
async fn a_key_at_its_limit_answers_no_more_and_stores_nothing() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let user = demo_user(&app).await;
        let request = serde_json::from_value(json!({
            "domain": "localhost", "environment": "test", "usage_limit": 100,
        }));
        // The demo account has its test key for localhost already.
        for key in client_keys::list_client_keys(&app.carbot, user)
            .await
            .expect("reads")
        {
            client_keys::revoke_client_key(&app.carbot, user, key.id)
                .await
                .expect("revokes");
        }
        let key = client_keys::create_client_key(&app.carbot, user, &request.expect("a request"))
            .await
            .expect("creates");
        // Two sessions: one alone says too much before the key is at its limit.
        let messages = ["one", "two"].map(|session| {
            let mut message = chat("Hallo");
            message["client_key"] = json!(key.key);
            message["session_id"] = json!(session);
            message
        });
        let answers = (0..110).map(|number| app.widget("chat", Some(SITE), &messages[number % 2]));
        let answers = futures::future::join_all(answers).await;
        let count = |status: u16| {
            answers
                .iter()
                .filter(|it| it.status.as_u16() == status)
                .count()
        };
        assert_eq!((count(200), count(429)), (100, 10));
        let refused = answers
            .iter()
            .find(|it| it.status.as_u16() == 429)
            .expect("refused");
        assert_eq!(refused.code(), "usage_limit_reached");
        let list = conversations::list_conversations(&app.carbot, user, None, 10)
            .await
            .expect("reads");
        let counts = list.items.iter().map(|it| it.message_count);
        assert_eq!(counts.sum::<i32>(), 200);
    })
    .await;
}

#[tokio::test]
async fn a_revoked_key_answers_no_more() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        assert_eq!(
            app.widget("chat", Some(SITE), &chat("Hallo")).await.status,
            StatusCode::OK
        );
        let user = demo_user(&app).await;
        for key in client_keys::list_client_keys(&app.carbot, user)
            .await
            .expect("reads")
        {
            client_keys::revoke_client_key(&app.carbot, user, key.id)
                .await
                .expect("revokes");
        }
        let answer = app.widget("chat", Some(SITE), &chat("Hallo")).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (401, "unknown_client_key")
        );
    })
    .await;
}
