//! Appointments that visitors asked for, what a business offers for them, and the outbox of mails.

use crate::{
    m20261123_000002_businesses::{Businesses, Services},
    m20261123_000005_conversations::Conversations,
    schema::{cascading, create_indexes, index, time_now},
};
use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, blob, date_time, integer, pk_uuid, string_len, string_len_null, text_null,
        timestamp_with_time_zone_null, uuid, uuid_null,
    },
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_settings(manager).await?;
        create_appointments(manager).await?;
        create_outbox(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(Outbox::Table).take())
            .await?;
        manager
            .drop_table(Table::drop().table(Appointments::Table).take())
            .await?;
        for column in [
            AppointmentSettings::CalendarSecret,
            AppointmentSettings::LeadMinutes,
            AppointmentSettings::SlotCapacity,
            AppointmentSettings::SlotMinutes,
        ] {
            manager
                .alter_table(
                    Table::alter()
                        .table(Businesses::Table)
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

/// One statement per column: SQLite takes no more.
async fn add_settings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for column in [
        integer(AppointmentSettings::SlotMinutes).default(30).take(),
        integer(AppointmentSettings::SlotCapacity).default(2).take(),
        integer(AppointmentSettings::LeadMinutes)
            .default(120)
            .take(),
        // No calendar feed until the owner asks for one.
        string_len_null(AppointmentSettings::CalendarSecret, 64),
    ] {
        manager
            .alter_table(
                Table::alter()
                    .table(Businesses::Table)
                    .add_column(column)
                    .take(),
            )
            .await?;
    }
    Ok(())
}

async fn create_appointments(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(Appointments::Table)
                .col(pk_uuid(Appointments::Id))
                .col(uuid(Appointments::BusinessId))
                .col(uuid_null(Appointments::ConversationId))
                .col(uuid_null(Appointments::ServiceId))
                .col(string_len(Appointments::Service, 255))
                .col(string_len_null(Appointments::Vehicle, 255))
                // Wall time of the business, without a zone: its opening hours and slots are wall
                // time as well, and 9:00 stays 9:00 whatever becomes of summer time.
                .col(date_time(Appointments::StartsAt))
                .col(date_time(Appointments::SlotStart))
                .col(integer(Appointments::DurationMinutes))
                // Name, telephone, e-mail, plate and note, encrypted.
                .col(blob(Appointments::PersonalData))
                .col(string_len(Appointments::Language, 5))
                .col(string_len(Appointments::Status, 20).default("requested"))
                .col(text_null(Appointments::DecisionNote))
                .col(time_now(Appointments::ConsentAt))
                .col(big_integer(Appointments::Revision).default(1))
                .col(time_now(Appointments::CreatedAt))
                .col(time_now(Appointments::UpdatedAt))
                .check((
                    "ck_appointments_status",
                    Expr::col(Appointments::Status).is_in([
                        "requested",
                        "confirmed",
                        "declined",
                        "cancelled",
                    ]),
                ))
                .foreign_key(&mut cascading(
                    "fk_appointments_business_id",
                    (Appointments::Table, Appointments::BusinessId),
                    (Businesses::Table, Businesses::Id),
                ))
                .foreign_key(
                    ForeignKey::create()
                        .name("fk_appointments_conversation_id")
                        .from(Appointments::Table, Appointments::ConversationId)
                        .to(Conversations::Table, Conversations::Id)
                        .on_delete(ForeignKeyAction::SetNull),
                )
                .foreign_key(
                    ForeignKey::create()
                        .name("fk_appointments_service_id")
                        .from(Appointments::Table, Appointments::ServiceId)
                        .to(Services::Table, Services::Id)
                        .on_delete(ForeignKeyAction::SetNull),
                )
                .take(),
        )
        .await?;
    let table = Appointments::Table;
    create_indexes(
        manager,
        [
            index(
                "idx_appointments_business_id_starts_at",
                table,
                &[Appointments::BusinessId, Appointments::StartsAt],
            ),
            index(
                "idx_appointments_business_id_slot_start",
                table,
                &[Appointments::BusinessId, Appointments::SlotStart],
            ),
            index(
                "idx_appointments_conversation_id",
                table,
                &[Appointments::ConversationId],
            ),
            index(
                "idx_appointments_service_id",
                table,
                &[Appointments::ServiceId],
            ),
        ],
    )
    .await
}

async fn create_outbox(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(Outbox::Table)
                .col(pk_uuid(Outbox::Id))
                // The business it is about, with which it goes.
                .col(uuid_null(Outbox::BusinessId))
                // Recipient, subject and text, encrypted; empty once it is sent.
                .col(blob(Outbox::Message))
                .col(integer(Outbox::Attempts).default(0))
                // Nothing once it is sent or given up.
                .col(timestamp_with_time_zone_null(Outbox::NextAttemptAt))
                .col(timestamp_with_time_zone_null(Outbox::SentAt))
                .col(text_null(Outbox::LastError))
                .col(time_now(Outbox::CreatedAt))
                .foreign_key(&mut cascading(
                    "fk_outbox_business_id",
                    (Outbox::Table, Outbox::BusinessId),
                    (Businesses::Table, Businesses::Id),
                ))
                .take(),
        )
        .await?;
    let table = Outbox::Table;
    create_indexes(
        manager,
        [
            index(
                "idx_outbox_next_attempt_at",
                table,
                &[Outbox::NextAttemptAt],
            ),
            index("idx_outbox_business_id", table, &[Outbox::BusinessId]),
        ],
    )
    .await
}

/// Columns added to `businesses`.
#[derive(Clone, Copy, DeriveIden)]
enum AppointmentSettings {
    SlotMinutes,
    SlotCapacity,
    LeadMinutes,
    CalendarSecret,
}

#[derive(Clone, Copy, DeriveIden)]
enum Appointments {
    Table,
    Id,
    BusinessId,
    ConversationId,
    ServiceId,
    Service,
    Vehicle,
    StartsAt,
    SlotStart,
    DurationMinutes,
    PersonalData,
    Language,
    Status,
    DecisionNote,
    ConsentAt,
    Revision,
    CreatedAt,
    UpdatedAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum Outbox {
    Table,
    Id,
    BusinessId,
    Message,
    Attempts,
    NextAttemptAt,
    SentAt,
    LastError,
    CreatedAt,
}
