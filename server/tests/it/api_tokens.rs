//! API tokens: what programs act with.

use crate::garage::Garage;
use http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use test_support::on_each_database;

#[tokio::test]
async fn a_token_does_what_its_scopes_say_until_it_is_revoked() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let body = json!({
            "name": "Warenwirtschaft", "scopes": ["read:own_keys", "*:own_team"],
            "expires_in_days": 30,
        });
        let created = garage.call(Method::POST, "api-tokens", &body).await;
        assert_eq!(created.status, StatusCode::CREATED, "{created:?}");
        let location = created.header("location").expect("an address").to_owned();
        let location = location.strip_prefix("/api/v1/").expect("of version 1");
        let created = created.json();
        let token = created["token"].as_str().expect("a token");
        assert!(token.starts_with("cb_sk_") && token.len() == 44, "{token}");
        assert_eq!(created["api_token"]["token_last_four"], token[40..]);
        let stored = garage.get(location).await;
        assert_eq!(stored, created["api_token"]);
        assert_eq!(stored["last_used_at"], Json::Null);
        assert!(!garage.get("api-tokens").await.to_string().contains(token));

        let call = async |method: Method, route: &str, body: Json| {
            garage.app.api(method, route, token, &body).await
        };
        let read = call(Method::GET, "client-keys", Json::Null).await;
        assert_eq!(read.status, StatusCode::OK);
        assert_eq!(
            garage.get(location).await["last_used_at"],
            "2026-11-19T09:30:00Z"
        );
        let invited = json!({ "email": "neu@example.com", "role": "viewer" });
        let invited = call(Method::POST, "team", invited).await;
        assert_eq!(invited.status, StatusCode::CREATED, "{invited:?}");
        let domain = json!({ "domain": "werkstatt-neu.de" });
        let refused = call(Method::POST, "client-keys", domain).await;
        assert_eq!(refused.code(), "permission_denied");
        assert!(refused.text.contains("create:own_keys"), "{refused:?}");
        // A token is for an account's things, not for its login.
        let me = call(Method::GET, "me", Json::Null).await;
        assert_eq!(me.status, StatusCode::UNAUTHORIZED);

        let revoked = garage.call(Method::DELETE, location, &Json::Null).await;
        assert_eq!(revoked.status, StatusCode::NO_CONTENT);
        let refused = call(Method::GET, "client-keys", Json::Null).await;
        assert_eq!(refused.code(), "invalid_token");
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    })
    .await;
}

#[tokio::test]
async fn nobody_passes_on_more_than_they_have() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let admin = garage
            .hire("admin@example.com", api::team::Role::Admin)
            .await;
        for (scopes, code) in [
            (json!([]), "required"),
            (json!(["read:everything"]), "unknown_scope"),
            (json!(["admin:users"]), "unknown_scope"),
            (json!(["read:own_billing"]), "scope_not_held"),
            (json!(["*:*"]), "scope_not_held"),
            (json!(["create:own_tokens"]), "scope_not_held"),
        ] {
            let body = json!({ "name": "Test", "scopes": scopes });
            let refused = garage
                .app
                .api(Method::POST, "api-tokens", &admin, &body)
                .await;
            assert_eq!(
                refused.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{scopes}: {refused:?}"
            );
            assert_eq!(refused.json()["errors"][0]["code"], code, "{scopes}");
        }
        // The owner's token has everything but what makes tokens.
        let body = json!({ "name": "Test", "scopes": ["*:*"] });
        let created = garage.call(Method::POST, "api-tokens", &body).await.json();
        let token = created["token"].as_str().expect("a token");
        let refused = garage
            .app
            .api(Method::POST, "api-tokens", token, &body)
            .await;
        assert_eq!(refused.code(), "permission_denied");
    })
    .await;
}
