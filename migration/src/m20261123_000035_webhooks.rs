//! Where other programs want to be told what happened, and what they were told.

use crate::{
    m20261123_000001_accounts::Users,
    schema::{cascading, create_indexes, flag, index, json_array, time_now},
};
use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, blob, integer, integer_null, pk_uuid, string_len, string_len_null, text,
        text_null, timestamp_with_time_zone_null, uuid,
    },
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_endpoints(manager).await?;
        create_deliveries(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(WebhookDeliveries::Table).take())
            .await?;
        manager
            .drop_table(Table::drop().table(WebhookEndpoints::Table).take())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn create_endpoints(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = WebhookEndpoints::Table;
    manager
        .create_table(
            Table::create()
                .table(table)
                .col(pk_uuid(WebhookEndpoints::Id))
                .col(uuid(WebhookEndpoints::UserId))
                .col(text(WebhookEndpoints::Url))
                .col(string_len_null(WebhookEndpoints::Description, 500))
                .col(json_array(WebhookEndpoints::Events))
                // Encrypted.
                .col(blob(WebhookEndpoints::Secret))
                .col(flag(WebhookEndpoints::IsActive, true))
                .col(string_len_null(WebhookEndpoints::DisabledReason, 20))
                .col(timestamp_with_time_zone_null(
                    WebhookEndpoints::FailingSince,
                ))
                .col(big_integer(WebhookEndpoints::Revision).default(1))
                .col(time_now(WebhookEndpoints::CreatedAt))
                .col(time_now(WebhookEndpoints::UpdatedAt))
                .foreign_key(&mut cascading(
                    "fk_webhook_endpoints_user_id",
                    (table, WebhookEndpoints::UserId),
                    (Users::Table, Users::Id),
                ))
                .take(),
        )
        .await?;
    create_indexes(
        manager,
        [index(
            "idx_webhook_endpoints_user_id",
            table,
            &[WebhookEndpoints::UserId],
        )],
    )
    .await
}

async fn create_deliveries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = WebhookDeliveries::Table;
    manager
        .create_table(
            Table::create()
                .table(table)
                .col(pk_uuid(WebhookDeliveries::Id))
                .col(uuid(WebhookDeliveries::EndpointId))
                .col(string_len(WebhookDeliveries::EventType, 50))
                // The body, byte for byte as it is signed.
                .col(text(WebhookDeliveries::Body))
                .col(string_len(WebhookDeliveries::Status, 10).default("pending"))
                .col(integer(WebhookDeliveries::Attempts).default(0))
                .col(timestamp_with_time_zone_null(
                    WebhookDeliveries::LastAttemptAt,
                ))
                .col(integer_null(WebhookDeliveries::ResponseStatus))
                .col(integer_null(WebhookDeliveries::DurationMs))
                .col(text_null(WebhookDeliveries::ResponseExcerpt))
                .col(string_len_null(WebhookDeliveries::Error, 50))
                .col(time_now(WebhookDeliveries::CreatedAt))
                .check((
                    "ck_webhook_deliveries_status",
                    Expr::col(WebhookDeliveries::Status).is_in(["pending", "delivered", "failed"]),
                ))
                .foreign_key(&mut cascading(
                    "fk_webhook_deliveries_endpoint_id",
                    (table, WebhookDeliveries::EndpointId),
                    (WebhookEndpoints::Table, WebhookEndpoints::Id),
                ))
                .take(),
        )
        .await?;
    create_indexes(
        manager,
        [
            index(
                "idx_webhook_deliveries_endpoint_id_id",
                table,
                &[WebhookDeliveries::EndpointId, WebhookDeliveries::Id],
            ),
            index(
                "idx_webhook_deliveries_created_at",
                table,
                &[WebhookDeliveries::CreatedAt],
            ),
        ],
    )
    .await
}

#[derive(Clone, Copy, DeriveIden)]
enum WebhookEndpoints {
    Table,
    Id,
    UserId,
    Url,
    Description,
    Events,
    Secret,
    IsActive,
    DisabledReason,
    FailingSince,
    Revision,
    CreatedAt,
    UpdatedAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum WebhookDeliveries {
    Table,
    Id,
    EndpointId,
    EventType,
    Body,
    Status,
    Attempts,
    LastAttemptAt,
    ResponseStatus,
    DurationMs,
    ResponseExcerpt,
    Error,
    CreatedAt,
}
