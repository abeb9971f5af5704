//! `/api/v1/client-keys/{id}/verification`, `/verify` and `/origins`.

use crate::test_app::TestApp;
use api::{ids::UserId, values::Email};
use domain::{accounts, client_keys};
use http::Method;
use serde_json::{Value as Json, json};
use test_support::on_each_database;

async fn user(app: &TestApp, email: &str) -> UserId {
    app.register(email).await;
    let email = Email::parse(email).expect("an address");
    let found = accounts::find_user_id(&app.carbot, &email).await;
    found.expect("reads").expect("registered")
}

async fn create(app: &TestApp, owner: UserId, request: Json) -> String {
    let request = serde_json::from_value(request).expect("reads");
    let key = client_keys::create_client_key(&app.carbot, owner, &request).await;
    key.expect("creates").id.to_string()
}

#[tokio::test]
async fn an_owner_reads_what_to_publish_and_where_a_key_works() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let owner = user(&app, "owner@example.com").await;
        let token = app.access_token("owner@example.com").await;
        let key = create(&app, owner, json!({ "domain": "müller-kfz.de" })).await;
        let route = format!("client-keys/{key}/verification");
        let found = app.api(Method::GET, &route, &token, &Json::Null).await;
        assert_eq!(found.status, 200, "{found:?}");
        let found = found.json();
        let proof = found["token"].as_str().expect("a token");
        assert_eq!(proof.len(), 32);
        assert_eq!(found["is_verified"], false);
        assert_eq!(found["domain"], "xn--mller-kfz-q9a.de");
        assert_eq!(
            found["file"]["url"],
            "https://xn--mller-kfz-q9a.de/.well-known/carbot-verification"
        );
        assert_eq!(found["file"]["content"], proof);
        assert_eq!(found["dns"]["name"], "_carbot.xn--mller-kfz-q9a.de");
        assert_eq!(found.get("last_check"), None);

        let origins = format!("client-keys/{key}/origins");
        let set = json!({ "origins": ["https://shop.example.de"] });
        let answer = app.api(Method::PUT, &origins, &token, &set).await;
        assert_eq!(answer.json(), set);
        let answer = app.api(Method::GET, &origins, &token, &Json::Null).await;
        assert_eq!(answer.json(), set);
        let wrong = json!({ "origins": ["https://shop.example.de", "*"] });
        let answer = app.api(Method::PUT, &origins, &token, &wrong).await;
        assert_eq!(answer.json()["errors"][0]["pointer"], "/origins/1");
        assert_eq!(answer.json()["errors"][0]["code"], "invalid_origin");

        let test = json!({ "domain": "localhost", "environment": "test" });
        let test = create(&app, owner, test).await;
        let route = format!("client-keys/{test}/verify");
        let answer = app.api(Method::POST, &route, &token, &Json::Null).await;
        assert_eq!(answer.json()["errors"][0]["code"], "nothing_to_verify");
        let route = format!("client-keys/{test}/origins");
        let answer = app.api(Method::PUT, &route, &token, &set).await;
        assert_eq!(answer.json()["errors"][0]["code"], "origins_need_production_key");
    })
    .await;
}

#[tokio::test]
async fn another_account_finds_none_of_it() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let owner = user(&app, "owner@example.com").await;
        let key = create(&app, owner, json!({ "domain": "example.com" })).await;
        user(&app, "stranger@example.com").await;
        let token = app.access_token("stranger@example.com").await;
        let set = json!({ "origins": ["https://evil.example"] });
        for (method, part, body) in [
            (Method::GET, "verification", &Json::Null),
            (Method::POST, "verify", &Json::Null),
            (Method::GET, "origins", &Json::Null),
            (Method::PUT, "origins", &set),
        ] {
            let route = format!("client-keys/{key}/{part}");
            let answer = app.api(method, &route, &token, body).await;
            assert_eq!((answer.status.as_u16(), &*answer.code()), (404, "not_found"), "{part}");
        }
        let key = key.parse().expect("an id");
        let origins = client_keys::list_extra_origins(&app.carbot, owner, key).await;
        assert!(origins.expect("reads").origins.is_empty());
    })
    .await;
}
