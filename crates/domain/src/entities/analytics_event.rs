use sea_orm::entity::prelude::*;

/// Something worth counting.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "analytics_events")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub client_key_id: api::ids::ClientKeyId,
    pub conversation_id: Option<api::ids::ConversationId>,
    pub event_type: String,
    pub event_category: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub event_data: Json,
    #[sea_orm(column_type = "Text")]
    pub user_agent: Option<String>,
    pub ip_address: Option<String>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
