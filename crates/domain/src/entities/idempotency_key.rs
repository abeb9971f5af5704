use sea_orm::entity::prelude::*;

/// The answer to a request that may come again.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_keys")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: api::ids::UserId,
    pub route: String,
    pub key_hash: String,
    pub request_hash: String,
    /// None while the first request is under way.
    pub status: Option<i32>,
    pub response: Option<Vec<u8>>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
