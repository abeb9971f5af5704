//! What visitors ask about the conversation of their session.

use crate::test_app::{Answer, SITE, TestApp};
use api::{
    conversations::{Message, PostMessageRequest},
    ids::{ConversationId, UserId},
};
use domain::{accounts, conversations, demo};
use http::{Request, StatusCode, header};
use serde_json::{Value as Json, json};
use test_support::on_each_database;

/// As the server gives them out.
const SESSION: &str = "cs_0123456789abcdef0123456789abcdef";

fn message(text: &str, id: &str) -> Json {
    json!({
        "client_key": demo::CLIENT_KEY,
        "session_id": SESSION,
        "message": text,
        "client_message_id": id,
    })
}

fn of_session(fields: &Json) -> Json {
    let mut request = json!({ "client_key": demo::CLIENT_KEY, "session_id": SESSION });
    let target = request.as_object_mut().expect("an object");
    target.extend(fields.as_object().expect("an object").clone());
    request
}

async fn chat(app: &TestApp, text: &str, id: &str) -> Json {
    let answer = app.widget("chat", Some(SITE), &message(text, id)).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    answer.json()
}

async fn history_of(app: &TestApp, session: &str, origin: &str) -> Answer {
    let path = format!("/api/v1/widget/history?client_key={}", demo::CLIENT_KEY);
    let request = Request::get(path)
        .header(header::HOST, "localhost:3000")
        .header(header::ORIGIN, origin)
        .header(header::AUTHORIZATION, format!("Bearer {session}"))
        .body(axum::body::Body::empty());
    app.send(request.expect("a request")).await
}

async fn owner(app: &TestApp) -> UserId {
    let email = api::values::Email::parse(demo::EMAIL).expect("an address");
    let id = accounts::find_user_id(&app.carbot, &email).await;
    id.expect("reads").expect("the demo account")
}

fn id_of(answer: &Json) -> ConversationId {
    let id = answer["conversation_id"].as_str().expect("an id");
    id.parse().expect("an id")
}

/// Somebody of the business writes to the visitor.
async fn write(
    app: &TestApp,
    user: UserId,
    id: ConversationId,
    text: &str,
) -> domain::Result<Message> {
    let content = text.to_owned();
    conversations::post_message(&app.carbot, user, user, id, &PostMessageRequest { content }).await
}

#[tokio::test]
async fn a_message_sent_again_is_stored_once_and_answered_alike() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let first = chat(&app, "Was kostet ein Ölwechsel?", "m1").await;
        let mut again = chat(&app, "Was kostet ein Ölwechsel?", "m1").await;
        again["typing_delay"] = first["typing_delay"].clone();
        assert_eq!(first, again);
        chat(&app, "Was kostet ein Ölwechsel?", "m2").await;
        let said = history_of(&app, SESSION, SITE).await.json();
        assert_eq!(said["messages"].as_array().map(Vec::len), Some(4));
    })
    .await;
}

#[tokio::test]
async fn a_message_that_comes_many_times_at_once_is_stored_once() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let request = message("Habt ihr am Samstag offen?", "m1");
        let answers = (0..8).map(|_| app.widget("chat", Some(SITE), &request));
        let answers = futures::future::join_all(answers).await;
        let replies: Vec<_> = answers
            .iter()
            .map(|it| it.json()["message_id"].clone())
            .collect();
        assert!(replies[0].is_string(), "{answers:?}");
        assert!(replies.iter().all(|it| *it == replies[0]), "{replies:?}");
        let said = history_of(&app, SESSION, SITE).await.json();
        assert_eq!(said["messages"].as_array().map(Vec::len), Some(2));
    })
    .await;
}

#[tokio::test]
async fn the_history_is_read_with_the_session_the_server_gave_out_only() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        assert_eq!(
            history_of(&app, SESSION, SITE).await.status,
            StatusCode::NOT_FOUND
        );
        let reply = chat(&app, "Was kostet ein Ölwechsel?", "m1").await;
        let said = history_of(&app, SESSION, SITE).await;
        assert_eq!(said.header("cache-control"), Some("no-store"));
        let said = said.json();
        assert_eq!(said["messages"][0]["role"], "user");
        assert_eq!(said["messages"][0]["client_message_id"], "m1");
        assert_eq!(said["messages"][1]["content"], reply["response"]);
        assert_eq!(said["messages"][1]["id"], reply["message_id"]);
        assert_eq!(said["is_handed_over"], false);

        let mut guessable = message("Hallo", "m1");
        guessable["session_id"] = json!("session_1");
        app.widget("chat", Some(SITE), &guessable).await;
        let answer = history_of(&app, "session_1", SITE).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        let answer = history_of(&app, SESSION, "https://evil.example").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn the_last_rating_of_a_reply_counts() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let reply = chat(&app, "Was kostet ein Ölwechsel?", "m1").await;
        for rating in ["up", "down"] {
            let request =
                of_session(&json!({ "message_id": reply["message_id"], "rating": rating }));
            let answer = app.widget("feedback", Some(SITE), &request).await;
            assert_eq!(answer.status, StatusCode::NO_CONTENT, "{answer:?}");
        }
        let said = history_of(&app, SESSION, SITE).await.json();
        assert_eq!(said["messages"][1]["rating"], "down");
        // Only replies, and only those of the conversation.
        for message in [
            &said["messages"][0]["id"],
            &json!("01940000-0000-7000-8000-000000000000"),
        ] {
            let request = of_session(&json!({ "message_id": message, "rating": "up" }));
            let answer = app.widget("feedback", Some(SITE), &request).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{answer:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_transcript_is_sent_three_times_at_most() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        chat(&app, "Was kostet ein Ölwechsel?", "m1").await;
        let request = of_session(&json!({ "email": "nobody" }));
        let answer = app.widget("transcript", Some(SITE), &request).await;
        assert_eq!(answer.json()["errors"][0]["pointer"], "/email");
        let request = of_session(&json!({ "email": "petra@example.com" }));
        for _ in 0..3 {
            let answer = app.widget("transcript", Some(SITE), &request).await;
            assert_eq!(answer.status, StatusCode::ACCEPTED, "{answer:?}");
        }
        let answer = app.widget("transcript", Some(SITE), &request).await;
        assert_eq!(answer.code(), "too_many_transcripts");
    })
    .await;
}

