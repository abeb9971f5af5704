//! Forgotten passwords, changed ones, and links in mails.

use crate::test_app::{Answer, TestApp, token_in};
use http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use test_support::on_each_database;

const EMAIL: &str = "owner@example.com";
const PASSWORD: &str = "SecurePassword123!";
const NEW: &str = "vier kleine Wörter";

async fn post(app: &TestApp, route: &str, token: &str, body: &Json) -> Answer {
    app.api(Method::POST, route, token, body).await
}

async fn forgot(app: &TestApp, email: &str) -> Answer {
    post(app, "auth/password/forgot", "", &json!({ "email": email })).await
}

async fn reset(app: &TestApp, token: &str, password: &str) -> Answer {
    let body = json!({ "token": token, "password": password });
    post(app, "auth/password/reset", "", &body).await
}

async fn log_in(app: &TestApp, password: &str) -> Answer {
    let body = json!({ "email": EMAIL, "password": password });
    post(app, "auth/login", "", &body).await
}

/// An account whose first mail was read.
async fn registered(app: &TestApp) -> (String, String) {
    let cookie = app.register(EMAIL).await;
    (cookie, token_in(&app.mails().await[0], "verify-email"))
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_once_by_the_link_in_the_mail() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let (cookie, _) = registered(&app).await;
        let login = log_in(&app, PASSWORD).await.json();
        let asked = forgot(&app, " Owner@Example.com ").await;
        assert_eq!(
            (asked.status, asked.text.as_str()),
            (StatusCode::ACCEPTED, "")
        );
        let mails = app.mails().await;
        assert_eq!(mails.len(), 1, "{mails:?}");
        assert!(mails[0].contains("Subject: Neues Passwort"), "{}", mails[0]);
        let token = token_in(&mails[0], "reset-password");
        assert_eq!(token.len(), 64);

        assert_eq!(
            reset(&app, &token, "kurz").await.field_code(),
            "password_too_short"
        );
        assert_eq!(
            reset(&app, "nonsense", NEW).await.field_code(),
            "invalid_link"
        );
        assert_eq!(
            reset(&app, &token, NEW).await.status,
            StatusCode::NO_CONTENT
        );
        assert_eq!(reset(&app, &token, NEW).await.field_code(), "invalid_link");

        assert_eq!(
            log_in(&app, PASSWORD).await.status,
            StatusCode::UNAUTHORIZED
        );
        let again = log_in(&app, NEW).await;
        assert_eq!(again.status, StatusCode::OK);
        assert_eq!(again.json()["user"]["email_verified"], true);
        // Whoever was signed in is not any more.
        let body = json!({ "refresh_token": login["tokens"]["refresh_token"] });
        let ended = post(&app, "auth/refresh", "", &body).await;
        assert_eq!(ended.status, StatusCode::UNAUTHORIZED);
        assert_ne!(
            app.get_with_cookie("/", &cookie).await.status,
            StatusCode::OK
        );
        let notice = app.mails().await;
        assert!(
            notice[0].contains("das Passwort dieses CarBot-Kontos"),
            "{notice:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn of_many_who_bring_a_link_at_once_one_sets_the_password() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        registered(&app).await;
        forgot(&app, EMAIL).await;
        let token = token_in(&app.mails().await[0], "reset-password");
        let passwords: Vec<_> = (0..4).map(|it| format!("{NEW} {it}")).collect();
        let attempts = passwords.iter().map(|it| reset(&app, &token, it));
        let answers = futures::future::join_all(attempts).await;
        let done: Vec<_> = answers
            .iter()
            .zip(&passwords)
            .filter(|(answer, _)| answer.status == StatusCode::NO_CONTENT)
            .collect();
        assert_eq!(done.len(), 1, "{answers:?}");
        assert_eq!(log_in(&app, done[0].1).await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn links_expire_and_a_newer_one_replaces_the_older() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        registered(&app).await;
        forgot(&app, EMAIL).await;
        forgot(&app, EMAIL).await;
        let mails = app.mails().await;
        let [older, newer] = [0, 1].map(|it| token_in(&mails[it], "reset-password"));
        assert_eq!(reset(&app, &older, NEW).await.field_code(), "invalid_link");
        app.advance(60 * 60);
        assert_eq!(reset(&app, &newer, NEW).await.field_code(), "invalid_link");
        assert_eq!(log_in(&app, PASSWORD).await.status, StatusCode::OK);
        forgot(&app, EMAIL).await;
        let token = token_in(&app.mails().await[0], "reset-password");
        // A link for one purpose is none for the other.
        let verified = post(&app, "auth/email/verify", "", &json!({ "token": token })).await;
        assert_eq!(verified.field_code(), "invalid_link");
        app.advance(60 * 60 - 1);
        assert_eq!(
            reset(&app, &token, NEW).await.status,
            StatusCode::NO_CONTENT
        );
    })
    .await;
}

