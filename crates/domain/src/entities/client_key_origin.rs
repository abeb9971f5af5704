use sea_orm::entity::prelude::*;

/// Another website on which a client key works.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "client_key_origins")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub client_key_id: api::ids::ClientKeyId,
    pub origin: String,
}

impl ActiveModelBehavior for ActiveModel {}
