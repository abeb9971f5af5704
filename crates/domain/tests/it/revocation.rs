//! A change of a client key holds at once, in every process.

use crate::support::{another_process, carbot, register};
use api::{
    client_keys::{CreateClientKeyRequest, CreateClientKeyResponse, ExtraOriginsRequest},
    ids::UserId,
    widget::{WidgetChatRequest, WidgetInitRequest},
};
use domain::{
    Carbot,
    chat::{self, Visitor},
    client_keys,
};
use test_support::on_each_database;

const SITE: &str = "https://werkstatt.example.com";

async fn verified_key(carbot: &Carbot, owner: UserId) -> CreateClientKeyResponse {
    let request = CreateClientKeyRequest {
        domain: "werkstatt.example.com".to_owned(),
        description: None,
        usage_limit: None,
        environment: api::values::KeyEnvironment::Prod,
        business_id: None,
    };
    let key = client_keys::create_client_key(carbot, owner, &request)
        .await
        .expect("creates");
    let vouched = client_keys::vouch_for_domain(carbot, owner, &key.domain).await;
    assert_eq!(vouched.expect("vouches"), 1);
    key
}

async fn say(carbot: &Carbot, key: &CreateClientKeyResponse, origin: &str) -> String {
    let request = WidgetChatRequest {
        client_message_id: None,
        client_key: key.key.to_string(),
        session_id: "session".to_owned(),
        message: "Hallo".to_owned(),
        context: None,
    };
    let visitor = Visitor {
        origin: Some(origin),
        address: None,
    };
    match chat::answer(carbot, visitor, &request).await {
        Ok(_) => "answered".to_owned(),
        Err(error) => error.problem().code,
    }
}

async fn open(carbot: &Carbot, key: &CreateClientKeyResponse, origin: &str) -> String {
    let request = WidgetInitRequest {
        client_key: key.key.to_string(),
        domain: "werkstatt.example.com".to_owned(),
        config: None,
        locale: None,
    };
    let visitor = Visitor {
        origin: Some(origin),
        address: None,
    };
    match chat::init(carbot, visitor, &request).await {
        Ok(_) => "answered".to_owned(),
        Err(error) => error.problem().code,
    }
}

#[tokio::test]
async fn a_revoked_key_answers_in_no_process() {
    on_each_database(|database| async move {
        let (carbot, clock) = carbot(&database);
        let other = another_process(&database, &clock).await;
        let owner = register(&carbot, "owner@example.com").await;
        let key = verified_key(&carbot, owner).await;
        assert_eq!(say(&other, &key, SITE).await, "answered");
        assert_eq!(open(&other, &key, SITE).await, "answered");
        clock.advance(1);
        client_keys::revoke_client_key(&carbot, owner, key.id)
            .await
            .expect("revokes");
        assert_eq!(say(&other, &key, SITE).await, "unknown_client_key");
        assert_eq!(open(&other, &key, SITE).await, "unknown_client_key");
        assert_eq!(say(&carbot, &key, SITE).await, "unknown_client_key");
    })
    .await;
}

#[tokio::test]
async fn other_origins_of_a_key_come_and_go_everywhere_at_once() {
    const SHOP: &str = "https://shop.example.org";
    on_each_database(|database| async move {
        let (carbot, clock) = carbot(&database);
        let other = another_process(&database, &clock).await;
        let owner = register(&carbot, "owner@example.com").await;
        let stranger = register(&carbot, "stranger@example.com").await;
        let key = verified_key(&carbot, owner).await;
        assert_eq!(say(&other, &key, SITE).await, "answered");
        assert_eq!(say(&other, &key, SHOP).await, "origin_not_allowed");
        let set = async |actor, origins: &[&str]| {
            clock.advance(1);
            let origins = origins.iter().map(|it| (*it).to_owned()).collect();
            let request = ExtraOriginsRequest { origins };
            let result = client_keys::set_extra_origins(&carbot, actor, key.id, &request).await;
            result.map(|it| it.origins).map_err(|it| it.problem().code)
        };
        assert_eq!(set(stranger, &[SHOP]).await, Err("not_found".to_owned()));
        let listed = set(owner, &[SHOP, "https://SHOP.example.org/"]).await;
        assert_eq!(listed.expect("sets"), [SHOP]);
        assert_eq!(say(&other, &key, SHOP).await, "answered");
        set(owner, &[]).await.expect("sets");
        assert_eq!(say(&other, &key, SHOP).await, "origin_not_allowed");
        assert_eq!(say(&other, &key, SITE).await, "answered");
        let listed = client_keys::list_extra_origins(&carbot, owner, key.id).await;
        assert!(listed.expect("reads").origins.is_empty());
    })
    .await;
}
