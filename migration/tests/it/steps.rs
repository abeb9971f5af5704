//! Up and down.

use crate::schema::{Schema, query};
use migration::{MigrationStatus, Migrator, MigratorTrait as _};
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend};
use test_support::on_each_database;

/// The schema word for word, as the database itself would tell it.
async fn definitions(connection: &DatabaseConnection) -> Vec<String> {
    let sql = match connection.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT tables.relname || ' ' || columns.attname || ' '
                    || format_type(columns.atttypid, columns.atttypmod)
                    || columns.attnotnull::text
                    || coalesce(pg_get_expr(defaults.adbin, defaults.adrelid), '') AS line
                FROM pg_class AS tables
                JOIN pg_attribute AS columns ON columns.attrelid = tables.oid
                LEFT JOIN pg_attrdef AS defaults
                    ON defaults.adrelid = tables.oid AND defaults.adnum = columns.attnum
                WHERE tables.relnamespace = 'public'::regnamespace AND tables.relkind = 'r'
                    AND columns.attnum > 0 AND NOT columns.attisdropped
            UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
            UNION ALL SELECT conrelid::regclass || ' ' || conname || ' '
                    || pg_get_constraintdef(oid)
                FROM pg_constraint WHERE connamespace = 'public'::regnamespace
            ORDER BY line"
        }
        _ => "SELECT sql AS line FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY line",
    };
    query(connection, sql)
        .await
        .iter()
        .map(|row| row.try_get("", "line").unwrap())
        .collect()
}

#[tokio::test]
async fn down_undoes_up() {
    on_each_database(|database| async move {
        let connection = database.connection();
        let schema = definitions(connection).await;
        Migrator::down(connection, None).await.unwrap();
        let rest = Schema::read(connection).await;
        assert!(
            rest.columns.is_empty() && rest.indexes.is_empty(),
            "{rest:?}"
        );
        Migrator::up(connection, None).await.unwrap();
        assert_eq!(definitions(connection).await, schema);
    })
    .await;
}

#[tokio::test]
async fn each_step_can_be_undone_and_done_again() {
    on_each_database(|database| async move {
        let connection = database.connection();
        let count = Migrator::migrations().len();
        let mut schemas = vec![definitions(connection).await];
        for _ in 0..count {
            Migrator::down(connection, Some(1)).await.unwrap();
            schemas.push(definitions(connection).await);
        }
        for expected in schemas.iter().rev().skip(1) {
            Migrator::up(connection, Some(1)).await.unwrap();
            assert_eq!(&definitions(connection).await, expected);
        }
        schemas.dedup();
        assert_eq!(schemas.len(), count + 1, "a step that changes nothing");
    })
    .await;
}

#[tokio::test]
async fn up_does_nothing_when_all_is_done() {
    on_each_database(|database| async move {
        let connection = database.connection();
        let schema = definitions(connection).await;
        Migrator::up(connection, None).await.unwrap();
        assert_eq!(definitions(connection).await, schema);
        let steps = Migrator::get_migration_with_status(connection)
            .await
            .unwrap();
        assert!(
            steps
                .iter()
                .all(|it| it.status() == MigrationStatus::Applied)
        );
        assert_eq!(steps[0].name(), "m20261123_000001_accounts");
    })
    .await;
}

#[tokio::test]
async fn a_step_that_fails_leaves_nothing() {
    on_each_database(|database| async move {
        let connection = database.connection();
        Migrator::down(connection, None).await.unwrap();
        // In the way of the last table of the first step.
        connection
            .execute_unprepared("CREATE TABLE audit_log (id integer)")
            .await
            .unwrap();
        Migrator::up(connection, None).await.unwrap_err();
        let schema = Schema::read(connection).await;
        assert_eq!(schema.columns.keys().collect::<Vec<_>>(), ["audit_log.id"]);
        connection
            .execute_unprepared("DROP TABLE audit_log")
            .await
            .unwrap();
        Migrator::up(connection, None).await.unwrap();
    })
    .await;
}
