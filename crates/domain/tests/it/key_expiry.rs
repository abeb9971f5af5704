//! Owners are told before their keys expire.

use crate::{
    shop::mail_subjects as mails,
    support::{another_process, carbot, register},
};
use api::{client_keys::CreateClientKeyRequest, values::KeyEnvironment};
use domain::client_keys::{self, warn_of_expiring_keys};
use test_support::on_each_database;

const DAY: i64 = 24 * 3_600;

#[tokio::test]
async fn an_owner_is_told_a_month_and_a_week_before_once_each() {
    on_each_database(|database| async move {
        let (carbot, clock) = carbot(&database);
        let other = another_process(&database, &clock).await;
        let owner = register(&carbot, "owner@example.com").await;
        let create = async |domain: &str| {
            let request = CreateClientKeyRequest {
                domain: domain.to_owned(),
                description: None,
                usage_limit: None,
                environment: KeyEnvironment::Prod,
                business_id: None,
            };
            let key = client_keys::create_client_key(&carbot, owner, &request).await;
            key.expect("creates").id
        };
        create("werkstatt.example.com").await;
        let revoked = create("alt.example.com").await;
        client_keys::revoke_client_key(&carbot, owner, revoked)
            .await
            .expect("revokes");
        let warn = async || {
            let (one, two) = tokio::join!(
                warn_of_expiring_keys(&carbot),
                warn_of_expiring_keys(&other)
            );
            (
                one.expect("warns") + two.expect("warns"),
                mails(&carbot).await,
            )
        };
        let told = |days: &str| {
            let subject = format!("Ihr Schlüssel für werkstatt.example.com läuft in {days} ab");
            (1, vec![format!("owner@example.com: {subject}")])
        };
        let nothing = (0, Vec::new());
        assert_eq!(warn().await, nothing);
        clock.advance(334 * DAY);
        assert_eq!(warn().await, nothing);
        clock.advance(DAY);
        assert_eq!(warn().await, told("30 Tagen"));
        assert_eq!(warn().await, nothing);
        clock.advance(23 * DAY);
        assert_eq!(warn().await, told("7 Tagen"));
        clock.advance(DAY);
        assert_eq!(warn().await, nothing);
        clock.advance(7 * DAY);
        assert_eq!(warn().await, nothing);
    })
    .await;
}

#[tokio::test]
async fn an_owner_who_was_not_told_in_time_is_told_once() {
    on_each_database(|database| async move {
        let (carbot, clock) = carbot(&database);
        let owner = register(&carbot, "owner@example.com").await;
        let request = CreateClientKeyRequest {
            domain: "werkstatt.example.com".to_owned(),
            description: None,
            usage_limit: None,
            environment: KeyEnvironment::Prod,
            business_id: None,
        };
        client_keys::create_client_key(&carbot, owner, &request)
            .await
            .expect("creates");
        clock.advance(364 * DAY);
        assert_eq!(warn_of_expiring_keys(&carbot).await.expect("warns"), 1);
        let subject = "Ihr Schlüssel für werkstatt.example.com läuft in einem Tag ab";
        assert_eq!(
            mails(&carbot).await,
            [format!("owner@example.com: {subject}")]
        );
    })
    .await;
}
