//! The pages of the account with plain forms, as without JavaScript.

use crate::test_app::{Answer, NOW, TestApp, token_in};
use chrono::{DateTime, Utc};
use http::StatusCode;
use test_support::on_each_database;
use totp_rs::{Builder, Secret};

const EMAIL: &str = "owner@example.com";
const PASSWORD: &str = "SecurePassword123!";
const NEW: &str = "vier kleine Woerter";

fn location(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::FOUND, "{answer:?}");
    answer.header("location").expect("leads on")
}

/// What stands in the element with this test id.
fn text_of<'a>(page: &'a str, test_id: &str) -> &'a str {
    let rest = page.split(&format!("data-testid=\"{test_id}\"")).nth(1);
    let rest = rest.unwrap_or_else(|| panic!("no {test_id} in {page}"));
    let (_, rest) = rest.split_once('>').expect("ends");
    rest.split_once('<').expect("ends").0
}

async fn log_in(app: &TestApp, password: &str, code: &str) -> Option<String> {
    let fields = [("email", EMAIL), ("password", password), ("code", code)];
    app.form("log_in", "", &fields).await.session_cookie()
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_on_the_page_behind_the_link() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let cookie = app.register(EMAIL).await;
        app.mails().await;
        assert!(app.get("/login").await.text.contains("/forgot-password"));
        assert_eq!(app.get("/forgot-password").await.status, StatusCode::OK);
        for email in [EMAIL, "nobody@example.com"] {
            let asked = app
                .form("request_password_reset", "", &[("email", email)])
                .await;
            assert_eq!(location(&asked), "/forgot-password?done=1");
        }
        let sent = app.get("/forgot-password?done=1").await.text;
        assert!(sent.contains("success-message"), "{sent}");
        let token = token_in(&app.mails().await[0], "reset-password");
        let page = app.get(&format!("/reset-password?token={token}")).await;
        assert!(
            page.text.contains(&format!("value=\"{token}\"")),
            "{}",
            page.text
        );

        let short = [("token", token.as_str()), ("password", "kurz")];
        let refused = app.form("reset_password", "", &short).await;
        assert!(location(&refused).contains("__err="), "{refused:?}");
        let fields = [("token", token.as_str()), ("password", NEW)];
        let done = app.form("reset_password", "", &fields).await;
        assert_eq!(location(&done), "/reset-password?done=1");
        assert!(
            app.get("/reset-password?done=1")
                .await
                .text
                .contains("success-message")
        );
        assert_ne!(
            app.get_with_cookie("/", &cookie).await.status,
            StatusCode::OK
        );
        assert_eq!(log_in(&app, PASSWORD, "").await, None);
        assert!(log_in(&app, NEW, "").await.is_some());
    })
    .await;
}

#[tokio::test]
async fn visiting_the_link_proves_nothing_but_its_button_does() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let cookie = app.register(EMAIL).await;
        let token = token_in(&app.mails().await[0], "verify-email");
        let badge = async || {
            let page = app.get_with_cookie("/settings", &cookie).await.text;
            page.contains("noch nicht best")
        };
        for _ in 0..2 {
            let page = app.get(&format!("/verify-email?token={token}")).await;
            assert!(page.text.contains("verify-button"), "{}", page.text);
        }
        assert!(badge().await);
        let done = app
            .form("verify_email", "", &[("token", token.as_str())])
            .await;
        assert_eq!(location(&done), "/verify-email?done=1");
        assert!(!badge().await);
    })
    .await;
}

#[tokio::test]
async fn details_and_password_are_changed_on_the_settings() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        assert!(location(&app.get("/settings").await).starts_with("/login"));
        let cookie = app.register(EMAIL).await;
        let other = log_in(&app, PASSWORD, "").await.expect("a session");
        let fields = [
            ("first_name", "Petra"),
            ("last_name", ""),
            ("company_name", "Müller & Töchter"),
            ("locale", "en"),
        ];
        let changed = app.form("change_account", &cookie, &fields).await;
        assert_eq!(location(&changed), "/settings?saved=updated");
        let page = app.get_with_cookie("/settings", &cookie).await;
        assert_eq!(page.header("cache-control"), Some("private, no-store"));
        assert!(page.text.contains("value=\"Petra\""), "{}", page.text);
        assert!(page.text.contains("Müller &amp; Töchter"), "{}", page.text);

        let wrong = [
            ("current_password", "guess me if you can"),
            ("new_password", NEW),
        ];
        let refused = app.form("change_password", &cookie, &wrong).await;
        assert!(location(&refused).contains("__err="));
        let right = [("current_password", PASSWORD), ("new_password", NEW)];
        let changed = app.form("change_password", &cookie, &right).await;
        assert_eq!(location(&changed), "/settings?saved=password-changed");
        // Who changed it stays, the others go.
        assert_eq!(
            app.get_with_cookie("/settings", &cookie).await.status,
            StatusCode::OK
        );
        assert_ne!(
            app.get_with_cookie("/settings", &other).await.status,
            StatusCode::OK
        );
    })
    .await;
}

