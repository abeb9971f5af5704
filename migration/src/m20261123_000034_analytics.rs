//! What happened, counted by the hour, so that reading it does not take longer as history grows.

use crate::{
    m20261123_000003_client_keys::ClientKeys,
    schema::{cascading, create_indexes, index, unique_index},
};
use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, pk_uuid, string_len, timestamp_with_time_zone, uuid},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_hourly_counts(manager).await?;
        create_watermarks(manager).await?;
        // The unanswered questions of a period are found by their time.
        create_indexes(
            manager,
            [index(
                "idx_unanswered_questions_business_id_asked_at",
                UnansweredQuestions::Table,
                &[
                    UnansweredQuestions::BusinessId,
                    UnansweredQuestions::AskedAt,
                ],
            )],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_index(
                Index::drop()
                    .name("idx_unanswered_questions_business_id_asked_at")
                    .table(UnansweredQuestions::Table)
                    .to_owned(),
            )
            .await?;
        manager
            .drop_table(Table::drop().table(AnalyticsWatermarks::Table).take())
            .await?;
        manager
            .drop_table(Table::drop().table(AnalyticsHourly::Table).take())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn create_hourly_counts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = AnalyticsHourly::Table;
    manager
        .create_table(
            Table::create()
                .table(table)
                .col(pk_uuid(AnalyticsHourly::Id))
                .col(uuid(AnalyticsHourly::ClientKeyId))
                // When the hour begins, in UTC.
                .col(timestamp_with_time_zone(AnalyticsHourly::Hour))
                .col(string_len(AnalyticsHourly::Metric, 20))
                // The intent, where the metric is counted by intent.
                .col(string_len(AnalyticsHourly::Intent, 50).default(""))
                .col(big_integer(AnalyticsHourly::Count))
                .foreign_key(&mut cascading(
                    "fk_analytics_hourly_client_key_id",
                    (table, AnalyticsHourly::ClientKeyId),
                    (ClientKeys::Table, ClientKeys::Id),
                ))
                .take(),
        )
        .await?;
    create_indexes(
        manager,
        [unique_index(
            "uq_analytics_hourly_client_key_id_hour_metric_intent",
            table,
            &[
                AnalyticsHourly::ClientKeyId,
                AnalyticsHourly::Hour,
                AnalyticsHourly::Metric,
                AnalyticsHourly::Intent,
            ],
        )],
    )
    .await
}

/// Up to when events are counted. One row.
async fn create_watermarks(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(AnalyticsWatermarks::Table)
                .col(string_len(AnalyticsWatermarks::Name, 20).primary_key())
                .col(timestamp_with_time_zone(AnalyticsWatermarks::CountedTo))
                .take(),
        )
        .await
}

#[derive(Clone, Copy, DeriveIden)]
enum AnalyticsHourly {
    Table,
    Id,
    ClientKeyId,
    Hour,
    Metric,
    Intent,
    Count,
}

#[derive(Clone, Copy, DeriveIden)]
enum AnalyticsWatermarks {
    Table,
    Name,
    CountedTo,
}

#[derive(Clone, Copy, DeriveIden)]
enum UnansweredQuestions {
    Table,
    BusinessId,
    AskedAt,
}
