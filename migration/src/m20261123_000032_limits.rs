//! What an account has used this month, answers kept for repeated requests, and what is known of
//! the websites of client keys.

use crate::{
    m20261123_000001_accounts::Users,
    m20261123_000003_client_keys::ClientKeys,
    schema::{cascading, create_indexes, index, time_now, unique_index},
};
use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, blob_null, integer, integer_null, json_binary_null, pk_uuid, string_len,
        string_len_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
    },
};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// A key has one verification; those of landing pages have no key, and no two nulls are equal.
const ONE_VERIFICATION: &str = "uq_domain_verifications_client_key_id";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_usage_counters(manager).await?;
        create_idempotency_keys(manager).await?;
        create_client_key_origins(manager).await?;
        create_client_key_warnings(manager).await?;
        create_blocked_domains(manager).await?;
        for column in verification_columns() {
            manager
                .alter_table(
                    Table::alter()
                        .table(DomainVerifications::Table)
                        .add_column(column)
                        .take(),
                )
                .await?;
        }
        manager
            .create_index(unique_index(
                ONE_VERIFICATION,
                DomainVerifications::Table,
                &[DomainVerifications::ClientKeyId],
            ))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_index(
                Index::drop()
                    .name(ONE_VERIFICATION)
                    .table(DomainVerifications::Table)
                    .to_owned(),
            )
            .await?;
        for column in [
            DomainVerifications::Results,
            DomainVerifications::FailingSince,
            DomainVerifications::CheckedAt,
        ] {
            manager
                .alter_table(
                    Table::alter()
                        .table(DomainVerifications::Table)
                        .drop_column(column)
                        .take(),
                )
                .await?;
        }
        let tables = [
            BlockedDomains::Table.into_table_ref(),
            ClientKeyWarnings::Table.into_table_ref(),
            ClientKeyOrigins::Table.into_table_ref(),
            IdempotencyKeys::Table.into_table_ref(),
            UsageCounters::Table.into_table_ref(),
        ];
        for table in tables {
            manager
                .drop_table(Table::drop().table(table).take())
                .await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn create_usage_counters(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = UsageCounters::Table;
    manager
        .create_table(
            Table::create()
                .table(table)
                .col(pk_uuid(UsageCounters::Id))
                .col(uuid(UsageCounters::UserId))
                // `2026-11`, in UTC.
                .col(string_len(UsageCounters::Period, 7))
                .col(big_integer(UsageCounters::Conversations).default(0))
                .col(big_integer(UsageCounters::Messages).default(0))
                .col(time_now(UsageCounters::UpdatedAt))
                .foreign_key(&mut cascading(
                    "fk_usage_counters_user_id",
                    (table, UsageCounters::UserId),
                    (Users::Table, Users::Id),
                ))
                .take(),
        )
        .await?;
    manager
        .create_index(unique_index(
            "uq_usage_counters_user_id_period",
            table,
            &[UsageCounters::UserId, UsageCounters::Period],
        ))
        .await
}

async fn create_idempotency_keys(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = IdempotencyKeys::Table;
    manager
        .create_table(
            Table::create()
                .table(table)
                .col(pk_uuid(IdempotencyKeys::Id))
                .col(uuid(IdempotencyKeys::UserId))
                .col(string_len(IdempotencyKeys::Route, 255))
                .col(string_len(IdempotencyKeys::KeyHash, 64))
                .col(string_len(IdempotencyKeys::RequestHash, 64))
                // None while the first request is under way.
                .col(integer_null(IdempotencyKeys::Status))
                .col(blob_null(IdempotencyKeys::Response))
                .col(timestamp_with_time_zone(IdempotencyKeys::CreatedAt))
                .foreign_key(&mut cascading(
                    "fk_idempotency_keys_user_id",
                    (table, IdempotencyKeys::UserId),
                    (Users::Table, Users::Id),
                ))
                .take(),
        )
        .await?;
    create_indexes(
        manager,
        [
            unique_index(
                "uq_idempotency_keys_user_id_route_key_hash",
                table,
                &[
                    IdempotencyKeys::UserId,
                    IdempotencyKeys::Route,
                    IdempotencyKeys::KeyHash,
                ],
            ),
            index(
                "idx_idempotency_keys_created_at",
                table,
                &[IdempotencyKeys::CreatedAt],
            ),
        ],
    )
    .await
}

async fn create_client_key_origins(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = ClientKeyOrigins::Table;
    manager
        .create_table(
            Table::create()
                .table(table)
                .col(pk_uuid(ClientKeyOrigins::Id))
                .col(uuid(ClientKeyOrigins::ClientKeyId))
                .col(string_len(ClientKeyOrigins::Origin, 300))
                .foreign_key(&mut cascading(
                    "fk_client_key_origins_client_key_id",
                    (table, ClientKeyOrigins::ClientKeyId),
                    (ClientKeys::Table, ClientKeys::Id),
                ))
                .take(),
        )
        .await?;
    manager
        .create_index(unique_index(
            "uq_client_key_origins_client_key_id_origin",
            table,
            &[ClientKeyOrigins::ClientKeyId, ClientKeyOrigins::Origin],
        ))
        .await
}

async fn create_client_key_warnings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = ClientKeyWarnings::Table;
    manager
        .create_table(
            Table::create()
                .table(table)
                .col(pk_uuid(ClientKeyWarnings::Id))
                .col(uuid(ClientKeyWarnings::ClientKeyId))
                // The expiry it warned of: a key that lives longer is warned of again.
                .col(timestamp_with_time_zone(ClientKeyWarnings::ExpiresAt))
                .col(integer(ClientKeyWarnings::DaysBefore))
                .col(time_now(ClientKeyWarnings::CreatedAt))
                .foreign_key(&mut cascading(
                    "fk_client_key_warnings_client_key_id",
                    (table, ClientKeyWarnings::ClientKeyId),
                    (ClientKeys::Table, ClientKeys::Id),
                ))
                .take(),
        )
        .await?;
    manager
        .create_index(unique_index(
            "uq_client_key_warnings_client_key_id_expires_at_days_before",
            table,
            &[
                ClientKeyWarnings::ClientKeyId,
                ClientKeyWarnings::ExpiresAt,
                ClientKeyWarnings::DaysBefore,
            ],
        ))
        .await
}

