//! Databases for the tests of the other crates: fresh, migrated, one per test, SQLite or PostgreSQL.
//!
//! A test written once runs on both:
//!
//! ```
//! # let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
//! # runtime.block_on(async {
//! test_support::on_each_database(|database| async move {
//!     database.connection().ping().await.unwrap();
//! })
//! .await;
//! # });
//! ```
//!
//! The schema is migrated once per process and kind; each test gets a copy. The PostgreSQL server is
//! the one `DATABASE_URL` names (`postgres://…`, a role that may create databases). Without that, a
//! throw-away server is started once per process from the system's binaries; it ends with the
//! process, however that ends.
//!
//! Nothing here outlives its tokio runtime, because every `#[tokio::test]` has its own. Runs on Unix.

mod postgres;
mod redis;
mod sqlite;

use futures::FutureExt as _;
pub use redis::RedisServer;

use postgres::{PostgresDatabase, PostgresError};
use sea_orm::DatabaseConnection;
use std::{any::Any, fmt, io::Write as _, panic::AssertUnwindSafe, sync::Once};
use tempfile::TempDir;

/// A migrated database that belongs to one test and goes away with it.
#[derive(Debug)]
pub struct TestDatabase {
    connection: DatabaseConnection,
    url: String,
    storage: Storage,
}

#[derive(Debug)]
enum Storage {
    Sqlite(TempDir),
    Postgres(PostgresDatabase),
}

/// The databases CarBot runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseKind {
    /// A file, read and written by the process itself.
    Sqlite,
    /// A server.
    Postgres,
}

impl TestDatabase {
    /// A SQLite file in a directory of its own, in WAL mode and with foreign keys enforced. It is
    /// not synced to the disk, which makes it fast and is no matter as long as the machine runs.
    ///
    /// # Panics
    ///
    /// When the temporary directory cannot be written.
    pub async fn sqlite() -> Self {
        let (directory, url, connection) = sqlite::create().await;
        Self {
            connection,
            url,
            storage: Storage::Sqlite(directory),
        }
    }

    /// A database on the PostgreSQL server, see the crate's documentation.
    ///
    /// # Panics
    ///
    /// When there is no PostgreSQL, or it does not do what it should.
    pub async fn postgres() -> Self {
        Self::try_postgres()
            .await
            .unwrap_or_else(|error| panic!("{error}"))
    }

    /// A database on the PostgreSQL server; `None`, and a loud note past the test harness's
    /// capture, where PostgreSQL is not installed.
    ///
    /// # Panics
    ///
    /// When PostgreSQL is not installed and the environment has `CI`: there nobody reads notes.
    /// Also when it is there but does not do what it should.
    pub async fn postgres_if_available() -> Option<Self> {
        if_available(Self::try_postgres().await)
    }

    async fn try_postgres() -> Result<Self, PostgresError> {
        let (database, connection) = postgres::create().await?;
        let url = database.url().to_owned();
        Ok(Self {
            connection,
            url,
            storage: Storage::Postgres(database),
        })
    }

    /// The connections, a pool of at most eight.
    pub fn connection(&self) -> &DatabaseConnection {
        &self.connection
    }

    /// Where another process finds the database: `sqlite:///…` or `postgres://…`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// SQLite or PostgreSQL.
    pub fn kind(&self) -> DatabaseKind {
        match self.storage {
            Storage::Sqlite(_) => DatabaseKind::Sqlite,
            Storage::Postgres(_) => DatabaseKind::Postgres,
        }
    }

    /// Closes the connections, also those of clones, and removes the database. Dropping removes it
    /// too, under the feet of whoever still uses it.
    ///
    /// # Panics
    ///
    /// When a connection cannot be closed or a SQLite file cannot be removed.
    pub async fn close(self) {
        self.connection
            .close()
            .await
            .expect("connections can be closed");
        match self.storage {
            Storage::Sqlite(directory) => {
                directory
                    .close()
                    .expect("the directory of a test can be removed");
            }
            Storage::Postgres(database) => database.remove().await,
        }
    }
}

impl fmt::Display for DatabaseKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}

/// Runs a test on SQLite and then, where it is available, on PostgreSQL, each time with a fresh
/// database. See [`TestDatabase::postgres_if_available`] for what happens where it is not.
///
/// # Panics
///
/// When the test panics; the message says on which database.
pub async fn on_each_database<F: Future<Output = ()>>(test: impl Fn(TestDatabase) -> F) {
    run_on(TestDatabase::sqlite().await, &test).await;
    if let Some(database) = TestDatabase::postgres_if_available().await {
        run_on(database, &test).await;
    }
}

async fn run_on<F: Future<Output = ()>>(database: TestDatabase, test: impl Fn(TestDatabase) -> F) {
    let kind = database.kind();
    if let Err(cause) = AssertUnwindSafe(test(database)).catch_unwind().await {
        panic!("on {kind}: {}", panic_message(&*cause));
    }
}

fn panic_message(cause: &(dyn Any + Send)) -> &str {
    cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied())
        .unwrap_or("the test panicked with something that is no text")
}

/// The URL of the PostgreSQL server's maintenance database, for tests and tools that create
/// databases themselves; `None` where PostgreSQL is not installed, as in
/// [`TestDatabase::postgres_if_available`]. A server started for it ends with this process. To point
/// a program at a migrated database, give it [`TestDatabase::url`] instead.
///
/// Blocks for some seconds when the server has yet to be started.
///
/// # Panics
///
/// As [`TestDatabase::postgres_if_available`].
pub fn postgres_server_url() -> Option<String> {
    if_available(postgres::server_url())
}

fn if_available<T>(result: Result<T, PostgresError>) -> Option<T> {
    static NOTE: Once = Once::new();
    match result {
        Ok(it) => Some(it),
        Err(error @ PostgresError::NotInstalled) if !is_ci() => {
            NOTE.call_once(|| {
                // Not `eprintln!`, which the test harness keeps to itself when a test passes. If
                // even stderr is gone, nobody is left to tell.
                let _ = writeln!(
                    std::io::stderr(),
                    "\nPostgreSQL tests are SKIPPED: {error}.\n"
                );
            });
            None
        }
        Err(error) => panic!("{error}"),
    }
}

fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|it| !it.is_empty())
}
