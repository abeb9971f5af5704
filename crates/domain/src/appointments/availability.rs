//! What of a business's time is taken.

use super::slots::{HORIZON_DAYS, at_minute, slot_start};
use crate::{
    Carbot, Error, Result,
    businesses::convert::to_details,
    entities::{appointment, business},
};
use api::{
    appointments::{AppointmentSettings, AppointmentStatus},
    ids::BusinessId,
};
use brain::Availability;
use chrono::{Days, NaiveDateTime};
use chrono_tz::Tz;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect, Select, Set,
};
use std::{collections::BTreeMap, sync::Arc};

/// The zone of a business.
pub(super) fn zone_of(business: &business::Model) -> Tz {
    business.time_zone.parse().unwrap_or(Tz::Europe__Berlin)
}

/// The current wall time of a business.
pub(super) fn local_now(carbot: &Carbot, business: &business::Model) -> NaiveDateTime {
    carbot
        .clock
        .now()
        .with_timezone(&zone_of(business))
        .naive_local()
}

/// What a business offers for appointments.
pub(super) fn settings_of(business: &business::Model) -> Result<AppointmentSettings> {
    Ok(AppointmentSettings {
        slot_minutes: u16::try_from(business.slot_minutes).map_err(Error::internal)?,
        capacity: u16::try_from(business.slot_capacity).map_err(Error::internal)?,
        lead_minutes: u32::try_from(business.lead_minutes).map_err(Error::internal)?,
    })
}

/// Appointments of a business that take up its time.
pub(super) fn open_appointments(business_id: BusinessId) -> Select<appointment::Entity> {
    appointment::Entity::find()
        .filter(appointment::Column::BusinessId.eq(business_id))
        .filter(
            appointment::Column::Status
                .is_in(AppointmentStatus::OPEN.map(AppointmentStatus::as_str)),
        )
}

/// What is taken in the next ninety days, at most seconds old.
pub(crate) async fn find_availability(
    carbot: &Carbot,
    business_id: BusinessId,
) -> Result<Arc<Availability>> {
    carbot
        .availabilities
        .try_get_with(business_id, load(carbot, business_id))
        .await
        .map_err(|error: Arc<Error>| match &*error {
            Error::Unavailable(cause) => Error::Unavailable(cause.clone()),
            other => Error::internal(other),
        })
}

/// [`find_availability`] as it is now.
pub(crate) async fn refresh_availability(
    carbot: &Carbot,
    business_id: BusinessId,
) -> Result<Arc<Availability>> {
    carbot.availabilities.invalidate(&business_id).await;
    find_availability(carbot, business_id).await
}

async fn load(carbot: &Carbot, business_id: BusinessId) -> Result<Arc<Availability>> {
    let connection = carbot.database.connection();
    let business = business::Entity::find_by_id(business_id)
        .one(connection)
        .await?
        .ok_or(Error::NotFound)?;
    let settings = settings_of(&business)?;
    let today = local_now(carbot, &business).date();
    let end = today
        .checked_add_days(Days::new(HORIZON_DAYS))
        .unwrap_or(today);
    let counts: Vec<(NaiveDateTime, i64)> = open_appointments(business_id)
        .filter(appointment::Column::SlotStart.gte(at_minute(today, 0)))
        .filter(appointment::Column::SlotStart.lt(at_minute(end, 0)))
        .select_only()
        .column(appointment::Column::SlotStart)
        .column_as(appointment::Column::Id.count(), "count")
        .group_by(appointment::Column::SlotStart)
        .into_tuple()
        .all(connection)
        .await?;
    let taken: BTreeMap<_, _> = counts
        .into_iter()
        .map(|(slot, count)| (slot, u16::try_from(count).unwrap_or(u16::MAX)))
        .collect();
    Ok(Arc::new(Availability {
        slot_minutes: settings.slot_minutes,
        capacity: settings.capacity,
        lead_minutes: settings.lead_minutes,
        taken,
    }))
}

/// Puts the appointments to come into the slots they fall into by the current hours and slot
/// length. Part of every transaction that changes those.
pub(crate) async fn realign(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    business: &business::Model,
) -> Result<()> {
    let settings = settings_of(business)?;
    let details = to_details(business.clone())?;
    let today = at_minute(local_now(carbot, business).date(), 0);
    let appointments = open_appointments(business.id)
        .filter(appointment::Column::StartsAt.gte(today))
        .all(connection)
        .await?;
    for model in appointments {
        let slot = slot_start(&details, settings.slot_minutes, model.starts_at);
        if slot != model.slot_start {
            let mut changed = model.into_active_model();
            changed.slot_start = Set(slot);
            changed.update(connection).await?;
        }
    }
    Ok(())
}
