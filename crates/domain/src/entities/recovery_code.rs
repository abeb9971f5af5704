use sea_orm::entity::prelude::*;

/// What replaces a lost authenticator, once.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "recovery_codes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: api::ids::UserId,
    pub code_hash: String,
}

impl ActiveModelBehavior for ActiveModel {}
