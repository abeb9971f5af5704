//! Writing messages, in the transaction that gives rise to them.

use crate::{
    Carbot, Result,
    conversations::Turn,
    entities::{business, webhook_delivery, webhook_endpoint},
    jobs::{self, Job},
};
use api::{
    appointments::Appointment,
    ids::{BusinessId, ConversationId, MessageId, WebhookDeliveryId, WebhookEndpointId},
    webhooks::{DeliveryStatus, WebhookEvent},
};
use chrono::SecondsFormat;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    QueryTrait, Set, sea_query::LockType,
};
use serde_json::{Value as Json, json};

/// The intent of visitors who ask for a person.
const HANDOFF: &str = "human_handoff";

/// Tells every endpoint of the business's account that wants to know of the event; gives whether
/// there is one. Where so, the caller wakes the worker after its commit.
pub(crate) async fn emit(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    business_id: BusinessId,
    event: WebhookEvent,
    data: &Json,
) -> Result<bool> {
    let owner = business::Entity::find()
        .select_only()
        .column(business::Column::UserId)
        .filter(business::Column::Id.eq(business_id))
        .into_query();
    // Locked against deletion, which would have the transaction fail.
    let endpoints = webhook_endpoint::Entity::find()
        .filter(webhook_endpoint::Column::UserId.in_subquery(owner))
        .filter(webhook_endpoint::Column::IsActive.eq(true))
        .lock(LockType::KeyShare)
        .all(connection)
        .await?;
    let mut has_any = false;
    for endpoint in endpoints {
        let events: Vec<WebhookEvent> = serde_json::from_value(endpoint.events)?;
        if events.contains(&event) {
            write(carbot, connection, endpoint.id, event.as_str(), data).await?;
            has_any = true;
        }
    }
    Ok(has_any)
}

/// Writes a message to one endpoint and has it sent.
pub(super) async fn write(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    endpoint_id: WebhookEndpointId,
    event_type: &str,
    data: &Json,
) -> Result<webhook_delivery::Model> {
    let now = carbot.clock.now();
    let timestamp = now.to_rfc3339_opts(SecondsFormat::Millis, true);
    let body = json!({ "type": event_type, "timestamp": timestamp, "data": data });
    let delivery_id = WebhookDeliveryId::new();
    let model = webhook_delivery::ActiveModel {
        id: Set(delivery_id),
        endpoint_id: Set(endpoint_id),
        event_type: Set(event_type.to_owned()),
        body: Set(body.to_string()),
        status: Set(DeliveryStatus::Pending.as_str().to_owned()),
        attempts: Set(0),
        last_attempt_at: Set(None),
        response_status: Set(None),
        duration_ms: Set(None),
        response_excerpt: Set(None),
        error: Set(None),
        created_at: Set(now),
    };
    let model = model.insert(connection).await?;
    jobs::enqueue(carbot, connection, &Job::DeliverWebhook { delivery_id }).await?;
    Ok(model)
}

/// What of a turn is worth a message.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TurnEvents {
    pub conversation_id: ConversationId,
    /// Whether the turn began the conversation.
    pub is_first: bool,
    /// The visitor's message.
    pub message_id: MessageId,
}

/// [`emit`] for a turn of a conversation.
pub(crate) async fn emit_turn(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    turn: &Turn,
    events: TurnEvents,
) -> Result<bool> {
    let happened = [
        (events.is_first, WebhookEvent::ConversationStarted),
        (turn.intent == HANDOFF, WebhookEvent::ConversationHandoff),
        (turn.is_unanswered, WebhookEvent::MessageUnanswered),
    ];
    let mut has_any = false;
    for (_, event) in happened.into_iter().filter(|(is_so, _)| *is_so) {
        let data = json!({
            "business_id": turn.business_id,
            "client_key_id": turn.client_key_id,
            "conversation_id": events.conversation_id,
            "message_id": events.message_id,
            "language": turn.language,
            "intent": turn.intent,
        });
        has_any |= emit(carbot, connection, turn.business_id, event, &data).await?;
    }
    Ok(has_any)
}

/// [`emit`] for an appointment. Who asked for it stays in the appointment.
pub(crate) async fn emit_appointment(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    event: WebhookEvent,
    appointment: &Appointment,
) -> Result<bool> {
    let data = json!({
        "business_id": appointment.business_id,
        "appointment_id": appointment.id,
        "conversation_id": appointment.conversation_id,
        "service_id": appointment.service_id,
        "starts_at": appointment.starts_at,
        "time_zone": appointment.time_zone,
        "duration_minutes": appointment.duration_minutes,
        "status": appointment.status,
    });
    emit(carbot, connection, appointment.business_id, event, &data).await
}
