//! Full-text search: the indexes are used, and on SQLite follow every change.

use crate::schema::query;
use migration::{Migrator, MigratorTrait as _};
use sea_orm_migration::sea_orm::{
    ConnectionTrait, DatabaseConnection, Statement, TransactionTrait,
};
use test_support::{TestDatabase, on_each_database};

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
        WHERE (to_tsvector('german', content) || to_tsvector('english', content))
            @@ (to_tsquery('german', 'Reifen:*') || to_tsquery('english', 'Reifen:*'))";
    let templates = "SELECT id FROM templates
        WHERE to_tsvector('english', name || ' ' || coalesce(description, ''))
            @@ websearch_to_tsquery('english', 'modern')";
    for (sql, index) in [
        (messages, "idx_messages_search"),
        (templates, "idx_templates_search"),
    ] {
        let plan = plan(&database, sql).await;
        assert!(plan.contains(index), "{plan}");
    }
}

const ACCOUNT: &str = "
    INSERT INTO users (id, email, password_hash)
        VALUES ('00000000-0000-7000-8000-000000000001', 'a@example.com', '');
    INSERT INTO businesses (id, user_id, name)
        VALUES ('00000000-0000-7000-8000-000000000002',
                '00000000-0000-7000-8000-000000000001', 'Werkstatt');
    INSERT INTO client_keys (id, user_id, business_id, environment, key_hash, key_prefix,
            key_last_four, domain, usage_limit, expires_at)
        VALUES ('00000000-0000-7000-8000-000000000003', '00000000-0000-7000-8000-000000000001',
                '00000000-0000-7000-8000-000000000002', 'prod', 'h', 'p', 'l', 'a.de', 9,
                '2027-01-01T00:00:00Z');
    INSERT INTO conversations (id, client_key_id, business_id, session_id)
        VALUES ('00000000-0000-7000-8000-000000000004', '00000000-0000-7000-8000-000000000003',
                '00000000-0000-7000-8000-000000000002', 's');";

async fn say(connection: &DatabaseConnection, number: u32, content: &str) {
    let sql = format!(
        "INSERT INTO messages (id, conversation_id, role, content)
         VALUES ('00000000-0000-7000-8000-1000000000{number:02}',
                 '00000000-0000-7000-8000-000000000004', 'user', '{content}')"
    );
    connection.execute_unprepared(&sql).await.unwrap();
}

/// What is found for a word on SQLite.
async fn found(connection: &DatabaseConnection, word: &str) -> Vec<String> {
    let sql = format!(
        "SELECT content FROM messages WHERE rowid IN
            (SELECT rowid FROM messages_search WHERE messages_search MATCH '{word}')
         ORDER BY content"
    );
    let rows = query(connection, &sql).await;
    rows.iter()
        .map(|row| row.try_get("", "content").unwrap())
        .collect()
}

#[tokio::test]
async fn the_index_of_sqlite_follows_its_table_and_survives_vacuum() {
    let database = TestDatabase::sqlite().await;
    let connection = database.connection();
    connection.execute_unprepared(ACCOUNT).await.unwrap();
    for (number, content) in ["Ölwechsel", "Reifen", "Bremsen"].into_iter().enumerate() {
        say(connection, number.try_into().unwrap(), content).await;
    }
    assert_eq!(found(connection, "olwechsel").await, ["Ölwechsel"]);
    for sql in [
        "UPDATE messages SET content = 'Lichttest' WHERE content = 'Reifen'",
        "DELETE FROM messages WHERE content = 'Ölwechsel'",
        "VACUUM",
    ] {
        connection.execute_unprepared(sql).await.unwrap();
    }
    assert!(found(connection, "olwechsel OR reifen").await.is_empty());
    assert_eq!(
        found(connection, "licht* OR bremsen").await,
        ["Bremsen", "Lichttest"]
    );
    // The index agrees with the table word for word.
    connection
        .execute_unprepared(
            "INSERT INTO messages_search(messages_search, rank) VALUES ('integrity-check', 1)",
        )
        .await
        .unwrap();
    // Messages that go with their conversation leave the index too.
    connection
        .execute_unprepared("DELETE FROM conversations")
        .await
        .unwrap();
    let left = query(
        connection,
        "SELECT count(*) AS n FROM messages_search WHERE messages_search MATCH 'bremsen OR licht*'",
    )
    .await;
    assert_eq!(left[0].try_get::<i64>("", "n").unwrap(), 0);
}

#[tokio::test]
async fn messages_of_before_are_found() {
    on_each_database(|database| async move {
        let connection = database.connection();
        let names: Vec<_> = Migrator::migrations()
            .iter()
            .map(|it| it.name().to_owned())
            .collect();
        let search = names
            .iter()
            .position(|it| it.ends_with("message_search"))
            .unwrap();
        let after = u32::try_from(names.len() - search).unwrap();
        Migrator::down(connection, Some(after)).await.unwrap();
        connection.execute_unprepared(ACCOUNT).await.unwrap();
        say(connection, 1, "Haben Sie Winterreifen?").await;
        Migrator::up(connection, None).await.unwrap();
        let sql = match database.kind() {
            test_support::DatabaseKind::Sqlite => {
                "SELECT count(*) AS n FROM messages_search
                 WHERE messages_search MATCH 'winterreifen'"
            }
            test_support::DatabaseKind::Postgres => {
                "SELECT count(*) AS n FROM messages
                 WHERE (to_tsvector('german', content) || to_tsvector('english', content))
                     @@ to_tsquery('german', 'Winterreifen')"
            }
        };
        let rows = query(connection, sql).await;
        assert_eq!(rows[0].try_get::<i64>("", "n").unwrap(), 1);
    })
    .await;
}
