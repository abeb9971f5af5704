use sea_orm::entity::prelude::*;

/// A service with its price.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "services")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: api::ids::ServiceId,
    pub business_id: api::ids::BusinessId,
    pub category: String,
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub description: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub translations: Json,
    pub price_kind: String,
    pub price_cents: Option<i64>,
    pub price_to_cents: Option<i64>,
    pub vehicle_class: Option<String>,
    pub duration_minutes: Option<i32>,
    pub is_bookable: bool,
    pub position: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
