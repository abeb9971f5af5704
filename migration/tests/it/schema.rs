//! What the schema is: read from the catalogue of either database into the same words, and held
//! against what the requirement and the other crates expect.

use sea_orm_migration::sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, QueryResult, Statement,
};
use std::collections::{BTreeMap, BTreeSet};
use test_support::{TestDatabase, on_each_database};

/// Tables, columns, indexes and foreign keys, without the table of the migrations themselves.
#[derive(Debug, PartialEq, Eq)]
pub struct Schema {
    /// `table.column` with type, `null` or `not null`, and whether there is a default.
    pub columns: BTreeMap<String, String>,
    pub indexes: BTreeMap<String, Index>,
    /// `table.column -> table action`.
    pub foreign_keys: BTreeSet<String>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Index {
    pub table: String,
    /// Those that are plain columns, in order, with commas.
    pub columns: String,
    pub is_unique: bool,
    pub is_partial: bool,
}

pub async fn query(connection: &DatabaseConnection, sql: &str) -> Vec<QueryResult> {
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    connection.query_all_raw(statement).await.unwrap()
}

fn text(row: &QueryResult, column: &str) -> String {
    row.try_get("", column).unwrap()
}

impl Schema {
    pub async fn read(connection: &DatabaseConnection) -> Self {
        let (columns, indexes, foreign_keys) = match connection.get_database_backend() {
            DbBackend::Postgres => (POSTGRES_COLUMNS, POSTGRES_INDEXES, POSTGRES_FOREIGN_KEYS),
            _ => (SQLITE_COLUMNS, SQLITE_INDEXES, SQLITE_FOREIGN_KEYS),
        };
        let columns = query(connection, columns).await;
        let indexes = query(connection, indexes).await;
        let foreign_keys = query(connection, foreign_keys).await;
        Self {
            columns: columns
                .iter()
                .map(|row| {
                    let column_type = neutral_type(&text(row, "type"));
                    (
                        text(row, "name"),
                        format!("{column_type} {}", text(row, "rest")),
                    )
                })
                .collect(),
            indexes: indexes
                .iter()
                .map(|row| {
                    let index = Index {
                        table: text(row, "table_name"),
                        columns: text(row, "columns"),
                        is_unique: text(row, "is_unique") == "yes",
                        is_partial: text(row, "is_partial") == "yes",
                    };
                    (text(row, "name"), index)
                })
                .collect(),
            foreign_keys: foreign_keys.iter().map(|row| text(row, "line")).collect(),
        }
    }
}

/// One name for the types of both databases. SQLite writes some of them in capitals.
fn neutral_type(name: &str) -> String {
    let name = name.to_lowercase();
    match name.as_str() {
        "uuid" => "uuid_text".to_owned(),
        "jsonb" => "jsonb_text".to_owned(),
        "timestamp with time zone" => "timestamp_with_timezone_text".to_owned(),
        // SQLite has one kind of integer, of eight bytes.
        "bigint" => "integer".to_owned(),
        "double precision" => "double".to_owned(),
        "bytea" => "blob".to_owned(),
        "timestamp without time zone" => "datetime_text".to_owned(),
        _ => name.replace("character varying", "varchar"),
    }
}

const SQLITE_COLUMNS: &str = r#"
    SELECT tables.name || '.' || columns.name AS name, columns.type AS type,
        CASE columns."notnull" WHEN 1 THEN 'not null' ELSE 'null' END
        || CASE WHEN columns.dflt_value IS NULL THEN '' ELSE ' default' END AS rest
    FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns
    WHERE tables.type = 'table' AND tables.name <> 'seaql_migrations'
        AND tables.name NOT LIKE 'messages_search%'"#;

const POSTGRES_COLUMNS: &str = "
    SELECT tables.relname || '.' || columns.attname AS name,
        format_type(columns.atttypid, columns.atttypmod) AS type,
        CASE WHEN columns.attnotnull THEN 'not null' ELSE 'null' END
        || CASE WHEN columns.atthasdef THEN ' default' ELSE '' END AS rest
    FROM pg_class AS tables JOIN pg_attribute AS columns ON columns.attrelid = tables.oid
    WHERE tables.relnamespace = 'public'::regnamespace AND tables.relkind = 'r'
        AND tables.relname <> 'seaql_migrations' AND columns.attnum > 0
        AND NOT columns.attisdropped";

const SQLITE_INDEXES: &str = r#"
    SELECT indexes.name AS name, tables.name AS table_name,
        CASE indexes."unique" WHEN 1 THEN 'yes' ELSE 'no' END AS is_unique,
        CASE indexes.partial WHEN 1 THEN 'yes' ELSE 'no' END AS is_partial,
        (SELECT group_concat(name, ',')
            FROM (SELECT name FROM pragma_index_info(indexes.name) ORDER BY seqno)) AS columns
    FROM sqlite_schema AS tables JOIN pragma_index_list(tables.name) AS indexes
    WHERE tables.type = 'table' AND indexes.origin <> 'pk'
        AND tables.name NOT LIKE 'messages_search%'"#;

const POSTGRES_INDEXES: &str = "
    SELECT indexes.relname::text AS name, tables.relname::text AS table_name,
        CASE WHEN pg_index.indisunique THEN 'yes' ELSE 'no' END AS is_unique,
        CASE WHEN pg_index.indpred IS NULL THEN 'no' ELSE 'yes' END AS is_partial,
        coalesce((SELECT string_agg(columns.attname, ',' ORDER BY keys.position)
            FROM unnest(pg_index.indkey::int2[]) WITH ORDINALITY AS keys (number, position)
            JOIN pg_attribute AS columns
                ON columns.attrelid = tables.oid AND columns.attnum = keys.number), '') AS columns
    FROM pg_index
        JOIN pg_class AS indexes ON indexes.oid = pg_index.indexrelid
        JOIN pg_class AS tables ON tables.oid = pg_index.indrelid
    WHERE tables.relnamespace = 'public'::regnamespace AND NOT pg_index.indisprimary";

const SQLITE_FOREIGN_KEYS: &str = r#"
    SELECT tables.name || '.' || keys."from" || ' -> ' || keys."table" || ' '
        || lower(keys.on_delete) AS line
    FROM sqlite_schema AS tables JOIN pragma_foreign_key_list(tables.name) AS keys
    WHERE tables.type = 'table'"#;

const POSTGRES_FOREIGN_KEYS: &str = "
    SELECT tables.relname || '.' || columns.attname || ' -> ' || referenced.relname || ' '
        || CASE keys.confdeltype WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null'
            WHEN 'r' THEN 'restrict' ELSE 'no action' END AS line
    FROM pg_constraint AS keys
        JOIN pg_class AS tables ON tables.oid = keys.conrelid
        JOIN pg_class AS referenced ON referenced.oid = keys.confrelid
        JOIN pg_attribute AS columns
            ON columns.attrelid = tables.oid AND columns.attnum = keys.conkey[1]
    WHERE keys.contype = 'f'";

/// Where the published schema and the other crates rely on a name.
const EXPECTED_INDEXES: &str = "
    idx_account_tokens_expires_at
    idx_account_tokens_user_id_purpose
    idx_analytics_events_client_key_id
    idx_analytics_events_created_at
    idx_analytics_events_type_category
    idx_api_tokens_account_id
    idx_api_tokens_user_id
    idx_appointments_business_id_slot_start
    idx_appointments_business_id_starts_at
    idx_appointments_conversation_id
    idx_appointments_service_id
    idx_assets_business_id_id
    idx_audit_log_account_id_id
    idx_audit_log_user_id_created_at
    idx_businesses_user_id
    idx_client_keys_active partial
    idx_client_keys_business_id
    idx_client_keys_domain
    idx_client_keys_user_id
    idx_conversations_business_id_last_message_at
    idx_conversations_client_key_id
    idx_conversations_started_at
    idx_domain_verifications_client_key_id
    idx_domain_verifications_landing_page_id
    idx_idempotency_keys_created_at
    idx_jobs_status_run_at
    idx_knowledge_entries_business_id
    idx_landing_pages_business_id
    idx_landing_pages_custom_domain
    idx_landing_pages_subdomain
    idx_landing_pages_template_id
    idx_landing_pages_user_id
    idx_messages_conversation_id
    idx_outbox_business_id
    idx_outbox_next_attempt_at
    idx_refresh_families_expires_at
    idx_refresh_families_user_id
    idx_refresh_tokens_family_id
    idx_retired_client_keys_client_key_id
    idx_services_business_id_position
    idx_sessions_expires_at
    idx_sessions_user_id
    idx_subscriptions_user_id
    idx_team_members_user_id
    idx_templates_category
    idx_totp_factors_user_id
    idx_unanswered_questions_business_id_asked_at
    idx_unanswered_questions_business_id_question_hash_asked_at
    idx_users_email
    idx_users_subscription_tier
    idx_webhook_deliveries_created_at
    idx_webhook_deliveries_endpoint_id_id
    idx_webhook_endpoints_user_id
    uq_account_tokens_token_hash unique
    uq_analytics_hourly_client_key_id_hour_metric_intent unique
    uq_api_tokens_token_hash unique
    uq_assets_business_id_sha256_kind unique
    uq_blocked_domains_domain unique
    uq_client_key_origins_client_key_id_origin unique
    uq_client_key_warnings_client_key_id_expires_at_days_before unique
    uq_client_keys_key_hash unique
    uq_client_keys_user_domain_environment unique partial
    uq_conversations_client_key_session unique
    uq_dismissed_questions_business_id_question_hash unique
    uq_domain_verifications_client_key_id unique
    uq_idempotency_keys_user_id_route_key_hash unique
    uq_jobs_unique_key unique
    uq_knowledge_entries_business_id_language_intent unique
    uq_landing_page_versions_landing_page_id_number unique
    uq_landing_pages_custom_domain unique
    uq_landing_pages_subdomain unique
    uq_language_model_spending_business_id_month unique
    uq_messages_conversation_id_client_message_id unique partial
    uq_recovery_codes_user_id_code_hash unique
    uq_refresh_tokens_token_hash unique
    uq_subscriptions_stripe_subscription_id unique
    uq_team_invitations_account_id_email unique
    uq_team_invitations_token_hash unique
    uq_team_members_account_id_user_id unique
    uq_unanswered_questions_message_id unique
    uq_usage_counters_user_id_period unique
    uq_users_email unique";

const EXPECTED_FOREIGN_KEYS: &str = "
    account_tokens.user_id -> users cascade
    analytics_events.client_key_id -> client_keys cascade
    analytics_hourly.client_key_id -> client_keys cascade
    api_tokens.account_id -> users cascade
    api_tokens.user_id -> users cascade
    appointments.business_id -> businesses cascade
    appointments.conversation_id -> conversations set null
    appointments.service_id -> services set null
    assets.business_id -> businesses cascade
    audit_log.user_id -> users set null
    businesses.user_id -> users cascade
    client_key_origins.client_key_id -> client_keys cascade
    client_key_warnings.client_key_id -> client_keys cascade
    client_keys.business_id -> businesses cascade
    client_keys.user_id -> users cascade
    conversations.business_id -> businesses cascade
    conversations.client_key_id -> client_keys cascade
    dismissed_questions.business_id -> businesses cascade
    domain_verifications.client_key_id -> client_keys cascade
    domain_verifications.landing_page_id -> landing_pages cascade
    idempotency_keys.user_id -> users cascade
    knowledge_entries.business_id -> businesses cascade
    landing_page_versions.landing_page_id -> landing_pages cascade
    landing_pages.business_id -> businesses cascade
    landing_pages.template_id -> templates restrict
    landing_pages.user_id -> users cascade
    language_model_spending.business_id -> businesses cascade
    messages.conversation_id -> conversations cascade
    outbox.business_id -> businesses cascade
    recovery_codes.user_id -> users cascade
    refresh_families.user_id -> users cascade
    refresh_tokens.family_id -> refresh_families cascade
    retired_client_keys.client_key_id -> client_keys cascade
    services.business_id -> businesses cascade
    sessions.user_id -> users cascade
    subscriptions.user_id -> users cascade
    team_invitations.account_id -> users cascade
    team_members.account_id -> users cascade
    team_members.user_id -> users cascade
    totp_factors.user_id -> users cascade
    unanswered_questions.business_id -> businesses cascade
    unanswered_questions.message_id -> messages cascade
    usage_counters.user_id -> users cascade
    webhook_deliveries.endpoint_id -> webhook_endpoints cascade
    webhook_endpoints.user_id -> users cascade";

fn lines(text: &str) -> Vec<&str> {
    text.lines()
        .map(str::trim)
        .filter(|it| !it.is_empty())
        .collect()
}

#[tokio::test]
async fn indexes_and_foreign_keys_are_the_expected_ones() {
    on_each_database(|database| async move {
        let schema = Schema::read(database.connection()).await;
        let indexes: Vec<_> = schema
            .indexes
            .iter()
            .filter(|(name, _)| !FULL_TEXT_INDEXES.contains(&name.as_str()))
            .map(|(name, index)| {
                let unique = if index.is_unique { " unique" } else { "" };
                let partial = if index.is_partial { " partial" } else { "" };
                format!("{name}{unique}{partial}")
            })
            .collect();
        assert_eq!(indexes, lines(EXPECTED_INDEXES));
        let foreign_keys: Vec<_> = schema.foreign_keys.iter().map(String::as_str).collect();
        assert_eq!(foreign_keys, lines(EXPECTED_FOREIGN_KEYS));
    })
    .await;
}

#[tokio::test]
async fn every_foreign_key_begins_an_index() {
    on_each_database(|database| async move {
        let schema = Schema::read(database.connection()).await;
        for key in &schema.foreign_keys {
            let (table, column) = key.split(' ').next().unwrap().split_once('.').unwrap();
            assert!(
                schema.indexes.values().any(|index| {
                    index.table == table
                        && !index.is_partial
                        && index.columns.split(',').next() == Some(column)
                }),
                "{key}"
            );
        }
    })
    .await;
}

const FULL_TEXT_INDEXES: [&str; 2] = ["idx_messages_search", "idx_templates_search"];

#[tokio::test]
async fn both_databases_have_the_same_schema() {
    let Some(postgres) = TestDatabase::postgres_if_available().await else {
        return;
    };
    let sqlite = TestDatabase::sqlite().await;
    let mut on_postgres = Schema::read(postgres.connection()).await;
    let on_sqlite = Schema::read(sqlite.connection()).await;
    for (column, expected) in [
        ("users.email", "varchar(255) not null"),
        (
            "users.created_at",
            "timestamp_with_timezone_text not null default",
        ),
        ("sessions.data", "blob not null"),
        ("services.price_cents", "integer null"),
        ("client_keys.is_active", "boolean not null default"),
        ("messages.confidence", "double null"),
        ("appointments.starts_at", "datetime_text not null"),
    ] {
        assert_eq!(on_sqlite.columns[column], expected, "{column}");
    }
    for name in FULL_TEXT_INDEXES {
        assert!(on_postgres.indexes.remove(name).is_some(), "{name}");
    }
    assert_eq!(on_postgres, on_sqlite);
}
