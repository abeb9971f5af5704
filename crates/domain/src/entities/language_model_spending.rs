use sea_orm::entity::prelude::*;

/// What the language model cost a business in a month.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "language_model_spending")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub business_id: api::ids::BusinessId,
    /// `2026-11`, in UTC.
    pub month: String,
    /// Millionths of a cent, so that a token has a whole price.
    pub spent_microcents: i64,
}

impl ActiveModelBehavior for ActiveModel {}
