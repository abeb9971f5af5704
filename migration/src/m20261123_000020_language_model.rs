//! What the language model cost a business in a month.

use crate::{
    m20261123_000002_businesses::Businesses,
    schema::{cascading, unique_index},
};
use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, pk_uuid, string_len, uuid},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = LanguageModelSpending::Table;
        manager
            .create_table(
                Table::create()
                    .table(table)
                    .col(pk_uuid(LanguageModelSpending::Id))
                    .col(uuid(LanguageModelSpending::BusinessId))
                    .col(string_len(LanguageModelSpending::Month, 7))
                    .col(big_integer(LanguageModelSpending::SpentMicrocents).default(0))
                    .foreign_key(&mut cascading(
                        "fk_language_model_spending_business_id",
                        (table, LanguageModelSpending::BusinessId),
                        (Businesses::Table, Businesses::Id),
                    ))
                    .take(),
            )
            .await?;
        manager
            .create_index(unique_index(
                "uq_language_model_spending_business_id_month",
                table,
                &[
                    LanguageModelSpending::BusinessId,
                    LanguageModelSpending::Month,
                ],
            ))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(LanguageModelSpending::Table).take())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

#[derive(Clone, Copy, DeriveIden)]
enum LanguageModelSpending {
    Table,
    Id,
    BusinessId,
    Month,
    SpentMicrocents,
}
