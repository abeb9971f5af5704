//! Businesses, their profiles, services and answers over REST.

use crate::test_app::{Answer, TestApp};
use axum::body::Body;
use http::{Method, Request, StatusCode, header};
use serde_json::{Value as Json, json};
use test_support::on_each_database;

/// An account with its token and the path of its first business.
struct Owner {
    token: String,
    business: String,
}

impl Owner {
    async fn new(app: &TestApp, email: &str) -> Self {
        app.register(email).await;
        let token = app.access_token(email).await;
        let list = app
            .api(Method::GET, "businesses", &token, &Json::Null)
            .await;
        let id = list.json()["items"][0]["id"].clone();
        let business = format!("businesses/{}", id.as_str().expect("an id"));
        Self { token, business }
    }

    async fn call(&self, app: &TestApp, method: Method, route: &str, body: &Json) -> Answer {
        let route = format!("{}{route}", self.business);
        app.api(method, &route, &self.token, body).await
    }

    async fn get(&self, app: &TestApp, route: &str) -> Answer {
        self.call(app, Method::GET, route, &Json::Null).await
    }

    /// A write that holds only for a revision.
    async fn call_if_match(
        &self,
        app: &TestApp,
        method: Method,
        route: &str,
        tag: &str,
        body: &Json,
    ) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1/{}{route}", self.business))
            .header(header::HOST, "localhost:3000")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::IF_MATCH, tag)
            .body(Body::from(body.to_string()));
        app.send(request.expect("a request")).await
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

fn demo_profile() -> Json {
    let profile = domain::demo::profile().expect("the demo profile");
    serde_json::to_value(profile).expect("JSON")
}

fn oil_change() -> Json {
    json!({ "category": "Wartung", "name": "Ölwechsel", "price": { "kind": "from", "cents": 8900 } })
}

#[tokio::test]
async fn a_business_is_made_read_changed_and_deleted() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let owner = Owner::new(&app, "owner@example.com").await;
        let body = json!({ "name": "Filiale Süd", "contact": { "phone": "030 12345" } });
        let created = app
            .api(Method::POST, "businesses", &owner.token, &body)
            .await;
        assert_eq!(created.status, StatusCode::CREATED, "{created:?}");
        let location = created.header("location").expect("an address").to_owned();
        let route = location.strip_prefix("/api/v1/").expect("of the API");
        let found = app.api(Method::GET, route, &owner.token, &Json::Null).await;
        assert_eq!(found.json(), created.json());
        assert_eq!(found.header("etag"), Some("\"1\""));
        assert_eq!(found.json()["name"], "Filiale Süd");

        let patch =
            json!({ "description": "Im Süden", "contact": { "email": "sued@example.com" } });
        let patched = app.api(Method::PATCH, route, &owner.token, &patch).await;
        assert_eq!(patched.status, StatusCode::OK, "{patched:?}");
        assert_eq!(patched.header("etag"), Some("\"2\""));
        let contact = &patched.json()["contact"];
        assert_eq!(
            (&contact["phone"], &contact["email"]),
            (&json!("030 12345"), &json!("sued@example.com"))
        );

        let list = app
            .api(Method::GET, "businesses?limit=1", &owner.token, &Json::Null)
            .await;
        let list = list.json();
        assert_eq!(
            (&list["has_more"], list["items"].as_array().map(Vec::len)),
            (&json!(true), Some(1))
        );
        let cursor = list["next_cursor"].as_str().expect("a cursor");
        let next = format!("businesses?limit=1&cursor={cursor}");
        let next = app
            .api(Method::GET, &next, &owner.token, &Json::Null)
            .await
            .json();
        assert_eq!(
            (&next["has_more"], &next["items"][0]["name"]),
            (&json!(false), &json!("Filiale Süd"))
        );

        let deleted = app
            .api(Method::DELETE, route, &owner.token, &Json::Null)
            .await;
        assert_eq!(deleted.status, StatusCode::NO_CONTENT);
        let gone = app.api(Method::GET, route, &owner.token, &Json::Null).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
        let refused = owner.call(&app, Method::DELETE, "", &Json::Null).await;
        assert_eq!(
            (refused.status, refused.code().as_str()),
            (StatusCode::CONFLICT, "last_business")
        );
    })
    .await;
}

#[tokio::test]
async fn a_profile_is_one_document_that_comes_back_as_it_was_imported() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let owner = Owner::new(&app, "owner@example.com").await;
        let profile = demo_profile();
        let imported = owner.call(&app, Method::PUT, "/profile", &profile).await;
        assert_eq!(imported.status, StatusCode::OK, "{imported:?}");
        let exported = owner.get(&app, "/profile").await;
        assert_eq!(exported.json(), profile);
        assert_eq!(exported.header("etag"), imported.header("etag"));
        let again = owner
            .call(&app, Method::PUT, "/profile", &exported.json())
            .await;
        assert_eq!(again.json(), profile);

        let question = json!({ "message": "Was kostet ein Ölwechsel?" });
        let answer = owner
            .call(&app, Method::POST, "/knowledge/test", &question)
            .await;
        assert_eq!(answer.json()["intent"], "price", "{answer:?}");
    })
    .await;
}

