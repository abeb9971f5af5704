//! SQLite databases: copies of a file that is migrated once per process.

use migration::{Migrator, MigratorTrait as _};
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbErr,
    sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous},
};
use std::{path::Path, time::Duration};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// The migrated file. Bytes rather than a path: nothing is left behind at the end of the process.
static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();

pub async fn create() -> (TempDir, String, DatabaseConnection) {
    let template = TEMPLATE.get_or_init(migrate_template).await;
    let directory = directory();
    let file = directory.path().join("carbot.db");
    std::fs::write(&file, template).expect("the temporary directory can be written");
    let url = url(&file);
    let connection = connect(&url)
        .await
        .expect("SQLite opens a file that it wrote itself");
    (directory, url, connection)
}

async fn migrate_template() -> Vec<u8> {
    let directory = directory();
    let file = directory.path().join("template.db");
    let connection = connect(&url(&file)).await.expect("SQLite creates a file");
    Migrator::up(&connection, None)
        .await
        .expect("the migrations fit SQLite");
    // Everything into the one file that is copied.
    connection
        .execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)")
        .await
        .expect("nobody else uses the template");
    connection.close().await.expect("connections can be closed");
    std::fs::read(&file).expect("the file was just written")
}

fn directory() -> TempDir {
    tempfile::Builder::new()
        .prefix("carbot-sqlite-")
        .tempdir()
        .expect("the temporary directory can be written")
}

fn url(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}

async fn connect(url: &str) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options
        .sqlx_logging(false)
        .max_connections(8)
        .min_connections(1)
        .map_sqlx_sqlite_opts(|options| {
            options
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Off)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(30))
        });
    Database::connect(options).await
}
