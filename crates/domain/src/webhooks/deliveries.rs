//! The log of what an endpoint was told.

use super::{endpoints, events};
use crate::{
    Carbot, Error, Result,
    entities::webhook_delivery,
    jobs::{self, Job},
    paging,
};
use api::{
    conversations::Page,
    ids::{UserId, WebhookDeliveryId, WebhookEndpointId},
    problem::ValueError,
    webhooks::{DeliveryStatus, WebhookDelivery},
};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set, sea_query::LockType,
};
use serde_json::{Value as Json, json};

/// How long the log is kept.
const KEEP: TimeDelta = TimeDelta::days(30);
const TEST: &str = "webhook.test";

/// A page of what an endpoint was told, the newest first.
pub async fn list_deliveries(
    carbot: &Carbot,
    user_id: UserId,
    endpoint_id: WebhookEndpointId,
    cursor: Option<&str>,
    limit: u64,
) -> Result<Page<WebhookDelivery>> {
    let connection = carbot.database.connection();
    endpoints::find_owned(connection, user_id, endpoint_id).await?;
    let mut select = webhook_delivery::Entity::find()
        .filter(webhook_delivery::Column::EndpointId.eq(endpoint_id));
    if let Some(cursor) = cursor {
        let last: WebhookDeliveryId = cursor.parse().map_err(|_| paging::invalid_cursor())?;
        select = select.filter(webhook_delivery::Column::Id.lt(last));
    }
    let limit = paging::page_size(limit);
    let models = select
        .order_by_desc(webhook_delivery::Column::Id)
        .limit(limit + 1)
        .all(connection)
        .await?;
    paging::to_page(models, limit, |it| it.id.to_string(), to_delivery)
}

/// Sends a message again, with all its attempts and the same id. One that is on its way already
/// is a conflict.
pub async fn replay_delivery(
    carbot: &Carbot,
    user_id: UserId,
    endpoint_id: WebhookEndpointId,
    delivery_id: WebhookDeliveryId,
) -> Result<WebhookDelivery> {
    let transaction = carbot.database.begin().await?;
    let endpoint = endpoints::find_owned(&transaction, user_id, endpoint_id).await?;
    let model = webhook_delivery::Entity::find_by_id(delivery_id)
        .filter(webhook_delivery::Column::EndpointId.eq(endpoint_id))
        .lock(LockType::Update)
        .one(&transaction)
        .await?
        .ok_or(Error::NotFound)?;
    refuse_disabled(endpoint.is_active)?;
    if model.status == DeliveryStatus::Pending.as_str() {
        let pending = ValueError::new("delivery_pending", "is on its way already");
        return Err(Error::Conflict(pending.at("")));
    }
    let mut changed = model.into_active_model();
    changed.status = Set(DeliveryStatus::Pending.as_str().to_owned());
    changed.attempts = Set(0);
    let model = changed.update(&transaction).await?;
    jobs::enqueue(carbot, &transaction, &Job::DeliverWebhook { delivery_id }).await?;
    transaction.commit().await?;
    carbot.wake_worker();
    to_delivery(model)
}

/// Sends an endpoint a message that means nothing.
pub async fn send_test(
    carbot: &Carbot,
    user_id: UserId,
    endpoint_id: WebhookEndpointId,
) -> Result<WebhookDelivery> {
    let transaction = carbot.database.begin().await?;
    let endpoint = endpoints::find_owned(&transaction, user_id, endpoint_id).await?;
    refuse_disabled(endpoint.is_active)?;
    let data = json!({ "message": "It works." });
    let model = events::write(carbot, &transaction, endpoint_id, TEST, &data).await?;
    transaction.commit().await?;
    carbot.wake_worker();
    to_delivery(model)
}

fn refuse_disabled(is_active: bool) -> Result<()> {
    if is_active {
        return Ok(());
    }
    let disabled = ValueError::new("endpoint_disabled", "the endpoint is switched off");
    Err(Error::Conflict(disabled.at("")))
}

/// Deletes what is older than a month; gives how much that was.
pub(crate) async fn delete_old_deliveries(carbot: &Carbot) -> Result<u64> {
    let oldest: DateTime<Utc> = carbot.clock.now() - KEEP;
    let deleted = webhook_delivery::Entity::delete_many()
        .filter(webhook_delivery::Column::CreatedAt.lt(oldest))
        .exec(carbot.database.connection())
        .await?;
    Ok(deleted.rows_affected)
}

fn to_delivery(model: webhook_delivery::Model) -> Result<WebhookDelivery> {
    let status = serde_json::from_value(Json::String(model.status))?;
    Ok(WebhookDelivery {
        id: model.id,
        event_type: model.event_type,
        payload: serde_json::from_str(&model.body)?,
        status,
        attempts: model.attempts,
        last_attempt_at: model.last_attempt_at,
        response_status: model.response_status,
        duration_ms: model.duration_ms,
        response_excerpt: model.response_excerpt,
        error: model.error,
        created_at: model.created_at,
    })
}
