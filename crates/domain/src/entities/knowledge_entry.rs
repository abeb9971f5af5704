use sea_orm::entity::prelude::*;

/// A question and its answer.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "knowledge_entries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: api::ids::KnowledgeEntryId,
    pub business_id: api::ids::BusinessId,
    pub language: String,
    #[sea_orm(column_type = "Text")]
    pub question: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub variants: Json,
    #[sea_orm(column_type = "Text")]
    pub answer: String,
    pub intent: Option<String>,
    pub source: String,
    pub is_active: bool,
    pub position: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
