//! The endpoints of an account.

use super::signature::new_secret;
use crate::{
    Carbot, Error, Precondition, Result, audit, entities::webhook_endpoint, merge_patch::patched,
    paging,
};
use api::{
    conversations::Page,
    ids::{UserId, WebhookEndpointId},
    problem::ValueError,
    webhooks::{
        CreateWebhookResponse, DisabledReason, MAX_WEBHOOKS, WebhookEndpoint, WebhookInput,
    },
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, ModelTrait,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select, Set,
};
use serde_json::{Map, Value as Json};

/// Every read on behalf of an account begins here.
fn owned_by(user_id: UserId) -> Select<webhook_endpoint::Entity> {
    webhook_endpoint::Entity::find().filter(webhook_endpoint::Column::UserId.eq(user_id))
}

pub(super) async fn find_owned(
    connection: &impl ConnectionTrait,
    user_id: UserId,
    id: WebhookEndpointId,
) -> Result<webhook_endpoint::Model> {
    owned_by(user_id)
        .filter(webhook_endpoint::Column::Id.eq(id))
        .one(connection)
        .await?
        .ok_or(Error::NotFound)
}

/// A page of an account's endpoints, the oldest first.
pub async fn list_webhooks(
    carbot: &Carbot,
    user_id: UserId,
    cursor: Option<&str>,
    limit: u64,
) -> Result<Page<WebhookEndpoint>> {
    let mut select = owned_by(user_id);
    if let Some(cursor) = cursor {
        let last: WebhookEndpointId = cursor.parse().map_err(|_| paging::invalid_cursor())?;
        select = select.filter(webhook_endpoint::Column::Id.gt(last));
    }
    let limit = paging::page_size(limit);
    let models = select
        .order_by_asc(webhook_endpoint::Column::Id)
        .limit(limit + 1)
        .all(carbot.database.connection())
        .await?;
    paging::to_page(models, limit, |it| it.id.to_string(), to_endpoint)
}

/// One endpoint.
pub async fn find_webhook(
    carbot: &Carbot,
    user_id: UserId,
    id: WebhookEndpointId,
) -> Result<WebhookEndpoint> {
    to_endpoint(find_owned(carbot.database.connection(), user_id, id).await?)
}

/// Makes an endpoint and gives its secret, the only time it can be seen.
pub async fn create_webhook(
    carbot: &Carbot,
    user_id: UserId,
    input: WebhookInput,
) -> Result<CreateWebhookResponse> {
    let input = check(carbot, input)?;
    let secret = new_secret()?;
    let id = WebhookEndpointId::new();
    let now = carbot.clock.now();
    let transaction = carbot.database.begin().await?;
    if owned_by(user_id).count(&transaction).await? >= MAX_WEBHOOKS as u64 {
        return Err(ValueError::new("too_many", "are too many").at("").into());
    }
    let model = webhook_endpoint::ActiveModel {
        id: Set(id),
        user_id: Set(user_id),
        url: Set(input.url),
        description: Set(input.description),
        events: Set(serde_json::to_value(&input.events)?),
        secret: Set(carbot.master_key.webhook_key().seal(id.0, &secret)?),
        is_active: Set(input.is_active),
        disabled_reason: Set(None),
        failing_since: Set(None),
        revision: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    };
    let model = model.insert(&transaction).await?;
    record(carbot, &transaction, user_id, "webhook.created", id).await?;
    transaction.commit().await?;
    Ok(CreateWebhookResponse {
        endpoint: to_endpoint(model)?,
        secret,
    })
}

/// Changes what `patch` names. Switching an endpoint on forgets its failures.
pub async fn patch_webhook(
    carbot: &Carbot,
    user_id: UserId,
    id: WebhookEndpointId,
    patch: &Map<String, Json>,
    precondition: &Precondition,
) -> Result<WebhookEndpoint> {
    let transaction = carbot.database.begin().await?;
    let model = lock_owned(&transaction, user_id, id, precondition).await?;
    let before = to_endpoint(model.clone())?;
    let input = check(carbot, patched(&before.input(), patch)?)?;
    if input == before.input() {
        return Ok(before);
    }
    let is_switched_on = input.is_active && !before.is_active;
    let revision = model.revision + 1;
    let mut changed = model.into_active_model();
    changed.url = Set(input.url);
    changed.description = Set(input.description);
    changed.events = Set(serde_json::to_value(&input.events)?);
    changed.is_active = Set(input.is_active);
    if is_switched_on {
        changed.disabled_reason = Set(None);
        changed.failing_since = Set(None);
    }
    changed.revision = Set(revision);
    changed.updated_at = Set(carbot.clock.now());
    let model = changed.update(&transaction).await?;
    record(carbot, &transaction, user_id, "webhook.updated", id).await?;
    transaction.commit().await?;
    to_endpoint(model)
}

/// Deletes an endpoint with the log of what it was told.
pub async fn delete_webhook(
    carbot: &Carbot,
    user_id: UserId,
    id: WebhookEndpointId,
    precondition: &Precondition,
) -> Result<()> {
    let transaction = carbot.database.begin().await?;
    let model = lock_owned(&transaction, user_id, id, precondition).await?;
    model.delete(&transaction).await?;
    record(carbot, &transaction, user_id, "webhook.deleted", id).await?;
    transaction.commit().await?;
    Ok(())
}

/// [`find_owned`], kept from others until the transaction ends; refuses an old revision.
async fn lock_owned(
    connection: &impl ConnectionTrait,
    user_id: UserId,
    id: WebhookEndpointId,
    precondition: &Precondition,
) -> Result<webhook_endpoint::Model> {
    let model = owned_by(user_id)
        .filter(webhook_endpoint::Column::Id.eq(id))
        .lock_exclusive()
        .one(connection)
        .await?
        .ok_or(Error::NotFound)?;
    precondition.check(model.revision)?;
    Ok(model)
}

fn check(carbot: &Carbot, input: WebhookInput) -> Result<WebhookInput> {
    let input = input.validate()?;
    let parsed = carbot.settings.outbound.parse(&input.url);
    parsed.map_err(|error| error.at("/url"))?;
    Ok(input)
}

async fn record(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    user_id: UserId,
    name: &'static str,
    id: WebhookEndpointId,
) -> Result<()> {
    let action = audit::Action {
        user_id,
        business_id: None,
        name,
        target_id: Some(&id),
    };
    audit::record(carbot, connection, action).await
}

pub(super) fn to_endpoint(model: webhook_endpoint::Model) -> Result<WebhookEndpoint> {
    Ok(WebhookEndpoint {
        id: model.id,
        url: model.url,
        description: model.description,
        events: serde_json::from_value(model.events)?,
        is_active: model.is_active,
        disabled_reason: model
            .disabled_reason
            .map(|it| serde_json::from_value::<DisabledReason>(Json::String(it)))
            .transpose()?,
        failing_since: model.failing_since,
        revision: model.revision,
        created_at: model.created_at,
        updated_at: model.updated_at,
    })
}

/// Keeps that an endpoint has taken a message.
pub(super) async fn note_success(carbot: &Carbot, id: WebhookEndpointId) -> Result<()> {
    use sea_orm::sea_query::Expr;
    webhook_endpoint::Entity::update_many()
        .col_expr(
            webhook_endpoint::Column::FailingSince,
            Expr::value(None::<DateTime<Utc>>),
        )
        .filter(webhook_endpoint::Column::Id.eq(id))
        .filter(webhook_endpoint::Column::FailingSince.is_not_null())
        .exec(carbot.database.connection())
        .await?;
    Ok(())
}