#[tokio::test]
async fn a_person_answers_until_the_conversation_is_closed() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let user = owner(&app).await;
        let id = id_of(&chat(&app, "Was kostet ein Ölwechsel?", "m1").await);
        let told = app
            .widget("handoff", Some(SITE), &of_session(&json!({})))
            .await;
        assert_eq!(told.status, StatusCode::OK, "{told:?}");
        assert!(
            told.json()["content"]
                .as_str()
                .is_some_and(|it| it.contains("Team"))
        );
        // The assistant goes on until somebody is there.
        assert_ne!(
            chat(&app, "Habt ihr am Samstag offen?", "m2").await["response"],
            ""
        );

        write(&app, user, id, " Guten Tag, hier ist Anna. ")
            .await
            .expect("replies");
        for _ in 0..2 {
            assert_eq!(
                chat(&app, "Schön, dass Sie da sind!", "m3").await["response"],
                ""
            );
        }
        let said = history_of(&app, SESSION, SITE).await.json();
        let said_by: Vec<_> = said["messages"]
            .as_array()
            .expect("messages")
            .iter()
            .map(|it| it["role"].as_str().expect("a role"))
            .collect();
        assert_eq!(
            said_by,
            [
                "user",
                "assistant",
                "assistant",
                "user",
                "assistant",
                "agent",
                "user"
            ]
        );
        assert_eq!(said["messages"][5]["content"], "Guten Tag, hier ist Anna.");
        assert_eq!(said["is_handed_over"], true);
        let list = conversations::list_conversations(&app.carbot, user, None, 10).await;
        assert_eq!(list.expect("reads").items[0].message_count, 7);

        conversations::close_conversation(&app.carbot, user, id)
            .await
            .expect("closes");
        assert_ne!(chat(&app, "Wo finde ich Sie?", "m4").await["response"], "");
        let said = history_of(&app, SESSION, SITE).await.json();
        assert_eq!(said["is_handed_over"], false);
    })
    .await;
}

#[tokio::test]
async fn a_stranger_neither_answers_nor_closes() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let id = id_of(&chat(&app, "Hallo", "m1").await);
        app.register("stranger@example.com").await;
        let email = api::values::Email::parse("stranger@example.com").expect("an address");
        let stranger = accounts::find_user_id(&app.carbot, &email).await;
        let stranger = stranger.expect("reads").expect("an account");
        let reply = write(&app, stranger, id, "Hallo").await;
        assert!(matches!(reply, Err(domain::Error::NotFound)));
        let close = conversations::close_conversation(&app.carbot, stranger, id).await;
        assert!(matches!(close, Err(domain::Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn the_stream_gives_what_people_wrote_after_the_last_event() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let user = owner(&app).await;
        let id = id_of(&chat(&app, "Hallo", "m1").await);
        let mut ids = Vec::new();
        for text in ["Guten Tag", "Was kann ich tun?"] {
            ids.push(write(&app, user, id, text).await.expect("replies").id);
        }
        let all = app.first_events(&stream_path(SESSION), None, 3).await;
        assert!(all.contains(&format!("id: {}", ids[0])), "{all}");
        assert!(
            all.contains("Guten Tag") && all.contains("Was kann ich tun?"),
            "{all}"
        );
        assert!(all.contains("{\"is_handed_over\":true}"), "{all}");
        let last = ids[0].to_string();
        let rest = app
            .first_events(&stream_path(SESSION), Some(&last), 2)
            .await;
        assert!(
            !rest.contains("Guten Tag") && rest.contains("Was kann ich tun?"),
            "{rest}"
        );
        let refused = app.get(&stream_path("session_1")).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
    })
    .await;
}

fn stream_path(session: &str) -> String {
    let key = demo::CLIENT_KEY;
    format!("/api/v1/widget/stream?client_key={key}&session_id={session}")
}

#[tokio::test]
async fn a_reply_comes_in_deltas_where_events_are_accepted() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let request = Request::post("/api/v1/widget/chat")
            .header(header::HOST, "localhost:3000")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "text/event-stream")
            .body(
                message("Was kostet ein Ölwechsel?", "m1")
                    .to_string()
                    .into(),
            );
        let answer = app.send(request.expect("a request")).await;
        assert_eq!(answer.header("content-type"), Some("text/event-stream"));
        let data = |event: &str| -> Vec<Json> {
            let blocks = answer.text.split("\n\n");
            let blocks =
                blocks.filter_map(|it| it.strip_prefix(&format!("event: {event}\ndata: ")));
            blocks
                .map(|it| serde_json::from_str(it).expect("JSON"))
                .collect()
        };
        let deltas: String = data("delta")
            .iter()
            .filter_map(|it| it["text"].as_str())
            .collect();
        let done = data("done").pop().expect("the answer");
        assert_eq!(done["response"], deltas);
        assert!(deltas.contains('€'), "{deltas}");
    })
    .await;
}
