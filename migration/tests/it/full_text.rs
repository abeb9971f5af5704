//! Full-text search on PostgreSQL. SQLite has none yet.

use sea_orm_migration::sea_orm::{ConnectionTrait, Statement, TransactionTrait};
use test_support::TestDatabase;

/// How PostgreSQL finds what a query asks for, if it may not read whole tables.
async fn plan(database: &TestDatabase, sql: &str) -> String {
    let transaction = database.connection().begin().await.unwrap();
    transaction
        .execute_unprepared("SET LOCAL enable_seqscan = off")
        .await
        .unwrap();
    let backend = transaction.get_database_backend();
    let rows = transaction
        .query_all_raw(Statement::from_string(backend, format!("EXPLAIN {sql}")))
        .await
        .unwrap();
    let lines: Vec<String> = rows
        .iter()
        .map(|row| row.try_get_by_index(0).unwrap())
        .collect();
    lines.join("\n")
}

#[tokio::test]
async fn search_uses_the_full_text_indexes() {
    let Some(database) = TestDatabase::postgres_if_available().await else {
        return;
    };
    let messages = "SELECT id FROM messages
        WHERE to_tsvector('german', content) @@ websearch_to_tsquery('german', 'Reifen')";
    let templates = "SELECT id FROM templates
        WHERE to_tsvector('english', name || ' ' || coalesce(description, ''))
            @@ websearch_to_tsquery('english', 'modern')";
    for (sql, index) in [
        (messages, "idx_messages_content_fts"),
        (templates, "idx_templates_search"),
    ] {
        let plan = plan(&database, sql).await;
        assert!(plan.contains(index), "{plan}");
    }
}
