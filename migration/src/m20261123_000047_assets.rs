//! Uploaded pictures of businesses.

use crate::{
    m20261123_000002_businesses::Businesses,
    schema::{cascading, create_indexes, index, json_array, time_now, unique_index},
};
use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, integer, pk_uuid, string_len, string_len_null, uuid},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Assets::Table;
        manager
            .create_table(
                Table::create()
                    .table(table)
                    .col(pk_uuid(Assets::Id))
                    .col(uuid(Assets::BusinessId))
                    .col(string_len(Assets::Kind, 20))
                    .col(string_len(Assets::FileName, 255))
                    .col(string_len(Assets::MediaType, 50))
                    .col(integer(Assets::Width))
                    .col(integer(Assets::Height))
                    .col(big_integer(Assets::Bytes))
                    .col(string_len(Assets::Sha256, 64))
                    .col(json_array(Assets::Variants))
                    .col(string_len(Assets::Status, 20).default("processing"))
                    .col(string_len_null(Assets::Failure, 50))
                    .col(time_now(Assets::CreatedAt))
                    .check((
                        "ck_assets_status",
                        Expr::col(Assets::Status).is_in(["processing", "ready", "failed"]),
                    ))
                    .foreign_key(&mut cascading(
                        "fk_assets_business_id",
                        (table, Assets::BusinessId),
                        (Businesses::Table, Businesses::Id),
                    ))
                    .take(),
            )
            .await?;
        create_indexes(
            manager,
            [
                // The same file twice for the same purpose is one.
                unique_index(
                    "uq_assets_business_id_sha256_kind",
                    table,
                    &[Assets::BusinessId, Assets::Sha256, Assets::Kind],
                ),
                index(
                    "idx_assets_business_id_id",
                    table,
                    &[Assets::BusinessId, Assets::Id],
                ),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(Assets::Table).take())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

#[derive(Clone, Copy, DeriveIden)]
enum Assets {
    Table,
    Id,
    BusinessId,
    Kind,
    FileName,
    MediaType,
    Width,
    Height,
    Bytes,
    Sha256,
    Variants,
    Status,
    Failure,
    CreatedAt,
}
