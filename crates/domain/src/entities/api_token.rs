use sea_orm::entity::prelude::*;

/// A token with which a program acts for an account.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "api_tokens")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: api::ids::ApiTokenId,
    pub account_id: api::ids::UserId,
    pub user_id: api::ids::UserId,
    pub name: String,
    pub token_hash: String,
    pub token_prefix: String,
    pub token_last_four: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub scopes: Json,
    pub expires_at: Option<DateTimeUtc>,
    pub last_used_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
