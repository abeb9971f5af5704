use sea_orm::entity::prelude::*;

/// A mail that waits, was sent or was given up.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub business_id: Option<api::ids::BusinessId>,
    /// Encrypted `mail::Mail`; empty once it is sent.
    pub message: Vec<u8>,
    pub attempts: i32,
    /// Nothing once it is sent or given up.
    pub next_attempt_at: Option<DateTimeUtc>,
    pub sent_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text")]
    pub last_error: Option<String>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
