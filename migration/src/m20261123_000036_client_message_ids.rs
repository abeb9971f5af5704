//! Names that widgets give to messages, by which one that is sent again is known.

use crate::schema::unique_index;
use sea_orm_migration::{prelude::*, schema::string_len_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

const UNIQUE: &str = "uq_messages_conversation_id_client_message_id";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Messages::Table;
        manager
            .alter_table(
                Table::alter()
                    .table(table)
                    .add_column(string_len_null(Messages::ClientMessageId, 64))
                    .take(),
            )
            .await?;
        // Partial, since every further index costs every message that is written, and only those
        // of visitors can have a name.
        let mut index = unique_index(
            UNIQUE,
            table,
            &[Messages::ConversationId, Messages::ClientMessageId],
        );
        index.and_where(Expr::col(Messages::ClientMessageId).is_not_null());
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Messages::Table;
        manager
            .drop_index(Index::drop().name(UNIQUE).table(table).to_owned())
            .await?;
        manager
            .alter_table(
                Table::alter()
                    .table(table)
                    .drop_column(Messages::ClientMessageId)
                    .take(),
            )
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

#[derive(Clone, Copy, DeriveIden)]
enum Messages {
    Table,
    ConversationId,
    ClientMessageId,
}
