//! The record of who did what.

use crate::{Carbot, Result, entities::audit_log};
use api::ids::{BusinessId, UserId};
use sea_orm::{ActiveModelTrait, ConnectionTrait, Set};

/// Something done by an account.
pub struct Action<'a> {
    /// Who did it.
    pub user_id: UserId,
    /// The business it was done to.
    pub business_id: Option<BusinessId>,
    /// What, as `area.verb`: `client_key.created`.
    pub name: &'static str,
    /// The id of what it was done to.
    pub target_id: Option<&'a (dyn std::fmt::Display + Sync)>,
}

/// Keeps the action, in the transaction that does it.
pub async fn record(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    action: Action<'_>,
) -> Result<()> {
    let target_type = action.name.split('.').next().map(str::to_owned);
    audit_log::ActiveModel {
        id: Set(uuid::Uuid::now_v7()),
        user_id: Set(Some(action.user_id)),
        business_id: Set(action.business_id),
        action: Set(action.name.to_owned()),
        target_type: Set(target_type),
        target_id: Set(action.target_id.map(ToString::to_string)),
        details: Set(serde_json::json!({})),
        created_at: Set(carbot.clock.now()),
    }
    .insert(connection)
    .await?;
    Ok(())
}
