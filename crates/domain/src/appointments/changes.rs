//! What the business makes of a request: a decision, another time, or nothing at all.

use super::{
    availability::{local_now, settings_of},
    convert::to_appointment,
    mails::{self, Decision},
    owned_by, slots,
};
use crate::{
    Carbot, Error, Precondition, Result, audit, businesses,
    businesses::convert::to_details,
    entities::{appointment, business},
    merge_patch::patched,
    webhooks,
};
use api::{
    appointments::{
        Appointment, AppointmentInput, AppointmentStatus, AppointmentUpdate,
        UpdateAppointmentRequest,
    },
    ids::{AppointmentId, UserId},
    problem::ValueError,
    webhooks::WebhookEvent,
};
use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, IntoActiveModel, ModelTrait, QueryFilter,
    QuerySelect, Set, sea_query::LockType,
};
use serde_json::{Map, Value as Json};

/// How far ahead an appointment may be put.
const FARTHEST: TimeDelta = TimeDelta::days(5 * 366);

/// Decides about an appointment, or moves it. The visitor is written to.
pub async fn update_appointment(
    carbot: &Carbot,
    user_id: UserId,
    appointment_id: AppointmentId,
    precondition: &Precondition,
    request: &UpdateAppointmentRequest,
) -> Result<Appointment> {
    let update = request.parse()?;
    change(carbot, user_id, appointment_id, precondition, |_| {
        Ok(update)
    })
    .await
}

/// [`update_appointment`] with what `patch` names, and nothing else.
pub async fn patch_appointment(
    carbot: &Carbot,
    user_id: UserId,
    appointment_id: AppointmentId,
    patch: &Map<String, Json>,
    precondition: &Precondition,
) -> Result<Appointment> {
    change(carbot, user_id, appointment_id, precondition, |before| {
        let input: AppointmentInput = patched(&before.input(), patch)?;
        Ok(UpdateAppointmentRequest::from(input).parse()?)
    })
    .await
}

async fn change(
    carbot: &Carbot,
    user_id: UserId,
    appointment_id: AppointmentId,
    precondition: &Precondition,
    decide: impl FnOnce(&Appointment) -> Result<AppointmentUpdate> + Send,
) -> Result<Appointment> {
    let transaction = carbot.database.begin().await?;
    let model = lock_owned(&transaction, user_id, appointment_id, precondition).await?;
    let business = businesses::find_owned(&transaction, user_id, model.business_id).await?;
    let time_zone = business.time_zone.clone();
    let before = to_appointment(carbot, model.clone(), time_zone.clone())?;
    let update = decide(&before)?;
    let Some(mut changed) = changes(carbot, &business, &before, update, &model)? else {
        return Ok(before);
    };
    changed.revision = Set(model.revision + 1);
    changed.updated_at = Set(carbot.clock.now());
    let model = changed.update(&transaction).await?;
    let after = to_appointment(carbot, model, time_zone)?;
    if let Some(decision) = Decision::between(&before, &after) {
        mails::decided(carbot, &transaction, &business, &after, decision).await?;
    }
    let action = audit::Action {
        user_id,
        business_id: Some(business.id),
        name: "appointment.updated",
        target_id: Some(&appointment_id),
    };
    audit::record(carbot, &transaction, action).await?;
    let has_jobs = match decided_event(&before, &after) {
        Some(event) => webhooks::emit_appointment(carbot, &transaction, event, &after).await?,
        None => false,
    };
    transaction.commit().await?;
    if has_jobs {
        carbot.wake_worker();
    }
    carbot.availabilities.invalidate(&business.id).await;
    Ok(after)
}

/// What other programs are told of a decision.
fn decided_event(before: &Appointment, after: &Appointment) -> Option<WebhookEvent> {
    match after.status {
        status if status == before.status => None,
        AppointmentStatus::Requested => None,
        AppointmentStatus::Confirmed => Some(WebhookEvent::AppointmentConfirmed),
        AppointmentStatus::Declined => Some(WebhookEvent::AppointmentDeclined),
        AppointmentStatus::Cancelled => Some(WebhookEvent::AppointmentCancelled),
    }
}

/// The columns that change, if any.
fn changes(
    carbot: &Carbot,
    business: &business::Model,
    before: &Appointment,
    update: AppointmentUpdate,
    model: &appointment::Model,
) -> Result<Option<appointment::ActiveModel>> {
    let mut changed = model.clone().into_active_model();
    if let Some(status) = update.status.filter(|it| *it != before.status) {
        if !before.status.may_become(status) {
            let refused = ValueError::new(
                "invalid_status_change",
                "an appointment in this status cannot get that one",
            );
            return Err(Error::Conflict(refused.at("/status")));
        }
        changed.status = Set(status.as_str().to_owned());
    }
    if let Some(starts_at) = update.starts_at.filter(|it| *it != before.starts_at) {
        let now = local_now(carbot, business);
        let error = if starts_at < now {
            Some(ValueError::new("in_the_past", "must not lie in the past"))
        } else if starts_at > now + FARTHEST {
            let error = ValueError::new("too_far_ahead", "must lie within five years");
            Some(error)
        } else {
            None
        };
        if let Some(error) = error {
            return Err(error.at("/starts_at").into());
        }
        let slot_minutes = settings_of(business)?.slot_minutes;
        let details = to_details(business.clone())?;
        changed.starts_at = Set(starts_at);
        changed.slot_start = Set(slots::slot_start(&details, slot_minutes, starts_at));
    }
    if let Some(note) = update
        .decision_note
        .filter(|it| *it != before.decision_note)
    {
        changed.decision_note = Set(note);
    }
    Ok(changed.is_changed().then_some(changed))
}

/// Deletes an appointment with all that is known of the visitor; nobody is written to.
pub async fn delete_appointment(
    carbot: &Carbot,
    user_id: UserId,
    appointment_id: AppointmentId,
    precondition: &Precondition,
) -> Result<()> {
    let transaction = carbot.database.begin().await?;
    let model = lock_owned(&transaction, user_id, appointment_id, precondition).await?;
    let business_id = model.business_id;
    model.delete(&transaction).await?;
    let action = audit::Action {
        user_id,
        business_id: Some(business_id),
        name: "appointment.deleted",
        target_id: Some(&appointment_id),
    };
    audit::record(carbot, &transaction, action).await?;
    transaction.commit().await?;
    carbot.availabilities.invalidate(&business_id).await;
    Ok(())
}

/// [`find_owned`], kept from others until the transaction ends; refuses an old revision.
async fn lock_owned(
    connection: &impl ConnectionTrait,
    user_id: UserId,
    appointment_id: AppointmentId,
    precondition: &Precondition,
) -> Result<appointment::Model> {
    let model = owned_by(user_id)
        .filter(appointment::Column::Id.eq(appointment_id))
        .lock(LockType::Update)
        .one(connection)
        .await?
        .ok_or(Error::NotFound)?;
    precondition.check(model.revision)?;
    Ok(model)
}
