use sea_orm::entity::prelude::*;

/// What was done, by whom, to what.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_log")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Option<api::ids::UserId>,
    pub business_id: Option<api::ids::BusinessId>,
    pub action: String,
    pub target_type: Option<String>,
    pub target_id: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub details: Json,
    pub created_at: DateTimeUtc,
    pub account_id: Option<api::ids::UserId>,
}

impl ActiveModelBehavior for ActiveModel {}
