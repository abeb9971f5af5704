//! Who may ask for how much, counted in the process and in Redis.

use crate::{
    shop::Shop,
    support::{another_process, carbot, register},
};
use api::{accounts::LoginRequest, widget::WidgetChatRequest};
use domain::{
    Error, accounts,
    chat::{self, Visitor},
    demo,
    limits::{
        ClientAddress, Demand, Limit, Limits, ProcessStore, RateLimitStore, RateLimiter,
        RedisStore, Standing,
    },
};
use std::{sync::Arc, time::Duration};
use test_support::{RedisServer, TestDatabase, on_each_database};

fn three_in_a_minute(subject: &str) -> Demand {
    Demand {
        limit: Limit {
            name: "test",
            points: 3,
            duration: Duration::from_mins(1),
            block_duration: Duration::from_mins(10),
            skip_successful_requests: false,
        },
        subject: subject.to_owned(),
    }
}

async fn take(store: &impl RateLimitStore, demand: &Demand) -> Standing {
    store.consume(std::slice::from_ref(demand)).await[0]
}

/// What holds wherever counts are kept.
async fn check_store(store: &impl RateLimitStore) {
    let demand = three_in_a_minute("a");
    for consumed in 1..=3 {
        let standing = take(store, &demand).await;
        assert_eq!(standing.consumed, consumed);
        assert!(!standing.is_exceeded());
        assert!(standing.resets_in <= Duration::from_mins(1), "{standing:?}");
    }
    // One too many begins the block; what comes after does not lengthen it.
    let block = Duration::from_mins(9)..=Duration::from_mins(10);
    for _ in 0..2 {
        let standing = take(store, &demand).await;
        assert!(
            standing.is_exceeded() && block.contains(&standing.resets_in),
            "{standing:?}"
        );
    }
    // Who is blocked gets nothing back.
    store.give_back(&demand).await;
    assert!(take(store, &demand).await.is_exceeded());
    // Others are not concerned.
    let other = three_in_a_minute("b");
    assert_eq!(take(store, &other).await.consumed, 1);
    // A point that is given back can be taken again; never more than were taken.
    for _ in 0..3 {
        store.give_back(&other).await;
    }
    assert_eq!(take(store, &other).await.consumed, 1);
    // Behind the first rule that is exceeded nothing is counted.
    let last = three_in_a_minute("c");
    let standings = store
        .consume(&[other.clone(), demand.clone(), last.clone()])
        .await;
    assert_eq!(standings.len(), 2);
    assert!(standings[1].is_exceeded());
    assert_eq!(take(store, &last).await.consumed, 1);
    store.reset(&demand).await;
    assert_eq!(take(store, &demand).await.consumed, 1);
}

