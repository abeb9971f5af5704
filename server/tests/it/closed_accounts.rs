//! An account that is closed is refused at once, whatever somebody holds of it.

use crate::{
    garage::{Garage, PASSWORD, log_in},
    test_app::{Answer, SITE, TestApp},
};
use api::{accounts::PasswordProof, team::Role};
use domain::demo;
use http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use test_support::{TestDatabase, on_each_database};

async fn sign_in(app: &TestApp, email: &str, password: &str) -> String {
    let fields = [("email", email), ("password", password)];
    let answer = app.form("log_in", "", &fields).await;
    answer.session_cookie().expect("a session")
}

async fn api_token(app: &TestApp, owner: &str) -> String {
    let body = json!({ "name": "Test", "scopes": ["read:own_keys"] });
    let created = app.api(Method::POST, "api-tokens", owner, &body).await;
    assert_eq!(created.status, StatusCode::CREATED, "{created:?}");
    let token = &created.json()["token"];
    token.as_str().expect("a token").to_owned()
}

async fn say(app: &TestApp) -> Answer {
    let message = json!({
        "client_key": demo::CLIENT_KEY, "session_id": "visitor", "message": "Hallo",
    });
    app.widget("chat", Some(SITE), &message).await
}

/// What an operator of the database can do, and nothing else: no session and no key is touched.
async fn deactivate(database: &TestDatabase, email: &str) {
    let sql = format!("UPDATE users SET deactivated_at = created_at WHERE email = '{email}'");
    assert_eq!(database.execute(&sql).await, 1);
}

#[tokio::test]
async fn tokens_and_cookies_of_a_closed_account_are_refused_at_once() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let app = &garage.app;
        let cookie = sign_in(app, demo::EMAIL, demo::PASSWORD).await;
        let token = api_token(app, &garage.owner).await;
        let get = async |route: &str, token: &str| {
            app.api(Method::GET, route, token, &Json::Null).await.status
        };
        for (route, token) in [
            ("client-keys", &garage.owner),
            ("me", &garage.owner),
            ("client-keys", &token),
        ] {
            assert_eq!(get(route, token).await, StatusCode::OK);
        }
        deactivate(&database, demo::EMAIL).await;
        for (route, token) in [
            ("client-keys", &garage.owner),
            ("me", &garage.owner),
            ("me/sessions", &garage.owner),
            ("me/accounts", &garage.owner),
            ("client-keys", &token),
        ] {
            assert_eq!(get(route, token).await, StatusCode::UNAUTHORIZED, "{route}");
        }
        let logout = app
            .api(Method::POST, "auth/logout-all", &garage.owner, &Json::Null)
            .await;
        assert_eq!(logout.code(), "invalid_token");
        for page in ["/", "/client-keys", "/settings"] {
            let answer = app.get_with_cookie(page, &cookie).await;
            assert_eq!(answer.status, StatusCode::FOUND, "{page}");
            assert!(!answer.text.contains(demo::EMAIL), "{page}");
        }
        let fields = [("name", "Neu"), ("scopes[0]", "read:own_keys")];
        let refused = app.form("create_api_token", &cookie, &fields).await;
        let location = refused.header("location").unwrap_or_default();
        assert!(!location.contains("saved"), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn a_team_loses_a_closed_account_and_keeps_its_own() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let app = &garage.app;
        let colleague = garage.hire("colleague@example.com", Role::Admin).await;
        let token = api_token(app, &colleague).await;
        deactivate(&database, demo::EMAIL).await;
        let named = app
            .api_for(
                garage.account,
                Method::GET,
                "client-keys",
                &colleague,
                &Json::Null,
            )
            .await;
        assert_eq!(named.code(), "account_not_accessible");
        let by_token = app
            .api(Method::GET, "client-keys", &token, &Json::Null)
            .await;
        assert_eq!(by_token.status, StatusCode::UNAUTHORIZED);
        let accounts = app
            .api(Method::GET, "me/accounts", &colleague, &Json::Null)
            .await;
        assert_eq!(accounts.status, StatusCode::OK, "{accounts:?}");
        assert!(!accounts.text.contains(&garage.account.to_string()));
        // They still sign in, for themselves.
        let again = log_in(app, "colleague@example.com", PASSWORD).await;
        let own = app
            .api(Method::GET, "client-keys", &again, &Json::Null)
            .await;
        assert_eq!(own.json()["keys"], json!([]), "{own:?}");
    })
    .await;
}

#[tokio::test]
async fn the_client_keys_and_the_page_of_a_closed_account_answer_nobody() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let app = &garage.app;
        assert_eq!(say(app).await.status, StatusCode::OK);
        let host = format!("{}.localhost:3000", demo::SUBDOMAIN);
        assert_eq!(app.get_from(&host, "/").await.status, StatusCode::OK);
        app.advance(1);
        let proof = PasswordProof {
            password: demo::PASSWORD.to_owned(),
        };
        domain::accounts::close_account(&app.carbot, garage.account, &proof)
            .await
            .expect("closes");
        assert_eq!(say(app).await.code(), "unknown_client_key");
        assert_eq!(app.get_from(&host, "/").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_key_that_was_never_asked_for_is_refused_for_its_account_alone() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        deactivate(&database, demo::EMAIL).await;
        assert_eq!(say(&garage.app).await.code(), "unknown_client_key");
    })
    .await;
}
