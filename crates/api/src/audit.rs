//! The record of who did what.

use crate::ids::{AuditEntryId, BusinessId, UserId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Something that was done in an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEntry {
    /// Its id.
    pub id: AuditEntryId,
    /// What: `client_key.created`.
    pub action: String,
    /// Who did it; nobody where that account is gone.
    pub user_id: Option<UserId>,
    /// The address of who did it.
    pub user_email: Option<String>,
    /// The business it was done to.
    pub business_id: Option<BusinessId>,
    /// The kind of thing it was done to: `client_key`.
    pub target_type: Option<String>,
    /// The id of that thing.
    pub target_id: Option<String>,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// Which part of the record is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default)]
pub struct AuditQuery {
    /// Only this action (`client_key.created`), or all of an area (`client_key`).
    pub action: Option<String>,
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Entries of a page, 1 to 100; 50 when missing.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100, default = 50))]
    pub limit: Option<u64>,
}
