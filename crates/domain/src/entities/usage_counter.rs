use sea_orm::entity::prelude::*;

/// What an account has used in a month.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "usage_counters")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: api::ids::UserId,
    /// `2026-11`, in UTC.
    pub period: String,
    pub conversations: i64,
    pub messages: i64,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