#[tokio::test]
async fn a_profile_with_errors_is_refused_whole_and_says_all_of_them() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let owner = Owner::new(&app, "owner@example.com").await;
        let before = owner.get(&app, "/profile").await;
        let mut profile = demo_profile();
        profile["business"]["time_zone"] = json!("Mars/Olympus");
        profile["business"]["legal"]["vat_id"] = json!("x\u{0}");
        profile["business"]["exceptions"][0]["to"] = json!("1999-01-01");
        profile["services"][2]["price"] = json!({ "kind": "fixed", "cents": -1 });
        profile["knowledge"][1]["answer"] = json!(" ");
        let refused = owner.call(&app, Method::PUT, "/profile", &profile).await;
        assert_eq!(
            pointers(&refused),
            [
                "/business/legal/vat_id",
                "/business/exceptions/0/to",
                "/business/time_zone",
                "/services/2/price",
                "/knowledge/1/answer",
            ]
        );
        let after = owner.get(&app, "/profile").await;
        assert_eq!(
            (after.json(), after.header("etag")),
            (before.json(), before.header("etag"))
        );
    })
    .await;
}

#[tokio::test]
async fn unknown_keys_and_wrong_types_of_a_profile_are_named_by_pointer() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let owner = Owner::new(&app, "owner@example.com").await;
        let check = async |change: &dyn Fn(&mut Json), expected: &str| {
            let mut profile = demo_profile();
            change(&mut profile);
            let refused = owner.call(&app, Method::PUT, "/profile", &profile).await;
            assert_eq!(pointers(&refused), [expected], "{refused:?}");
        };
        check(&|it| it["extra"] = json!(1), "/extra").await;
        check(
            &|it| it["business"]["contact"]["fax"] = json!("1"),
            "/business/contact/fax",
        )
        .await;
        check(
            &|it| it["business"]["translations"]["en"]["heading"] = json!(""),
            "/business/translations/en/heading",
        )
        .await;
        check(
            &|it| it["services"][1]["colour"] = json!("red"),
            "/services/1/colour",
        )
        .await;
        check(
            &|it| it["services"][0]["price"]["vat"] = json!(19),
            "/services/0/price",
        )
        .await;
        check(
            &|it| it["business"]["hours"]["monday"][0]["from"] = json!("8 Uhr"),
            "/business/hours/monday/0/from",
        )
        .await;
        check(&|it| it["knowledge"] = json!({}), "/knowledge").await;
        check(&|it| it["business"] = json!(null), "/business").await;
    })
    .await;
}

#[tokio::test]
async fn a_profile_may_have_two_megabytes_and_no_more() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let owner = Owner::new(&app, "owner@example.com").await;
        let entry = json!({ "question": "Frage?", "answer": "a".repeat(4_000) });
        let profile = |count: usize| {
            json!({ "business": { "name": "Groß" }, "knowledge": vec![entry.clone(); count] })
        };
        let large = owner.call(&app, Method::PUT, "/profile", &profile(400)).await;
        assert_eq!(large.status, StatusCode::OK);
        let too_large = owner.call(&app, Method::PUT, "/profile", &profile(520)).await;
        assert_eq!(
            (too_large.status, too_large.code().as_str()),
            (StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large")
        );
    })
    .await;
}

#[tokio::test]
async fn a_change_based_on_an_old_revision_is_refused() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let owner = Owner::new(&app, "owner@example.com").await;
        let read = owner.get(&app, "/profile").await;
        let old = read.header("etag").expect("a tag").to_owned();
        let service = owner
            .call(&app, Method::POST, "/services", &oil_change())
            .await;
        let current = service.header("etag").expect("a tag").to_owned();
        assert_ne!(old, current, "services belong to the profile");
        let id = service.json()["id"].as_str().expect("an id").to_owned();
        let service = format!("/services/{id}");
        let patch = json!({ "name": "Öl" });
        for (method, route, body) in [
            (Method::PUT, "/profile", read.json()),
            (Method::PATCH, "", patch.clone()),
            (Method::PATCH, service.as_str(), patch.clone()),
            (Method::DELETE, service.as_str(), Json::Null),
        ] {
            for tag in [old.as_str(), "W/\"2\"", "nonsense"] {
                let refused = owner
                    .call_if_match(&app, method.clone(), route, tag, &body)
                    .await;
                assert_eq!(
                    (refused.status, refused.code().as_str()),
                    (StatusCode::PRECONDITION_FAILED, "stale"),
                    "{method} {route} {tag}"
                );
            }
        }
        let name = owner.get(&app, &service).await.json()["name"].clone();
        assert_eq!(name, "Ölwechsel", "nothing was changed");
        let both = format!("{old}, {current}");
        let done = owner
            .call_if_match(&app, Method::PATCH, &service, &both, &patch)
            .await;
        assert_eq!(done.status, StatusCode::OK, "{done:?}");
        let any = owner
            .call_if_match(&app, Method::PUT, "/profile", "*", &read.json())
            .await;
        assert_eq!(any.status, StatusCode::OK, "{any:?}");
    })
    .await;
}

