use sea_orm::entity::prelude::*;

/// A landing page of a business.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "landing_pages")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: api::ids::LandingPageId,
    pub user_id: api::ids::UserId,
    pub business_id: api::ids::BusinessId,
    pub template_id: String,
    pub subdomain: String,
    pub custom_domain: Option<String>,
    pub ssl_enabled: bool,
    #[sea_orm(column_type = "JsonBinary")]
    pub configuration: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub seo_settings: Json,
    pub is_published: bool,
    pub published_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub revision: i64,
    pub published_version_id: Option<api::ids::LandingPageVersionId>,
}

impl ActiveModelBehavior for ActiveModel {}
