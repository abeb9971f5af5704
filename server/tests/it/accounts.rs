//! Registering, logging in and out with plain forms, as without JavaScript.

use crate::test_app::TestApp;
use http::{Request, StatusCode, header};
use test_support::on_each_database;

const EMAIL: &str = "owner@example.com";
const PASSWORD: &str = "SecurePassword123!";

#[tokio::test]
async fn who_registers_is_signed_in_and_sees_the_dashboard() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let anonymous = app.get("/").await;
        assert_eq!(anonymous.status, StatusCode::FOUND, "{anonymous:?}");
        assert!(
            anonymous
                .header("location")
                .is_some_and(|it| it.starts_with("/login"))
        );
        let cookie = app.register(EMAIL).await;
        let overview = app.get_with_cookie("/", &cookie).await;
        assert_eq!(overview.status, StatusCode::OK);
        assert!(
            overview.text.contains("Werkstatt Müller"),
            "{}",
            overview.text
        );
    })
    .await;
}

#[tokio::test]
async fn a_login_gives_a_new_session_and_a_logout_ends_it() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let first = app.register(EMAIL).await;
        let fields = [("email", EMAIL), ("password", PASSWORD)];
        let answer = app.form("log_in", &first, &fields).await;
        let second = answer.session_cookie().expect("a session");
        assert_ne!(first, second);
        assert_ne!(
            app.get_with_cookie("/", &first).await.status,
            StatusCode::OK
        );
        assert_eq!(
            app.get_with_cookie("/", &second).await.status,
            StatusCode::OK
        );
        app.form("log_out", &second, &[]).await;
        assert_ne!(
            app.get_with_cookie("/", &second).await.status,
            StatusCode::OK
        );
    })
    .await;
}

#[tokio::test]
async fn wrong_logins_are_refused_alike_and_the_sixth_must_wait() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        app.register(EMAIL).await;
        let code = |location: &str| {
            ["invalid_credentials", "too_many_attempts"]
                .into_iter()
                .find(|code| decoded(location).contains(code))
        };
        let unknown = app
            .form(
                "log_in",
                "",
                &[("email", "nobody@example.com"), ("password", PASSWORD)],
            )
            .await;
        assert_eq!(
            code(unknown.header("location").expect("leads back")),
            Some("invalid_credentials")
        );
        for attempt in 1..=6 {
            let fields = [("email", EMAIL), ("password", "WrongPassword123!")];
            let answer = app.form("log_in", "", &fields).await;
            let expected = if attempt <= 5 {
                "invalid_credentials"
            } else {
                "too_many_attempts"
            };
            assert_eq!(
                code(answer.header("location").expect("leads back")),
                Some(expected),
                "{attempt}"
            );
            assert_eq!(answer.session_cookie(), None);
        }
    })
    .await;
}

#[tokio::test]
async fn bad_registrations_are_refused_with_the_code_of_each_field() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        app.register(EMAIL).await;
        let cases = [
            (EMAIL, PASSWORD, "email_taken"),
            ("Owner@Example.com", PASSWORD, "email_taken"),
            ("new@example.com", "kurz", "password_too_short"),
            ("new@example.com", "passwort123", "password_too_common"),
            ("no-address", PASSWORD, "invalid_email"),
        ];
        for (email, password, code) in cases {
            let answer = app
                .form("register", "", &[("email", email), ("password", password)])
                .await;
            let location = decoded(answer.header("location").expect("leads back"));
            assert!(location.contains(code), "{email}: {location}");
            assert!(!location.contains(password), "{location}");
            assert_eq!(answer.session_cookie(), None);
        }
    })
    .await;
}

#[tokio::test]
async fn a_form_sent_from_another_website_is_refused() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let cookie = app.register(EMAIL).await;
        for (name, value) in [
            ("origin", "https://evil.example"),
            ("sec-fetch-site", "cross-site"),
        ] {
            let request = Request::post("/fn/log_out")
                .header(header::HOST, "localhost:3000")
                .header(header::COOKIE, &cookie)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(name, value)
                .body(axum::body::Body::empty())
                .expect("a request");
            assert_eq!(app.send(request).await.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(
            app.get_with_cookie("/", &cookie).await.status,
            StatusCode::OK
        );
    })
    .await;
}

/// What the error in an address says: base64 of JSON, percent-encoded or plain.
fn decoded(location: &str) -> String {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE};
    let error = location
        .split(['?', '&'])
        .find_map(|it| it.strip_prefix("__err="));
    let error = error.unwrap_or_default().replace("%3D", "=");
    match URL_SAFE.decode(&error) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(_) => location.to_owned(),
    }
}
