use sea_orm::entity::prelude::*;

/// A mail that a client key will expire.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "client_key_warnings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub client_key_id: api::ids::ClientKeyId,
    pub expires_at: DateTimeUtc,
    pub days_before: i32,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
