//! The calendar feed of a business (iCalendar, RFC 5545).
//!
//! Calendars cannot log in, so the address itself is the proof: it carries the id of the business
//! and a signature over its calendar secret. A new secret makes every older address worthless; no
//! secret means no feed. The secret alone, from a stolen database, makes no address either.

use super::{availability::zone_of, convert::to_appointment};
use crate::{
    Carbot, Error, Result,
    entities::{appointment, business},
    mail::one_line,
    secrets,
};
use api::{
    appointments::{Appointment, AppointmentStatus},
    ids::BusinessId,
    texts::Texts,
};
use chrono::{DateTime, LocalResult, NaiveDateTime, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;
use icalendar::{Calendar, Component as _, Event, EventLike as _, EventStatus, Property};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use subtle::ConstantTimeEq as _;

/// How far back the feed reaches.
const PAST: TimeDelta = TimeDelta::days(31);
/// Most appointments of a feed.
const MAX_EVENTS: u64 = 2_000;
/// How often calendars should ask.
const REFRESH: TimeDelta = TimeDelta::minutes(15);

/// A secret nobody can guess: 16 random bytes.
pub(super) fn new_secret() -> Result<String> {
    let bytes: [u8; 16] = secrets::random_bytes().map_err(Error::internal)?;
    Ok(hex::encode(bytes))
}

/// The address calendars subscribe to, where the business has switched the feed on.
pub(super) fn calendar_url(carbot: &Carbot, business: &business::Model) -> Option<String> {
    let secret = business.calendar_secret.as_deref()?;
    let signature = carbot.master_key.sign_calendar(business.id, secret);
    Some(format!(
        "{}/api/v1/appointments.ics?token={}.{signature}",
        carbot.public_url(),
        business.id.0.simple()
    ))
}

/// The feed a token gives access to.
pub async fn find_calendar(carbot: &Carbot, token: &str) -> Result<String> {
    let (id, signature) = token.split_once('.').ok_or(Error::NotFound)?;
    let business_id: BusinessId = id.parse().map_err(|_| Error::NotFound)?;
    let connection = carbot.database.connection();
    let business = business::Entity::find_by_id(business_id)
        .one(connection)
        .await?
        .ok_or(Error::NotFound)?;
    let secret = business.calendar_secret.as_deref().ok_or(Error::NotFound)?;
    let expected = carbot.master_key.sign_calendar(business_id, secret);
    if !bool::from(expected.as_bytes().ct_eq(signature.as_bytes())) {
        return Err(Error::NotFound);
    }
    let zone = zone_of(&business);
    let since = (carbot.clock.now() - PAST)
        .with_timezone(&zone)
        .naive_local();
    // Declined and cancelled ones vanish from the calendar.
    let models = appointment::Entity::find()
        .filter(appointment::Column::BusinessId.eq(business_id))
        .filter(
            appointment::Column::Status
                .is_in(AppointmentStatus::OPEN.map(AppointmentStatus::as_str)),
        )
        .filter(appointment::Column::StartsAt.gte(since))
        .order_by_asc(appointment::Column::StartsAt)
        .order_by_asc(appointment::Column::Id)
        .limit(MAX_EVENTS)
        .all(connection)
        .await?;
    let language = business.default_language.parse().unwrap_or_default();
    let texts = Texts::of(language);
    let mut calendar = Calendar::new();
    calendar
        .name(&texts.format(
            "calendar-name",
            &[("business", business.name.as_str().into())],
        ))
        .ttl(&REFRESH);
    for model in models {
        let appointment = to_appointment(carbot, model, business.time_zone.clone())?;
        calendar.push(to_event(carbot, texts, zone, &appointment));
    }
    Ok(calendar.done().to_string())
}

fn to_event(carbot: &Carbot, texts: &Texts, zone: Tz, appointment: &Appointment) -> Event {
    let begin = to_utc(zone, appointment.starts_at);
    let end = begin + TimeDelta::minutes(appointment.duration_minutes.into());
    let is_confirmed = appointment.status == AppointmentStatus::Confirmed;
    let status = if is_confirmed {
        EventStatus::Confirmed
    } else {
        EventStatus::Tentative
    };
    let summary = format!("{} – {}", appointment.service, appointment.name);
    let summary = if is_confirmed {
        summary
    } else {
        texts.format("calendar-requested", &[("summary", summary.into())])
    };
    let url = format!("{}/appointments/{}", carbot.public_url(), appointment.id);
    let description = [
        appointment.vehicle.as_deref(),
        appointment.plate.as_deref(),
        appointment.phone.as_deref(),
        appointment.email.as_deref(),
        appointment.note.as_deref(),
        Some(&url),
    ];
    let description: Vec<_> = description.into_iter().flatten().collect();
    let mut event = Event::new();
    event
        .uid(&format!("{}@carbot", appointment.id))
        .timestamp(appointment.updated_at)
        .sequence(u32::try_from(appointment.revision).unwrap_or(u32::MAX))
        .starts(begin)
        .ends(end)
        .status(status)
        .summary(&one_line(&summary, 200))
        .description(&description.join("\n").replace('\r', ""))
        .append_property(Property::new("URL", url));
    event.done()
}

/// The point in time of a wall time. One that summer time skips counts as an hour later, one that
/// it repeats as the first of the two.
fn to_utc(zone: Tz, local: NaiveDateTime) -> DateTime<Utc> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(time) | LocalResult::Ambiguous(time, _) => time.with_timezone(&Utc),
        LocalResult::None => zone
            .from_local_datetime(&(local + TimeDelta::hours(1)))
            .earliest()
            .map_or_else(|| local.and_utc(), |it| it.with_timezone(&Utc)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wall_times_become_points_in_time_also_when_the_clock_is_changed() {
        let check = |local: &str, expected: &str| {
            let local = api::appointments::parse_local_time(local).expect("a time");
            let expected: DateTime<Utc> = expected.parse().expect("a time");
            assert_eq!(to_utc(Tz::Europe__Berlin, local), expected, "{local}");
        };
        check("2026-11-24T09:00", "2026-11-24T08:00:00Z");
        check("2026-07-24T09:00", "2026-07-24T07:00:00Z");
        check("2026-03-29T02:30", "2026-03-29T01:30:00Z");
        check("2026-10-25T02:30", "2026-10-25T00:30:00Z");
    }
}
