//! The queue, with several workers on it.

use crate::{
    receiver::{Act, Receiver},
    shop::{Shop, mail_subjects},
    support::another_process,
};
use api::{
    accounts::ForgotPasswordRequest,
    client_keys::CreateClientKeyRequest,
    ids::WebhookEndpointId,
    values::KeyEnvironment,
    webhooks::{DeliveryStatus, WebhookEvent, WebhookInput},
};
use chrono::{DateTime, Utc};
use domain::{
    Error, accounts, client_keys, demo,
    jobs::{self, JobStatus},
    webhooks,
};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};
use test_support::{TestDatabase, on_each_database};
use tokio::sync::watch;

#[derive(Debug, FromQueryResult)]
struct Row {
    kind: String,
    status: String,
    attempts: i32,
    run_at: Option<DateTime<Utc>>,
}

async fn rows(database: &TestDatabase) -> Vec<Row> {
    let sql = "SELECT kind, status, attempts, run_at FROM jobs ORDER BY id";
    let connection = database.connection();
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let rows = Row::find_by_statement(statement).all(connection).await;
    rows.expect("reads")
}

async fn subscribe(shop: &Shop, receiver: &Receiver) -> WebhookEndpointId {
    let input = WebhookInput {
        url: receiver.url.clone(),
        description: None,
        events: WebhookEvent::ALL.to_vec(),
        is_active: true,
    };
    let created = webhooks::create_webhook(&shop.carbot, shop.owner, input).await;
    created.expect("is made").endpoint.id
}

#[tokio::test]
async fn several_workers_do_every_job_once() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let mut receiver = Receiver::start(&[]).await;
        let endpoint = subscribe(&shop, &receiver).await;
        for _ in 0..20 {
            let sent = webhooks::send_test(&shop.carbot, shop.owner, endpoint).await;
            sent.expect("is written");
        }
        let workers = (0..4).map(|_| jobs::run_due(&shop.carbot));
        let done = futures::future::join_all(workers).await;
        let done: usize = done.into_iter().map(|it| it.expect("works")).sum();
        // With all five schedules, which all workers found due.
        assert_eq!(done, 25);
        assert_eq!(receiver.received().len(), 20);
        let rows = rows(&database).await;
        assert_eq!(rows.len(), 25);
        assert!(
            rows.iter()
                .all(|it| it.status == "done" && it.attempts == 1)
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_scheduled_is_done_once_for_each_time_it_is_due() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let count = async |kind: &str| {
            let rows = rows(&database).await;
            rows.iter().filter(|it| it.kind == kind).count()
        };
        for (hours, hourly, deletions) in [(0, 1, 1), (1, 2, 1), (0, 2, 1), (26, 3, 2)] {
            shop.clock.advance(hours * 3_600);
            jobs::run_due(&shop.carbot).await.expect("works");
            for kind in [
                "roll_up_analytics",
                "recheck_domains",
                "warn_of_expiring_keys",
                "delete_expired",
            ] {
                assert_eq!(count(kind).await, hourly, "{kind}");
            }
            assert_eq!(count("delete_old_records").await, deletions);
        }
        // What was done is deleted after a week; what is due is still known.
        shop.clock.advance(8 * 24 * 3_600);
        jobs::run_due(&shop.carbot).await.expect("works");
        assert_eq!(count("roll_up_analytics").await, 1);
        jobs::run_due(&shop.carbot).await.expect("works");
        assert_eq!(count("roll_up_analytics").await, 1);
    })
    .await;
}

#[tokio::test]
async fn what_has_expired_is_deleted_and_owners_are_warned_by_the_schedule() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let other = another_process(&database, &shop.clock).await;
        let request = CreateClientKeyRequest {
            domain: "werkstatt.example.com".to_owned(),
            description: None,
            usage_limit: None,
            environment: KeyEnvironment::Prod,
            business_id: None,
        };
        let created = client_keys::create_client_key(&shop.carbot, shop.owner, &request).await;
        created.expect("creates");
        let forgotten = ForgotPasswordRequest {
            email: demo::EMAIL.to_owned(),
        };
        accounts::request_password_reset(&shop.carbot, &forgotten)
            .await
            .expect("sends a link");
        mail_subjects(&shop.carbot).await;
        let links = async || {
            let sql = "SELECT count(*) AS count FROM account_tokens";
            let connection = database.connection();
            let statement = Statement::from_string(connection.get_database_backend(), sql);
            let row = connection.query_one_raw(statement).await.expect("reads");
            let row = row.expect("a row");
            row.try_get::<i64>("", "count").expect("a number")
        };
        assert_eq!(links().await, 1);
        // Two processes find the same due; the owner gets one mail.
        shop.clock.advance(340 * 24 * 3_600);
        let one = Box::pin(jobs::run_due(&shop.carbot));
        let (one, two) = tokio::join!(one, Box::pin(jobs::run_due(&other)));
        assert_eq!(one.expect("works") + two.expect("works"), 5);
        assert_eq!(links().await, 0);
        let warnings = mail_subjects(&shop.carbot).await;
        let of_key = |it: &&String| it.contains("werkstatt.example.com");
        assert_eq!(warnings.iter().filter(of_key).count(), 1, "{warnings:?}");
    })
    .await;
}

