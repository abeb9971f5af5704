//! Sending messages, one attempt at a time.

use super::{endpoints, mails, signature};
use crate::{
    Carbot, Error, Result,
    entities::{webhook_delivery, webhook_endpoint},
    jobs::JobError,
    outbound::{self, Answer, Failure},
};
use api::{
    ids::WebhookDeliveryId,
    webhooks::{DeliveryStatus, DisabledReason},
};
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, Set,
    sea_query::Expr,
};
use std::time::Instant;

/// The pauses between attempts that the specification proposes: some three days in all.
pub(crate) const PAUSES: [TimeDelta; 9] = [
    TimeDelta::seconds(5),
    TimeDelta::minutes(5),
    TimeDelta::minutes(30),
    TimeDelta::hours(2),
    TimeDelta::hours(5),
    TimeDelta::hours(10),
    TimeDelta::hours(14),
    TimeDelta::hours(20),
    TimeDelta::hours(24),
];
/// An endpoint that has failed for so long is switched off.
const PATIENCE: TimeDelta = TimeDelta::days(5);
const ENDPOINT_DISABLED: &str = "endpoint_disabled";

/// What an attempt came to.
struct Attempt {
    at: DateTime<Utc>,
    duration_ms: i32,
    result: Result<Answer, Failure>,
}

impl Attempt {
    fn status(&self) -> Option<u16> {
        self.result.as_ref().ok().map(|it| it.status)
    }

    fn has_succeeded(&self) -> bool {
        self.status().is_some_and(|it| (200..300).contains(&it))
    }
}

/// Tries to send a message. That an endpoint never takes it is nothing operators can mend, so it
/// stands in the log of the endpoint rather than among the dead jobs.
pub(crate) async fn deliver(carbot: &Carbot, id: WebhookDeliveryId) -> Result<(), JobError> {
    let Some((delivery, endpoint)) = find(carbot, id).await? else {
        // Deleted with its endpoint.
        return Ok(());
    };
    if delivery.status == DeliveryStatus::Delivered.as_str() {
        return Ok(());
    }
    if !endpoint.is_active {
        let mut given_up = delivery.into_active_model();
        given_up.status = Set(DeliveryStatus::Failed.as_str().to_owned());
        given_up.error = Set(Some(ENDPOINT_DISABLED.to_owned()));
        let connection = carbot.database.connection();
        given_up.update(connection).await.map_err(Error::from)?;
        return Ok(());
    }
    let attempt = try_once(carbot, &delivery, &endpoint).await?;
    let status = attempt.status();
    let is_disabled = if attempt.has_succeeded() {
        endpoints::note_success(carbot, endpoint.id).await?;
        false
    } else {
        note_failure(carbot, endpoint, status, attempt.at).await?
    };
    let is_over = attempt.has_succeeded() || is_disabled || is_last(delivery.attempts + 1);
    keep(carbot, delivery, attempt, is_over).await?;
    if is_over {
        return Ok(());
    }
    let cause = status.map_or_else(
        || "no answer".to_owned(),
        |status| format!("answered with status {status}"),
    );
    Err(JobError::Retry(cause))
}

/// Whether no pause, and so no attempt, follows the attempt of this number; the first is 1.
fn is_last(attempt: i32) -> bool {
    usize::try_from(attempt).is_ok_and(|it| it > PAUSES.len())
}

async fn find(
    carbot: &Carbot,
    id: WebhookDeliveryId,
) -> Result<Option<(webhook_delivery::Model, webhook_endpoint::Model)>> {
    let connection = carbot.database.connection();
    let Some(delivery) = webhook_delivery::Entity::find_by_id(id)
        .one(connection)
        .await?
    else {
        return Ok(None);
    };
    let endpoint = webhook_endpoint::Entity::find_by_id(delivery.endpoint_id)
        .one(connection)
        .await?;
    Ok(endpoint.map(|endpoint| (delivery, endpoint)))
}

