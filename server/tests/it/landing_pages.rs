//! Landing pages by the host they are asked for.

mod rest;

use crate::test_app::TestApp;
use axum::body::Body;
use http::{Request, StatusCode, header};
use test_support::on_each_database;

const HOST: &str = "demo.localhost:3000";

#[tokio::test]
async fn a_published_page_says_the_facts_of_the_profile_and_has_the_chat() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let page = app.get_from(HOST, "/").await;
        assert_eq!(page.status, StatusCode::OK, "{page:?}");
        let profile = domain::demo::profile().expect("the demo profile");
        for fact in [
            &profile.business.name,
            &profile.business.address.city,
            "Ölwechsel",
        ] {
            assert!(page.text.contains(fact), "{fact}");
        }
        assert!(page.text.contains("http://localhost:3000/widget.js"));
        assert!(page.text.contains("data-client-key=\"cb_prod_"));
        assert_eq!(page.header("set-cookie"), None);
        let policy = page.header("content-security-policy").expect("a policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("'sha256-"),
            "{policy}"
        );
    })
    .await;
}

#[tokio::test]
async fn the_chat_on_the_page_works_with_the_key_of_the_page() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let page = app.get_from(HOST, "/").await.text;
        let start = page.find("cb_prod_").expect("a key");
        let key = &page[start..start + api::values::ClientKey::LENGTH];
        let message =
            serde_json::json!({ "client_key": key, "session_id": "s", "message": "Hallo" });
        let answer = app
            .widget("chat", Some("http://demo.localhost:3000"), &message)
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        let answer = app
            .widget("chat", Some("http://other.localhost:3000"), &message)
            .await;
        assert_eq!(answer.code(), "origin_not_allowed");
    })
    .await;
}

#[tokio::test]
async fn an_unchanged_page_is_not_sent_again_and_a_changed_profile_shows_at_once() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let etag = app
            .get_from(HOST, "/")
            .await
            .header("etag")
            .expect("a tag")
            .to_owned();
        let request = Request::get("/")
            .header(header::HOST, HOST)
            .header(header::IF_NONE_MATCH, &etag)
            .body(Body::empty())
            .expect("a request");
        assert_eq!(app.send(request).await.status, StatusCode::NOT_MODIFIED);
        let email = api::values::Email::parse(domain::demo::EMAIL).expect("an address");
        let user = domain::accounts::find_user_id(&app.carbot, &email)
            .await
            .expect("reads");
        let user = user.expect("the demo account");
        let mut business = domain::businesses::first_business(&app.carbot, user)
            .await
            .expect("reads");
        business.details.name = "Neuer Name".to_owned();
        domain::businesses::update_business(&app.carbot, user, business.id, business.details)
            .await
            .expect("updates");
        let page = app.get_from(HOST, "/").await;
        assert!(page.text.contains("Neuer Name"));
        assert_ne!(page.header("etag"), Some(etag.as_str()));
    })
    .await;
}

#[tokio::test]
async fn unknown_and_unpublished_names_are_not_found() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        for (host, path) in [
            ("nobody.localhost:3000", "/"),
            (HOST, "/no-such-page"),
            (HOST, "/fr"),
        ] {
            let page = app.get_from(host, path).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{host}{path}");
            assert!(page.text.contains("<h1"), "{host}{path}");
        }
        let email = api::values::Email::parse(domain::demo::EMAIL).expect("an address");
        let user = domain::accounts::find_user_id(&app.carbot, &email)
            .await
            .expect("reads");
        let user = user.expect("the demo account");
        let page = domain::landing_pages::find_first_page(&app.carbot, user)
            .await
            .expect("reads")
            .expect("the demo page");
        let any = domain::Precondition::Any;
        domain::landing_pages::unpublish_landing_page(&app.carbot, user, page.id, &any)
            .await
            .expect("unpublishes");
        assert_eq!(app.get_from(HOST, "/").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn nothing_of_the_dashboard_answers_below_a_landing_page() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        for path in [
            "/login",
            "/api/v1/widget/init",
            "/client-keys",
            "/widget.js",
        ] {
            assert_eq!(
                app.get_from(HOST, path).await.status,
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn publishing_is_refused_with_the_list_of_missing_facts_and_for_taken_names() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        app.register("owner@example.com").await;
        let email = api::values::Email::parse("owner@example.com").expect("an address");
        let user = domain::accounts::find_user_id(&app.carbot, &email)
            .await
            .expect("reads");
        let user = user.expect("registered");
        let publish = |subdomain: &str| {
            let request = api::landing_pages::PublishLandingPageRequest {
                template_id: "modern-minimalist".to_owned(),
                subdomain: subdomain.to_owned(),
            };
            let carbot = app.carbot.clone();
            async move {
                let result = domain::landing_pages::publish_at(&carbot, user, &request).await;
                result.err().map(|it| it.problem())
            }
        };
        let problem = publish("werkstatt-mueller").await.expect("refused");
        insta::assert_json_snapshot!("missing_facts", problem);
        let business = domain::businesses::first_business(&app.carbot, user)
            .await
            .expect("reads");
        let details = domain::demo::profile().expect("the demo profile").business;
        domain::businesses::update_business(&app.carbot, user, business.id, details)
            .await
            .expect("updates");
        for (subdomain, code) in [
            ("demo", "subdomain_taken"),
            ("admin", "reserved_subdomain"),
            ("a_b", "invalid_subdomain"),
        ] {
            let problem = publish(subdomain).await.expect("refused");
            assert_eq!(problem.errors[0].code, code);
        }
        assert_eq!(publish("werkstatt-mueller").await, None);
        let page = app.get_from("werkstatt-mueller.localhost:3000", "/").await;
        assert_eq!(page.status, StatusCode::OK);
    })
    .await;
}
