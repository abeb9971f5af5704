//! Full-text search over messages: German and English together on PostgreSQL, FTS5 on SQLite.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, UP_POSTGRES, UP_SQLITE).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, DOWN_POSTGRES, DOWN_SQLITE).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn run(
    manager: &SchemaManager<'_>,
    on_postgres: &[&str],
    on_sqlite: &[&str],
) -> Result<(), DbErr> {
    let statements = match manager.get_database_backend() {
        DbBackend::Postgres => on_postgres,
        _ => on_sqlite,
    };
    for statement in statements {
        manager
            .get_connection()
            .execute_unprepared(statement)
            .await?;
    }
    Ok(())
}

/// One index instead of two: each further one costs every message that is written.
const UP_POSTGRES: &[&str] = &[
    "DROP INDEX idx_messages_content_fts",
    "CREATE INDEX idx_messages_search ON messages USING gin \
     ((to_tsvector('german', content) || to_tsvector('english', content)))",
];

const DOWN_POSTGRES: &[&str] = &[
    "DROP INDEX idx_messages_search",
    "CREATE INDEX idx_messages_content_fts ON messages USING gin \
     (to_tsvector('german', content))",
];

/// The words only, without their places and numbers, which nothing asks for and every message would
/// pay for. The text stays in `messages`, whose rowids VACUUM keeps (a test says so).
const UP_SQLITE: &[&str] = &[
    "CREATE VIRTUAL TABLE messages_search USING fts5(content, content='messages', \
     content_rowid='rowid', tokenize='unicode61 remove_diacritics 2', detail='none', columnsize=0)",
    "INSERT INTO messages_search(messages_search) VALUES ('rebuild')",
    "CREATE TRIGGER tr_messages_search_insert AFTER INSERT ON messages BEGIN \
     INSERT INTO messages_search(rowid, content) VALUES (new.rowid, new.content); END",
    "CREATE TRIGGER tr_messages_search_delete AFTER DELETE ON messages BEGIN \
     INSERT INTO messages_search(messages_search, rowid, content) \
     VALUES ('delete', old.rowid, old.content); END",
    "CREATE TRIGGER tr_messages_search_update AFTER UPDATE OF content ON messages BEGIN \
     INSERT INTO messages_search(messages_search, rowid, content) \
     VALUES ('delete', old.rowid, old.content); \
     INSERT INTO messages_search(rowid, content) VALUES (new.rowid, new.content); END",
];

const DOWN_SQLITE: &[&str] = &[
    "DROP TRIGGER tr_messages_search_update",
    "DROP TRIGGER tr_messages_search_delete",
    "DROP TRIGGER tr_messages_search_insert",
    "DROP TABLE messages_search",
];
