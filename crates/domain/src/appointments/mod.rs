//! Appointments: what visitors ask for, and what the business makes of it.
//!
//! Times are wall time of the business, like its opening hours. A request takes a place in the
//! slot it begins in; as long as it is requested or confirmed nobody else gets that place. The
//! owner is free to put more into a slot than visitors may.

mod availability;
mod booking;
mod calendar;
mod changes;
mod convert;
mod mails;
mod settings;
mod slots;

pub(crate) use availability::{find_availability, realign, refresh_availability};
pub use booking::NewAppointment;
pub(crate) use booking::{find_place, insert, withdraw};
pub use calendar::find_calendar;
pub use changes::{delete_appointment, patch_appointment, update_appointment};

pub use settings::{disable_calendar, find_setup, renew_calendar, update_settings};

use crate::{
    Carbot, Error, Result, businesses,
    businesses::convert::to_details,
    entities::{appointment, business},
    paging::{invalid_cursor, page_size, to_page},
};
use api::{
    appointments::{
        Appointment, AppointmentDay, AppointmentOrder, AppointmentQuery, AppointmentStatus,
        AppointmentWeek,
    },
    conversations::Page,
    ids::{AppointmentId, UserId},
};
use availability::{local_now, open_appointments};
use chrono::{Datelike as _, Days, NaiveDate, NaiveDateTime};
use convert::to_appointment;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, Order, PaginatorTrait as _, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Select,
};
use std::collections::HashMap;

/// Items of a page unless another number is asked for.
const USUAL_PAGE: u64 = 25;

/// Every read of an appointment on behalf of an account begins here.
fn owned_by(user_id: UserId) -> Select<appointment::Entity> {
    let businesses = business::Entity::find()
        .select_only()
        .column(business::Column::Id)
        .filter(business::Column::UserId.eq(user_id))
        .into_query();
    appointment::Entity::find().filter(appointment::Column::BusinessId.in_subquery(businesses))
}

/// A page of appointments by their time.
pub async fn list_appointments(
    carbot: &Carbot,
    user_id: UserId,
    query: &AppointmentQuery,
) -> Result<Page<Appointment>> {
    let connection = carbot.database.connection();
    let limit = page_size(query.limit.unwrap_or(USUAL_PAGE))?;
    let (time, id) = (appointment::Column::StartsAt, appointment::Column::Id);
    let mut select = owned_by(user_id);
    if let Some(status) = query.status {
        select = select.filter(appointment::Column::Status.eq(status.as_str()));
    }
    if let Some(from) = query.from.map(within_reason) {
        select = select.filter(time.gte(slots::at_minute(from, 0)));
    }
    if let Some(end) = query.to.map(within_reason).and_then(|it| it.succ_opt()) {
        select = select.filter(time.lt(slots::at_minute(end, 0)));
    }
    let is_ascending = query.order == AppointmentOrder::EarliestFirst;
    if let Some(cursor) = query.cursor.as_deref() {
        let (last_time, last_id) = parse_cursor(cursor).ok_or_else(invalid_cursor)?;
        let same_time = Condition::all().add(time.eq(last_time));
        select = select.filter(if is_ascending {
            let later = Condition::any().add(time.gt(last_time));
            later.add(same_time.add(id.gt(last_id)))
        } else {
            let earlier = Condition::any().add(time.lt(last_time));
            earlier.add(same_time.add(id.lt(last_id)))
        });
    }
    let order = if is_ascending {
        Order::Asc
    } else {
        Order::Desc
    };
    let models = select
        .order_by(time, order.clone())
        .order_by(id, order)
        .limit(limit + 1)
        .all(connection)
        .await?;
    let zones = zones_of(connection, user_id).await?;
    to_page(models, limit, to_cursor, |model| {
        let zone = zones.get(&model.business_id).cloned().unwrap_or_default();
        to_appointment(carbot, model, zone)
    })
}

/// How many requests of an account wait for a decision.
pub(crate) async fn count_requested(
    connection: &impl ConnectionTrait,
    user_id: UserId,
) -> Result<i64> {
    let count = owned_by(user_id)
        .filter(appointment::Column::Status.eq(AppointmentStatus::Requested.as_str()))
        .count(connection)
        .await?;
    i64::try_from(count).map_err(Error::internal)
}

