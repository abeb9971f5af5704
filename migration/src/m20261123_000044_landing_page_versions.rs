//! What of a landing page people see: a state that was published, apart from the draft.

use crate::schema::{cascading, json_object, time_now, unique_index};
use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, integer, pk_uuid, string_len, uuid, uuid_null},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// A page that is published goes on as it is: its draft is its first version, under its own id.
const FIRST_VERSIONS: [&str; 2] = [
    "INSERT INTO landing_page_versions \
         (id, landing_page_id, number, template_id, configuration, published_at) \
     SELECT id, id, 1, template_id, configuration, coalesce(published_at, updated_at) \
     FROM landing_pages WHERE is_published",
    "UPDATE landing_pages SET published_version_id = id WHERE is_published",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = LandingPageVersions::Table;
        manager
            .create_table(
                Table::create()
                    .table(table)
                    .col(pk_uuid(LandingPageVersions::Id))
                    .col(uuid(LandingPageVersions::LandingPageId))
                    .col(integer(LandingPageVersions::Number))
                    .col(string_len(LandingPageVersions::TemplateId, 50))
                    .col(json_object(LandingPageVersions::Configuration))
                    .col(time_now(LandingPageVersions::PublishedAt))
                    .foreign_key(&mut cascading(
                        "fk_landing_page_versions_landing_page_id",
                        (table, LandingPageVersions::LandingPageId),
                        (LandingPages::Table, LandingPages::Id),
                    ))
                    .take(),
            )
            .await?;
        manager
            .create_index(unique_index(
                "uq_landing_page_versions_landing_page_id_number",
                table,
                &[
                    LandingPageVersions::LandingPageId,
                    LandingPageVersions::Number,
                ],
            ))
            .await?;
        for column in [
            big_integer(LandingPages::Revision).default(1).take(),
            // No foreign key: both tables would refer to each other, which SQLite cannot add.
            uuid_null(LandingPages::PublishedVersionId),
        ] {
            manager
                .alter_table(
                    Table::alter()
                        .table(LandingPages::Table)
                        .add_column(column)
                        .take(),
                )
                .await?;
        }
        for statement in FIRST_VERSIONS {
            manager
                .get_connection()
                .execute_unprepared(statement)
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [LandingPages::PublishedVersionId, LandingPages::Revision] {
            manager
                .alter_table(
                    Table::alter()
                        .table(LandingPages::Table)
                        .drop_column(column)
                        .take(),
                )
                .await?;
        }
        manager
            .drop_table(Table::drop().table(LandingPageVersions::Table).take())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

#[derive(Clone, Copy, DeriveIden)]
enum LandingPageVersions {
    Table,
    Id,
    LandingPageId,
    Number,
    TemplateId,
    Configuration,
    PublishedAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum LandingPages {
    Table,
    Id,
    Revision,
    PublishedVersionId,
}