#[tokio::test]
async fn a_claim_that_is_never_settled_runs_out() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let mut receiver = Receiver::start(&[Act::Wait]).await;
        let endpoint = subscribe(&shop, &receiver).await;
        let sent = webhooks::send_test(&shop.carbot, shop.owner, endpoint).await;
        sent.expect("is written");
        let lost = jobs::run_due(&shop.carbot);
        tokio::select! {
            _ = lost => panic!("the receiver has not answered"),
            _ = receiver.next() => {}
        }
        // The worker is gone in the middle of it. Its claim is respected for a while.
        jobs::run_due(&shop.carbot).await.expect("works");
        assert!(receiver.received().is_empty());
        shop.clock.advance(10 * 60);
        jobs::run_due(&shop.carbot).await.expect("works");
        assert_eq!(receiver.received().len(), 1);
        let rows = rows(&database).await;
        let delivered = rows.iter().find(|it| it.kind == "deliver_webhook");
        let delivered = delivered.expect("is there");
        assert_eq!((delivered.status.as_str(), delivered.attempts), ("done", 2));
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_done_is_kept_for_operators() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let carbot = &shop.carbot;
        jobs::run_due(carbot).await.expect("works");
        let insert = "INSERT INTO jobs (id, kind, run_at) VALUES
            ('01940000-0000-7000-8000-000000000001', 'of_another_version', '2026-11-19T09:00:00Z')";
        let uuid = uuid::uuid!("01940000-0000-7000-8000-000000000001");
        let insert = match database.kind() {
            test_support::DatabaseKind::Postgres => insert.to_owned(),
            test_support::DatabaseKind::Sqlite => insert.replace(
                "'01940000-0000-7000-8000-000000000001'",
                &format!("x'{}'", uuid.simple()),
            ),
        };
        let inserted = database.connection().execute_unprepared(&insert).await;
        inserted.expect("is written");
        assert_eq!(jobs::run_due(carbot).await.expect("works"), 1);
        let dead = async || {
            let dead = jobs::list_jobs(carbot, JobStatus::Dead, 10).await;
            dead.expect("reads")
        };
        let [job] = &dead().await[..] else {
            panic!("not one dead job");
        };
        assert_eq!((job.id, job.attempts), (uuid, 1));
        let error = job.last_error.as_deref().expect("a cause");
        assert!(error.contains("of_another_version"), "{error}");
        assert!(job.finished_at.is_some() && job.run_at.is_none());

        let unknown = jobs::retry_job(carbot, uuid::Uuid::nil()).await;
        assert!(matches!(unknown, Err(Error::NotFound)));
        jobs::retry_job(carbot, uuid).await.expect("is revived");
        assert_eq!(dead().await, []);
        let waiting = jobs::list_jobs(carbot, JobStatus::Waiting, 10).await;
        assert_eq!(waiting.expect("reads")[0].id, uuid);
        // Only what is dead can be revived.
        let twice = jobs::retry_job(carbot, uuid).await;
        assert!(matches!(twice, Err(Error::NotFound)));
        jobs::run_due(carbot).await.expect("works");
        assert_eq!(jobs::retry_all_dead_jobs(carbot).await.ok(), Some(1));
    })
    .await;
}

#[tokio::test]
async fn the_worker_wakes_and_finishes_what_it_began_when_it_is_stopped() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let mut receiver = Receiver::start(&[Act::Answer(204), Act::Wait]).await;
        let endpoint = subscribe(&shop, &receiver).await;
        let (end, ended) = watch::channel(false);
        let worker = tokio::spawn(jobs::run(shop.carbot.clone(), ended));
        for _ in 0..2 {
            let sent = webhooks::send_test(&shop.carbot, shop.owner, endpoint).await;
            sent.expect("is written");
            receiver.next().await;
        }
        end.send(true).expect("is heard");
        receiver.release();
        worker.await.expect("ends");
        let log = webhooks::list_deliveries(&shop.carbot, shop.owner, endpoint, None, 10).await;
        let log = log.expect("reads").items;
        assert_eq!(log.len(), 2);
        assert!(log.iter().all(|it| it.status == DeliveryStatus::Delivered));
        assert!(rows(&database).await.iter().all(|it| it.run_at.is_none()));
    })
    .await;
}

#[tokio::test]
async fn a_worker_whose_sender_is_gone_ends() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let (end, ended) = watch::channel(false);
        let worker = tokio::spawn(jobs::run(shop.carbot.clone(), ended));
        drop(end);
        worker.await.expect("ends");
    })
    .await;
}