/// The appointment of this id, where it belongs to the account.
pub async fn find_appointment(
    carbot: &Carbot,
    user_id: UserId,
    appointment_id: AppointmentId,
) -> Result<Appointment> {
    let connection = carbot.database.connection();
    let model = find_owned(connection, user_id, appointment_id).await?;
    let business = businesses::find_owned(connection, user_id, model.business_id).await?;
    to_appointment(carbot, model, business.time_zone)
}

/// The week a day is in, the current one without a day, of the first business of an account.
pub async fn find_week(
    carbot: &Carbot,
    user_id: UserId,
    day: Option<NaiveDate>,
) -> Result<AppointmentWeek> {
    let connection = carbot.database.connection();
    let business = businesses::find_first(connection, user_id).await?;
    let today = local_now(carbot, &business).date();
    let day = day.map_or(today, within_reason);
    let monday = day
        .checked_sub_days(Days::new(day.weekday().num_days_from_monday().into()))
        .unwrap_or(day);
    let end = monday.checked_add_days(Days::new(7)).unwrap_or(monday);
    let models = open_appointments(business.id)
        .filter(appointment::Column::StartsAt.gte(slots::at_minute(monday, 0)))
        .filter(appointment::Column::StartsAt.lt(slots::at_minute(end, 0)))
        .order_by_asc(appointment::Column::StartsAt)
        .order_by_asc(appointment::Column::Id)
        .all(connection)
        .await?;
    let time_zone = business.time_zone.clone();
    let details = to_details(business)?;
    let mut days: Vec<_> = monday
        .iter_days()
        .take(7)
        .map(|date| AppointmentDay {
            date,
            open: slots::open_intervals(&details, date).to_vec(),
            appointments: Vec::new(),
        })
        .collect();
    for model in models {
        let appointment = to_appointment(carbot, model, time_zone.clone())?;
        let date = appointment.starts_at.date();
        if let Some(day) = days.iter_mut().find(|it| it.date == date) {
            day.appointments.push(appointment);
        }
    }
    Ok(AppointmentWeek { days, today })
}

/// A day that every database can read: nothing happens before 1970 or after 2999.
fn within_reason(day: NaiveDate) -> NaiveDate {
    let year = |year: i32| NaiveDate::from_yo_opt(year, 1).expect("every year begins");
    day.clamp(year(1970), year(3000))
}

/// The current day of the first business of an account.
pub async fn find_today(carbot: &Carbot, user_id: UserId) -> Result<NaiveDate> {
    let business = businesses::find_first(carbot.database.connection(), user_id).await?;
    Ok(local_now(carbot, &business).date())
}

async fn find_owned(
    connection: &impl ConnectionTrait,
    user_id: UserId,
    appointment_id: AppointmentId,
) -> Result<appointment::Model> {
    owned_by(user_id)
        .filter(appointment::Column::Id.eq(appointment_id))
        .one(connection)
        .await?
        .ok_or(Error::NotFound)
}

/// The time zones of an account's businesses.
async fn zones_of(
    connection: &impl ConnectionTrait,
    user_id: UserId,
) -> Result<HashMap<api::ids::BusinessId, String>> {
    let zones = businesses::owned_by(user_id)
        .select_only()
        .column(business::Column::Id)
        .column(business::Column::TimeZone)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(zones.into_iter().collect())
}

/// `<seconds>.<id>`: the time of the appointment and, for equal times, the id.
fn to_cursor(model: &appointment::Model) -> String {
    format!("{}.{}", model.starts_at.and_utc().timestamp(), model.id)
}

fn parse_cursor(text: &str) -> Option<(NaiveDateTime, AppointmentId)> {
    let (seconds, id) = text.split_once('.')?;
    let time = chrono::DateTime::from_timestamp(seconds.parse().ok()?, 0)?;
    Some((time.naive_utc(), id.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::parse_cursor;

    #[test]
    fn a_made_up_cursor_is_no_cursor() {
        for text in ["", "x", "1.2", ".", "99999999999999999999.0"] {
            assert!(parse_cursor(text).is_none(), "{text}");
        }
    }
}
