use sea_orm::entity::prelude::*;

/// A message to a webhook endpoint.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_deliveries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: api::ids::WebhookDeliveryId,
    pub endpoint_id: api::ids::WebhookEndpointId,
    pub event_type: String,
    /// Byte for byte as it is signed.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    pub status: String,
    pub attempts: i32,
    pub last_attempt_at: Option<DateTimeUtc>,
    pub response_status: Option<i32>,
    pub duration_ms: Option<i32>,
    #[sea_orm(column_type = "Text")]
    pub response_excerpt: Option<String>,
    pub error: Option<String>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
