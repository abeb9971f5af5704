//! What the other crates rely on.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail like tests")]

use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use std::{collections::HashSet, panic::AssertUnwindSafe, path::Path};
use test_support::{DatabaseKind, TestDatabase, on_each_database, postgres_server_url};

async fn count_users(connection: &DatabaseConnection) -> i64 {
    let statement = Statement::from_string(
        connection.get_database_backend(),
        "SELECT count(*) AS count FROM users",
    );
    connection
        .query_one_raw(statement)
        .await
        .unwrap()
        .unwrap()
        .try_get("", "count")
        .unwrap()
}

async fn insert_user(connection: &DatabaseConnection) {
    connection
        .execute_unprepared(
            "INSERT INTO users (id, email, password_hash) \
             VALUES ('01936f00-0000-7000-8000-000000000001', 'anna@example.org', '-')",
        )
        .await
        .unwrap();
}

#[tokio::test]
async fn each_database_is_migrated_and_its_own() {
    on_each_database(async |first| {
        let second = match first.kind() {
            DatabaseKind::Sqlite => TestDatabase::sqlite().await,
            DatabaseKind::Postgres => TestDatabase::postgres().await,
        };
        assert_ne!(first.url(), second.url());
        insert_user(first.connection()).await;
        assert_eq!(count_users(first.connection()).await, 1);
        assert_eq!(count_users(second.connection()).await, 0);
    })
    .await;
}

#[tokio::test]
async fn another_process_finds_the_database_by_its_url() {
    on_each_database(async |database| {
        let other = sea_orm::Database::connect(database.url()).await.unwrap();
        insert_user(&other).await;
        assert_eq!(count_users(database.connection()).await, 1);
        other.close().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn many_tasks_can_use_one_database() {
    on_each_database(async |database| {
        let counts = futures::future::join_all((0..50).map(|_| count_users(database.connection())));
        assert_eq!(counts.await, vec![0; 50]);
    })
    .await;
}

#[test]
fn databases_come_and_go_on_any_runtime() {
    let threads = (0..6).map(|_| {
        std::thread::spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime.unwrap().block_on(async {
                let mut urls = Vec::new();
                on_each_database(async |database| {
                    assert_eq!(count_users(database.connection()).await, 0);
                })
                .await;
                for _ in 0..2 {
                    let database = TestDatabase::sqlite().await;
                    urls.push(database.url().to_owned());
                    database.close().await;
                }
                urls
            })
        })
    });
    let threads: Vec<_> = threads.collect();
    let urls: Vec<_> = threads
        .into_iter()
        .flat_map(|it| it.join().unwrap())
        .collect();
    assert_eq!(urls.iter().collect::<HashSet<_>>().len(), 12);
}

#[tokio::test]
async fn a_closed_sqlite_database_leaves_no_file() {
    let database = TestDatabase::sqlite().await;
    let file = database.url().strip_prefix("sqlite://").unwrap().to_owned();
    let directory = Path::new(&file).parent().unwrap().to_owned();
    insert_user(database.connection()).await;
    assert!(directory.is_dir());
    database.close().await;
    assert!(!directory.exists());
}

#[tokio::test]
async fn a_closed_postgres_database_is_gone_even_if_somebody_is_connected() {
    let Some(database) = TestDatabase::postgres_if_available().await else {
        return;
    };
    let url = database.url().to_owned();
    let other = sea_orm::Database::connect(&url).await.unwrap();
    database.close().await;
    other.ping().await.unwrap_err();
    let error = sea_orm::Database::connect(&url).await.unwrap_err();
    assert!(error.to_string().contains("does not exist"), "{error}");
}

#[tokio::test]
async fn the_server_url_leads_to_the_same_server() {
    let Some(database) = TestDatabase::postgres_if_available().await else {
        return;
    };
    let name = database.url().rsplit('/').next().unwrap();
    let name = name.split('?').next().unwrap();
    let url = postgres_server_url().expect("there is one, as it has a database");
    let server = sea_orm::Database::connect(url).await.unwrap();
    let statement = Statement::from_sql_and_values(
        sea_orm::DbBackend::Postgres,
        "SELECT 1 FROM pg_database WHERE datname = $1",
        [name.into()],
    );
    assert!(
        server.query_one_raw(statement).await.unwrap().is_some(),
        "{name}"
    );
    server.close().await.unwrap();
}

#[tokio::test]
async fn a_failure_names_its_database() {
    let failing = on_each_database(async |_| panic!("three is not four"));
    let cause = futures::FutureExt::catch_unwind(AssertUnwindSafe(failing))
        .await
        .unwrap_err();
    assert_eq!(
        cause.downcast_ref::<String>().unwrap(),
        "on SQLite: three is not four"
    );
}

#[tokio::test]
async fn foreign_keys_hold() {
    on_each_database(async |database| {
        let error = database
            .connection()
            .execute_unprepared(
                "INSERT INTO businesses (id, user_id, name) VALUES \
                 ('01936f00-0000-7000-8000-000000000002', \
                  '01936f00-0000-7000-8000-000000000003', 'Nobody')",
            )
            .await
            .unwrap_err();
        assert!(
            matches!(
                error.sql_err(),
                Some(sea_orm::SqlErr::ForeignKeyConstraintViolation(_))
            ),
            "{error}"
        );
    })
    .await;
}
