//! Tokens: who may call the REST API, and for how long.

use crate::test_app::{Answer, TestApp};
use http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use test_support::on_each_database;

const DAY: i64 = 24 * 60 * 60;
const EMAIL: &str = "owner@example.com";
const PASSWORD: &str = "SecurePassword123!";

/// Calls a route without a token.
async fn post(app: &TestApp, route: &str, body: &Json) -> Answer {
    app.api(Method::POST, route, "", body).await
}

async fn get(app: &TestApp, route: &str, token: &str) -> Answer {
    app.api(Method::GET, route, token, &Json::Null).await
}

async fn register(app: &TestApp) -> Json {
    let body = json!({ "email": EMAIL, "password": PASSWORD, "companyName": "Werkstatt Müller" });
    let answer = post(app, "auth/register", &body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
    answer.json()
}

fn text<'a>(tokens: &'a Json, name: &str) -> &'a str {
    tokens["tokens"][name].as_str().expect("a token")
}

async fn refresh(app: &TestApp, token: &str) -> Answer {
    post(app, "auth/refresh", &json!({ "refresh_token": token })).await
}

#[tokio::test]
async fn a_token_opens_the_account_it_was_issued_to() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        app.register("owner@example.com").await;
        let token = app.access_token("owner@example.com").await;
        let me = app.api(Method::GET, "me", &token, &Json::Null).await;
        assert_eq!(me.json()["email"], "owner@example.com");

        for wrong in ["", "nonsense", &token[..token.len() - 2], "a.b.c"] {
            let refused = app.api(Method::GET, "me", wrong, &Json::Null).await;
            assert_eq!(refused.status, 401, "{wrong}");
        }
    })
    .await;
}

#[tokio::test]
async fn who_registers_gets_an_account_with_a_business_and_tokens() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let body = json!({
            "email": "Owner@Example.com", "password": PASSWORD, "firstName": "Petra",
            "last_name": "Müller", "companyName": "Werkstatt Müller", "locale": "en"
        });
        let answer = post(&app, "auth/register", &body).await;
        assert_eq!(answer.status, StatusCode::CREATED);
        assert_eq!(answer.header("location"), Some("/api/v1/me"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        let registered = answer.json();
        let user = &registered["user"];
        assert_eq!(user["email"], EMAIL);
        assert_eq!(
            (&user["first_name"], &user["last_name"]),
            (&json!("Petra"), &json!("Müller"))
        );
        assert_eq!(user["subscription_tier"], "basic");
        assert_eq!(user["locale"], "en");
        assert_eq!(user["email_verified"], false);
        assert_eq!(registered["tokens"]["expires_in"], 900);
        assert!(!answer.text.contains(PASSWORD));
        let token = text(&registered, "access_token");
        let businesses = get(&app, "businesses", token).await.json();
        assert_eq!(businesses["items"][0]["name"], "Werkstatt Müller");
        // Tokens of different kinds are not taken for each other.
        let refused = get(&app, "me", text(&registered, "refresh_token")).await;
        assert_eq!(
            (refused.status, refused.code()),
            (StatusCode::UNAUTHORIZED, "invalid_token".to_owned())
        );
        let refused = refresh(&app, token).await;
        assert_eq!(refused.code(), "invalid_refresh_token");
    })
    .await;
}

