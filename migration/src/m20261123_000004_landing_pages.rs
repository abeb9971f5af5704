//! Templates, landing pages and the proof that a domain belongs to its owner.

use crate::{
    m20261123_000001_accounts::Users,
    m20261123_000002_businesses::Businesses,
    m20261123_000003_client_keys::ClientKeys,
    schema::{cascading, create_indexes, flag, index, json_object, time_now, unique_index},
};
use sea_orm_migration::{
    prelude::*,
    schema::{
        json_binary, pk_uuid, string_len, string_len_null, text_null,
        timestamp_with_time_zone_null, uuid, uuid_null,
    },
    sea_orm::DbBackend,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_templates(manager).await?;
        create_landing_pages(manager).await?;
        create_domain_verifications(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(DomainVerifications::Table).take())
            .await?;
        manager
            .drop_table(Table::drop().table(LandingPages::Table).take())
            .await?;
        manager
            .drop_table(Table::drop().table(Templates::Table).take())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn create_templates(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(Templates::Table)
                .col(string_len(Templates::Id, 50).primary_key())
                .col(string_len(Templates::Name, 255))
                .col(text_null(Templates::Description))
                .col(string_len_null(Templates::Category, 100))
                .col(string_len_null(Templates::PreviewImageUrl, 500))
                .col(json_binary(Templates::TemplateData))
                .col(flag(Templates::IsActive, true))
                .col(time_now(Templates::CreatedAt))
                .col(time_now(Templates::UpdatedAt))
                .take(),
        )
        .await?;
    manager
        .create_index(index(
            "idx_templates_category",
            Templates::Table,
            &[Templates::Category],
        ))
        .await?;
    if manager.get_database_backend() == DbBackend::Postgres {
        // Without `coalesce` a template that has no description could not be found by its name.
        manager
            .get_connection()
            .execute_unprepared(
                "CREATE INDEX idx_templates_search ON templates USING gin \
                 (to_tsvector('english', name || ' ' || coalesce(description, '')))",
            )
            .await?;
    }
    Ok(())
}

async fn create_landing_pages(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(LandingPages::Table)
                .col(pk_uuid(LandingPages::Id))
                .col(uuid(LandingPages::UserId))
                .col(uuid(LandingPages::BusinessId))
                .col(string_len(LandingPages::TemplateId, 50))
                .col(string_len(LandingPages::Subdomain, 100))
                .col(string_len_null(LandingPages::CustomDomain, 255))
                .col(flag(LandingPages::SslEnabled, false))
                .col(json_object(LandingPages::Configuration))
                .col(json_object(LandingPages::SeoSettings))
                .col(flag(LandingPages::IsPublished, false))
                .col(timestamp_with_time_zone_null(LandingPages::PublishedAt))
                .col(time_now(LandingPages::CreatedAt))
                .col(time_now(LandingPages::UpdatedAt))
                .foreign_key(&mut cascading(
                    "fk_landing_pages_user_id",
                    (LandingPages::Table, LandingPages::UserId),
                    (Users::Table, Users::Id),
                ))
                .foreign_key(&mut cascading(
                    "fk_landing_pages_business_id",
                    (LandingPages::Table, LandingPages::BusinessId),
                    (Businesses::Table, Businesses::Id),
                ))
                .foreign_key(
                    ForeignKey::create()
                        .name("fk_landing_pages_template_id")
                        .from(LandingPages::Table, LandingPages::TemplateId)
                        .to(Templates::Table, Templates::Id)
                        .on_delete(ForeignKeyAction::Restrict),
                )
                .take(),
        )
        .await?;
    let table = LandingPages::Table;
    create_indexes(
        manager,
        [
            unique_index(
                "uq_landing_pages_subdomain",
                table,
                &[LandingPages::Subdomain],
            ),
            unique_index(
                "uq_landing_pages_custom_domain",
                table,
                &[LandingPages::CustomDomain],
            ),
            // The published schema names these two beside the unique ones.
            index(
                "idx_landing_pages_subdomain",
                table,
                &[LandingPages::Subdomain],
            ),
            index(
                "idx_landing_pages_custom_domain",
                table,
                &[LandingPages::CustomDomain],
            ),
            index("idx_landing_pages_user_id", table, &[LandingPages::UserId]),
            index(
                "idx_landing_pages_business_id",
                table,
                &[LandingPages::BusinessId],
            ),
            index(
                "idx_landing_pages_template_id",
                table,
                &[LandingPages::TemplateId],
            ),
        ],
    )
    .await
}

async fn create_domain_verifications(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(DomainVerifications::Table)
                .col(pk_uuid(DomainVerifications::Id))
                // A domain is proven for a landing page or for a client key.
                .col(uuid_null(DomainVerifications::LandingPageId))
                .col(uuid_null(DomainVerifications::ClientKeyId))
                .col(string_len(DomainVerifications::Domain, 255))
                .col(string_len(DomainVerifications::VerificationToken, 255))
                .col(string_len(DomainVerifications::VerificationMethod, 50))
                .col(flag(DomainVerifications::IsVerified, false))
                .col(timestamp_with_time_zone_null(
                    DomainVerifications::VerifiedAt,
                ))
                .col(timestamp_with_time_zone_null(
                    DomainVerifications::ExpiresAt,
                ))
                .col(time_now(DomainVerifications::CreatedAt))
                .foreign_key(&mut cascading(
                    "fk_domain_verifications_landing_page_id",
                    (
                        DomainVerifications::Table,
                        DomainVerifications::LandingPageId,
                    ),
                    (LandingPages::Table, LandingPages::Id),
                ))
                .foreign_key(&mut cascading(
                    "fk_domain_verifications_client_key_id",
                    (DomainVerifications::Table, DomainVerifications::ClientKeyId),
                    (ClientKeys::Table, ClientKeys::Id),
                ))
                .take(),
        )
        .await?;
    let table = DomainVerifications::Table;
    create_indexes(
        manager,
        [
            index(
                "idx_domain_verifications_landing_page_id",
                table,
                &[DomainVerifications::LandingPageId],
            ),
            index(
                "idx_domain_verifications_client_key_id",
                table,
                &[DomainVerifications::ClientKeyId],
            ),
        ],
    )
    .await
}

#[derive(Clone, Copy, DeriveIden)]
enum Templates {
    Table,
    Id,
    Name,
    Description,
    Category,
    PreviewImageUrl,
    TemplateData,
    IsActive,
    CreatedAt,
    UpdatedAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum LandingPages {
    Table,
    Id,
    UserId,
    BusinessId,
    TemplateId,
    Subdomain,
    CustomDomain,
    SslEnabled,
    Configuration,
    SeoSettings,
    IsPublished,
    PublishedAt,
    CreatedAt,
    UpdatedAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum DomainVerifications {
    Table,
    Id,
    LandingPageId,
    ClientKeyId,
    Domain,
    VerificationToken,
    VerificationMethod,
    IsVerified,
    VerifiedAt,
    ExpiresAt,
    CreatedAt,
}
