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
        assert_eq!(
            answer.json()["errors"][0]["code"],
            "origins_need_production_key"
        );
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
            assert_eq!(
                (answer.status.as_u16(), &*answer.code()),
                (404, "not_found"),
                "{part}"
            );
        }
        let key = key.parse().expect("an id");
        let origins = client_keys::list_extra_origins(&app.carbot, owner, key).await;
        assert!(origins.expect("reads").origins.is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_page_shows_what_to_publish_and_works_with_plain_forms() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let cookie = app.register("owner@example.com").await;
        let email = Email::parse("owner@example.com").expect("an address");
        let owner = accounts::find_user_id(&app.carbot, &email).await;
        let owner = owner.expect("reads").expect("registered");
        let key = create(&app, owner, json!({ "domain": "werkstatt.example.com" })).await;
        let list = app.get_with_cookie("/client-keys", &cookie).await;
        assert!(list.text.contains(&format!("href=\"/client-keys/{key}\"")));
        let id = key.parse().expect("an id");
        let found = domain::domain_verification::find_verification(&app.carbot, owner, id).await;
        let proof = found.expect("reads").token;
        let path = format!("/client-keys/{key}");
        let page = app.get_with_cookie(&path, &cookie).await;
        assert_eq!(page.status, 200);
        for part in [
            "https://werkstatt.example.com/.well-known/carbot-verification",
            "_carbot.werkstatt.example.com",
            &format!("carbot-verification={proof}"),
        ] {
            assert!(page.text.contains(part), "{part}");
        }

        let origins = "https://shop.example.com\r\n\r\nhttps://a.example.com/\r\n";
        let fields = [("id", &*key), ("origins", origins)];
        let saved = app.form("set_extra_origins", &cookie, &fields).await;
        assert_eq!(
            saved.header("location"),
            Some(&*format!("{path}?saved=updated"))
        );
        let page = app.get_with_cookie(&path, &cookie).await;
        assert!(
            page.text
                .contains("https://a.example.com\nhttps://shop.example.com")
        );
        let wrong = [("id", &*key), ("origins", "http://shop.example.com")];
        let refused = app.form("set_extra_origins", &cookie, &wrong).await;
        let location = refused.header("location").expect("leads back");
        assert!(!location.contains("saved="), "{location}");

        let domain = api::values::HostName::parse("example.com").expect("a domain");
        domain::domain_verification::block_domain(&app.carbot, &domain, None)
            .await
            .expect("blocks");
        let answer = app.form("check_domain", &cookie, &[("id", &key)]).await;
        let location = answer.header("location").expect("leads back");
        assert!(!location.contains("saved="), "{location}");

        let stranger = app.register("stranger@example.com").await;
        let page = app.get_with_cookie(&path, &stranger).await;
        assert!(!page.text.contains(&proof));
    })
    .await;
}
