use sea_orm::entity::prelude::*;

/// An appointment a visitor asked for.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "appointments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: api::ids::AppointmentId,
    pub business_id: api::ids::BusinessId,
    pub conversation_id: Option<api::ids::ConversationId>,
    pub service_id: Option<api::ids::ServiceId>,
    pub service: String,
    pub vehicle: Option<String>,
    /// Wall time of the business.
    pub starts_at: DateTime,
    /// The beginning of the slot it falls into, by the current hours and slot length.
    pub slot_start: DateTime,
    pub duration_minutes: i32,
    /// Encrypted, see `appointments::convert::PersonalData`.
    pub personal_data: Vec<u8>,
    pub language: String,
    pub status: String,
    #[sea_orm(column_type = "Text")]
    pub decision_note: Option<String>,
    pub consent_at: DateTimeUtc,
    pub revision: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
