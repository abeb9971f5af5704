use sea_orm::entity::prelude::*;

/// Whether a domain belongs to whom it is for.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "domain_verifications")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub landing_page_id: Option<api::ids::LandingPageId>,
    pub client_key_id: Option<api::ids::ClientKeyId>,
    pub domain: String,
    pub verification_token: String,
    /// `file`, `dns` or `meta`; the one that last succeeded, or `none`.
    pub verification_method: String,
    pub is_verified: bool,
    pub verified_at: Option<DateTimeUtc>,
    pub expires_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub checked_at: Option<DateTimeUtc>,
    pub failing_since: Option<DateTimeUtc>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub results: Option<Json>,
}

impl ActiveModelBehavior for ActiveModel {}
