//! A visitor's request takes its place, in the transaction of the turn that completes it.

use super::{
    availability::{open_appointments, settings_of},
    convert::{PersonalData, to_appointment},
    mails,
    slots::{at_minute, slot_start},
};
use crate::{
    Carbot, Error, Result,
    businesses::convert::to_details,
    entities::{appointment, business, service},
    mail::one_line,
    webhooks,
};
use api::{
    Language,
    appointments::AppointmentStatus,
    ids::{AppointmentId, BusinessId, ConversationId},
    webhooks::WebhookEvent,
};
use chrono::NaiveDateTime;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait as _, QueryFilter, QueryOrder, QuerySelect, Set, sea_query::LockType,
};

/// Most characters of a line the visitor wrote.
const MAX_LINE: usize = 200;
/// Most characters of the visitor's note.
const MAX_NOTE: usize = 2_000;

/// An appointment a visitor asks for, having agreed to be contacted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAppointment {
    /// What is to be done: name of a service in the default language, or the visitor's words.
    pub service: String,
    /// Make and model.
    pub vehicle: Option<String>,
    /// Registration plate.
    pub plate: Option<String>,
    /// When it begins, in wall time of the business.
    pub starts_at: NaiveDateTime,
    /// Name of the visitor.
    pub name: String,
    /// Telephone number.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// What else the visitor said.
    pub note: Option<String>,
}

impl From<brain::Booking> for NewAppointment {
    fn from(booking: brain::Booking) -> Self {
        Self {
            service: booking.service,
            vehicle: booking.vehicle,
            plate: booking.plate,
            starts_at: at_minute(booking.date, booking.time),
            name: booking.name,
            phone: booking.phone,
            email: booking.email,
            note: booking.note,
        }
    }
}

/// A free place in a slot. Nobody else gets it while the transaction that found it goes on.
pub(crate) struct Place {
    business: business::Model,
    slot_start: NaiveDateTime,
}

/// Finds out whether the slot of `starts_at` has a free place, and keeps others from taking it
/// until the transaction ends: SQLite has one writer at a time, on PostgreSQL the row of the
/// business is locked. What the conversation `replaced` holds counts as free. Call it before the
/// transaction writes.
pub(crate) async fn find_place(
    connection: &impl ConnectionTrait,
    business_id: BusinessId,
    starts_at: NaiveDateTime,
    replaced: Option<ConversationId>,
) -> Result<Option<Place>> {
    // Not `FOR UPDATE`: rows that merely refer to the business must not wait, nor deadlock.
    let business = business::Entity::find_by_id(business_id)
        .lock(LockType::NoKeyUpdate)
        .one(connection)
        .await?
        .ok_or(Error::NotFound)?;
    let settings = settings_of(&business)?;
    let details = to_details(business.clone())?;
    let slot_start = slot_start(&details, settings.slot_minutes, starts_at);
    let mut open =
        open_appointments(business_id).filter(appointment::Column::SlotStart.eq(slot_start));
    if let Some(conversation_id) = replaced {
        let conversation = appointment::Column::ConversationId;
        let others = Condition::any()
            .add(conversation.is_null())
            .add(conversation.ne(conversation_id));
        open = open.filter(others);
    }
    let taken = open.count(connection).await?;
    Ok((taken < u64::from(settings.capacity)).then_some(Place {
        business,
        slot_start,
    }))
}

/// The visitor takes back what the conversation has asked for; the business is told.
pub(crate) async fn withdraw(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    business_id: BusinessId,
    conversation_id: ConversationId,
) -> Result<()> {
    let business = business::Entity::find_by_id(business_id)
        .one(connection)
        .await?
        .ok_or(Error::NotFound)?;
    let models = open_appointments(business_id)
        .filter(appointment::Column::ConversationId.eq(conversation_id))
        .lock(LockType::Update)
        .all(connection)
        .await?;
    for model in models {
        let revision = model.revision + 1;
        let mut changed = model.into_active_model();
        changed.status = Set(AppointmentStatus::Cancelled.as_str().to_owned());
        changed.revision = Set(revision);
        changed.updated_at = Set(carbot.clock.now());
        let model = changed.update(connection).await?;
        let appointment = to_appointment(carbot, model, business.time_zone.clone())?;
        mails::withdrawn(carbot, connection, &business, &appointment).await?;
        let event = WebhookEvent::AppointmentCancelled;
        webhooks::emit_appointment(carbot, connection, event, &appointment).await?;
    }
    Ok(())
}

/// Stores the request in its place, with the mails about it.
pub(crate) async fn insert(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    place: Place,
    new: &NewAppointment,
    conversation_id: ConversationId,
    language: Language,
) -> Result<AppointmentId> {
    let Place {
        business,
        slot_start,
    } = place;
    let id = AppointmentId::new();
    let now = carbot.clock.now();
    let line = |text: &str| one_line(text, MAX_LINE);
    let filled = |text: &Option<String>| text.as_deref().map(line).filter(|it| !it.is_empty());
    let personal_data = PersonalData {
        name: line(&new.name),
        phone: filled(&new.phone),
        email: filled(&new.email),
        plate: filled(&new.plate),
        note: new
            .note
            .as_deref()
            .map(|it| it.trim().chars().take(MAX_NOTE).collect::<String>())
            .filter(|it| !it.is_empty()),
    };
    let sealed = carbot
        .master_key
        .personal_data_key(business.id)
        .seal(id.0, &personal_data)?;
    let service = service::Entity::find()
        .filter(service::Column::BusinessId.eq(business.id))
        .filter(service::Column::Name.eq(new.service.trim()))
        .order_by_asc(service::Column::Position)
        .one(connection)
        .await?;
    let duration = service.as_ref().and_then(|it| it.duration_minutes);
    let model = appointment::ActiveModel {
        id: Set(id),
        business_id: Set(business.id),
        conversation_id: Set(Some(conversation_id)),
        service_id: Set(service.map(|it| it.id)),
        service: Set(line(&new.service)),
        vehicle: Set(filled(&new.vehicle)),
        starts_at: Set(new.starts_at),
        slot_start: Set(slot_start),
        duration_minutes: Set(duration.unwrap_or(business.slot_minutes)),
        personal_data: Set(sealed),
        language: Set(language.code().to_owned()),
        status: Set(AppointmentStatus::Requested.as_str().to_owned()),
        decision_note: Set(None),
        // The visitor's confirmation in the chat includes it.
        consent_at: Set(now),
        revision: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    };
    let model = model.insert(connection).await?;
    let appointment = to_appointment(carbot, model, business.time_zone.clone())?;
    mails::requested(carbot, connection, &business, &appointment).await?;
    let event = WebhookEvent::AppointmentRequested;
    webhooks::emit_appointment(carbot, connection, event, &appointment).await?;
    Ok(id)
}
