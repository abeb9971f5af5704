use sea_orm::entity::prelude::*;

/// An uploaded picture of a business.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "assets")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: api::ids::AssetId,
    pub business_id: api::ids::BusinessId,
    pub kind: String,
    pub file_name: String,
    /// What the uploaded file was, by its content.
    pub media_type: String,
    pub width: i32,
    pub height: i32,
    pub bytes: i64,
    pub sha256: String,
    /// The files that were made of it.
    #[sea_orm(column_type = "JsonBinary")]
    pub variants: Json,
    pub status: String,
    pub failure: Option<String>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
