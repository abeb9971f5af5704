use sea_orm::entity::prelude::*;

/// An earlier value of a client key, which answers for a while after its rotation.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "retired_client_keys")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub key_hash: String,
    pub client_key_id: api::ids::ClientKeyId,
    pub expires_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
