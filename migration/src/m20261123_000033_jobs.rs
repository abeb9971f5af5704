//! The queue of work that is done beside requests.

use crate::schema::{create_indexes, index, json_object, time_now, unique_index};
use sea_orm_migration::{
    prelude::*,
    schema::{
        integer, pk_uuid, string_len, string_len_null, text_null, timestamp_with_time_zone_null,
    },
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Jobs::Table;
        manager
            .create_table(
                Table::create()
                    .table(table)
                    .col(pk_uuid(Jobs::Id))
                    .col(string_len(Jobs::Kind, 50))
                    .col(json_object(Jobs::Payload))
                    .col(string_len(Jobs::Status, 10).default("waiting"))
                    // What may be in the queue once only: an occurrence of a schedule.
                    .col(string_len_null(Jobs::UniqueKey, 100))
                    .col(integer(Jobs::Attempts).default(0))
                    // The next attempt; while one is under way, when it counts as lost.
                    .col(timestamp_with_time_zone_null(Jobs::RunAt))
                    .col(text_null(Jobs::LastError))
                    .col(time_now(Jobs::CreatedAt))
                    .col(timestamp_with_time_zone_null(Jobs::FinishedAt))
                    .check((
                        "ck_jobs_status",
                        Expr::col(Jobs::Status).is_in(["waiting", "done", "dead"]),
                    ))
                    .take(),
            )
            .await?;
        create_indexes(
            manager,
            [
                index(
                    "idx_jobs_status_run_at",
                    table,
                    &[Jobs::Status, Jobs::RunAt],
                ),
                unique_index("uq_jobs_unique_key", table, &[Jobs::UniqueKey]),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(Jobs::Table).take())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

#[derive(Clone, Copy, DeriveIden)]
enum Jobs {
    Table,
    Id,
    Kind,
    Payload,
    Status,
    UniqueKey,
    Attempts,
    RunAt,
    LastError,
    CreatedAt,
    FinishedAt,
}
