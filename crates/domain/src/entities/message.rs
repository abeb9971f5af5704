use sea_orm::entity::prelude::*;

/// One message of a conversation.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "messages")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: api::ids::MessageId,
    pub conversation_id: api::ids::ConversationId,
    pub role: String,
    #[sea_orm(column_type = "Text")]
    pub content: String,
    pub message_type: String,
    pub intent: Option<String>,
    pub confidence: Option<f64>,
    #[sea_orm(column_type = "JsonBinary")]
    pub metadata: Json,
    pub client_message_id: Option<String>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
