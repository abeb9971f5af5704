//! Conversations of visitors, their messages, and the events analytics counts.

use crate::{
    m20261123_000002_businesses::Businesses,
    m20261123_000003_client_keys::ClientKeys,
    schema::{cascading, create_indexes, index, json_object, time_now, unique_index},
};
use sea_orm_migration::{
    prelude::*,
    schema::{
        double_null, integer, pk_uuid, string_len, string_len_null, text, text_null,
        timestamp_with_time_zone_null, uuid, uuid_null,
    },
    sea_orm::DbBackend,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_conversations(manager).await?;
        create_messages(manager).await?;
        create_analytics_events(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(AnalyticsEvents::Table).take())
            .await?;
        manager
            .drop_table(Table::drop().table(Messages::Table).take())
            .await?;
        manager
            .drop_table(Table::drop().table(Conversations::Table).take())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn create_conversations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(Conversations::Table)
                .col(pk_uuid(Conversations::Id))
                .col(uuid(Conversations::ClientKeyId))
                .col(uuid(Conversations::BusinessId))
                .col(string_len(Conversations::SessionId, 255))
                .col(string_len_null(Conversations::UserIdentifier, 255))
                .col(string_len(Conversations::Status, 20).default("open"))
                .col(string_len_null(Conversations::Language, 5))
                .col(integer(Conversations::MessageCount).default(0))
                .col(json_object(Conversations::DialogueState))
                .col(time_now(Conversations::StartedAt))
                .col(time_now(Conversations::LastMessageAt))
                .col(timestamp_with_time_zone_null(Conversations::EndedAt))
                .col(json_object(Conversations::Metadata))
                .foreign_key(&mut cascading(
                    "fk_conversations_client_key_id",
                    (Conversations::Table, Conversations::ClientKeyId),
                    (ClientKeys::Table, ClientKeys::Id),
                ))
                .foreign_key(&mut cascading(
                    "fk_conversations_business_id",
                    (Conversations::Table, Conversations::BusinessId),
                    (Businesses::Table, Businesses::Id),
                ))
                .take(),
        )
        .await?;
    let table = Conversations::Table;
    create_indexes(
        manager,
        [
            unique_index(
                "uq_conversations_client_key_session",
                table,
                &[Conversations::ClientKeyId, Conversations::SessionId],
            ),
            index(
                "idx_conversations_client_key_id",
                table,
                &[Conversations::ClientKeyId],
            ),
            index(
                "idx_conversations_started_at",
                table,
                &[Conversations::StartedAt],
            ),
            index(
                "idx_conversations_business_id_last_message_at",
                table,
                &[Conversations::BusinessId, Conversations::LastMessageAt],
            ),
        ],
    )
    .await
}

async fn create_messages(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(Messages::Table)
                .col(pk_uuid(Messages::Id))
                .col(uuid(Messages::ConversationId))
                .col(string_len(Messages::Role, 20))
                .col(text(Messages::Content))
                .col(string_len(Messages::MessageType, 50).default("text"))
                .col(string_len_null(Messages::Intent, 50))
                .col(double_null(Messages::Confidence))
                .col(json_object(Messages::Metadata))
                .col(time_now(Messages::CreatedAt))
                .check((
                    "ck_messages_role",
                    Expr::col(Messages::Role).is_in(["user", "assistant", "agent", "system"]),
                ))
                .foreign_key(&mut cascading(
                    "fk_messages_conversation_id",
                    (Messages::Table, Messages::ConversationId),
                    (Conversations::Table, Conversations::Id),
                ))
                .take(),
        )
        .await?;
    // One index both finds the messages of a conversation and puts them in order: each further
    // one costs every message that is written.
    manager
        .create_index(index(
            "idx_messages_conversation_id",
            Messages::Table,
            &[Messages::ConversationId, Messages::CreatedAt],
        ))
        .await?;
    if manager.get_database_backend() == DbBackend::Postgres {
        manager
            .get_connection()
            .execute_unprepared(
                "CREATE INDEX idx_messages_content_fts ON messages USING gin \
                 (to_tsvector('german', content))",
            )
            .await?;
    }
    Ok(())
}

async fn create_analytics_events(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(AnalyticsEvents::Table)
                .col(pk_uuid(AnalyticsEvents::Id))
                .col(uuid(AnalyticsEvents::ClientKeyId))
                // No foreign key: the count stays when the conversation is deleted.
                .col(uuid_null(AnalyticsEvents::ConversationId))
                .col(string_len(AnalyticsEvents::EventType, 50))
                .col(string_len_null(AnalyticsEvents::EventCategory, 50))
                .col(json_object(AnalyticsEvents::EventData))
                .col(text_null(AnalyticsEvents::UserAgent))
                .col(string_len_null(AnalyticsEvents::IpAddress, 45))
                .col(time_now(AnalyticsEvents::CreatedAt))
                .foreign_key(&mut cascading(
                    "fk_analytics_events_client_key_id",
                    (AnalyticsEvents::Table, AnalyticsEvents::ClientKeyId),
                    (ClientKeys::Table, ClientKeys::Id),
                ))
                .take(),
        )
        .await?;
    let table = AnalyticsEvents::Table;
    create_indexes(
        manager,
        [
            index(
                "idx_analytics_events_client_key_id",
                table,
                &[AnalyticsEvents::ClientKeyId],
            ),
            index(
                "idx_analytics_events_created_at",
                table,
                &[AnalyticsEvents::CreatedAt],
            ),
            index(
                "idx_analytics_events_type_category",
                table,
                &[AnalyticsEvents::EventType, AnalyticsEvents::EventCategory],
            ),
        ],
    )
    .await
}

#[derive(Clone, Copy, DeriveIden)]
pub enum Conversations {
    Table,
    Id,
    ClientKeyId,
    BusinessId,
    SessionId,
    UserIdentifier,
    Status,
    Language,
    MessageCount,
    DialogueState,
    StartedAt,
    LastMessageAt,
    EndedAt,
    Metadata,
}

#[derive(Clone, Copy, DeriveIden)]
enum Messages {
    Table,
    Id,
    ConversationId,
    Role,
    Content,
    MessageType,
    Intent,
    Confidence,
    Metadata,
    CreatedAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum AnalyticsEvents {
    Table,
    Id,
    ClientKeyId,
    ConversationId,
    EventType,
    EventCategory,
    EventData,
    UserAgent,
    IpAddress,
    CreatedAt,
}
