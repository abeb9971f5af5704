//! Appointments over REST, and the calendar feed.

mod pages;

use crate::test_app::{Answer, TestApp};
use api::{
    Language,
    appointments::parse_local_time,
    ids::{AppointmentId, UserId},
    values::{Email, SessionId},
};
use axum::body::Body;
use domain::{
    appointments::NewAppointment,
    conversations::{Recording, Turn, record_turn},
    demo,
};
use http::{Method, Request, StatusCode, header};
use serde_json::{Value as Json, json};
use test_support::on_each_database;

/// The account of the demo business.
pub async fn demo_owner(app: &TestApp) -> UserId {
    let email = Email::parse(demo::EMAIL).expect("an address");
    let owner = domain::accounts::find_user_id(&app.carbot, &email).await;
    owner.expect("reads").expect("the demo account")
}

/// A visitor of the demo business asks for an appointment on the next Tuesday.
pub async fn ask_for(app: &TestApp, time: &str) -> AppointmentId {
    let owner = demo_owner(app).await;
    let keys = domain::client_keys::list_client_keys(&app.carbot, owner).await;
    let business = domain::businesses::first_business(&app.carbot, owner).await;
    let turn = Turn {
        key_changed_at: None,
        client_key_id: keys.expect("reads")[0].id,
        business_id: business.expect("reads").id,
        session_id: SessionId::parse(&format!("visitor-{}", time.replace(':', "-")))
            .expect("a session"),
        user_identifier: None,
        language: Language::De,
        message: "Ja".to_owned(),
        client_message_id: None,
        reply: "Die Anfrage ist unterwegs.".to_owned(),
        suggestions: Vec::new(),
        actions: Vec::new(),
        intent: "appointment_book".to_owned(),
        confidence: 1.0,
        is_unanswered: false,
        sources: Vec::new(),
        dialogue_state: json!({}),
        page_url: None,
        appointment: Some(NewAppointment {
            service: "Ölwechsel mit Filter (Kleinwagen)".to_owned(),
            vehicle: Some("VW Golf".to_owned()),
            plate: Some("B-PM 1234".to_owned()),
            starts_at: parse_local_time(&format!("2026-11-24T{time}")).expect("a time"),
            name: "Petra Muster".to_owned(),
            phone: Some("0151 2345678".to_owned()),
            email: Some("petra@example.com".to_owned()),
            note: Some("Bitte <b>anrufen</b>".to_owned()),
        }),
        callback: None,
        withdraws_appointment: false,
    };
    match record_turn(&app.carbot, &turn).await {
        Ok(Recording::Stored(stored)) => stored.appointment_id.expect("was asked for"),
        other => panic!("{other:?}"),
    }
}

/// The demo account with its token.
struct Owner<'a> {
    app: &'a TestApp,
    token: String,
}

impl<'a> Owner<'a> {
    async fn new(app: &'a TestApp) -> Self {
        let login = json!({ "email": demo::EMAIL, "password": demo::PASSWORD });
        let login = app.api(Method::POST, "auth/login", "", &login).await.json();
        let token = login["tokens"]["access_token"].as_str().expect("a token");
        Self {
            app,
            token: token.to_owned(),
        }
    }

    async fn get(&self, route: &str) -> Answer {
        self.app
            .api(Method::GET, route, &self.token, &Json::Null)
            .await
    }

    async fn patch(&self, id: AppointmentId, body: &Json) -> Answer {
        let route = format!("appointments/{id}");
        self.app.api(Method::PATCH, &route, &self.token, body).await
    }

    /// A write that holds only for what was read.
    async fn call_if_match(&self, method: Method, id: AppointmentId, tag: &str) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1/appointments/{id}"))
            .header(header::HOST, "localhost:3000")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .header(header::CONTENT_TYPE, "application/merge-patch+json")
            .header(header::IF_MATCH, tag)
            .body(Body::from(json!({ "status": "confirmed" }).to_string()));
        self.app.send(request.expect("a request")).await
    }
}

fn pointers(answer: &Answer) -> Vec<String> {
    assert_eq!(
        answer.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{answer:?}"
    );
    assert_eq!(answer.code(), "invalid_fields");
    let errors = answer.json()["errors"].clone();
    let errors = errors.as_array().expect("errors");
    errors
        .iter()
        .map(|it| it["pointer"].as_str().expect("a pointer").to_owned())
        .collect()
}

