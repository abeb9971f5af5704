//! Client keys: what lets a website use the widget.

use crate::{
    m20261123_000001_accounts::Users,
    m20261123_000002_businesses::Businesses,
    schema::{cascading, create_indexes, flag, index, json_object, time_now, unique_index},
};
use sea_orm_migration::{
    prelude::*,
    schema::{
        integer, pk_uuid, string_len, string_len_null, timestamp_with_time_zone,
        timestamp_with_time_zone_null, uuid,
    },
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table(ClientKeys::Table)
                    .col(pk_uuid(ClientKeys::Id))
                    .col(uuid(ClientKeys::UserId))
                    .col(uuid(ClientKeys::BusinessId))
                    .col(string_len(ClientKeys::Environment, 10).default("prod"))
                    .col(string_len(ClientKeys::KeyHash, 64))
                    .col(string_len(ClientKeys::KeyPrefix, 16))
                    .col(string_len(ClientKeys::KeyLastFour, 4))
                    .col(string_len(ClientKeys::Domain, 255))
                    .col(flag(ClientKeys::DomainVerified, false))
                    .col(string_len_null(ClientKeys::Description, 500))
                    .col(flag(ClientKeys::IsActive, true))
                    .col(integer(ClientKeys::UsageLimit))
                    .col(integer(ClientKeys::CurrentUsage).default(0))
                    .col(timestamp_with_time_zone_null(ClientKeys::LastUsedAt))
                    .col(time_now(ClientKeys::CreatedAt))
                    .col(time_now(ClientKeys::UpdatedAt))
                    .col(timestamp_with_time_zone(ClientKeys::ExpiresAt))
                    .col(json_object(ClientKeys::Metadata))
                    .foreign_key(&mut cascading(
                        "fk_client_keys_user_id",
                        (ClientKeys::Table, ClientKeys::UserId),
                        (Users::Table, Users::Id),
                    ))
                    .foreign_key(&mut cascading(
                        "fk_client_keys_business_id",
                        (ClientKeys::Table, ClientKeys::BusinessId),
                        (Businesses::Table, Businesses::Id),
                    ))
                    .take(),
            )
            .await?;
        create_indexes(
            manager,
            [
                unique_index(
                    "uq_client_keys_key_hash",
                    ClientKeys::Table,
                    &[ClientKeys::KeyHash],
                ),
                // A revoked key does not stand in the way of a new one.
                unique_index(
                    "uq_client_keys_user_domain_environment",
                    ClientKeys::Table,
                    &[
                        ClientKeys::UserId,
                        ClientKeys::Domain,
                        ClientKeys::Environment,
                    ],
                )
                .and_where(Expr::col(ClientKeys::IsActive))
                .take(),
                index(
                    "idx_client_keys_user_id",
                    ClientKeys::Table,
                    &[ClientKeys::UserId],
                ),
                index(
                    "idx_client_keys_business_id",
                    ClientKeys::Table,
                    &[ClientKeys::BusinessId],
                ),
                index(
                    "idx_client_keys_domain",
                    ClientKeys::Table,
                    &[ClientKeys::Domain],
                ),
                index(
                    "idx_client_keys_active",
                    ClientKeys::Table,
                    &[ClientKeys::IsActive],
                )
                .and_where(Expr::col(ClientKeys::IsActive).eq(true))
                .take(),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(ClientKeys::Table).take())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

#[derive(Clone, Copy, DeriveIden)]
pub enum ClientKeys {
    Table,
    Id,
    UserId,
    BusinessId,
    Environment,
    KeyHash,
    KeyPrefix,
    KeyLastFour,
    Domain,
    DomainVerified,
    Description,
    IsActive,
    UsageLimit,
    CurrentUsage,
    LastUsedAt,
    CreatedAt,
    UpdatedAt,
    ExpiresAt,
    Metadata,
}