#[tokio::test]
async fn an_authenticator_is_set_up_and_asked_for() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let cookie = app.register(EMAIL).await;
        let started = app
            .form("start_totp", &cookie, &[("password", PASSWORD)])
            .await;
        assert_eq!(location(&started), "/settings#totp");
        let page = app.get_with_cookie("/settings", &cookie).await.text;
        assert!(page.contains("class=\"qr-code\""), "{page}");
        let secret = text_of(&page, "totp-secret").replace(' ', "");
        let secret = Secret::try_from_base32(&secret).expect("base 32");
        let builder = Builder::new().with_secret(secret.as_bytes().to_vec());
        let totp = builder.build().expect("valid");
        let now: DateTime<Utc> = NOW.parse().expect("a time");
        let now = u64::try_from(now.timestamp()).expect("after 1970");
        let code = totp.generate(now).to_string();

        let confirmed = app
            .form("confirm_totp", &cookie, &[("code", code.as_str())])
            .await;
        assert_eq!(location(&confirmed), "/settings#totp");
        let codes = confirmed
            .headers
            .get_all("set-cookie")
            .iter()
            .filter_map(|it| it.to_str().ok())
            .find(|it| it.starts_with("recovery_codes="))
            .expect("the codes");
        assert!(
            codes.contains("Path=/settings") && codes.contains("HttpOnly"),
            "{codes}"
        );
        let codes = codes.split(';').next().expect("a value");
        let shown = app
            .get_with_cookie("/settings", &format!("{cookie}; {codes}"))
            .await;
        let first = codes["recovery_codes=".len()..]
            .split('.')
            .next()
            .expect("a code");
        assert!(shown.text.contains(first), "{}", shown.text);
        let again = app.get_with_cookie("/settings", &cookie).await.text;
        assert!(!again.contains(first));

        assert_eq!(log_in(&app, PASSWORD, "").await, None);
        app.advance(30);
        let code = totp.generate(now + 30).to_string();
        assert!(log_in(&app, PASSWORD, &code).await.is_some());
        assert_eq!(log_in(&app, PASSWORD, &code).await, None);
        assert!(log_in(&app, PASSWORD, first).await.is_some());
        let removed = app
            .form("disable_totp", &cookie, &[("password", PASSWORD)])
            .await;
        assert_eq!(location(&removed), "/settings?saved=updated#totp");
        assert!(log_in(&app, PASSWORD, "").await.is_some());
    })
    .await;
}

#[tokio::test]
async fn sign_ins_are_ended_one_by_one_or_all_at_once() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let cookie = app.register(EMAIL).await;
        let other = log_in(&app, PASSWORD, "").await.expect("a session");
        let page = app.get_with_cookie("/settings", &cookie).await.text;
        // The own one has no button.
        let mut ids = page
            .split("name=\"id\" value=\"")
            .skip(1)
            .filter_map(|it| it.split('"').next());
        let id = ids.next().expect("the other one");
        assert_eq!(ids.next(), None);
        let ended = app.form("end_sign_in", &cookie, &[("id", id)]).await;
        assert_eq!(location(&ended), "/settings?saved=signed-out");
        assert_ne!(
            app.get_with_cookie("/", &other).await.status,
            StatusCode::OK
        );
        assert_eq!(
            app.get_with_cookie("/", &cookie).await.status,
            StatusCode::OK
        );
        let all = app.form("end_all_sign_ins", &cookie, &[]).await;
        assert_eq!(location(&all), "/login");
        assert_ne!(
            app.get_with_cookie("/", &cookie).await.status,
            StatusCode::OK
        );
    })
    .await;
}

#[tokio::test]
async fn an_account_is_closed_with_its_password() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let cookie = app.register(EMAIL).await;
        let wrong = [("password", "guess me if you can")];
        let refused = app.form("close_account", &cookie, &wrong).await;
        assert!(location(&refused).contains("__err="));
        assert_eq!(
            app.get_with_cookie("/", &cookie).await.status,
            StatusCode::OK
        );
        let closed = app
            .form("close_account", &cookie, &[("password", PASSWORD)])
            .await;
        assert_eq!(location(&closed), "/login");
        assert_ne!(
            app.get_with_cookie("/", &cookie).await.status,
            StatusCode::OK
        );
        assert_eq!(log_in(&app, PASSWORD, "").await, None);
    })
    .await;
}
