//! Webhooks against a real HTTP server.

use crate::{
    receiver::{Act, Received, Receiver},
    shop::{OIL_CHANGE, Shop, request_at},
    support::register,
};
use api::{
    appointments::{AppointmentStatus, UpdateAppointmentRequest},
    ids::WebhookEndpointId,
    landing_pages::PublishLandingPageRequest,
    webhooks::{DeliveryStatus, DisabledReason, WebhookDelivery, WebhookEvent, WebhookInput},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{Error, Precondition, conversations, jobs, landing_pages, webhooks};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::json;
use test_support::on_each_database;

const DAY: i64 = 24 * 3_600;

fn input(url: &str, events: &[WebhookEvent]) -> WebhookInput {
    WebhookInput {
        url: url.to_owned(),
        description: None,
        events: events.to_vec(),
        is_active: true,
    }
}

/// An endpoint of the shop's owner, with its secret.
async fn subscribe(
    shop: &Shop,
    receiver: &Receiver,
    events: &[WebhookEvent],
) -> (WebhookEndpointId, String) {
    let created =
        webhooks::create_webhook(&shop.carbot, shop.owner, input(&receiver.url, events)).await;
    let created = created.expect("is made");
    (created.endpoint.id, created.secret)
}

async fn log(shop: &Shop, id: WebhookEndpointId) -> Vec<WebhookDelivery> {
    let page = webhooks::list_deliveries(&shop.carbot, shop.owner, id, None, 100).await;
    page.expect("reads").items
}

async fn work(shop: &Shop) {
    jobs::run_due(&shop.carbot).await.expect("works");
}

/// The signature the receiver computes for itself.
fn expected_signature(secret: &str, message: &Received) -> String {
    let key = STANDARD.decode(secret.strip_prefix("whsec_").expect("a secret"));
    let mut mac =
        Hmac::<sha2::Sha256>::new_from_slice(&key.expect("base64")).expect("any length will do");
    let id = message.header("webhook-id");
    let timestamp = message.header("webhook-timestamp");
    mac.update(format!("{id}.{timestamp}.{}", message.body).as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

#[tokio::test]
async fn what_happens_is_told_signed_and_logged() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let mut receiver = Receiver::start(&[]).await;
        let (endpoint, secret) = subscribe(&shop, &receiver, &WebhookEvent::ALL).await;
        let confirmed = shop.ask_for_time("09:00").await;
        let declined = shop.ask_for_time("10:00").await;
        for (id, status) in [
            (confirmed, AppointmentStatus::Confirmed),
            (confirmed, AppointmentStatus::Cancelled),
            (declined, AppointmentStatus::Declined),
        ] {
            let request = UpdateAppointmentRequest {
                status: Some(status),
                ..UpdateAppointmentRequest::default()
            };
            shop.update(id, &request).await.expect("is decided");
        }
        let mut turn = shop.turn("other", request_at("2026-11-24T11:00"));
        turn.appointment = None;
        turn.is_unanswered = true;
        turn.intent = "human_handoff".to_owned();
        for _ in 0..2 {
            let recorded = conversations::record_turn(&shop.carbot, &turn).await;
            recorded.expect("is stored");
        }
        let request = PublishLandingPageRequest {
            template_id: "modern-minimalist".to_owned(),
            subdomain: "webhooks".to_owned(),
        };
        let published =
            landing_pages::publish_landing_page(&shop.carbot, shop.owner, &request).await;
        published.expect("is published");
        work(&shop).await;
        let messages = receiver.received();
        let mut types: Vec<_> = messages
            .iter()
            .map(|it| it.json()["type"].as_str().expect("a type").to_owned())
            .collect();
        types.sort();
        assert_eq!(
            types,
            [
                "appointment.cancelled",
                "appointment.confirmed",
                "appointment.declined",
                "appointment.requested",
                "appointment.requested",
                "conversation.handoff",
                "conversation.handoff",
                "conversation.started",
                "conversation.started",
                "conversation.started",
                "landing_page.published",
                "message.unanswered",
                "message.unanswered",
            ]
        );
        for message in &messages {
            assert_eq!(message.header("content-type"), "application/json");
            assert!(message.header("webhook-id").starts_with("msg_"));
            assert_eq!(message.header("webhook-timestamp"), "1795080600");
            let signature = message.header("webhook-signature");
            assert_eq!(signature, expected_signature(&secret, message));
            // Nothing of what the visitor said.
            assert!(!message.body.contains("Petra"), "{}", message.body);
            assert!(!message.body.contains(OIL_CHANGE), "{}", message.body);
        }
        let log = log(&shop, endpoint).await;
        assert_eq!(log.len(), messages.len());
        assert!(log.iter().all(|it| it.status == DeliveryStatus::Delivered
            && it.attempts == 1
            && it.response_status == Some(204)
            && it.duration_ms.is_some()));
        // Everything is done: nothing is sent twice.
        work(&shop).await;
        assert!(receiver.received().is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_endpoint_is_told_what_it_asked_for_while_it_is_on() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let mut receiver = Receiver::start(&[]).await;
        let requested = [WebhookEvent::AppointmentRequested];
        let (endpoint, _) = subscribe(&shop, &receiver, &requested).await;
        shop.ask_for_time("09:00").await;
        work(&shop).await;
        let [message] = &receiver.received()[..] else {
            panic!("not one message");
        };
        assert_eq!(message.json()["data"]["status"], "requested");
        let off = json!({ "is_active": false });
        let off = off.as_object().expect("an object");
        let carbot = &shop.carbot;
        let any = Precondition::Any;
        let patched = webhooks::patch_webhook(carbot, shop.owner, endpoint, off, &any).await;
        assert!(!patched.expect("is switched off").is_active);
        shop.ask_for_time("10:00").await;
        work(&shop).await;
        assert!(receiver.received().is_empty());
        let refused = webhooks::send_test(carbot, shop.owner, endpoint).await;
        assert!(matches!(refused, Err(Error::Conflict(it)) if it.code == "endpoint_disabled"));
    })
    .await;
}

#[tokio::test]
async fn a_message_that_is_not_taken_is_tried_again_until_it_is_given_up() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let acts = [Act::Answer(500), Act::Answer(302), Act::Answer(404)];
        let mut receiver = Receiver::start(&acts).await;
        let (endpoint, _) = subscribe(&shop, &receiver, &WebhookEvent::ALL).await;
        let sent = webhooks::send_test(&shop.carbot, shop.owner, endpoint).await;
        assert_eq!(sent.expect("is written").status, DeliveryStatus::Pending);
        let mut ids = Vec::new();
        for (attempt, status, pause) in [(1, 500, 6), (2, 302, 331), (3, 404, 1_981)] {
            work(&shop).await;
            let [message] = &receiver.received()[..] else {
                panic!("not one message");
            };
            ids.push(message.header("webhook-id").to_owned());
            let [delivery] = &log(&shop, endpoint).await[..] else {
                panic!("not one delivery");
            };
            assert_eq!(delivery.status, DeliveryStatus::Pending);
            assert_eq!(delivery.attempts, attempt);
            assert_eq!(delivery.response_status, Some(status));
            let excerpt = delivery.response_excerpt.as_deref();
            assert_eq!(excerpt, Some("because I say so"));
            // Nothing until the pause is over.
            work(&shop).await;
            assert!(receiver.received().is_empty());
            shop.clock.advance(pause);
        }
        assert!(ids.iter().all(|it| *it == ids[0]), "{ids:?}");
        work(&shop).await;
        assert_eq!(receiver.received().len(), 1);
        let [delivery] = &log(&shop, endpoint).await[..] else {
            panic!("not one delivery");
        };
        assert_eq!(delivery.status, DeliveryStatus::Delivered);
        assert_eq!(delivery.response_status, Some(204));
        let found = webhooks::find_webhook(&shop.carbot, shop.owner, endpoint).await;
        assert_eq!(found.expect("is there").failing_since, None);
    })
    .await;
}