#[tokio::test]
async fn an_appointment_is_listed_read_decided_and_deleted() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let id = ask_for(&app, "09:00").await;
        let owner = Owner::new(&app).await;
        let list = owner.get("appointments").await;
        assert_eq!(list.status, StatusCode::OK, "{list:?}");
        let list = list.json();
        assert_eq!(list["items"][0]["id"], id.to_string());
        assert_eq!(
            (&list["has_more"], &list["next_cursor"]),
            (&json!(false), &Json::Null)
        );

        let found = owner.get(&format!("appointments/{id}")).await;
        assert_eq!(found.header("etag"), Some("\"1\""));
        let found = found.json();
        assert_eq!(found["starts_at"], "2026-11-24T09:00:00");
        assert_eq!(found["time_zone"], "Europe/Berlin");
        assert_eq!(found["status"], "requested");
        assert_eq!(found["name"], "Petra Muster");
        assert_eq!(found["email"], "petra@example.com");

        let decision = json!({
            "status": "confirmed", "starts_at": "2026-11-24T10:30", "decision_note": "Bis dann!"
        });
        let changed = owner.patch(id, &decision).await;
        assert_eq!(changed.status, StatusCode::OK, "{changed:?}");
        assert_eq!(changed.header("etag"), Some("\"2\""));
        let changed = changed.json();
        assert_eq!(
            (&changed["status"], &changed["starts_at"]),
            (&json!("confirmed"), &json!("2026-11-24T10:30:00"))
        );
        assert_eq!(changed["decision_note"], "Bis dann!");
        let changed = owner.patch(id, &json!({ "decision_note": null })).await;
        let changed = changed.json();
        assert_eq!(
            (&changed["status"], &changed["decision_note"]),
            (&json!("confirmed"), &Json::Null)
        );

        let route = format!("appointments/{id}");
        let deleted = app
            .api(Method::DELETE, &route, &owner.token, &Json::Null)
            .await;
        assert_eq!(deleted.status, StatusCode::NO_CONTENT);
        let gone = owner.get(&route).await;
        assert_eq!(
            (gone.status, &*gone.code()),
            (StatusCode::NOT_FOUND, "not_found")
        );
    })
    .await;
}

#[tokio::test]
async fn the_list_is_narrowed_ordered_and_paged() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let early = ask_for(&app, "09:00").await;
        let late = ask_for(&app, "15:00").await;
        let owner = Owner::new(&app).await;
        owner.patch(late, &json!({ "status": "declined" })).await;
        let ids = async |query: &str| {
            let list = owner.get(&format!("appointments?{query}")).await;
            assert_eq!(list.status, StatusCode::OK, "{list:?}");
            let items = list.json()["items"].clone();
            let items = items.as_array().expect("items").clone();
            items
                .iter()
                .map(|it| it["id"].as_str().expect("an id").parse().expect("an id"))
                .collect::<Vec<AppointmentId>>()
        };
        assert_eq!(ids("").await, [early, late]);
        assert_eq!(ids("order=latest_first").await, [late, early]);
        assert_eq!(ids("status=declined").await, [late]);
        assert_eq!(
            ids("status=requested&from=2026-11-24&to=2026-11-24").await,
            [early]
        );
        assert!(ids("from=2026-11-25").await.is_empty());
        assert!(ids("to=2026-11-23").await.is_empty());
        let first = owner.get("appointments?limit=1").await.json();
        assert_eq!(first["has_more"], true);
        let cursor = first["next_cursor"].as_str().expect("a cursor");
        assert_eq!(ids(&format!("limit=1&cursor={cursor}")).await, [late]);
    })
    .await;
}

#[tokio::test]
async fn appointments_need_a_token_and_are_nobody_elses() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let id = ask_for(&app, "09:00").await;
        let route = format!("appointments/{id}");
        for (method, route) in [
            (Method::GET, "appointments"),
            (Method::GET, &*route),
            (Method::PATCH, &*route),
            (Method::DELETE, &*route),
        ] {
            let answer = app.api(method, route, "", &Json::Null).await;
            assert_eq!(
                (answer.status, &*answer.code()),
                (StatusCode::UNAUTHORIZED, "missing_token")
            );
        }
        app.register("stranger@example.com").await;
        let stranger = app.access_token("stranger@example.com").await;
        let list = app
            .api(Method::GET, "appointments", &stranger, &Json::Null)
            .await;
        assert_eq!(list.json()["items"], json!([]));
        let confirm = json!({ "status": "confirmed" });
        for (method, body) in [
            (Method::GET, &Json::Null),
            (Method::PATCH, &confirm),
            (Method::DELETE, &Json::Null),
        ] {
            let answer = app.api(method, &route, &stranger, body).await;
            assert_eq!(
                (answer.status, &*answer.code()),
                (StatusCode::NOT_FOUND, "not_found")
            );
        }
        let owner = Owner::new(&app).await;
        assert_eq!(owner.get(&route).await.json()["status"], "requested");
        assert_eq!(
            owner.get("appointments/1").await.status,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}

