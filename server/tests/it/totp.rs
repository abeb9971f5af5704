//! The second factor: codes of an authenticator, recovery codes.

use crate::test_app::{Answer, NOW, TestApp};
use chrono::{DateTime, Utc};
use http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use test_support::on_each_database;
use totp_rs::{Builder, Secret};

const EMAIL: &str = "owner@example.com";
const PASSWORD: &str = "SecurePassword123!";

/// The code an authenticator shows so many seconds after the beginning of the test.
fn code_at(secret: &str, seconds: i64) -> String {
    let now: DateTime<Utc> = NOW.parse().expect("a time");
    let time = u64::try_from(now.timestamp() + seconds).expect("after 1970");
    let secret = Secret::try_from_base32(secret).expect("base 32");
    let totp = Builder::new().with_secret(secret.as_bytes().to_vec());
    totp.build().expect("valid").generate(time).to_string()
}

async fn call(app: &TestApp, method: Method, route: &str, token: &str, body: &Json) -> Answer {
    app.api(method, route, token, body).await
}

async fn log_in(app: &TestApp, name: &str, code: &str) -> Answer {
    let mut body = json!({ "email": EMAIL, "password": PASSWORD });
    if !name.is_empty() {
        body[name] = json!(code);
    }
    call(app, Method::POST, "auth/login", "", &body).await
}

/// An account with an authenticator: a token, the secret and the recovery codes.
async fn enrolled(app: &TestApp) -> (String, String, Vec<String>) {
    app.register(EMAIL).await;
    let token = app.access_token(EMAIL).await;
    let proof = json!({ "password": PASSWORD });
    let setup = call(app, Method::POST, "me/totp", &token, &proof).await;
    assert_eq!(setup.status, StatusCode::OK, "{setup:?}");
    let setup = setup.json();
    let secret = setup["secret"].as_str().expect("a secret").to_owned();
    let url = setup["otpauth_url"].as_str().expect("an address");
    assert!(
        url.starts_with("otpauth://totp/CarBot:owner%40example.com?"),
        "{url}"
    );
    assert!(url.contains(&format!("secret={secret}")), "{url}");
    let body = json!({ "code": code_at(&secret, 0) });
    let confirmed = call(app, Method::POST, "me/totp/confirm", &token, &body).await;
    assert_eq!(confirmed.status, StatusCode::OK, "{confirmed:?}");
    assert_eq!(confirmed.header("cache-control"), Some("no-store"));
    let codes = confirmed.json()["recovery_codes"].clone();
    let codes: Vec<String> = serde_json::from_value(codes).expect("texts");
    (token, secret, codes)
}

async fn state(app: &TestApp, token: &str) -> Json {
    call(app, Method::GET, "me/totp", token, &Json::Null)
        .await
        .json()
}

#[tokio::test]
async fn a_login_asks_for_the_code_and_takes_it_once() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let (token, secret, _) = enrolled(&app).await;
        assert_eq!(
            state(&app, &token).await,
            json!({ "enabled": true, "recovery_codes_left": 10 })
        );
        let asked = log_in(&app, "", "").await;
        assert_eq!(
            (asked.status, asked.code()),
            (StatusCode::UNAUTHORIZED, "totp_required".to_owned())
        );
        assert_eq!(log_in(&app, "totp_code", " ").await.code(), "totp_required");
        // The code of the confirmation was used up by it.
        assert_eq!(
            log_in(&app, "totp_code", &code_at(&secret, 0)).await.code(),
            "invalid_totp_code"
        );
        app.advance(30);
        let code = code_at(&secret, 30);
        let spaced = format!("{} {}", &code[..3], &code[3..]);
        assert_eq!(
            log_in(&app, "totp_code", &spaced).await.status,
            StatusCode::OK
        );
        assert_eq!(
            log_in(&app, "totp_code", &code).await.code(),
            "invalid_totp_code"
        );
        // An older one that is still in the window is not taken after a newer one.
        app.advance(30);
        assert_eq!(
            log_in(&app, "totp_code", &code_at(&secret, 60))
                .await
                .status,
            StatusCode::OK
        );
        assert_eq!(
            log_in(&app, "totp_code", &code_at(&secret, 30))
                .await
                .code(),
            "invalid_totp_code"
        );
        let wrong_password = json!({
            "email": EMAIL, "password": "WrongPassword123!", "totp_code": code_at(&secret, 90)
        });
        let refused = call(&app, Method::POST, "auth/login", "", &wrong_password).await;
        assert_eq!(refused.code(), "invalid_credentials");
    })
    .await;
}

