//! What a plan allows in a month.

use crate::{shop::Shop, support::another_process};
use api::{accounts::Tier, values::Email};
use domain::{
    Carbot, Error,
    conversations::{self, Recording, Turn},
    demo,
    quotas::{MonthlyUsage, find_monthly_usage},
};
use sea_orm::{ConnectionTrait as _, DatabaseConnection};
use std::sync::Arc;
use test_support::{TestDatabase, on_each_database};
use tokio::sync::Semaphore;

async fn on_plan(database: &TestDatabase, tier: Tier) -> Shop {
    let shop = Shop::open(database).await;
    set_plan(&shop, tier).await;
    shop
}

async fn set_plan(shop: &Shop, tier: Tier) {
    let email = Email::parse(demo::EMAIL).expect("an address");
    let exists = domain::accounts::set_tier(&shop.carbot, &email, tier).await;
    assert!(exists.expect("sets"));
}

async fn execute(connection: &DatabaseConnection, sql: &str) {
    connection.execute_unprepared(sql).await.expect("executes");
}

async fn record(carbot: &Carbot, turn: &Turn) -> &'static str {
    match conversations::record_turn(carbot, turn).await {
        Ok(Recording::Stored(_)) => "stored",
        Ok(other) => panic!("{other:?}"),
        Err(Error::QuotaExhausted { .. }) => "exhausted",
        Err(other) => panic!("{other}"),
    }
}

async fn usage(shop: &Shop) -> (String, i64, i64) {
    let MonthlyUsage {
        period,
        conversations,
        messages,
    } = find_monthly_usage(&shop.carbot, shop.owner)
        .await
        .expect("reads");
    (period, conversations, messages)
}

/// Ten thousand visitors at once, in two processes, on a plan for a thousand conversations.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_quota_is_used_up_and_never_exceeded() {
    on_each_database(|database| async move {
        let shop = Arc::new(on_plan(&database, Tier::Basic).await);
        // The key's own limit is not what is tested.
        execute(
            database.connection(),
            "UPDATE client_keys SET usage_limit = 1000000",
        )
        .await;
        let other = another_process(&database, &shop.clock).await;
        // As many as a server has connections for wait for the database, the others for them.
        let places = Arc::new(Semaphore::new(16));
        let mut visitors = Vec::with_capacity(10_000);
        for number in 0..10_000 {
            let carbot = if number % 2 == 0 {
                &shop.carbot
            } else {
                &other
            }
            .clone();
            let turn = shop.small_talk(&format!("session-{number}"));
            let places = places.clone();
            visitors.push(tokio::spawn(async move {
                let _place = places.acquire().await.expect("open");
                record(&carbot, &turn).await
            }));
        }
        let mut stored = 0;
        for visitor in visitors {
            stored += u32::from(visitor.await.expect("answers") == "stored");
        }
        assert_eq!(stored, 1_000);
        assert_eq!(usage(&shop).await, ("2026-11".to_owned(), 1_000, 1_000));
    })
    .await;
}

#[tokio::test]
async fn a_conversation_goes_on_until_the_messages_end_and_a_month_begins_anew() {
    on_each_database(|database| async move {
        let shop = on_plan(&database, Tier::Basic).await;
        let turn = |session: &str| shop.small_talk(session);
        assert_eq!(record(&shop.carbot, &turn("first")).await, "stored");
        let connection = database.connection();
        execute(connection, "UPDATE usage_counters SET conversations = 1000").await;
        assert_eq!(record(&shop.carbot, &turn("second")).await, "exhausted");
        assert_eq!(record(&shop.carbot, &turn("first")).await, "stored");
        execute(connection, "UPDATE usage_counters SET messages = 10000").await;
        assert_eq!(record(&shop.carbot, &turn("first")).await, "exhausted");
        assert_eq!(usage(&shop).await, ("2026-11".to_owned(), 1_000, 10_000));

        set_plan(&shop, Tier::Premium).await;
        assert_eq!(record(&shop.carbot, &turn("second")).await, "stored");
        execute(
            connection,
            "UPDATE usage_counters SET conversations = 5000, messages = 50000",
        )
        .await;
        assert_eq!(record(&shop.carbot, &turn("third")).await, "exhausted");
        set_plan(&shop, Tier::Enterprise).await;
        assert_eq!(record(&shop.carbot, &turn("third")).await, "stored");
        // What the old plan allowed is gone, what it began goes on.
        set_plan(&shop, Tier::Premium).await;
        execute(connection, "UPDATE usage_counters SET messages = 100").await;
        assert_eq!(record(&shop.carbot, &turn("third")).await, "stored");
        assert_eq!(record(&shop.carbot, &turn("fourth")).await, "exhausted");

        shop.clock.advance(12 * 24 * 3_600);
        assert_eq!(usage(&shop).await, ("2026-12".to_owned(), 0, 0));
        assert_eq!(record(&shop.carbot, &turn("fifth")).await, "stored");
        assert_eq!(usage(&shop).await, ("2026-12".to_owned(), 1, 1));
    })
    .await;
}

#[tokio::test]
async fn what_is_refused_later_in_a_turn_is_not_counted() {
    on_each_database(|database| async move {
        let shop = on_plan(&database, Tier::Basic).await;
        execute(
            database.connection(),
            "UPDATE client_keys SET usage_limit = 1, current_usage = 1",
        )
        .await;
        let turn = shop.small_talk("first");
        let refused = conversations::record_turn(&shop.carbot, &turn).await;
        assert_eq!(
            refused.expect_err("refused").problem().code,
            "usage_limit_reached"
        );
        assert_eq!(usage(&shop).await.2, 0);
    })
    .await;
}
