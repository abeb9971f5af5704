//! Webhooks in the dashboard, without JavaScript.

use super::URL;
use crate::{
    garage::{Garage, PASSWORD},
    test_app::TestApp,
};
use api::team::Role;
use domain::demo;
use http::StatusCode;
use test_support::on_each_database;

async fn sign_in(app: &TestApp, email: &str, password: &str) -> String {
    let fields = [("email", email), ("password", password)];
    let answer = app.form("log_in", "", &fields).await;
    answer.session_cookie().expect("a session")
}

/// The secret that a form puts into a cookie for the next page.
fn secret_cookie(answer: &crate::test_app::Answer) -> String {
    let cookies = answer.headers.get_all("set-cookie").iter();
    let cookie = cookies
        .filter_map(|it| it.to_str().ok())
        .find(|it| it.starts_with("new_webhook_secret="))
        .expect("a cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"));
    cookie.split(';').next().expect("a value").to_owned()
}

#[tokio::test]
async fn a_webhook_is_made_tried_renewed_switched_off_and_deleted() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let app = &garage.app;
        let owner = sign_in(app, demo::EMAIL, demo::PASSWORD).await;
        let page = async |path: &str| app.get_with_cookie(path, &owner).await;
        let form = async |function: &str, fields: &[(&str, &str)]| {
            let answer = app.form(function, &owner, fields).await;
            assert_eq!(answer.status, StatusCode::FOUND, "{answer:?}");
            answer
        };
        assert!(page("/webhooks").await.text.contains("Noch keine Webhooks"));

        // Without events it is refused.
        let refused = form("create_webhook", &[("url", URL)]).await;
        let location = refused.header("location").expect("an address");
        assert!(location.contains("__err"), "{location}");

        let fields = [
            ("url", URL),
            ("description", "CRM <1>"),
            ("events[0]", "appointment.requested"),
            ("events[1]", "conversation.handoff"),
        ];
        let created = form("create_webhook", &fields).await;
        assert_eq!(created.header("location"), Some("/webhooks?saved=created"));
        let cookie = secret_cookie(&created);
        let secret = cookie.split_once('=').expect("a value").1.to_owned();
        assert!(secret.starts_with("whsec_"));
        // Shown once, and then never again.
        let both = format!("{owner}; {cookie}");
        let shown = app.get_with_cookie("/webhooks?saved=created", &both).await;
        assert!(shown.text.contains(&secret));
        let list = page("/webhooks").await;
        assert!(!list.text.contains(&secret));
        assert!(list.text.contains("CRM &lt;1&gt;") && list.text.contains("Termin angefragt"));

        let id = garage.get("webhooks").await["items"][0]["id"].clone();
        let id = id.as_str().expect("an id");
        let detail = format!("/webhooks/{id}");
        assert!(page(&detail).await.text.contains("Noch keine Nachrichten"));
        let sent = form("send_test_event", &[("id", id)]).await;
        let expected = format!("{detail}?saved=sent");
        assert_eq!(sent.header("location"), Some(expected.as_str()));
        let log = page(&detail).await;
        assert!(log.text.contains("unterwegs"), "{log:?}");
        // What is on its way is not sent twice.
        assert!(!log.text.contains("Noch einmal senden"));
        let log = garage.get(&format!("webhooks/{id}/deliveries")).await;
        let delivery = log["items"][0]["id"].as_str().expect("an id");
        let twice = form("replay_delivery", &[("id", id), ("delivery", delivery)]).await;
        assert!(twice.header("location").expect("one").contains("__err"));
        database
            .execute("UPDATE webhook_deliveries SET status = 'failed', response_status = 500")
            .await;
        let log = page(&detail).await;
        assert!(log.text.contains("HTTP 500") && log.text.contains("Noch einmal senden"));
        let again = form("replay_delivery", &[("id", id), ("delivery", delivery)]).await;
        assert_eq!(again.header("location"), Some(expected.as_str()));

        let rotated = form("rotate_webhook_secret", &[("id", id)]).await;
        let renewed = secret_cookie(&rotated);
        assert_ne!(renewed, cookie);

        form("set_webhook_active", &[("id", id), ("is_active", "false")]).await;
        let off = page(&detail).await;
        assert!(off.text.contains("abgeschaltet") && off.text.contains("Einschalten"));
        assert!(!off.text.contains("Test-Ereignis senden"));
        form("set_webhook_active", &[("id", id), ("is_active", "true")]).await;
        assert!(page(&detail).await.text.contains("Test-Ereignis senden"));

        let deleted = form("delete_webhook", &[("id", id)]).await;
        assert_eq!(deleted.header("location"), Some("/webhooks?saved=deleted"));
        assert_eq!(page(&detail).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn who_may_not_change_something_sees_no_form_for_it() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let app = &garage.app;
        garage.hire("viewer@example.com", Role::Viewer).await;
        garage.hire("agent@example.com", Role::Agent).await;
        let owner = sign_in(app, demo::EMAIL, demo::PASSWORD).await;
        let viewer = sign_in(app, "viewer@example.com", PASSWORD).await;
        let agent = sign_in(app, "agent@example.com", PASSWORD).await;
        let page = async |path: &str, cookie: &str| app.get_with_cookie(path, cookie).await.text;

        for path in ["/webhooks", "/"] {
            assert!(page(path, &owner).await.contains("href=\"/webhooks\""));
        }
        for cookie in [&viewer, &agent] {
            let webhooks = app.get_with_cookie("/webhooks", cookie).await;
            assert_eq!(webhooks.status, StatusCode::FORBIDDEN);
            assert!(!webhooks.text.contains("create-webhook"));
            assert!(!webhooks.text.contains("href=\"/webhooks\""));
        }
        // Forms that hold what is to be read stay, and cannot be sent.
        for path in [
            "/business",
            "/business/hours",
            "/business/legal",
            "/business/chat",
        ] {
            assert!(!page(path, &owner).await.contains("read-only"), "{path}");
            let read = page(path, &viewer).await;
            assert!(read.contains("read-only"), "{path}");
            assert!(read.contains("<fieldset disabled"), "{path}: {read}");
        }
        // Others are not there.
        for (path, form) in [
            ("/knowledge", "/fn/delete_knowledge_entry"),
            ("/knowledge", "href=\"/knowledge/new\""),
            ("/knowledge/services", "/fn/delete_service"),
            ("/business/hours", "/fn/create_hours_exception"),
        ] {
            assert!(page(path, &owner).await.contains(form), "{path} {form}");
            assert!(!page(path, &viewer).await.contains(form), "{path} {form}");
        }
    })
    .await;
}
