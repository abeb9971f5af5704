//! Subscriptions as the payment provider reports them.

use crate::{
    m20261123_000001_accounts::Users,
    schema::{cascading, create_indexes, index, time_now, unique_index},
};
use sea_orm_migration::{
    prelude::*,
    schema::{
        pk_uuid, string_len, string_len_null, timestamp_with_time_zone,
        timestamp_with_time_zone_null, uuid,
    },
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table(Subscriptions::Table)
                    .col(pk_uuid(Subscriptions::Id))
                    .col(uuid(Subscriptions::UserId))
                    .col(string_len_null(Subscriptions::StripeSubscriptionId, 255))
                    .col(string_len(Subscriptions::PlanId, 100))
                    .col(string_len(Subscriptions::Status, 50))
                    .col(timestamp_with_time_zone(Subscriptions::CurrentPeriodStart))
                    .col(timestamp_with_time_zone(Subscriptions::CurrentPeriodEnd))
                    .col(timestamp_with_time_zone_null(Subscriptions::TrialStart))
                    .col(timestamp_with_time_zone_null(Subscriptions::TrialEnd))
                    .col(time_now(Subscriptions::CreatedAt))
                    .col(time_now(Subscriptions::UpdatedAt))
                    .foreign_key(&mut cascading(
                        "fk_subscriptions_user_id",
                        (Subscriptions::Table, Subscriptions::UserId),
                        (Users::Table, Users::Id),
                    ))
                    .take(),
            )
            .await?;
        let table = Subscriptions::Table;
        create_indexes(
            manager,
            [
                unique_index(
                    "uq_subscriptions_stripe_subscription_id",
                    table,
                    &[Subscriptions::StripeSubscriptionId],
                ),
                index("idx_subscriptions_user_id", table, &[Subscriptions::UserId]),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(Subscriptions::Table).take())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

#[derive(Clone, Copy, DeriveIden)]
enum Subscriptions {
    Table,
    Id,
    UserId,
    StripeSubscriptionId,
    PlanId,
    Status,
    CurrentPeriodStart,
    CurrentPeriodEnd,
    TrialStart,
    TrialEnd,
    CreatedAt,
    UpdatedAt,
}