#[tokio::test]
async fn of_many_logins_with_one_code_one_succeeds() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let (_, secret, codes) = enrolled(&app).await;
        app.advance(30);
        for (name, code) in [
            ("totp_code", code_at(&secret, 30)),
            ("recovery_code", codes[0].clone()),
        ] {
            let logins = (0..4).map(|_| log_in(&app, name, &code));
            let answers = futures::future::join_all(logins).await;
            let done = answers.iter().filter(|it| it.status == StatusCode::OK);
            assert_eq!(done.count(), 1, "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn guessed_codes_block_the_login() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let (_, secret, _) = enrolled(&app).await;
        app.advance(30);
        for _ in 0..5 {
            // Being asked is no guess.
            assert_eq!(log_in(&app, "", "").await.code(), "totp_required");
        }
        let right = code_at(&secret, 30);
        let wrong = if right == "000000" {
            "000001"
        } else {
            "000000"
        };
        for _ in 0..5 {
            assert_eq!(
                log_in(&app, "totp_code", wrong).await.code(),
                "invalid_totp_code"
            );
        }
        assert_eq!(
            log_in(&app, "totp_code", &right).await.code(),
            "too_many_attempts"
        );
    })
    .await;
}

#[tokio::test]
async fn recovery_codes_replace_the_authenticator_once_each() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let (token, _, codes) = enrolled(&app).await;
        let distinct: std::collections::BTreeSet<_> = codes.iter().collect();
        assert_eq!(distinct.len(), 10);
        let typed = codes[3].replace('-', " ").to_uppercase();
        assert_eq!(
            log_in(&app, "recovery_code", &typed).await.status,
            StatusCode::OK
        );
        assert_eq!(
            log_in(&app, "recovery_code", &codes[3]).await.code(),
            "invalid_totp_code"
        );
        assert_eq!(
            log_in(&app, "totp_code", &codes[4]).await.code(),
            "invalid_totp_code"
        );
        assert_eq!(state(&app, &token).await["recovery_codes_left"], 9);
        // Those of one account are none of another.
        let other = json!({ "email": "other@example.com", "password": PASSWORD });
        app.api(Method::POST, "auth/register", "", &other).await;
        assert_eq!(
            log_in(&app, "recovery_code", &codes[5]).await.status,
            StatusCode::OK
        );
    })
    .await;
}

#[tokio::test]
async fn the_factor_is_set_up_and_removed_with_the_password_only() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        app.register(EMAIL).await;
        let token = app.access_token(EMAIL).await;
        let (wrong, right) = (
            json!({ "password": "guess me if you can" }),
            json!({ "password": PASSWORD }),
        );
        let nothing = json!({ "code": "123456" });
        let none = call(&app, Method::POST, "me/totp/confirm", &token, &nothing).await;
        assert_eq!(
            (none.status, none.code()),
            (StatusCode::CONFLICT, "no_totp_setup".to_owned())
        );
        let refused = call(&app, Method::POST, "me/totp", &token, &wrong).await;
        assert_eq!(refused.field_code(), "wrong_password");
        let setup = call(&app, Method::POST, "me/totp", &token, &right)
            .await
            .json();
        // Nothing is asked for until it was confirmed.
        assert_eq!(log_in(&app, "", "").await.status, StatusCode::OK);
        let again = call(&app, Method::POST, "me/totp", &token, &right)
            .await
            .json();
        assert_ne!(setup["secret"], again["secret"]);
        let secret = again["secret"].as_str().expect("a secret");
        let stale = json!({ "code": code_at(setup["secret"].as_str().expect("a secret"), 0) });
        let refused = call(&app, Method::POST, "me/totp/confirm", &token, &stale).await;
        assert_eq!(refused.field_code(), "invalid_totp_code");
        app.advance(31 * 60);
        let token = app.access_token(EMAIL).await;
        let late = json!({ "code": code_at(secret, 31 * 60) });
        let expired = call(&app, Method::POST, "me/totp/confirm", &token, &late).await;
        assert_eq!(expired.code(), "no_totp_setup");

        let setup = call(&app, Method::POST, "me/totp", &token, &right)
            .await
            .json();
        let secret = setup["secret"].as_str().expect("a secret");
        let code = json!({ "code": code_at(secret, 31 * 60) });
        let confirmed = call(&app, Method::POST, "me/totp/confirm", &token, &code).await;
        assert_eq!(confirmed.status, StatusCode::OK);
        let twice = call(&app, Method::POST, "me/totp", &token, &right).await;
        assert_eq!(
            (twice.status, twice.code()),
            (StatusCode::CONFLICT, "totp_enabled".to_owned())
        );
        let refused = call(&app, Method::DELETE, "me/totp", &token, &wrong).await;
        assert_eq!(refused.field_code(), "wrong_password");
        assert_eq!(log_in(&app, "", "").await.code(), "totp_required");
        for _ in 0..2 {
            let removed = call(&app, Method::DELETE, "me/totp", &token, &right).await;
            assert_eq!(removed.status, StatusCode::NO_CONTENT);
        }
        assert_eq!(log_in(&app, "", "").await.status, StatusCode::OK);
        assert_eq!(
            state(&app, &token).await,
            json!({ "enabled": false, "recovery_codes_left": 0 })
        );
        let mails = app.mails().await;
        let subjects = mails
            .iter()
            .filter(|it| it.contains("Subject: Anmeldung mit Code"));
        assert_eq!(subjects.count(), 2);
    })
    .await;
}
