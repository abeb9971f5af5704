use sea_orm::entity::prelude::*;

/// A state of a landing page that was published.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "landing_page_versions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: api::ids::LandingPageVersionId,
    pub landing_page_id: api::ids::LandingPageId,
    pub number: i32,
    pub template_id: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub configuration: Json,
    pub published_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
