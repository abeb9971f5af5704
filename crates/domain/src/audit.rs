//! The record of who did what.

use crate::{
    Carbot, Result,
    entities::{audit_log, user},
    paging::{invalid_cursor, page_size, to_page},
};
use api::{
    audit::{AuditEntry, AuditQuery},
    conversations::Page,
    ids::{AuditEntryId, BusinessId, UserId},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, Set,
};
use std::collections::HashMap;

/// Entries of a page unless another number is asked for.
const USUAL_PAGE: u64 = 50;

/// Something done in an account.
pub(crate) struct Action<'a> {
    /// The account. It did it itself, unless the handle says who acts for it.
    pub user_id: UserId,
    /// The business it was done to.
    pub business_id: Option<BusinessId>,
    /// What, as `area.verb`: `client_key.created`.
    pub name: &'static str,
    /// The id of what it was done to.
    pub target_id: Option<&'a (dyn std::fmt::Display + Sync)>,
}

/// Keeps the action, in the transaction that does it.
pub(crate) async fn record(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    action: Action<'_>,
) -> Result<()> {
    let target_type = action.name.split('.').next().map(str::to_owned);
    audit_log::ActiveModel {
        id: Set(uuid::Uuid::now_v7()),
        user_id: Set(Some(carbot.actor().unwrap_or(action.user_id))),
        business_id: Set(action.business_id),
        action: Set(action.name.to_owned()),
        target_type: Set(target_type),
        target_id: Set(action.target_id.map(ToString::to_string)),
        details: Set(serde_json::json!({})),
        created_at: Set(carbot.clock.now()),
        account_id: Set(Some(action.user_id)),
    }
    .insert(connection)
    .await?;
    Ok(())
}

/// A page of what was done in an account, the latest first.
pub async fn list_audit_log(
    carbot: &Carbot,
    account_id: UserId,
    query: &AuditQuery,
) -> Result<Page<AuditEntry>> {
    let connection = carbot.database.connection();
    let mut select = audit_log::Entity::find().filter(audit_log::Column::AccountId.eq(account_id));
    if let Some(action) = &query.action {
        let action_or_area = Condition::any()
            .add(audit_log::Column::Action.eq(action))
            .add(audit_log::Column::TargetType.eq(action));
        select = select.filter(action_or_area);
    }
    if let Some(cursor) = &query.cursor {
        let last: AuditEntryId = cursor.parse().map_err(|_| invalid_cursor())?;
        select = select.filter(audit_log::Column::Id.lt(last.0));
    }
    let limit = page_size(query.limit.unwrap_or(USUAL_PAGE));
    let models = select
        .order_by_desc(audit_log::Column::Id)
        .limit(limit + 1)
        .all(connection)
        .await?;
    let people = user::Entity::find()
        .filter(user::Column::Id.is_in(models.iter().filter_map(|it| it.user_id)))
        .all(connection)
        .await?;
    let emails: HashMap<_, _> = people.into_iter().map(|it| (it.id, it.email)).collect();
    let convert = |model: audit_log::Model| {
        Ok(AuditEntry {
            id: AuditEntryId(model.id),
            action: model.action,
            user_email: model.user_id.and_then(|it| emails.get(&it).cloned()),
            user_id: model.user_id,
            business_id: model.business_id,
            target_type: model.target_type,
            target_id: model.target_id,
            created_at: model.created_at,
        })
    };
    to_page(models, limit, |it| it.id.to_string(), convert)
}
