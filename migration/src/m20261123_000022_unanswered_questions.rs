//! Questions of visitors the assistant had to pass on, and those the owner does not want to see.

use crate::{
    m20261123_000002_businesses::Businesses,
    schema::{cascading, create_indexes, index, time_now, unique_index},
};
use sea_orm_migration::{
    prelude::*,
    schema::{pk_uuid, string_len, uuid},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_unanswered_questions(manager).await?;
        create_dismissed_questions(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(DismissedQuestions::Table).take())
            .await?;
        manager
            .drop_table(Table::drop().table(UnansweredQuestions::Table).take())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// One row each time a question was asked. Its words stand in the message only, so they go with it.
async fn create_unanswered_questions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = UnansweredQuestions::Table;
    manager
        .create_table(
            Table::create()
                .table(table)
                .col(pk_uuid(UnansweredQuestions::Id))
                .col(uuid(UnansweredQuestions::BusinessId))
                .col(uuid(UnansweredQuestions::MessageId))
                .col(string_len(UnansweredQuestions::QuestionHash, 64))
                .col(string_len(UnansweredQuestions::Language, 5))
                .col(time_now(UnansweredQuestions::AskedAt))
                .foreign_key(&mut cascading(
                    "fk_unanswered_questions_business_id",
                    (table, UnansweredQuestions::BusinessId),
                    (Businesses::Table, Businesses::Id),
                ))
                .foreign_key(&mut cascading(
                    "fk_unanswered_questions_message_id",
                    (table, UnansweredQuestions::MessageId),
                    (Messages::Table, Messages::Id),
                ))
                .take(),
        )
        .await?;
    create_indexes(
        manager,
        [
            index(
                "idx_unanswered_questions_business_id_question_hash_asked_at",
                table,
                &[
                    UnansweredQuestions::BusinessId,
                    UnansweredQuestions::QuestionHash,
                    UnansweredQuestions::AskedAt,
                ],
            ),
            unique_index(
                "uq_unanswered_questions_message_id",
                table,
                &[UnansweredQuestions::MessageId],
            ),
        ],
    )
    .await
}

async fn create_dismissed_questions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = DismissedQuestions::Table;
    manager
        .create_table(
            Table::create()
                .table(table)
                .col(pk_uuid(DismissedQuestions::Id))
                .col(uuid(DismissedQuestions::BusinessId))
                .col(string_len(DismissedQuestions::QuestionHash, 64))
                .col(time_now(DismissedQuestions::DismissedAt))
                .foreign_key(&mut cascading(
                    "fk_dismissed_questions_business_id",
                    (table, DismissedQuestions::BusinessId),
                    (Businesses::Table, Businesses::Id),
                ))
                .take(),
        )
        .await?;
    manager
        .create_index(unique_index(
            "uq_dismissed_questions_business_id_question_hash",
            table,
            &[
                DismissedQuestions::BusinessId,
                DismissedQuestions::QuestionHash,
            ],
        ))
        .await
}

#[derive(Clone, Copy, DeriveIden)]
enum UnansweredQuestions {
    Table,
    Id,
    BusinessId,
    MessageId,
    QuestionHash,
    Language,
    AskedAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum DismissedQuestions {
    Table,
    Id,
    BusinessId,
    QuestionHash,
    DismissedAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum Messages {
    Table,
    Id,
}