#[tokio::test]
async fn nobody_learns_who_has_an_account_or_fills_a_mailbox() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        registered(&app).await;
        let known = forgot(&app, EMAIL).await;
        let unknown = forgot(&app, "nobody@example.com").await;
        assert_eq!((known.status, &known.text), (unknown.status, &unknown.text));
        let names = |it: &Answer| it.headers.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&known), names(&unknown));
        assert_eq!(app.mails().await.len(), 1);
        assert_eq!(
            forgot(&app, "no address").await.field_code(),
            "invalid_email"
        );
        for _ in 0..5 {
            assert_eq!(forgot(&app, EMAIL).await.status, StatusCode::ACCEPTED);
        }
        assert_eq!(app.mails().await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn an_address_is_proven_by_the_link_once() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let (_, first) = registered(&app).await;
        let token = app.access_token(EMAIL).await;
        let resend = async || post(&app, "auth/email/resend", &token, &Json::Null).await;
        assert_eq!(resend().await.status, StatusCode::ACCEPTED);
        let second = token_in(&app.mails().await[0], "verify-email");
        let verify =
            async |it: &str| post(&app, "auth/email/verify", "", &json!({ "token": it })).await;
        assert_eq!(verify(&first).await.field_code(), "invalid_link");
        assert_eq!(verify("").await.field_code(), "invalid_link");
        assert_eq!(verify(&second).await.status, StatusCode::NO_CONTENT);
        assert_eq!(verify(&second).await.field_code(), "invalid_link");
        let me = app.api(Method::GET, "me", &token, &Json::Null).await;
        assert_eq!(me.json()["email_verified"], true);
        // Nothing is left to prove.
        assert_eq!(resend().await.status, StatusCode::ACCEPTED);
        assert!(app.mails().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_fourth_mail_of_an_hour_is_refused() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        registered(&app).await;
        let token = app.access_token(EMAIL).await;
        for _ in 0..3 {
            let sent = post(&app, "auth/email/resend", &token, &Json::Null).await;
            assert_eq!(sent.status, StatusCode::ACCEPTED);
        }
        let refused = post(&app, "auth/email/resend", &token, &Json::Null).await;
        assert_eq!(refused.code(), "too_many_mails");
        assert_eq!(refused.header("retry-after"), Some("3600"));
        assert_eq!(app.mails().await.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_changed_password_ends_every_login() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let (cookie, _) = registered(&app).await;
        let login = log_in(&app, PASSWORD).await.json();
        let token = login["tokens"]["access_token"].as_str().expect("a token");
        let change = async |current: &str, new: &str| {
            let body = json!({ "current_password": current, "new_password": new });
            post(&app, "me/password", token, &body).await
        };
        let wrong = change("WrongPassword123!", NEW).await;
        assert_eq!(wrong.field_code(), "wrong_password");
        assert_eq!(wrong.json()["errors"][0]["pointer"], "/current_password");
        assert_eq!(
            change(PASSWORD, "passwort123").await.field_code(),
            "password_too_common"
        );
        assert_eq!(log_in(&app, PASSWORD).await.status, StatusCode::OK);
        assert_eq!(change(PASSWORD, NEW).await.status, StatusCode::NO_CONTENT);
        assert_eq!(
            log_in(&app, PASSWORD).await.status,
            StatusCode::UNAUTHORIZED
        );
        assert_eq!(log_in(&app, NEW).await.status, StatusCode::OK);
        let body = json!({ "refresh_token": login["tokens"]["refresh_token"] });
        let ended = post(&app, "auth/refresh", "", &body).await;
        assert_eq!(ended.status, StatusCode::UNAUTHORIZED);
        assert_ne!(
            app.get_with_cookie("/", &cookie).await.status,
            StatusCode::OK
        );
    })
    .await;
}

#[tokio::test]
async fn a_stolen_token_is_no_place_to_guess_the_password() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        registered(&app).await;
        let token = app.access_token(EMAIL).await;
        for attempt in 1..=6 {
            let body = json!({ "password": format!("guess number {attempt}") });
            let answer = app.api(Method::DELETE, "me", &token, &body).await;
            if attempt <= 5 {
                assert_eq!(answer.field_code(), "wrong_password");
            } else {
                assert_eq!(answer.code(), "too_many_attempts");
            }
        }
    })
    .await;
}