async fn try_once(
    carbot: &Carbot,
    delivery: &webhook_delivery::Model,
    endpoint: &webhook_endpoint::Model,
) -> Result<Attempt> {
    let secret: String = carbot
        .master_key
        .webhook_key()
        .open(endpoint.id.0, &endpoint.secret)?;
    let at = carbot.clock.now();
    let id = format!("msg_{}", delivery.id.0.simple());
    let signature = signature::sign(&secret, &id, at.timestamp(), &delivery.body)?;
    let values = [
        ("webhook-id", id),
        ("webhook-timestamp", at.timestamp().to_string()),
        ("webhook-signature", signature),
    ];
    let mut headers = HeaderMap::new();
    for (name, value) in values {
        let value = HeaderValue::try_from(value).map_err(Error::internal)?;
        headers.insert(HeaderName::from_static(name), value);
    }
    let begin = Instant::now();
    let reach = carbot.settings.outbound;
    let result = match reach.parse(&endpoint.url) {
        Ok(url) => outbound::post_json(reach, url, headers, delivery.body.clone()).await,
        // Kept under settings that allowed more.
        Err(_) => Err(Failure::NotAllowed),
    };
    Ok(Attempt {
        at,
        duration_ms: i32::try_from(begin.elapsed().as_millis()).unwrap_or(i32::MAX),
        result,
    })
}

async fn keep(
    carbot: &Carbot,
    delivery: webhook_delivery::Model,
    attempt: Attempt,
    is_over: bool,
) -> Result<()> {
    let status = match (attempt.has_succeeded(), is_over) {
        (true, _) => DeliveryStatus::Delivered,
        (false, true) => DeliveryStatus::Failed,
        (false, false) => DeliveryStatus::Pending,
    };
    let attempts = delivery.attempts + 1;
    let mut changed = delivery.into_active_model();
    changed.status = Set(status.as_str().to_owned());
    changed.attempts = Set(attempts);
    changed.last_attempt_at = Set(Some(attempt.at));
    changed.duration_ms = Set(Some(attempt.duration_ms));
    changed.response_status = Set(attempt.status().map(i32::from));
    changed.error = Set(attempt.result.as_ref().err().map(|it| it.code().to_owned()));
    changed.response_excerpt = Set(attempt.result.ok().map(|it| it.excerpt));
    changed.update(carbot.database.connection()).await?;
    Ok(())
}

/// Keeps since when an endpoint fails, and switches it off when that has gone on for days or it
/// says that it is gone; then its owner is written to. Gives whether it is off.
async fn note_failure(
    carbot: &Carbot,
    endpoint: webhook_endpoint::Model,
    status: Option<u16>,
    at: DateTime<Utc>,
) -> Result<bool> {
    let since = endpoint.failing_since.unwrap_or(at);
    let reason = if status == Some(410) {
        Some(DisabledReason::Gone)
    } else {
        (at - since >= PATIENCE).then_some(DisabledReason::Failing)
    };
    let transaction = carbot.database.begin().await?;
    let failing_since = webhook_endpoint::Column::FailingSince;
    let mut update = webhook_endpoint::Entity::update_many()
        .col_expr(failing_since, Expr::col(failing_since).if_null(since))
        .filter(webhook_endpoint::Column::Id.eq(endpoint.id))
        .filter(webhook_endpoint::Column::IsActive.eq(true));
    if let Some(reason) = reason {
        let revision = webhook_endpoint::Column::Revision;
        let name = serde_json::to_value(reason)?;
        update = update
            .col_expr(webhook_endpoint::Column::IsActive, Expr::value(false))
            .col_expr(
                webhook_endpoint::Column::DisabledReason,
                Expr::value(name.as_str()),
            )
            .col_expr(revision, Expr::col(revision).add(1))
            .col_expr(webhook_endpoint::Column::UpdatedAt, Expr::value(at));
    }
    let updated = update.exec(&transaction).await?;
    // Of several messages that fail at once, one switches the endpoint off and writes.
    if reason.is_some() && updated.rows_affected == 1 {
        tracing::info!(id = %endpoint.id, "a webhook endpoint is switched off");
        mails::disabled(carbot, &transaction, &endpoint).await?;
    }
    transaction.commit().await?;
    Ok(reason.is_some())
}