#[tokio::test]
async fn bad_registrations_change_nothing() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let valid = json!({ "email": EMAIL, "password": PASSWORD });
        let with = |name: &str, value: Json| {
            let mut body = valid.clone();
            body[name] = value;
            body
        };
        let long = "ä".repeat(257);
        for (name, value, code) in [
            ("email", json!("no-address"), "invalid_email"),
            ("email", json!(""), "required"),
            ("email", json!(7), "invalid_type"),
            ("password", json!("kurz"), "password_too_short"),
            ("password", json!("passwort123"), "password_too_common"),
            ("password", json!("OWNER@example.com"), "password_is_email"),
            ("password", json!(long), "password_too_long"),
            ("companyName", json!("x".repeat(256)), "too_long"),
            ("firstName", json!("a\u{0}b"), "control_characters"),
            ("locale", json!("fr"), "invalid_type"),
        ] {
            let answer = post(&app, "auth/register", &with(name, value)).await;
            assert_eq!(answer.field_code(), code, "{name}");
        }
        register(&app).await;
        let taken = post(&app, "auth/register", &valid).await;
        assert_eq!(
            (taken.status, taken.code()),
            (StatusCode::CONFLICT, "email_taken".to_owned())
        );
    })
    .await;
}

#[tokio::test]
async fn unknown_addresses_and_wrong_passwords_are_told_apart_by_nothing() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        register(&app).await;
        let answer = async |email: &str, password: &str| {
            let answer = post(
                &app,
                "auth/login",
                &json!({ "email": email, "password": password }),
            )
            .await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
            let mut problem = answer.json();
            problem["request_id"] = Json::Null;
            problem
        };
        let wrong = answer(EMAIL, "WrongPassword123!").await;
        assert_eq!(wrong["code"], "invalid_credentials");
        assert_eq!(answer("nobody@example.com", PASSWORD).await, wrong);
        assert_eq!(answer("no address", PASSWORD).await, wrong);
    })
    .await;
}

#[tokio::test]
async fn the_sixth_wrong_password_must_wait_also_when_all_come_at_once() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        register(&app).await;
        let body = json!({ "email": EMAIL, "password": "WrongPassword123!" });
        let attempts = (0..12).map(|_| post(&app, "auth/login", &body));
        let answers = futures::future::join_all(attempts).await;
        let guesses = answers
            .iter()
            .filter(|it| it.status == StatusCode::UNAUTHORIZED);
        assert_eq!(guesses.count(), 5);
        let right = post(
            &app,
            "auth/login",
            &json!({ "email": EMAIL, "password": PASSWORD }),
        )
        .await;
        assert_eq!(
            (right.status, right.code()),
            (
                StatusCode::TOO_MANY_REQUESTS,
                "too_many_attempts".to_owned()
            )
        );
        assert_eq!(right.header("retry-after"), Some("3600"));
    })
    .await;
}

#[tokio::test]
async fn refresh_tokens_rotate_and_an_old_one_ends_its_login() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let first = register(&app).await;
        let other = app.access_token(EMAIL).await;
        let second = refresh(&app, text(&first, "refresh_token")).await;
        assert_eq!(second.status, StatusCode::OK, "{second:?}");
        assert_eq!(second.header("cache-control"), Some("no-store"));
        let second = second.json();
        assert_ne!(
            text(&first, "refresh_token"),
            text(&second, "refresh_token")
        );
        assert_eq!(second["user"]["email"], EMAIL);
        assert_eq!(
            get(&app, "me", text(&second, "access_token")).await.status,
            StatusCode::OK
        );

        app.advance(11);
        let reused = refresh(&app, text(&first, "refresh_token")).await;
        assert_eq!(
            (reused.status, reused.code()),
            (StatusCode::UNAUTHORIZED, "refresh_token_reused".to_owned())
        );
        let ended = refresh(&app, text(&second, "refresh_token")).await;
        assert_eq!(ended.code(), "invalid_refresh_token");
        // The other login of the account goes on.
        let sessions = get(&app, "me/sessions", &other).await.json();
        assert_eq!(
            sessions["items"].as_array().map(Vec::len),
            Some(1),
            "{sessions}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_token_that_comes_twice_within_the_grace_is_answered() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let first = register(&app).await;
        refresh(&app, text(&first, "refresh_token")).await;
        app.advance(10);
        let again = refresh(&app, text(&first, "refresh_token")).await;
        assert_eq!(again.status, StatusCode::OK, "{again:?}");
        let next = refresh(&app, text(&again.json(), "refresh_token")).await;
        assert_eq!(next.status, StatusCode::OK);
        let sessions = get(&app, "me/sessions", text(&first, "access_token"))
            .await
            .json();
        assert_eq!(sessions["items"].as_array().map(Vec::len), Some(1));
    })
    .await;
}

