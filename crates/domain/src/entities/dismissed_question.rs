use sea_orm::entity::prelude::*;

/// A question the owner does not want to answer.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dismissed_questions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub business_id: api::ids::BusinessId,
    pub question_hash: String,
    pub dismissed_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
