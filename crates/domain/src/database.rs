use sea_orm::{
    ConnectOptions, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
    sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous},
};
use std::time::Duration;

/// A pool of connections to SQLite or PostgreSQL.
#[derive(Clone, Debug)]
pub struct Database(DatabaseConnection);

impl Database {
    /// Connects to `sqlite://path` or `postgres://…`; a missing SQLite file is created.
    pub async fn connect(url: &str) -> Result<Self, DbErr> {
        let mut options = ConnectOptions::new(url);
        options
            .sqlx_logging(false)
            .connect_timeout(Duration::from_secs(5))
            .acquire_timeout(Duration::from_secs(5));
        if url.starts_with("sqlite:") {
            // Readers run beside the one writer; each acknowledged commit is on disk.
            options
                .max_connections(8)
                .min_connections(1)
                .map_sqlx_sqlite_opts(|options| {
                    options
                        .create_if_missing(true)
                        .journal_mode(SqliteJournalMode::Wal)
                        .synchronous(SqliteSynchronous::Full)
                        .foreign_keys(true)
                        .busy_timeout(Duration::from_secs(5))
                });
        } else {
            options.max_connections(20).min_connections(1);
        }
        sea_orm::Database::connect(options).await.map(Self)
    }

    /// The connections, for the migrations.
    pub fn connection(&self) -> &DatabaseConnection {
        &self.0
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), DbErr> {
        self.0.ping().await
    }

    /// Whether this is SQLite.
    pub fn is_sqlite(&self) -> bool {
        self.0.get_database_backend() == DbBackend::Sqlite
    }

    /// Waits for running statements and closes all connections.
    pub async fn close(self) -> Result<(), DbErr> {
        self.0.close().await
    }

    /// Begins a transaction that is going to write. On SQLite it takes the
    /// write lock at once: one that began as a reader could not wait for it.
    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: self.is_sqlite().then_some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        self.0.begin_with_options(options).await
    }
}

impl From<DatabaseConnection> for Database {
    fn from(connection: DatabaseConnection) -> Self {
        Self(connection)
    }
}