/// Of many at once, as many as allowed get through.
async fn check_race(store: Arc<impl RateLimitStore + 'static>) {
    let demand = Demand {
        limit: Limit {
            points: 50,
            ..three_in_a_minute("race").limit
        },
        subject: "race".to_owned(),
    };
    let tasks: Vec<_> = (0..200)
        .map(|_| {
            let (store, demand) = (store.clone(), demand.clone());
            tokio::spawn(async move { !take(&*store, &demand).await.is_exceeded() })
        })
        .collect();
    let mut allowed = 0;
    for task in tasks {
        allowed += u32::from(task.await.expect("counts"));
    }
    assert_eq!(allowed, 50);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_counts_windows_and_blocks() {
    let database = TestDatabase::sqlite().await;
    let (carbot, clock) = carbot(&database);
    let store = Arc::new(ProcessStore::new(carbot.clock().clone()));
    check_store(&*store).await;
    check_race(store.clone()).await;

    let demand = three_in_a_minute("time");
    for _ in 0..3 {
        take(&*store, &demand).await;
    }
    clock.advance(60);
    assert_eq!(take(&*store, &demand).await.consumed, 1, "a new window");
    for _ in 0..3 {
        take(&*store, &demand).await;
    }
    clock.advance(599);
    assert!(take(&*store, &demand).await.is_exceeded());
    clock.advance(1);
    assert_eq!(
        take(&*store, &demand).await.consumed,
        1,
        "the block has ended"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn redis_counts_for_all_processes_and_each_for_itself_without_it() {
    let Some(server) = RedisServer::start_if_available() else {
        return;
    };
    let database = TestDatabase::sqlite().await;
    let (first, clock) = carbot(&database);
    let second = another_process(&database, &clock).await;
    let connect = async |carbot| {
        RedisStore::connect(&server.url(), carbot)
            .await
            .expect("answers")
    };
    let (first, second) = (Arc::new(connect(&first).await), connect(&second).await);
    check_store(&*first).await;
    check_race(first.clone()).await;
    let demand = three_in_a_minute("shared");
    assert_eq!(take(&*first, &demand).await.consumed, 1);
    assert_eq!(take(&second, &demand).await.consumed, 2);

    let port = server.port();
    server.stop();
    let demand = three_in_a_minute("alone");
    for consumed in 1..=4 {
        assert_eq!(take(&*first, &demand).await.consumed, consumed);
    }
    assert!(take(&*first, &demand).await.is_exceeded());
    assert_eq!(take(&second, &demand).await.consumed, 1);
    first.reset(&demand).await;
    assert_eq!(take(&*first, &demand).await.consumed, 1);

    // Redis is back: sooner or later it is asked again, and the two count together.
    let _server = RedisServer::start_on(port).expect("the port is still free");
    let demand = Demand {
        limit: Limit {
            points: u32::MAX,
            ..demand.limit
        },
        subject: "together".to_owned(),
    };
    let is_shared = async {
        let mut alone = 0;
        loop {
            alone += 1;
            let (one, two) = (take(&*first, &demand).await, take(&second, &demand).await);
            if two.consumed == one.consumed + 1 && one.consumed != alone {
                break;
            }
            tokio::task::yield_now().await;
        }
    };
    let waited = tokio::time::timeout(Duration::from_secs(20), is_shared).await;
    waited.expect("Redis is used again");
}

#[tokio::test]
async fn a_redis_that_is_not_there_is_an_error() {
    let database = TestDatabase::sqlite().await;
    let (carbot, _) = carbot(&database);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("bound");
    drop(listener);
    let refused = RedisStore::connect(&format!("redis://{address}"), &carbot).await;
    assert!(refused.is_err());
}

#[tokio::test]
async fn five_wrong_passwords_block_the_account_for_that_address_only() {
    on_each_database(|database| async move {
        let (carbot, clock) = carbot(&database);
        register(&carbot, "owner@example.com").await;
        let log_in = async |password: &str, address: &str| {
            let request = LoginRequest {
                email: "owner@example.com".to_owned(),
                password: password.to_owned(),
                remember: false,
                totp_code: None,
                recovery_code: None,
            };
            let address = ClientAddress(address.parse().expect("an address"));
            let result = accounts::log_in(&carbot, &request, Some(address)).await;
            result.map_err(|it| it.problem().code)
        };
        let right = "SecurePassword123!";
        for _ in 0..4 {
            assert_eq!(
                log_in("wrong", "203.0.113.7").await.expect_err("wrong"),
                "invalid_credentials"
            );
        }
        log_in(right, "203.0.113.7")
            .await
            .expect("what was wrong before is forgotten");
        for _ in 0..5 {
            assert_eq!(
                log_in("wrong", "203.0.113.7").await.expect_err("wrong"),
                "invalid_credentials"
            );
        }
        let refused = log_in(right, "203.0.113.7").await.expect_err("blocked");
        assert_eq!(refused, "too_many_attempts");
        log_in(right, "203.0.113.8")
            .await
            .expect("others are not locked out");
        clock.advance(3_599);
        log_in(right, "203.0.113.7")
            .await
            .expect_err("still blocked");
        clock.advance(1);
        log_in(right, "203.0.113.7")
            .await
            .expect("an hour has passed");
    })
    .await;
}

#[tokio::test]
async fn visitors_are_limited_by_session_address_and_key_and_told_whom_to_call() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let small = |name, points| Limit {
            name,
            points,
            duration: Duration::from_hours(1),
            block_duration: Duration::ZERO,
            skip_successful_requests: false,
        };
        let limits = Limits {
            widget_session: small("s", 2),
            widget_address: small("a", 3),
            widget_key: Limit {
                block_duration: Duration::from_hours(1),
                ..small("k", 4)
            },
            ..Limits::default()
        };
        let store = ProcessStore::new(shop.carbot.clock().clone());
        let limiter = RateLimiter::new(store).with_limits(limits);
        let carbot = another_process(&database, &shop.clock)
            .await
            .with_rate_limiter(limiter);
        let say = async |session: &str, address: &str| {
            let request = WidgetChatRequest {
                client_message_id: None,
                client_key: demo::CLIENT_KEY.to_owned(),
                session_id: session.to_owned(),
                message: "Hallo".to_owned(),
                context: None,
            };
            let visitor = Visitor {
                origin: None,
                address: Some(address),
            };
            match chat::answer(&carbot, visitor, &request).await {
                Ok(_) => "answered".to_owned(),
                Err(Error::RateLimited(refusal)) => refusal.standing.limit.name.to_owned(),
                Err(other) => panic!("{other}"),
            }
        };
        assert_eq!(say("one", "203.0.113.7").await, "answered");
        assert_eq!(say("one", "203.0.113.7").await, "answered");
        assert_eq!(say("one", "203.0.113.7").await, "s");
        assert_eq!(say("two", "203.0.113.7").await, "answered");
        assert_eq!(say("two", "203.0.113.7").await, "a");
        // What was refused was not taken from the key.
        assert_eq!(say("three", "203.0.113.8").await, "answered");
        assert_eq!(say("four", "203.0.113.9").await, "k");
        shop.clock.advance(3_599);
        assert_eq!(say("four", "203.0.113.9").await, "k");
        shop.clock.advance(1);
        assert_eq!(say("four", "203.0.113.9").await, "answered");
    })
    .await;
}
