use sea_orm::entity::prelude::*;

/// How often something happened in an hour.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "analytics_hourly")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub client_key_id: api::ids::ClientKeyId,
    /// When the hour begins.
    pub hour: DateTimeUtc,
    /// An `analytics::Metric`.
    pub metric: String,
    /// Empty where the metric is not counted by intent.
    pub intent: String,
    pub count: i64,
}

impl ActiveModelBehavior for ActiveModel {}