#[tokio::test]
async fn an_endpoint_that_fails_for_days_or_is_gone_is_switched_off_with_a_mail() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let acts = [Act::Answer(500), Act::Answer(500), Act::Answer(410)];
        let mut receiver = Receiver::start(&acts).await;
        let carbot = &shop.carbot;
        let (endpoint, _) = subscribe(&shop, &receiver, &WebhookEvent::ALL).await;
        let test = || webhooks::send_test(carbot, shop.owner, endpoint);
        test().await.expect("is written");
        work(&shop).await;
        shop.clock.advance(5 * DAY);
        work(&shop).await;
        assert_eq!(receiver.received().len(), 2);
        let find = async || {
            let found = webhooks::find_webhook(carbot, shop.owner, endpoint).await;
            found.expect("is there")
        };
        let found = find().await;
        assert!(!found.is_active);
        assert_eq!(found.disabled_reason, Some(DisabledReason::Failing));
        assert!(found.failing_since.is_some());
        let [delivery] = &log(&shop, endpoint).await[..] else {
            panic!("not one delivery");
        };
        assert_eq!(delivery.status, DeliveryStatus::Failed);
        assert_eq!(
            shop.mails().await,
            ["demo@carbot.example: Webhook abgeschaltet"]
        );

        let on = json!({ "is_active": true });
        let on = on.as_object().expect("an object");
        let any = Precondition::Any;
        let patched = webhooks::patch_webhook(carbot, shop.owner, endpoint, on, &any).await;
        let patched = patched.expect("is switched on");
        assert_eq!(
            (patched.disabled_reason, patched.failing_since),
            (None, None)
        );
        let [delivery] = &log(&shop, endpoint).await[..] else {
            panic!("not one delivery");
        };
        let replay = || webhooks::replay_delivery(carbot, shop.owner, endpoint, delivery.id);
        let replayed = replay().await.expect("is written");
        assert_eq!(replayed.status, DeliveryStatus::Pending);
        let twice = replay().await;
        assert!(matches!(twice, Err(Error::Conflict(it)) if it.code == "delivery_pending"));
        work(&shop).await;
        assert_eq!(receiver.received().len(), 1);
        let found = find().await;
        assert_eq!(found.disabled_reason, Some(DisabledReason::Gone));
        assert_eq!(
            shop.mails().await,
            ["demo@carbot.example: Webhook abgeschaltet"]
        );
        // Operators are not bothered with the endpoints of customers.
        let dead = jobs::list_jobs(carbot, jobs::JobStatus::Dead, 10).await;
        assert_eq!(dead.expect("reads"), []);
    })
    .await;
}

