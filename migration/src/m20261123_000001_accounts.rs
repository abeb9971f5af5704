//! Accounts, their browser sessions and the record of what they did.

use crate::schema::{cascading, create_indexes, index, json_object, time_now, unique_index};
use sea_orm_migration::{
    prelude::*,
    schema::{
        blob, pk_uuid, string_len, string_len_null, timestamp_with_time_zone,
        timestamp_with_time_zone_null, uuid_null,
    },
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_users(manager).await?;
        create_sessions(manager).await?;
        create_audit_log(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(AuditLog::Table).take())
            .await?;
        manager
            .drop_table(Table::drop().table(Sessions::Table).take())
            .await?;
        manager
            .drop_table(Table::drop().table(Users::Table).take())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn create_users(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(Users::Table)
                .col(pk_uuid(Users::Id))
                .col(string_len(Users::Email, 255))
                .col(string_len(Users::PasswordHash, 255))
                .col(string_len_null(Users::FirstName, 100))
                .col(string_len_null(Users::LastName, 100))
                .col(string_len_null(Users::CompanyName, 255))
                .col(string_len_null(Users::Phone, 20))
                .col(string_len_null(Users::Locale, 5))
                .col(string_len(Users::Role, 20).default("user"))
                .col(string_len(Users::SubscriptionTier, 20).default("basic"))
                .col(string_len(Users::SubscriptionStatus, 20).default("active"))
                .col(timestamp_with_time_zone_null(Users::TrialEndsAt))
                .col(time_now(Users::CreatedAt))
                .col(time_now(Users::UpdatedAt))
                .col(timestamp_with_time_zone_null(Users::LastLoginAt))
                .take(),
        )
        .await?;
    create_indexes(
        manager,
        [
            unique_index("uq_users_email", Users::Table, &[Users::Email]),
            // The published schema names it beside the unique one.
            index("idx_users_email", Users::Table, &[Users::Email]),
            index(
                "idx_users_subscription_tier",
                Users::Table,
                &[Users::SubscriptionTier],
            ),
        ],
    )
    .await
}

async fn create_sessions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(Sessions::Table)
                .col(string_len(Sessions::Id, 64).primary_key())
                .col(uuid_null(Sessions::UserId))
                .col(blob(Sessions::Data))
                .col(timestamp_with_time_zone(Sessions::ExpiresAt))
                .foreign_key(&mut cascading(
                    "fk_sessions_user_id",
                    (Sessions::Table, Sessions::UserId),
                    (Users::Table, Users::Id),
                ))
                .take(),
        )
        .await?;
    create_indexes(
        manager,
        [
            index(
                "idx_sessions_expires_at",
                Sessions::Table,
                &[Sessions::ExpiresAt],
            ),
            index("idx_sessions_user_id", Sessions::Table, &[Sessions::UserId]),
        ],
    )
    .await
}

async fn create_audit_log(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(AuditLog::Table)
                .col(pk_uuid(AuditLog::Id))
                .col(uuid_null(AuditLog::UserId))
                // No foreign key: the record outlives the business.
                .col(uuid_null(AuditLog::BusinessId))
                .col(string_len(AuditLog::Action, 100))
                .col(string_len_null(AuditLog::TargetType, 50))
                .col(string_len_null(AuditLog::TargetId, 64))
                .col(json_object(AuditLog::Details))
                .col(time_now(AuditLog::CreatedAt))
                .foreign_key(
                    ForeignKey::create()
                        .name("fk_audit_log_user_id")
                        .from(AuditLog::Table, AuditLog::UserId)
                        .to(Users::Table, Users::Id)
                        .on_delete(ForeignKeyAction::SetNull),
                )
                .take(),
        )
        .await?;
    manager
        .create_index(index(
            "idx_audit_log_user_id_created_at",
            AuditLog::Table,
            &[AuditLog::UserId, AuditLog::CreatedAt],
        ))
        .await
}

#[derive(Clone, Copy, DeriveIden)]
pub enum Users {
    Table,
    Id,
    Email,
    PasswordHash,
    FirstName,
    LastName,
    CompanyName,
    Phone,
    Locale,
    Role,
    SubscriptionTier,
    SubscriptionStatus,
    TrialEndsAt,
    CreatedAt,
    UpdatedAt,
    LastLoginAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum Sessions {
    Table,
    Id,
    UserId,
    Data,
    ExpiresAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum AuditLog {
    Table,
    Id,
    UserId,
    BusinessId,
    Action,
    TargetType,
    TargetId,
    Details,
    CreatedAt,
}
