//! What the database itself refuses, fills in and takes along.

use crate::schema::query;
use sea_orm_migration::sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, JsonValue, SqlErr,
};
use test_support::on_each_database;

/// A row in every table, all of one user but for the template. Only required values are given.
const ROWS: &str = "
    INSERT INTO users (id, email, password_hash)
        VALUES ('00000000-0000-7000-8000-000000000001', 'anna@example.org', '-');
    INSERT INTO sessions (id, user_id, data, expires_at)
        VALUES ('s', '00000000-0000-7000-8000-000000000001', '', CURRENT_TIMESTAMP);
    INSERT INTO audit_log (id, user_id, action) VALUES
        ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', 'login');
    INSERT INTO businesses (id, user_id, name) VALUES
        ('00000000-0000-7000-8000-000000000003', '00000000-0000-7000-8000-000000000001', 'Anna');
    INSERT INTO services (id, business_id, category, name, price_kind)
        VALUES ('00000000-0000-7000-8000-000000000004', '00000000-0000-7000-8000-000000000003',
            'Reifen', 'Radwechsel', 'on_request');
    INSERT INTO knowledge_entries (id, business_id, language, question, answer)
        VALUES ('00000000-0000-7000-8000-000000000005', '00000000-0000-7000-8000-000000000003',
            'de', 'Gibt es Kaffee?', 'Ja.');
    INSERT INTO client_keys (id, user_id, business_id, key_hash, key_prefix, key_last_four,
            domain, usage_limit, expires_at)
        VALUES ('00000000-0000-7000-8000-000000000006', '00000000-0000-7000-8000-000000000001',
            '00000000-0000-7000-8000-000000000003', 'hash', 'cb_prod_', 'abcd',
            'example.org', 1000, CURRENT_TIMESTAMP);
    INSERT INTO templates (id, name, template_data) VALUES ('modern', 'Modern', '{}');
    INSERT INTO landing_pages (id, user_id, business_id, template_id, subdomain)
        VALUES ('00000000-0000-7000-8000-000000000007', '00000000-0000-7000-8000-000000000001',
            '00000000-0000-7000-8000-000000000003', 'modern', 'anna');
    INSERT INTO domain_verifications (id, client_key_id, domain, verification_token,
            verification_method)
        VALUES ('00000000-0000-7000-8000-000000000008', '00000000-0000-7000-8000-000000000006',
            'example.org', 'token', 'dns');
    INSERT INTO domain_verifications (id, landing_page_id, domain, verification_token,
            verification_method)
        VALUES ('00000000-0000-7000-8000-000000000009', '00000000-0000-7000-8000-000000000007',
            'example.org', 'token', 'dns');
    INSERT INTO conversations (id, client_key_id, business_id, session_id)
        VALUES ('00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-000000000006',
            '00000000-0000-7000-8000-000000000003', 'visitor');
    INSERT INTO messages (id, conversation_id, role, content)
        VALUES ('00000000-0000-7000-8000-00000000000b', '00000000-0000-7000-8000-00000000000a',
            'user', 'Hallo');
    INSERT INTO analytics_events (id, client_key_id, conversation_id, event_type)
        VALUES ('00000000-0000-7000-8000-00000000000c', '00000000-0000-7000-8000-000000000006',
            '00000000-0000-7000-8000-00000000000a', 'open');
    INSERT INTO subscriptions (id, user_id, plan_id, status, current_period_start,
            current_period_end)
        VALUES ('00000000-0000-7000-8000-00000000000d', '00000000-0000-7000-8000-000000000001',
            'premium', 'active', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP);
    INSERT INTO appointments (id, business_id, conversation_id, service_id, service, starts_at,
            slot_start, duration_minutes, personal_data, language)
        VALUES ('00000000-0000-7000-8000-00000000000e', '00000000-0000-7000-8000-000000000003',
            '00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-000000000004',
            'Radwechsel', '2026-12-01 09:00:00', '2026-12-01 09:00:00', 30, '', 'de');
    INSERT INTO outbox (id, business_id, message)
        VALUES ('00000000-0000-7000-8000-00000000000f', '00000000-0000-7000-8000-000000000003',
            '');
    INSERT INTO refresh_families (id, user_id, is_remembered, expires_at)
        VALUES ('00000000-0000-7000-8000-000000000010', '00000000-0000-7000-8000-000000000001',
            true, CURRENT_TIMESTAMP);
    INSERT INTO refresh_tokens (id, family_id, token_hash)
        VALUES ('00000000-0000-7000-8000-000000000011', '00000000-0000-7000-8000-000000000010',
            'hash');
    INSERT INTO account_tokens (id, user_id, purpose, token_hash, expires_at)
        VALUES ('00000000-0000-7000-8000-000000000012', '00000000-0000-7000-8000-000000000001',
            'password_reset', 'hash', CURRENT_TIMESTAMP);
    INSERT INTO totp_factors (user_id, secret)
        VALUES ('00000000-0000-7000-8000-000000000001', '');
    INSERT INTO recovery_codes (id, user_id, code_hash)
        VALUES ('00000000-0000-7000-8000-000000000013', '00000000-0000-7000-8000-000000000001',
            'hash');";

