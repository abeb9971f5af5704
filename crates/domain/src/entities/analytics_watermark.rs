use sea_orm::entity::prelude::*;

/// Up to when something is counted.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "analytics_watermarks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    pub counted_to: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