#[tokio::test]
async fn nobody_hears_of_an_endpoint_that_does_not_answer() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        // Nothing listens here.
        let input = input("http://127.0.0.1:9/hook", &WebhookEvent::ALL);
        let created = webhooks::create_webhook(&shop.carbot, shop.owner, input).await;
        let endpoint = created.expect("is made").endpoint.id;
        shop.ask_for_time("09:00").await;
        work(&shop).await;
        let log = log(&shop, endpoint).await;
        assert_eq!(log.len(), 2);
        assert!(
            log.iter()
                .all(|it| it.error.as_deref() == Some("unreachable"))
        );
    })
    .await;
}

#[tokio::test]
async fn addresses_that_lead_inside_are_refused() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        for (url, code) in [
            ("http://example.com/", "invalid_url"),
            ("https://10.0.0.1/", "address_not_allowed"),
            ("https://169.254.169.254/latest", "address_not_allowed"),
            ("https://localhost/", "address_not_allowed"),
        ] {
            let input = input(url, &WebhookEvent::ALL);
            let refused = webhooks::create_webhook(&shop.carbot, shop.owner, input).await;
            let Err(Error::Invalid(errors)) = refused else {
                panic!("{url} was taken");
            };
            assert_eq!((&*errors.0[0].pointer, &*errors.0[0].code), ("/url", code));
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_rolled_back_is_told_nobody() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let mut receiver = Receiver::start(&[]).await;
        let (endpoint, _) = subscribe(&shop, &receiver, &WebhookEvent::ALL).await;
        // The slot has two places.
        for session in ["one", "two"] {
            let stored = shop.ask_for(session, request_at("2026-11-24T09:00")).await;
            assert!(stored.is_some());
        }
        let refused = shop.ask_for("three", request_at("2026-11-24T09:00")).await;
        assert!(refused.is_none());
        work(&shop).await;
        assert_eq!(receiver.received().len(), 4);
        assert_eq!(log(&shop, endpoint).await.len(), 4);
    })
    .await;
}

#[tokio::test]
async fn another_account_sees_and_changes_nothing() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let mut receiver = Receiver::start(&[]).await;
        let (endpoint, _) = subscribe(&shop, &receiver, &WebhookEvent::ALL).await;
        let carbot = &shop.carbot;
        let stranger = register(carbot, "stranger@example.com").await;
        let any = Precondition::Any;
        let patch = json!({ "is_active": false });
        let patch = patch.as_object().expect("an object");
        let missing = |error: Error| assert!(matches!(error, Error::NotFound), "{error}");
        missing(
            webhooks::find_webhook(carbot, stranger, endpoint)
                .await
                .expect_err("refused"),
        );
        missing(
            webhooks::patch_webhook(carbot, stranger, endpoint, patch, &any)
                .await
                .expect_err("refused"),
        );
        missing(
            webhooks::delete_webhook(carbot, stranger, endpoint, &any)
                .await
                .expect_err("refused"),
        );
        missing(
            webhooks::send_test(carbot, stranger, endpoint)
                .await
                .expect_err("refused"),
        );
        missing(
            webhooks::list_deliveries(carbot, stranger, endpoint, None, 10)
                .await
                .expect_err("refused"),
        );
        let own = webhooks::list_webhooks(carbot, stranger, None, 10).await;
        assert!(own.expect("reads").items.is_empty());
        work(&shop).await;
        assert!(receiver.received().is_empty());
        let found = webhooks::find_webhook(carbot, shop.owner, endpoint).await;
        assert!(found.expect("is there").is_active);
        let stale = Precondition::OneOf(vec![7]);
        let refused = webhooks::delete_webhook(carbot, shop.owner, endpoint, &stale).await;
        assert!(matches!(refused, Err(Error::Stale)));
        let deleted = webhooks::delete_webhook(carbot, shop.owner, endpoint, &any).await;
        deleted.expect("is deleted");
    })
    .await;
}