#[tokio::test]
async fn services_and_answers_have_addresses_of_their_own() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let owner = Owner::new(&app, "owner@example.com").await;
        let entry = json!({ "question": "Gibt es Parkplätze?", "answer": "Ja, im Hof." });
        for (area, body, patch, wrong) in [
            (
                "/services",
                oil_change(),
                json!({ "price": { "kind": "on_request" } }),
                json!({ "name": "" }),
            ),
            (
                "/knowledge",
                entry,
                json!({ "is_active": false, "variants": ["Parken?"] }),
                json!({ "name": 1 }),
            ),
        ] {
            let created = owner.call(&app, Method::POST, area, &body).await;
            assert_eq!(created.status, StatusCode::CREATED, "{created:?}");
            let location = created.header("location").expect("an address").to_owned();
            let route = location.strip_prefix("/api/v1/").expect("of the API");
            let item = route
                .strip_prefix(&owner.business)
                .expect("of the business");
            assert_eq!(owner.get(&app, item).await.json(), created.json());
            let patched = owner.call(&app, Method::PATCH, item, &patch).await;
            assert_eq!(patched.status, StatusCode::OK, "{patched:?}");
            for (field, value) in patch.as_object().expect("fields") {
                assert_eq!(&patched.json()[field], value);
            }
            assert_eq!(
                pointers(&owner.call(&app, Method::PATCH, item, &wrong).await),
                ["/name"]
            );
            let second = owner.call(&app, Method::POST, area, &body).await.json();
            let page = owner.get(&app, &format!("{area}?limit=1")).await.json();
            assert_eq!(page["items"], json!([patched.json()]));
            let cursor = page["next_cursor"].as_str().expect("a cursor");
            let next = owner
                .get(&app, &format!("{area}?limit=1&cursor={cursor}"))
                .await
                .json();
            assert_eq!(
                (&next["items"], &next["has_more"]),
                (&json!([second]), &json!(false))
            );
            let deleted = owner.call(&app, Method::DELETE, item, &Json::Null).await;
            assert_eq!(deleted.status, StatusCode::NO_CONTENT);
            assert_eq!(owner.get(&app, item).await.status, StatusCode::NOT_FOUND);
            assert_eq!(
                pointers(&owner.get(&app, &format!("{area}?cursor=made-up")).await),
                ["/cursor"]
            );
            assert_eq!(
                pointers(&owner.get(&app, &format!("{area}?limit=many")).await),
                ["/limit"]
            );
        }
    })
    .await;
}

#[tokio::test]
async fn what_belongs_to_somebody_else_is_not_found() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let owner = Owner::new(&app, "owner@example.com").await;
        let stranger = Owner::new(&app, "stranger@example.com").await;
        let service = owner
            .call(&app, Method::POST, "/services", &oil_change())
            .await
            .json();
        let entry = json!({ "question": "Frage?", "answer": "Antwort." });
        let entry = owner
            .call(&app, Method::POST, "/knowledge", &entry)
            .await
            .json();
        let service = format!("/services/{}", service["id"].as_str().expect("an id"));
        let entry = format!("/knowledge/{}", entry["id"].as_str().expect("an id"));
        let empty = json!({});
        let profile = demo_profile();
        let question = json!({ "message": "Hallo" });
        let calls = [
            (Method::GET, "", &Json::Null),
            (Method::PATCH, "", &empty),
            (Method::DELETE, "", &Json::Null),
            (Method::GET, "/profile", &Json::Null),
            (Method::PUT, "/profile", &profile),
            (Method::GET, "/services", &Json::Null),
            (Method::GET, "/knowledge", &Json::Null),
            (Method::POST, "/knowledge/test", &question),
            (Method::GET, &service, &Json::Null),
            (Method::PATCH, &service, &empty),
            (Method::DELETE, &service, &Json::Null),
            (Method::GET, &entry, &Json::Null),
            (Method::PATCH, &entry, &empty),
            (Method::DELETE, &entry, &Json::Null),
        ];
        let thief = Owner {
            token: stranger.token.clone(),
            business: owner.business.clone(),
        };
        for (method, route, body) in &calls {
            let answer = thief.call(&app, method.clone(), route, body).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {route}");
            let nobody = Owner {
                token: String::new(),
                business: owner.business.clone(),
            };
            let answer = nobody.call(&app, method.clone(), route, body).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{method} {route}");
        }
        // Also below a business of one's own.
        for route in [&service, &entry] {
            let answer = stranger.get(&app, route).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{route}");
            let answer = stranger
                .call(&app, Method::DELETE, route, &Json::Null)
                .await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{route}");
        }
        assert_eq!(owner.get(&app, &service).await.status, StatusCode::OK);
    })
    .await;
}
