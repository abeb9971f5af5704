//! Who may act for an account: members of its team, invitations and API tokens. With them what the
//! API needs to know of client keys, conversations and the record of what was done.

use crate::{
    m20261123_000001_accounts::Users,
    m20261123_000003_client_keys::ClientKeys,
    m20261123_000005_conversations::Conversations,
    schema::{cascading, create_indexes, index, json_array, time_now, unique_index},
};
use sea_orm_migration::{
    prelude::*,
    schema::{
        pk_uuid, string_len, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
        uuid_null,
    },
};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The record of an account, in the order it is read.
const AUDIT_INDEX: &str = "idx_audit_log_account_id_id";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_team_members(manager).await?;
        create_team_invitations(manager).await?;
        create_api_tokens(manager).await?;
        create_retired_client_keys(manager).await?;
        add_columns(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_index(
                Index::drop()
                    .name(AUDIT_INDEX)
                    .table(AuditLog::Table)
                    .to_owned(),
            )
            .await?;
        for mut alteration in [
            Table::alter()
                .table(AuditLog::Table)
                .drop_column(AuditLog::AccountId)
                .take(),
            Table::alter()
                .table(Conversations::Table)
                .drop_column(ConversationAccess::AssignedUserId)
                .take(),
            Table::alter()
                .table(ClientKeys::Table)
                .drop_column(ClientKeyAccess::RevokedAt)
                .take(),
        ] {
            manager.alter_table(alteration.take()).await?;
        }
        for table in [
            RetiredClientKeys::Table.into_iden(),
            ApiTokens::Table.into_iden(),
            TeamInvitations::Table.into_iden(),
            TeamMembers::Table.into_iden(),
        ] {
            manager
                .drop_table(Table::drop().table(table).take())
                .await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// A role inside an account, whose own user is its owner without a row.
fn check_role(name: &'static str, column: impl IntoIden) -> (&'static str, SimpleExpr) {
    let roles = ["owner", "admin", "agent", "viewer"];
    (name, Expr::col(column.into_iden()).is_in(roles))
}

async fn create_team_members(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = TeamMembers::Table;
    manager
        .create_table(
            Table::create()
                .table(table)
                .col(pk_uuid(TeamMembers::Id))
                .col(uuid(TeamMembers::AccountId))
                .col(uuid(TeamMembers::UserId))
                .col(string_len(TeamMembers::Role, 20))
                .col(time_now(TeamMembers::CreatedAt))
                .col(time_now(TeamMembers::UpdatedAt))
                .check(check_role("ck_team_members_role", TeamMembers::Role))
                .foreign_key(&mut cascading(
                    "fk_team_members_account_id",
                    (table, TeamMembers::AccountId),
                    (Users::Table, Users::Id),
                ))
                .foreign_key(&mut cascading(
                    "fk_team_members_user_id",
                    (table, TeamMembers::UserId),
                    (Users::Table, Users::Id),
                ))
                .take(),
        )
        .await?;
    create_indexes(
        manager,
        [
            unique_index(
                "uq_team_members_account_id_user_id",
                table,
                &[TeamMembers::AccountId, TeamMembers::UserId],
            ),
            index("idx_team_members_user_id", table, &[TeamMembers::UserId]),
        ],
    )
    .await
}

async fn create_team_invitations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = TeamInvitations::Table;
    manager
        .create_table(
            Table::create()
                .table(table)
                .col(pk_uuid(TeamInvitations::Id))
                .col(uuid(TeamInvitations::AccountId))
                .col(string_len(TeamInvitations::Email, 255))
                .col(string_len(TeamInvitations::Role, 20))
                // HMAC-SHA-256; the token itself stands in the mail only.
                .col(string_len(TeamInvitations::TokenHash, 64))
                .col(time_now(TeamInvitations::CreatedAt))
                .col(timestamp_with_time_zone(TeamInvitations::ExpiresAt))
                .check(check_role(
                    "ck_team_invitations_role",
                    TeamInvitations::Role,
                ))
                .foreign_key(&mut cascading(
                    "fk_team_invitations_account_id",
                    (table, TeamInvitations::AccountId),
                    (Users::Table, Users::Id),
                ))
                .take(),
        )
        .await?;
    create_indexes(
        manager,
        [
            unique_index(
                "uq_team_invitations_account_id_email",
                table,
                &[TeamInvitations::AccountId, TeamInvitations::Email],
            ),
            unique_index(
                "uq_team_invitations_token_hash",
                table,
                &[TeamInvitations::TokenHash],
            ),
        ],
    )
    .await
}

async fn create_api_tokens(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = ApiTokens::Table;
    manager
        .create_table(
            Table::create()
                .table(table)
                .col(pk_uuid(ApiTokens::Id))
                .col(uuid(ApiTokens::AccountId))
                .col(uuid(ApiTokens::UserId))
                .col(string_len(ApiTokens::Name, 100))
                .col(string_len(ApiTokens::TokenHash, 64))
                .col(string_len(ApiTokens::TokenPrefix, 16))
                .col(string_len(ApiTokens::TokenLastFour, 4))
                .col(json_array(ApiTokens::Scopes))
                .col(timestamp_with_time_zone_null(ApiTokens::ExpiresAt))
                .col(timestamp_with_time_zone_null(ApiTokens::LastUsedAt))
                .col(time_now(ApiTokens::CreatedAt))
                .foreign_key(&mut cascading(
                    "fk_api_tokens_account_id",
                    (table, ApiTokens::AccountId),
                    (Users::Table, Users::Id),
                ))
                .foreign_key(&mut cascading(
                    "fk_api_tokens_user_id",
                    (table, ApiTokens::UserId),
                    (Users::Table, Users::Id),
                ))
                .take(),
        )
        .await?;
    create_indexes(
        manager,
        [
            unique_index("uq_api_tokens_token_hash", table, &[ApiTokens::TokenHash]),
            index("idx_api_tokens_account_id", table, &[ApiTokens::AccountId]),
            index("idx_api_tokens_user_id", table, &[ApiTokens::UserId]),
        ],
    )
    .await
}

async fn create_retired_client_keys(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = RetiredClientKeys::Table;
    manager
        .create_table(
            Table::create()
                .table(table)
                .col(string_len(RetiredClientKeys::KeyHash, 64).primary_key())
                .col(uuid(RetiredClientKeys::ClientKeyId))
                .col(timestamp_with_time_zone(RetiredClientKeys::ExpiresAt))
                .foreign_key(&mut cascading(
                    "fk_retired_client_keys_client_key_id",
                    (table, RetiredClientKeys::ClientKeyId),
                    (ClientKeys::Table, ClientKeys::Id),
                ))
                .take(),
        )
        .await?;
    manager
        .create_index(index(
            "idx_retired_client_keys_client_key_id",
            table,
            &[RetiredClientKeys::ClientKeyId],
        ))
        .await
}

async fn add_columns(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for mut alteration in [
        Table::alter()
            .table(ClientKeys::Table)
            .add_column(timestamp_with_time_zone_null(ClientKeyAccess::RevokedAt))
            .take(),
        // No foreign keys here: SQLite adds none to a table that exists. A user who is gone is
        // nobody's assignee, and the record outlives the account.
        Table::alter()
            .table(Conversations::Table)
            .add_column(uuid_null(ConversationAccess::AssignedUserId))
            .take(),
        Table::alter()
            .table(AuditLog::Table)
            .add_column(uuid_null(AuditLog::AccountId))
            .take(),
    ] {
        manager.alter_table(alteration.take()).await?;
    }
    // Until now everybody acted for themselves, and a key that did not answer was revoked.
    manager
        .execute(
            Query::update()
                .table(AuditLog::Table)
                .value(AuditLog::AccountId, Expr::col(AuditLog::UserId))
                .to_owned(),
        )
        .await?;
    manager
        .execute(
            Query::update()
                .table(ClientKeys::Table)
                .value(
                    ClientKeyAccess::RevokedAt,
                    Expr::col(ClientKeyAccess::UpdatedAt),
                )
                .and_where(Expr::col(ClientKeyAccess::IsActive).eq(false))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index(
            AUDIT_INDEX,
            AuditLog::Table,
            &[AuditLog::AccountId, AuditLog::Id],
        ))
        .await
}

#[derive(Clone, Copy, DeriveIden)]
enum TeamMembers {
    Table,
    Id,
    AccountId,
    UserId,
    Role,
    CreatedAt,
    UpdatedAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum TeamInvitations {
    Table,
    Id,
    AccountId,
    Email,
    Role,
    TokenHash,
    CreatedAt,
    ExpiresAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum ApiTokens {
    Table,
    Id,
    AccountId,
    UserId,
    Name,
    TokenHash,
    TokenPrefix,
    TokenLastFour,
    Scopes,
    ExpiresAt,
    LastUsedAt,
    CreatedAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum RetiredClientKeys {
    Table,
    KeyHash,
    ClientKeyId,
    ExpiresAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum ClientKeyAccess {
    RevokedAt,
    UpdatedAt,
    IsActive,
}

#[derive(Clone, Copy, DeriveIden)]
enum ConversationAccess {
    AssignedUserId,
}

#[derive(Clone, Copy, DeriveIden)]
enum AuditLog {
    Table,
    Id,
    UserId,
    AccountId,
}