#[tokio::test]
async fn of_many_refreshes_at_once_one_uses_the_token() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let first = register(&app).await;
        let token = text(&first, "refresh_token");
        let answers = futures::future::join_all((0..8).map(|_| refresh(&app, token))).await;
        let mut seen = std::collections::BTreeSet::new();
        for answer in &answers {
            assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
            seen.insert(text(&answer.json(), "refresh_token").to_owned());
        }
        assert_eq!(seen.len(), 8);
        // Past the grace each of them works once, and the first one ends them all.
        app.advance(60);
        let next = refresh(&app, seen.first().expect("a token")).await;
        assert_eq!(next.status, StatusCode::OK);
        let reused = futures::future::join_all((0..8).map(|_| refresh(&app, token))).await;
        let noticed = reused
            .iter()
            .filter(|it| it.code() == "refresh_token_reused");
        assert_eq!(noticed.count(), 1);
        for token in &seen {
            assert_eq!(refresh(&app, token).await.status, StatusCode::UNAUTHORIZED);
        }
    })
    .await;
}

#[tokio::test]
async fn a_login_lasts_a_day_and_with_remember_thirty() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        register(&app).await;
        for (remember, life) in [(false, DAY), (true, 30 * DAY)] {
            let body = json!({ "email": EMAIL, "password": PASSWORD, "remember": remember });
            let login = post(&app, "auth/login", &body).await.json();
            app.advance(life - 1);
            let kept = refresh(&app, text(&login, "refresh_token")).await;
            assert_eq!(kept.status, StatusCode::OK, "{remember}");
            // The access token has long expired.
            let expired = get(&app, "me", text(&login, "access_token")).await;
            assert_eq!(expired.status, StatusCode::UNAUTHORIZED);
            app.advance(life);
            let ended = refresh(&app, text(&kept.json(), "refresh_token")).await;
            assert_eq!(ended.code(), "invalid_refresh_token", "{remember}");
        }
        assert!(
            domain::accounts::delete_expired(&app.carbot)
                .await
                .expect("deletes")
                > 0
        );
    })
    .await;
}

#[tokio::test]
async fn a_logout_ends_one_login_and_logout_all_ends_every_one() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let one = register(&app).await;
        let login = json!({ "email": EMAIL, "password": PASSWORD });
        let two = post(&app, "auth/login", &login).await.json();
        let cookie = app
            .form("log_in", "", &[("email", EMAIL), ("password", PASSWORD)])
            .await;
        let cookie = cookie.session_cookie().expect("a session");
        for _ in 0..2 {
            let body = json!({ "refresh_token": text(&one, "refresh_token") });
            let answer = post(&app, "auth/logout", &body).await;
            assert_eq!(answer.status, StatusCode::NO_CONTENT);
        }
        assert_eq!(
            refresh(&app, text(&one, "refresh_token")).await.status,
            StatusCode::UNAUTHORIZED
        );
        let two = refresh(&app, text(&two, "refresh_token")).await.json();

        let token = text(&two, "access_token");
        let all = app
            .api(Method::POST, "auth/logout-all", token, &Json::Null)
            .await;
        assert_eq!(all.status, StatusCode::NO_CONTENT);
        assert_eq!(
            refresh(&app, text(&two, "refresh_token")).await.status,
            StatusCode::UNAUTHORIZED
        );
        assert_ne!(
            app.get_with_cookie("/", &cookie).await.status,
            StatusCode::OK
        );
        let unknown = post(&app, "auth/logout", &json!({ "refresh_token": "cb_rt_x" })).await;
        assert_eq!(unknown.status, StatusCode::NO_CONTENT);
    })
    .await;
}
