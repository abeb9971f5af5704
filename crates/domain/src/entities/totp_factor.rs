use sea_orm::entity::prelude::*;

/// The authenticator of an account.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "totp_factors")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: api::ids::UserId,
    /// Encrypted bytes.
    pub secret: Vec<u8>,
    pub created_at: DateTimeUtc,
    /// Nothing until a first code has shown that the authenticator knows the secret.
    pub confirmed_at: Option<DateTimeUtc>,
    /// The time step of the last code that was taken.
    pub last_step: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
