//! Names the owner gives to what an answer is about.

use crate::schema::unique_index;
use sea_orm_migration::{prelude::*, schema::string_len_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Answers without a name never meet in it: no two nulls are equal.
const UNIQUE: &str = "uq_knowledge_entries_business_id_language_intent";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = KnowledgeEntries::Table;
        manager
            .alter_table(
                Table::alter()
                    .table(table)
                    .add_column(string_len_null(KnowledgeEntries::Intent, 40))
                    .take(),
            )
            .await?;
        manager
            .create_index(unique_index(
                UNIQUE,
                table,
                &[
                    KnowledgeEntries::BusinessId,
                    KnowledgeEntries::Language,
                    KnowledgeEntries::Intent,
                ],
            ))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = KnowledgeEntries::Table;
        manager
            .drop_index(Index::drop().name(UNIQUE).table(table).to_owned())
            .await?;
        manager
            .alter_table(
                Table::alter()
                    .table(table)
                    .drop_column(KnowledgeEntries::Intent)
                    .take(),
            )
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

#[derive(Clone, Copy, DeriveIden)]
enum KnowledgeEntries {
    Table,
    BusinessId,
    Language,
    Intent,
}
