use sea_orm::entity::prelude::*;

/// A key with which a website may use the widget.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "client_keys")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: api::ids::ClientKeyId,
    pub user_id: api::ids::UserId,
    pub business_id: api::ids::BusinessId,
    pub environment: String,
    pub key_hash: String,
    pub key_prefix: String,
    pub key_last_four: String,
    pub domain: String,
    pub domain_verified: bool,
    pub description: Option<String>,
    pub is_active: bool,
    pub usage_limit: i32,
    pub current_usage: i32,
    pub last_used_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    #[sea_orm(column_type = "JsonBinary")]
    pub metadata: Json,
    pub revoked_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
