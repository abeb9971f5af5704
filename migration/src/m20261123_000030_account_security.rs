//! What keeps accounts safe: refresh tokens, tokens sent by mail, and the second factor.

use crate::{
    m20261123_000001_accounts::Users,
    schema::{cascading, create_indexes, index, time_now, unique_index},
};
use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer_null, blob, boolean, pk_uuid, string_len, string_len_null,
        timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
    },
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_states(manager).await?;
        create_refresh_families(manager).await?;
        create_refresh_tokens(manager).await?;
        create_account_tokens(manager).await?;
        create_totp_factors(manager).await?;
        create_recovery_codes(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, RecoveryCodes::Table).await?;
        drop_table(manager, TotpFactors::Table).await?;
        drop_table(manager, AccountTokens::Table).await?;
        drop_table(manager, RefreshTokens::Table).await?;
        drop_table(manager, RefreshFamilies::Table).await?;
        for column in [AccountStates::DeactivatedAt, AccountStates::EmailVerifiedAt] {
            manager
                .alter_table(
                    Table::alter()
                        .table(Users::Table)
                        .drop_column(column)
                        .take(),
                )
                .await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn drop_table(manager: &SchemaManager<'_>, table: impl IntoIden) -> Result<(), DbErr> {
    manager
        .drop_table(Table::drop().table(table.into_iden()).take())
        .await
}

/// One statement per column: SQLite takes no more.
async fn add_states(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for column in [AccountStates::EmailVerifiedAt, AccountStates::DeactivatedAt] {
        manager
            .alter_table(
                Table::alter()
                    .table(Users::Table)
                    .add_column(timestamp_with_time_zone_null(column))
                    .take(),
            )
            .await?;
    }
    Ok(())
}

/// A login of a program: the tokens that came from it one after the other.
async fn create_refresh_families(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = RefreshFamilies::Table;
    manager
        .create_table(
            Table::create()
                .table(table)
                .col(pk_uuid(RefreshFamilies::Id))
                .col(uuid(RefreshFamilies::UserId))
                .col(boolean(RefreshFamilies::IsRemembered))
                .col(string_len_null(RefreshFamilies::UserAgent, 100))
                .col(time_now(RefreshFamilies::CreatedAt))
                .col(time_now(RefreshFamilies::LastUsedAt))
                .col(timestamp_with_time_zone(RefreshFamilies::ExpiresAt))
                .col(timestamp_with_time_zone_null(RefreshFamilies::RevokedAt))
                .foreign_key(&mut cascading(
                    "fk_refresh_families_user_id",
                    (table, RefreshFamilies::UserId),
                    (Users::Table, Users::Id),
                ))
                .take(),
        )
        .await?;
    create_indexes(
        manager,
        [
            index(
                "idx_refresh_families_user_id",
                table,
                &[RefreshFamilies::UserId],
            ),
            index(
                "idx_refresh_families_expires_at",
                table,
                &[RefreshFamilies::ExpiresAt],
            ),
        ],
    )
    .await
}

/// Only the hash of a token is kept. One that was used stays, so that a second use is noticed.
async fn create_refresh_tokens(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = RefreshTokens::Table;
    manager
        .create_table(
            Table::create()
                .table(table)
                .col(pk_uuid(RefreshTokens::Id))
                .col(uuid(RefreshTokens::FamilyId))
                .col(string_len(RefreshTokens::TokenHash, 64))
                .col(time_now(RefreshTokens::CreatedAt))
                .col(timestamp_with_time_zone_null(RefreshTokens::UsedAt))
                .foreign_key(&mut cascading(
                    "fk_refresh_tokens_family_id",
                    (table, RefreshTokens::FamilyId),
                    (RefreshFamilies::Table, RefreshFamilies::Id),
                ))
                .take(),
        )
        .await?;
    create_indexes(
        manager,
        [
            index(
                "idx_refresh_tokens_family_id",
                table,
                &[RefreshTokens::FamilyId],
            ),
            unique_index(
                "uq_refresh_tokens_token_hash",
                table,
                &[RefreshTokens::TokenHash],
            ),
        ],
    )
    .await
}

/// Single-use tokens in mails: to reset a password, to prove an address.
async fn create_account_tokens(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = AccountTokens::Table;
    manager
        .create_table(
            Table::create()
                .table(table)
                .col(pk_uuid(AccountTokens::Id))
                .col(uuid(AccountTokens::UserId))
                .col(string_len(AccountTokens::Purpose, 30))
                .col(string_len(AccountTokens::TokenHash, 64))
                .col(time_now(AccountTokens::CreatedAt))
                .col(timestamp_with_time_zone(AccountTokens::ExpiresAt))
                .foreign_key(&mut cascading(
                    "fk_account_tokens_user_id",
                    (table, AccountTokens::UserId),
                    (Users::Table, Users::Id),
                ))
                .take(),
        )
        .await?;
    create_indexes(
        manager,
        [
            index(
                "idx_account_tokens_user_id_purpose",
                table,
                &[AccountTokens::UserId, AccountTokens::Purpose],
            ),
            index(
                "idx_account_tokens_expires_at",
                table,
                &[AccountTokens::ExpiresAt],
            ),
            unique_index(
                "uq_account_tokens_token_hash",
                table,
                &[AccountTokens::TokenHash],
            ),
        ],
    )
    .await
}

/// One authenticator of an account (RFC 6238).
async fn create_totp_factors(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = TotpFactors::Table;
    manager
        .create_table(
            Table::create()
                .table(table)
                .col(uuid(TotpFactors::UserId).primary_key())
                // Encrypted.
                .col(blob(TotpFactors::Secret))
                .col(time_now(TotpFactors::CreatedAt))
                // Nothing until a first code has shown that the authenticator knows the secret.
                .col(timestamp_with_time_zone_null(TotpFactors::ConfirmedAt))
                // The time step of the last code that was taken: neither it nor an older one is
                // taken again.
                .col(big_integer_null(TotpFactors::LastStep))
                .foreign_key(&mut cascading(
                    "fk_totp_factors_user_id",
                    (table, TotpFactors::UserId),
                    (Users::Table, Users::Id),
                ))
                .take(),
        )
        .await?;
    manager
        .create_index(index(
            "idx_totp_factors_user_id",
            table,
            &[TotpFactors::UserId],
        ))
        .await
}

/// What a lost authenticator is replaced with, each once; only hashes.
async fn create_recovery_codes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = RecoveryCodes::Table;
    manager
        .create_table(
            Table::create()
                .table(table)
                .col(pk_uuid(RecoveryCodes::Id))
                .col(uuid(RecoveryCodes::UserId))
                .col(string_len(RecoveryCodes::CodeHash, 64))
                .foreign_key(&mut cascading(
                    "fk_recovery_codes_user_id",
                    (table, RecoveryCodes::UserId),
                    (Users::Table, Users::Id),
                ))
                .take(),
        )
        .await?;
    manager
        .create_index(unique_index(
            "uq_recovery_codes_user_id_code_hash",
            table,
            &[RecoveryCodes::UserId, RecoveryCodes::CodeHash],
        ))
        .await
}

/// Columns this step adds to the accounts.
#[derive(Clone, Copy, DeriveIden)]
enum AccountStates {
    EmailVerifiedAt,
    DeactivatedAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum RefreshFamilies {
    Table,
    Id,
    UserId,
    IsRemembered,
    UserAgent,
    CreatedAt,
    LastUsedAt,
    ExpiresAt,
    RevokedAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum RefreshTokens {
    Table,
    Id,
    FamilyId,
    TokenHash,
    CreatedAt,
    UsedAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum AccountTokens {
    Table,
    Id,
    UserId,
    Purpose,
    TokenHash,
    CreatedAt,
    ExpiresAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum TotpFactors {
    Table,
    UserId,
    Secret,
    CreatedAt,
    ConfirmedAt,
    LastStep,
}

#[derive(Clone, Copy, DeriveIden)]
enum RecoveryCodes {
    Table,
    Id,
    UserId,
    CodeHash,
}
