use sea_orm::entity::prelude::*;

/// A workshop or dealer.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "businesses")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: api::ids::BusinessId,
    pub user_id: api::ids::UserId,
    pub name: String,
    pub kind: String,
    #[sea_orm(column_type = "Text")]
    pub description: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub translations: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub contact: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub address: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub geo: Option<Json>,
    pub time_zone: String,
    pub federal_state: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub languages: Json,
    pub default_language: String,
    pub formality: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub weekly_hours: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub hours_exceptions: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub vehicle_brands: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub payment_methods: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub legal: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub widget_config: Json,
    pub slot_minutes: i32,
    pub slot_capacity: i32,
    pub lead_minutes: i32,
    pub calendar_secret: Option<String>,
    pub revision: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