async fn run(connection: &DatabaseConnection, sql: &str) -> Result<(), DbErr> {
    connection.execute_unprepared(sql).await.map(|_| ())
}

async fn count(connection: &DatabaseConnection, table: &str) -> i64 {
    let rows = query(
        connection,
        &format!("SELECT count(*) AS count FROM {table}"),
    )
    .await;
    rows[0].try_get("", "count").unwrap()
}

/// Adds a client key to that of [`ROWS`].
async fn insert_client_key(
    connection: &DatabaseConnection,
    hash: &str,
    domain: &str,
    environment: &str,
    is_active: bool,
) -> Result<(), DbErr> {
    let id = format!("00000000-0000-7000-8000-0000000001{:02x}", hash.len());
    run(
        connection,
        &format!(
            "INSERT INTO client_keys (id, user_id, business_id, environment, key_hash, key_prefix,
                    key_last_four, domain, is_active, usage_limit, expires_at)
                VALUES ('{id}', '00000000-0000-7000-8000-000000000001',
                    '00000000-0000-7000-8000-000000000003', '{environment}', '{hash}', 'cb_',
                    'abcd', '{domain}', {is_active}, 1000, CURRENT_TIMESTAMP)"
        ),
    )
    .await
}

/// The violation is told by the name of the index on PostgreSQL, by its columns on SQLite.
fn check_unique_violation(
    connection: &DatabaseConnection,
    result: &Result<(), DbErr>,
    index: &str,
    columns: &str,
) {
    let Some(SqlErr::UniqueConstraintViolation(message)) = result.as_ref().unwrap_err().sql_err()
    else {
        panic!("{result:?} is no unique violation");
    };
    let expected = match connection.get_database_backend() {
        DbBackend::Postgres => index,
        _ => columns,
    };
    assert!(message.contains(expected), "{message}");
}

