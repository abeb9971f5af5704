//! Businesses with what their assistant knows: services and knowledge entries.

use crate::{
    m20261123_000001_accounts::Users,
    schema::{cascading, flag, index, json_array, json_object, time_now},
};
use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, big_integer_null, integer, integer_null, json_binary, json_binary_null,
        pk_uuid, string_len, string_len_null, text, text_null, uuid,
    },
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_businesses(manager).await?;
        create_services(manager).await?;
        create_knowledge_entries(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(KnowledgeEntries::Table).take())
            .await?;
        manager
            .drop_table(Table::drop().table(Services::Table).take())
            .await?;
        manager
            .drop_table(Table::drop().table(Businesses::Table).take())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn create_businesses(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(Businesses::Table)
                .col(pk_uuid(Businesses::Id))
                .col(uuid(Businesses::UserId))
                .col(string_len(Businesses::Name, 255))
                .col(string_len(Businesses::Kind, 40).default("workshop"))
                .col(text_null(Businesses::Description))
                .col(json_object(Businesses::Translations))
                .col(json_object(Businesses::Contact))
                .col(json_object(Businesses::Address))
                .col(json_binary_null(Businesses::Geo))
                .col(string_len(Businesses::TimeZone, 64).default("Europe/Berlin"))
                .col(string_len_null(Businesses::FederalState, 5))
                .col(json_binary(Businesses::Languages).default(r#"["de"]"#))
                .col(string_len(Businesses::DefaultLanguage, 5).default("de"))
                .col(string_len(Businesses::Formality, 10).default("formal"))
                .col(json_object(Businesses::WeeklyHours))
                .col(json_array(Businesses::HoursExceptions))
                .col(json_array(Businesses::VehicleBrands))
                .col(json_array(Businesses::PaymentMethods))
                .col(json_object(Businesses::Legal))
                .col(json_object(Businesses::WidgetConfig))
                .col(big_integer(Businesses::Revision).default(1))
                .col(time_now(Businesses::CreatedAt))
                .col(time_now(Businesses::UpdatedAt))
                .foreign_key(&mut cascading(
                    "fk_businesses_user_id",
                    (Businesses::Table, Businesses::UserId),
                    (Users::Table, Users::Id),
                ))
                .take(),
        )
        .await?;
    manager
        .create_index(index(
            "idx_businesses_user_id",
            Businesses::Table,
            &[Businesses::UserId],
        ))
        .await
}

async fn create_services(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(Services::Table)
                .col(pk_uuid(Services::Id))
                .col(uuid(Services::BusinessId))
                .col(string_len(Services::Category, 100))
                .col(string_len(Services::Name, 255))
                .col(text_null(Services::Description))
                .col(json_object(Services::Translations))
                .col(string_len(Services::PriceKind, 20))
                .col(big_integer_null(Services::PriceCents))
                .col(big_integer_null(Services::PriceToCents))
                .col(string_len_null(Services::VehicleClass, 100))
                .col(integer_null(Services::DurationMinutes))
                .col(flag(Services::IsBookable, true))
                .col(integer(Services::Position).default(0))
                .col(time_now(Services::CreatedAt))
                .col(time_now(Services::UpdatedAt))
                .foreign_key(&mut cascading(
                    "fk_services_business_id",
                    (Services::Table, Services::BusinessId),
                    (Businesses::Table, Businesses::Id),
                ))
                .take(),
        )
        .await?;
    manager
        .create_index(index(
            "idx_services_business_id_position",
            Services::Table,
            &[Services::BusinessId, Services::Position],
        ))
        .await
}

async fn create_knowledge_entries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(KnowledgeEntries::Table)
                .col(pk_uuid(KnowledgeEntries::Id))
                .col(uuid(KnowledgeEntries::BusinessId))
                .col(string_len(KnowledgeEntries::Language, 5))
                .col(text(KnowledgeEntries::Question))
                .col(json_array(KnowledgeEntries::Variants))
                .col(text(KnowledgeEntries::Answer))
                .col(string_len(KnowledgeEntries::Source, 20).default("owner"))
                .col(flag(KnowledgeEntries::IsActive, true))
                .col(integer(KnowledgeEntries::Position).default(0))
                .col(time_now(KnowledgeEntries::CreatedAt))
                .col(time_now(KnowledgeEntries::UpdatedAt))
                .foreign_key(&mut cascading(
                    "fk_knowledge_entries_business_id",
                    (KnowledgeEntries::Table, KnowledgeEntries::BusinessId),
                    (Businesses::Table, Businesses::Id),
                ))
                .take(),
        )
        .await?;
    manager
        .create_index(index(
            "idx_knowledge_entries_business_id",
            KnowledgeEntries::Table,
            &[KnowledgeEntries::BusinessId],
        ))
        .await
}

#[derive(Clone, Copy, DeriveIden)]
pub enum Businesses {
    Table,
    Id,
    UserId,
    Name,
    Kind,
    Description,
    Translations,
    Contact,
    Address,
    Geo,
    TimeZone,
    FederalState,
    Languages,
    DefaultLanguage,
    Formality,
    WeeklyHours,
    HoursExceptions,
    VehicleBrands,
    PaymentMethods,
    Legal,
    WidgetConfig,
    Revision,
    CreatedAt,
    UpdatedAt,
}

#[derive(Clone, Copy, DeriveIden)]
pub enum Services {
    Table,
    Id,
    BusinessId,
    Category,
    Name,
    Description,
    Translations,
    PriceKind,
    PriceCents,
    PriceToCents,
    VehicleClass,
    DurationMinutes,
    IsBookable,
    Position,
    CreatedAt,
    UpdatedAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum KnowledgeEntries {
    Table,
    Id,
    BusinessId,
    Language,
    Question,
    Variants,
    Answer,
    Source,
    IsActive,
    Position,
    CreatedAt,
    UpdatedAt,
}
