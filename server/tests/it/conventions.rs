//! What holds for all routes of the API: repeated requests, unchanged answers, careful JSON.

use crate::test_app::{Answer, TestApp};
use axum::body::Body;
use http::{Method, Request, StatusCode, header};
use serde_json::{Value as Json, json};
use test_support::on_each_database;

struct Owner {
    app: TestApp,
    token: String,
    services: String,
}

impl Owner {
    async fn of(app: TestApp) -> Self {
        app.register("owner@example.com").await;
        let token = app.access_token("owner@example.com").await;
        let list = app
            .api(Method::GET, "businesses", &token, &Json::Null)
            .await;
        let id = list.json()["items"][0]["id"].clone();
        let services = format!("businesses/{}/services", id.as_str().expect("an id"));
        Self {
            app,
            token,
            services,
        }
    }

    async fn send(
        &self,
        method: Method,
        route: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1/{route}"))
            .header(header::HOST, "localhost:3000")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = Body::from(body.to_owned());
        self.app.send(request.body(body).expect("a request")).await
    }

    async fn post(&self, key: &str, body: &Json) -> Answer {
        let headers = [("idempotency-key", key)];
        self.send(Method::POST, &self.services, &headers, &body.to_string())
            .await
    }

    async fn count(&self) -> usize {
        let list = self.send(Method::GET, &self.services, &[], "").await;
        list.json()["items"].as_array().expect("a list").len()
    }
}

fn service(name: &str) -> Json {
    json!({ "name": name, "category": "Wartung", "price": { "kind": "from", "cents": 8900 } })
}

#[tokio::test]
async fn a_request_that_is_sent_again_is_done_once() {
    on_each_database(|database| async move {
        let owner = Owner::of(TestApp::new(&database)).await;
        let first = owner.post("a", &service("Inspektion")).await;
        assert_eq!(first.status, StatusCode::CREATED, "{first:?}");
        assert_eq!(first.header("idempotency-replayed"), None);
        let again = owner.post("\"a\"", &service("Inspektion")).await;
        assert_eq!(again.status, StatusCode::CREATED);
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
        assert_eq!(again.text, first.text);
        for name in ["location", "etag", "content-type"] {
            assert!(first.header(name).is_some(), "{name}");
            assert_eq!(again.header(name), first.header(name), "{name}");
        }
        assert_eq!(owner.count().await, 1);

        let other_body = owner.post("a", &service("Bremsen")).await;
        assert_eq!(
            (other_body.status.as_u16(), &*other_body.code()),
            (422, "idempotency_key_reused")
        );
        let other = owner.post("b", &service("Inspektion")).await;
        assert_eq!(other.status, StatusCode::CREATED);
        assert_eq!(owner.count().await, 2);

        // A refusal is repeated as well, for the request that asks.
        let refused = owner.post("c", &json!({ "name": "" })).await;
        let again = owner.post("c", &json!({ "name": "" })).await;
        assert_eq!(refused.status, 422);
        assert_eq!(again.code(), refused.code());
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
        let id = |answer: &Answer| answer.json()["request_id"].clone();
        assert_ne!(id(&again), id(&refused));
        assert_eq!(id(&again), again.header("x-request-id").expect("an id"));

        for wrong in ["", "\"\"", &"x".repeat(256)] {
            let answer = owner.post(wrong, &service("Reifen")).await;
            assert_eq!(answer.code(), "invalid_idempotency_key");
        }
    })
    .await;
}

#[tokio::test]
async fn of_requests_at_once_one_is_done() {
    on_each_database(|database| async move {
        let owner = Owner::of(TestApp::new(&database)).await;
        let body = service("Inspektion");
        let answers = (0..10).map(|_| owner.post("a", &body));
        let answers = futures::future::join_all(answers).await;
        for answer in &answers {
            match answer.status.as_u16() {
                201 => {}
                409 => assert_eq!(answer.code(), "request_in_flight"),
                other => panic!("{other}: {answer:?}"),
            }
        }
        let is_first =
            |it: &&Answer| it.status == 201 && it.header("idempotency-replayed").is_none();
        assert_eq!(answers.iter().filter(is_first).count(), 1);
        assert_eq!(owner.count().await, 1);
    })
    .await;
}

#[tokio::test]
async fn what_a_client_has_already_is_not_sent_again() {
    on_each_database(|database| async move {
        let owner = Owner::of(TestApp::new(&database)).await;
        let created = owner.post("a", &service("Inspektion")).await;
        let location = created.header("location").expect("an address").to_owned();
        let created = location.strip_prefix("/api/v1/").expect("of the API");
        for route in ["me", "businesses", created] {
            let answer = owner.send(Method::GET, route, &[], "").await;
            let tag = answer.header("etag").expect("a tag").to_owned();
            let known = [("if-none-match", &*format!("\"0\", {tag}"))];
            let unchanged = owner.send(Method::GET, route, &known, "").await;
            assert_eq!(unchanged.status, StatusCode::NOT_MODIFIED, "{route}");
            assert_eq!(unchanged.header("etag"), Some(&*tag));
            assert_eq!(unchanged.text, "");
            let other = [("if-none-match", "\"0\"")];
            let answer = owner.send(Method::GET, route, &other, "").await;
            assert_eq!(answer.status, StatusCode::OK, "{route}");
        }
        let before = owner.send(Method::GET, created, &[], "").await;
        let tag = before.header("etag").expect("a tag").to_owned();
        let renamed = json!({ "name": "Große Inspektion" }).to_string();
        let changed = owner.send(Method::PATCH, created, &[], &renamed).await;
        assert_eq!(changed.status, StatusCode::OK, "{changed:?}");
        let known = [("if-none-match", &*tag)];
        let answer = owner.send(Method::GET, created, &known, "").await;
        assert_eq!(answer.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn json_that_can_be_read_in_two_ways_is_refused() {
    on_each_database(|database| async move {
        let owner = Owner::of(TestApp::new(&database)).await;
        let deep = format!("{{\"name\":{}{}}}", "[".repeat(20_000), "]".repeat(20_000));
        for (body, code) in [
            (r#"{"name":"A","name":"B"}"#, "duplicate_key"),
            (
                r#"{"name":"A","price":{"cents":1,"cents":2}}"#,
                "duplicate_key",
            ),
            (&*deep, "json_too_deep"),
            (r#"{"name":"#, "malformed_json"),
        ] {
            let answer = owner.send(Method::POST, &owner.services, &[], body).await;
            assert_eq!(
                (answer.status.as_u16(), &*answer.code()),
                (400, code),
                "{body:.60}"
            );
        }
        assert_eq!(owner.count().await, 0);
    })
    .await;
}
