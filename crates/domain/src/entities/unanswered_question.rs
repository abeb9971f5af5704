use sea_orm::entity::prelude::*;

/// A question the assistant had to pass on; its words stand in the message.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unanswered_questions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub business_id: api::ids::BusinessId,
    pub message_id: api::ids::MessageId,
    pub question_hash: String,
    pub language: String,
    pub asked_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