#[tokio::test]
async fn one_active_key_per_user_domain_and_environment() {
    on_each_database(|database| async move {
        let connection = database.connection();
        run(connection, ROWS).await.unwrap();
        check_unique_violation(
            connection,
            &insert_client_key(connection, "h1", "example.org", "prod", true).await,
            "uq_client_keys_user_domain_environment",
            "client_keys.user_id, client_keys.domain, client_keys.environment",
        );
        insert_client_key(connection, "h-2", "example.org", "test", true)
            .await
            .unwrap();
        insert_client_key(connection, "h--3", "other.example", "prod", true)
            .await
            .unwrap();
        insert_client_key(connection, "h---4", "example.org", "prod", false)
            .await
            .unwrap();
        insert_client_key(connection, "h----5", "example.org", "prod", false)
            .await
            .unwrap();
        run(
            connection,
            "UPDATE client_keys SET is_active = FALSE WHERE key_hash = 'hash'",
        )
        .await
        .unwrap();
        insert_client_key(connection, "h-----6", "example.org", "prod", true)
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn unique_violations_can_be_told_apart() {
    on_each_database(|database| async move {
        let connection = database.connection();
        run(connection, ROWS).await.unwrap();
        check_unique_violation(
            connection,
            &insert_client_key(connection, "hash", "other.example", "prod", true).await,
            "uq_client_keys_key_hash",
            "client_keys.key_hash",
        );
        let cases = [
            (
                "INSERT INTO users (id, email, password_hash)
                    VALUES ('00000000-0000-7000-8000-000000000101', 'anna@example.org', '-')",
                "uq_users_email",
                "users.email",
            ),
            (
                "INSERT INTO landing_pages (id, user_id, business_id, template_id, subdomain)
                    VALUES ('00000000-0000-7000-8000-000000000101',
                        '00000000-0000-7000-8000-000000000001',
                        '00000000-0000-7000-8000-000000000003', 'modern', 'anna')",
                "uq_landing_pages_subdomain",
                "landing_pages.subdomain",
            ),
            (
                "UPDATE landing_pages SET custom_domain = 'example.org';
                INSERT INTO landing_pages
                        (id, user_id, business_id, template_id, subdomain, custom_domain)
                    VALUES ('00000000-0000-7000-8000-000000000101',
                        '00000000-0000-7000-8000-000000000001',
                        '00000000-0000-7000-8000-000000000003', 'modern', 'berta', 'example.org')",
                "uq_landing_pages_custom_domain",
                "landing_pages.custom_domain",
            ),
            (
                "INSERT INTO conversations (id, client_key_id, business_id, session_id)
                    VALUES ('00000000-0000-7000-8000-000000000101',
                        '00000000-0000-7000-8000-000000000006',
                        '00000000-0000-7000-8000-000000000003', 'visitor')",
                "uq_conversations_client_key_session",
                "conversations.client_key_id, conversations.session_id",
            ),
        ];
        for (sql, index, columns) in cases {
            check_unique_violation(connection, &run(connection, sql).await, index, columns);
        }
    })
    .await;
}

#[tokio::test]
async fn messages_have_a_known_role() {
    on_each_database(|database| async move {
        let connection = database.connection();
        run(connection, ROWS).await.unwrap();
        for role in ["user", "assistant", "agent", "system"] {
            run(connection, &format!("UPDATE messages SET role = '{role}'"))
                .await
                .unwrap();
        }
        let error = run(connection, "UPDATE messages SET role = 'owner'")
            .await
            .unwrap_err();
        assert!(error.to_string().contains("ck_messages_role"), "{error}");
    })
    .await;
}

#[tokio::test]
async fn what_belongs_to_a_user_goes_with_the_user() {
    on_each_database(|database| async move {
        let connection = database.connection();
        run(connection, ROWS).await.unwrap();
        let owned = [
            "sessions",
            "businesses",
            "services",
            "knowledge_entries",
            "client_keys",
            "landing_pages",
            "domain_verifications",
            "conversations",
            "messages",
            "analytics_events",
            "subscriptions",
            "appointments",
            "outbox",
            "refresh_families",
            "refresh_tokens",
            "account_tokens",
            "totp_factors",
            "recovery_codes",
        ];
        for table in owned {
            assert!(count(connection, table).await > 0, "{table}");
        }
        run(connection, "DELETE FROM users").await.unwrap();
        for table in owned {
            assert_eq!(count(connection, table).await, 0, "{table}");
        }
        assert_eq!(count(connection, "templates").await, 1);
        assert_eq!(
            count(connection, "audit_log WHERE user_id IS NULL").await,
            1
        );
    })
    .await;
}

#[tokio::test]
async fn what_belongs_to_a_business_goes_with_it() {
    on_each_database(|database| async move {
        let connection = database.connection();
        run(connection, ROWS).await.unwrap();
        run(connection, "DELETE FROM businesses").await.unwrap();
        for table in [
            "services",
            "client_keys",
            "landing_pages",
            "messages",
            "appointments",
            "outbox",
        ] {
            assert_eq!(count(connection, table).await, 0, "{table}");
        }
        for table in ["users", "sessions", "subscriptions", "templates"] {
            assert_eq!(count(connection, table).await, 1, "{table}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_deleted_conversation_keeps_its_events() {
    on_each_database(|database| async move {
        let connection = database.connection();
        run(connection, ROWS).await.unwrap();
        run(connection, "DELETE FROM conversations").await.unwrap();
        assert_eq!(count(connection, "messages").await, 0);
        assert_eq!(count(connection, "analytics_events").await, 1);
    })
    .await;
}

#[tokio::test]
async fn an_appointment_stays_without_its_conversation_and_its_service() {
    on_each_database(|database| async move {
        let connection = database.connection();
        run(connection, ROWS).await.unwrap();
        run(connection, "DELETE FROM conversations").await.unwrap();
        run(connection, "DELETE FROM services").await.unwrap();
        let orphans = "appointments WHERE conversation_id IS NULL AND service_id IS NULL";
        assert_eq!(count(connection, orphans).await, 1);
    })
    .await;
}

#[tokio::test]
async fn appointments_have_a_known_status() {
    on_each_database(|database| async move {
        let connection = database.connection();
        run(connection, ROWS).await.unwrap();
        let known = "appointments WHERE status = 'requested' AND revision = 1";
        assert_eq!(count(connection, known).await, 1);
        for status in ["confirmed", "declined", "cancelled"] {
            run(
                connection,
                &format!("UPDATE appointments SET status = '{status}'"),
            )
            .await
            .unwrap();
        }
        let error = run(connection, "UPDATE appointments SET status = 'lost'")
            .await
            .unwrap_err();
        assert!(
            error.to_string().contains("ck_appointments_status"),
            "{error}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_template_in_use_stays() {
    on_each_database(|database| async move {
        let connection = database.connection();
        run(connection, ROWS).await.unwrap();
        run(connection, "DELETE FROM templates").await.unwrap_err();
        run(connection, "DELETE FROM landing_pages").await.unwrap();
        run(connection, "DELETE FROM templates").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn omitted_values_have_defaults() {
    on_each_database(|database| async move {
        let connection = database.connection();
        run(connection, ROWS).await.unwrap();
        let row = &query(
            connection,
            "SELECT users.role, users.subscription_tier, businesses.time_zone,
                businesses.revision, businesses.languages, businesses.weekly_hours,
                businesses.vehicle_brands, services.is_bookable, client_keys.domain_verified,
                conversations.message_count, businesses.slot_minutes,
                businesses.slot_capacity, businesses.lead_minutes, businesses.calendar_secret
            FROM users JOIN businesses ON businesses.user_id = users.id
                JOIN services ON services.business_id = businesses.id
                JOIN client_keys ON client_keys.business_id = businesses.id
                JOIN conversations ON conversations.client_key_id = client_keys.id",
        )
        .await[0];
        for (column, expected) in [
            ("role", "user"),
            ("subscription_tier", "basic"),
            ("time_zone", "Europe/Berlin"),
        ] {
            assert_eq!(row.try_get::<String>("", column).unwrap(), expected);
        }
        for (column, expected) in [
            ("languages", r#"["de"]"#),
            ("weekly_hours", "{}"),
            ("vehicle_brands", "[]"),
        ] {
            let value: JsonValue = row.try_get("", column).unwrap();
            assert_eq!(value.to_string(), expected, "{column}");
        }
        assert_eq!(row.try_get::<i64>("", "revision").unwrap(), 1);
        for (column, expected) in [
            ("message_count", 0),
            ("slot_minutes", 30),
            ("slot_capacity", 2),
            ("lead_minutes", 120),
        ] {
            let value: i32 = row.try_get("", column).unwrap();
            assert_eq!(value, expected, "{column}");
        }
        let secret: Option<String> = row.try_get("", "calendar_secret").unwrap();
        assert_eq!(secret, None);
        assert!(row.try_get::<bool>("", "is_bookable").unwrap());
        assert!(!row.try_get::<bool>("", "domain_verified").unwrap());
        let now = "users WHERE created_at = updated_at AND last_login_at IS NULL";
        assert_eq!(count(connection, now).await, 1);
    })
    .await;
}