async fn create_blocked_domains(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = BlockedDomains::Table;
    manager
        .create_table(
            Table::create()
                .table(table)
                .col(pk_uuid(BlockedDomains::Id))
                .col(string_len(BlockedDomains::Domain, 255))
                .col(string_len_null(BlockedDomains::Reason, 500))
                .col(time_now(BlockedDomains::CreatedAt))
                .take(),
        )
        .await?;
    manager
        .create_index(unique_index(
            "uq_blocked_domains_domain",
            table,
            &[BlockedDomains::Domain],
        ))
        .await
}

/// One by one: SQLite adds no two columns in one statement.
fn verification_columns() -> [ColumnDef; 3] {
    [
        timestamp_with_time_zone_null(DomainVerifications::CheckedAt),
        timestamp_with_time_zone_null(DomainVerifications::FailingSince),
        json_binary_null(DomainVerifications::Results),
    ]
}

#[derive(Clone, Copy, DeriveIden)]
enum UsageCounters {
    Table,
    Id,
    UserId,
    Period,
    Conversations,
    Messages,
    UpdatedAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum IdempotencyKeys {
    Table,
    Id,
    UserId,
    Route,
    KeyHash,
    RequestHash,
    Status,
    Response,
    CreatedAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum ClientKeyOrigins {
    Table,
    Id,
    ClientKeyId,
    Origin,
}

#[derive(Clone, Copy, DeriveIden)]
enum ClientKeyWarnings {
    Table,
    Id,
    ClientKeyId,
    ExpiresAt,
    DaysBefore,
    CreatedAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum BlockedDomains {
    Table,
    Id,
    Domain,
    Reason,
    CreatedAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum DomainVerifications {
    Table,
    ClientKeyId,
    CheckedAt,
    FailingSince,
    Results,
}