#[tokio::test]
async fn bad_values_are_refused_by_field_and_change_nothing() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let id = ask_for(&app, "09:00").await;
        let owner = Owner::new(&app).await;
        for (query, pointer) in [
            ("status=maybe", "/status"),
            ("from=24.11.2026", "/from"),
            ("order=random", "/order"),
            ("limit=many", "/limit"),
            ("cursor=x", "/cursor"),
            ("colour=red", "/colour"),
        ] {
            let answer = owner.get(&format!("appointments?{query}")).await;
            assert_eq!(pointers(&answer), [pointer], "{query}");
        }
        for (body, pointer) in [
            (json!({ "status": "maybe" }), "/status"),
            (json!({ "starts_at": "bald" }), "/starts_at"),
            (json!({ "starts_at": "2026-11-18T09:00" }), "/starts_at"),
            (
                json!({ "decision_note": "x".repeat(1_001) }),
                "/decision_note",
            ),
            (json!({ "name": "Paul" }), "/name"),
            (
                json!({ "status": "confirmed", "starts_at": "2026-11-24" }),
                "/starts_at",
            ),
        ] {
            let answer = owner.patch(id, &body).await;
            assert_eq!(pointers(&answer), [pointer], "{body}");
        }
        let back = owner.patch(id, &json!({ "status": "cancelled" })).await;
        assert_eq!(back.status, StatusCode::OK);
        let back = owner.patch(id, &json!({ "status": "requested" })).await;
        assert_eq!(
            (back.status, &*back.code()),
            (StatusCode::CONFLICT, "invalid_status_change")
        );
        let found = owner.get(&format!("appointments/{id}")).await;
        assert_eq!(found.header("etag"), Some("\"2\""));
    })
    .await;
}

#[tokio::test]
async fn a_change_of_what_was_read_before_is_refused() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let id = ask_for(&app, "09:00").await;
        let owner = Owner::new(&app).await;
        for method in [Method::PATCH, Method::DELETE] {
            let stale = owner.call_if_match(method, id, "\"7\"").await;
            assert_eq!(
                (stale.status, &*stale.code()),
                (StatusCode::PRECONDITION_FAILED, "stale")
            );
        }
        let changed = owner.call_if_match(Method::PATCH, id, "\"1\"").await;
        assert_eq!(changed.header("etag"), Some("\"2\""), "{changed:?}");
        let deleted = owner.call_if_match(Method::DELETE, id, "\"2\"").await;
        assert_eq!(deleted.status, StatusCode::NO_CONTENT);
    })
    .await;
}

#[tokio::test]
async fn the_feed_is_read_without_a_token_by_its_signed_address_only() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let id = ask_for(&app, "09:00").await;
        let owner = demo_owner(&app).await;
        let setup = domain::appointments::renew_calendar(&app.carbot, owner).await;
        let url = setup.expect("renews").calendar_url.expect("an address");
        let path = url.strip_prefix("http://localhost:3000").expect("is ours");
        let feed = app.get(path).await;
        assert_eq!(feed.status, StatusCode::OK, "{feed:?}");
        assert_eq!(
            feed.header("content-type"),
            Some("text/calendar; charset=utf-8")
        );
        let caching = feed.header("cache-control").expect("is said");
        assert!(caching.starts_with("private"), "{caching}");
        assert!(feed.text.contains(&format!("UID:{id}@carbot")), "{feed:?}");

        let tampered = format!("{}0", &path[..path.len() - 1]);
        let other = format!("{}1", &path[..path.len() - 1]);
        let wrong = if tampered == path { other } else { tampered };
        for path in [
            &*wrong,
            "/api/v1/appointments.ics",
            "/api/v1/appointments.ics?token=",
            "/api/v1/appointments.ics?token=%00",
        ] {
            let refused = app.get(path).await;
            assert_eq!(
                (refused.status, &*refused.code()),
                (StatusCode::NOT_FOUND, "not_found"),
                "{path}"
            );
        }
    })
    .await;
}
