//! Conversations over REST.

use crate::{garage::Garage, test_app::SITE};
use http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use test_support::on_each_database;

/// A visitor says something; gives the path of the conversation.
async fn say(garage: &Garage, session: &str, message: &str) -> String {
    let message = json!({
        "client_key": domain::demo::CLIENT_KEY, "session_id": session, "message": message,
    });
    let answer = garage.app.widget("chat", Some(SITE), &message).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    let id = &answer.json()["conversation_id"];
    format!("conversations/{}", id.as_str().expect("an id"))
}

fn ids(page: &Json) -> Vec<String> {
    let items = page["items"].as_array().expect("items").iter();
    items
        .map(|it| format!("conversations/{}", it["id"].as_str().expect("an id")))
        .collect()
}

#[tokio::test]
async fn conversations_are_found_by_what_is_known_of_them() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let price = say(&garage, "price", "Was kostet ein Ölwechsel?").await;
        let hours = say(&garage, "hours", "Wann habt ihr geöffnet?").await;
        garage
            .call(Method::POST, &format!("{hours}/close"), &Json::Null)
            .await;
        let key = garage.get(&price).await["client_key_id"].clone();
        let key = key.as_str().expect("an id");
        let nothing = "01940000-0000-7000-8000-000000000000";
        let both = [&price, &hours];
        let check = async |query: &str, expected: &[&String]| {
            let page = garage.get(&format!("conversations?{query}")).await;
            let mut found = ids(&page);
            found.sort();
            let mut expected: Vec<_> = expected.iter().map(|it| (*it).clone()).collect();
            expected.sort();
            assert_eq!(found, expected, "{query}");
        };
        check("", &both).await;
        check("intent=price", &[&price]).await;
        check("intent=opening_hours", &[&hours]).await;
        check("intent=complaint", &[]).await;
        check("status=open", &[&price]).await;
        check("status=closed", &[&hours]).await;
        check(&format!("client_key_id={key}"), &both).await;
        check(&format!("client_key_id={nothing}"), &[]).await;
        check("from=2026-11-19T00:00:00Z", &both).await;
        check("from=2026-11-20T00:00:00Z", &[]).await;
        check("to=2026-11-19T00:00:00Z", &[]).await;

        let first = garage.get("conversations?limit=1").await;
        assert_eq!(first["has_more"], true);
        let cursor = first["next_cursor"].as_str().expect("a cursor");
        let second = garage
            .get(&format!("conversations?limit=1&cursor={cursor}"))
            .await;
        assert_eq!(second["has_more"], false);
        assert_ne!(ids(&first), ids(&second));
        let wrong = garage
            .call(Method::GET, "conversations?cursor=x", &Json::Null)
            .await;
        assert_eq!(wrong.json()["errors"][0]["code"], "invalid_cursor");
        let wrong = garage
            .call(Method::GET, "conversations?status=lost", &Json::Null)
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn staff_answers_takes_over_closes_and_the_visitor_opens_again() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let conversation = say(&garage, "visitor", "Was kostet ein Ölwechsel?").await;
        let messages = format!("{conversation}/messages");
        let post = async |content: &str| {
            let body = json!({ "content": content });
            garage.call(Method::POST, &messages, &body).await
        };
        for (content, code) in [(" ", "required"), (&*"x".repeat(4_001), "too_long")] {
            assert_eq!(post(content).await.json()["errors"][0]["code"], code);
        }
        let reply = post("Guten Tag, hier ist Petra.").await;
        assert_eq!(reply.status, StatusCode::CREATED, "{reply:?}");
        assert_eq!(reply.json()["role"], "agent");
        let found = garage.get(&conversation).await;
        assert_eq!(found["message_count"], 3);
        assert_eq!(found["assigned_to"], garage.account.to_string());

        let mut roles = Vec::new();
        let mut query = String::new();
        loop {
            let page = garage.get(&format!("{messages}?limit=2{query}")).await;
            let items = page["items"].as_array().expect("items").iter();
            roles.extend(items.map(|it| it["role"].as_str().expect("a role").to_owned()));
            let Some(cursor) = page["next_cursor"].as_str() else {
                break;
            };
            query = format!("&cursor={cursor}");
        }
        assert_eq!(roles, ["user", "assistant", "agent"]);

        let assign = async |user_id: Json| {
            let body = json!({ "user_id": user_id });
            let route = format!("{conversation}/assign");
            garage.call(Method::POST, &route, &body).await
        };
        let nobody = assign(json!("01940000-0000-7000-8000-000000000000")).await;
        assert_eq!(nobody.json()["errors"][0]["code"], "not_a_member");
        assert_eq!(assign(Json::Null).await.json()["assigned_to"], Json::Null);

        for _ in 0..2 {
            let route = format!("{conversation}/close");
            let closed = garage.call(Method::POST, &route, &Json::Null).await;
            assert_eq!(closed.json()["status"], "closed");
        }
        assert_eq!(post("Noch etwas").await.code(), "conversation_closed");
        assert_eq!(say(&garage, "visitor", "Danke").await, conversation);
        assert_eq!(garage.get(&conversation).await["status"], "open");

        let deleted = garage
            .call(Method::DELETE, &conversation, &Json::Null)
            .await;
        assert_eq!(deleted.status, StatusCode::NO_CONTENT);
        for route in [&conversation, &messages] {
            let gone = garage.call(Method::GET, route, &Json::Null).await;
            assert_eq!(gone.status, StatusCode::NOT_FOUND);
        }
        let log = garage.get("audit-log?action=conversation.deleted").await;
        assert_eq!(log["items"].as_array().map(Vec::len), Some(1));
        let first = garage.get("audit-log?limit=1").await;
        let cursor = first["next_cursor"].as_str().expect("there is more");
        let second = garage
            .get(&format!("audit-log?limit=1&cursor={cursor}"))
            .await;
        assert_ne!(first["items"], second["items"]);
    })
    .await;
}
