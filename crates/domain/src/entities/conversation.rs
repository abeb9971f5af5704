use sea_orm::entity::prelude::*;

/// A chat of one visitor with one business.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "conversations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: api::ids::ConversationId,
    pub client_key_id: api::ids::ClientKeyId,
    pub business_id: api::ids::BusinessId,
    pub session_id: String,
    pub user_identifier: Option<String>,
    pub status: String,
    pub language: Option<String>,
    pub message_count: i32,
    #[sea_orm(column_type = "JsonBinary")]
    pub dialogue_state: Json,
    pub started_at: DateTimeUtc,
    pub last_message_at: DateTimeUtc,
    pub ended_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "JsonBinary")]
    pub metadata: Json,
    pub assigned_user_id: Option<api::ids::UserId>,
}

impl ActiveModelBehavior for ActiveModel {}
