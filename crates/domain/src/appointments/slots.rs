//! The slots of a day: where they begin, and which are free.

use crate::chat::to_brain_state;
use api::{businesses::BusinessDetails, hours::Interval};
use brain::Availability;
use chrono::{Datelike as _, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike as _};

/// How far ahead visitors can ask for an appointment, in days.
pub(super) const HORIZON_DAYS: u64 = 90;

/// When the business is open on a day: an exception counts before a holiday, a holiday before the
/// week, as for the chat engine.
pub(super) fn open_intervals(details: &BusinessDetails, date: NaiveDate) -> &[Interval] {
    let exception = details
        .exceptions
        .iter()
        .find(|it| (it.from..=it.to).contains(&date));
    if let Some(exception) = exception {
        return &exception.hours;
    }
    let is_holiday = details
        .federal_state
        .is_some_and(|it| brain::holiday_on(to_brain_state(it), date).is_some());
    if is_holiday {
        &[]
    } else {
        details.hours.day(date.weekday())
    }
}

/// The moment `minutes` after the midnight a day begins with.
pub(super) fn at_minute(date: NaiveDate, minutes: u16) -> NaiveDateTime {
    date.and_time(NaiveTime::MIN) + TimeDelta::minutes(minutes.into())
}

fn minute_of(time: NaiveDateTime) -> u16 {
    u16::try_from(time.hour() * 60 + time.minute()).unwrap_or(u16::MAX)
}

/// The beginning of the slot a time falls into. The first slot of a time span begins when the
/// business opens; outside of its hours (the owner may do that) slots count from midnight.
pub(super) fn slot_start(
    details: &BusinessDetails,
    slot_minutes: u16,
    time: NaiveDateTime,
) -> NaiveDateTime {
    let minute = minute_of(time);
    let opening = open_intervals(details, time.date())
        .iter()
        .find(|it| (it.from.minutes()..it.to.minutes()).contains(&minute))
        .map_or(0, |it| it.from.minutes());
    let slots = (minute - opening) / slot_minutes.max(1);
    at_minute(time.date(), opening + slots * slot_minutes.max(1))
}

/// The first `count` free slots that begin at `from` or later. A slot is offered where it ends
/// before the business closes.
pub(super) fn free_slots(
    details: &BusinessDetails,
    availability: &Availability,
    from: NaiveDateTime,
    count: usize,
) -> Vec<NaiveDateTime> {
    let length = availability.slot_minutes.max(1);
    let is_free = |slot: &NaiveDateTime| {
        let taken = availability.taken.get(slot).copied().unwrap_or(0);
        *slot >= from && taken < availability.capacity
    };
    (0..HORIZON_DAYS)
        .filter_map(|days| from.date().checked_add_days(Days::new(days)))
        .flat_map(|date| {
            open_intervals(details, date).iter().flat_map(move |it| {
                (it.from.minutes()..it.to.minutes())
                    .step_by(length.into())
                    .filter(move |begin| begin + length <= it.to.minutes())
                    .map(move |begin| at_minute(date, begin))
            })
        })
        .filter(is_free)
        .take(count)
        .collect()
}

/// The first `count` free slots from `wished` on, or from now where nothing is free after that.
/// None begins earlier than the lead time allows.
pub(crate) fn free_slots_after(
    details: &BusinessDetails,
    availability: &Availability,
    now: NaiveDateTime,
    wished: NaiveDateTime,
    count: usize,
) -> Vec<NaiveDateTime> {
    let earliest = now + TimeDelta::minutes(availability.lead_minutes.into());
    let later = free_slots(details, availability, wished.max(earliest), count);
    if later.is_empty() {
        free_slots(details, availability, earliest, count)
    } else {
        later
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use api::{
        businesses::FederalState,
        hours::{HoursException, TimeOfDay},
    };

    fn interval(from: &str, to: &str) -> Interval {
        let time = |text| TimeOfDay::parse(text).expect("a time");
        Interval {
            from: time(from),
            to: time(to),
        }
    }

    fn time(text: &str) -> NaiveDateTime {
        api::appointments::parse_local_time(text).expect("a time")
    }

    /// Open on weekdays from 7:30 to 12:00 and from 13:00 to 14:00.
    fn details() -> BusinessDetails {
        let mut details = BusinessDetails::named("Werkstatt".to_owned());
        for (day, _) in &api::hours::WEEKDAYS[..5] {
            *details.hours.day_mut(*day) =
                vec![interval("07:30", "12:00"), interval("13:00", "14:00")];
        }
        details.federal_state = Some(FederalState::NW);
        details
    }

    #[test]
    fn slots_begin_when_the_business_opens() {
        let check = |text: &str, expected: &str| {
            assert_eq!(
                slot_start(&details(), 45, time(text)),
                time(expected),
                "{text}"
            );
        };
        check("2026-11-24T07:30", "2026-11-24T07:30");
        check("2026-11-24T08:14", "2026-11-24T07:30");
        check("2026-11-24T08:15", "2026-11-24T08:15");
        check("2026-11-24T13:50", "2026-11-24T13:45");
        // Closed: from midnight.
        check("2026-11-24T20:20", "2026-11-24T20:15");
        check("2026-11-22T09:10", "2026-11-22T09:00");
    }

    #[test]
    fn free_slots_leave_out_what_is_taken_closed_or_too_short() {
        let mut details = details();
        details.exceptions.push(HoursException {
            from: NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date"),
            to: NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date"),
            label: "Heiligabend".to_owned(),
            hours: vec![interval("08:00", "09:30")],
        });
        let mut availability = Availability {
            slot_minutes: 60,
            capacity: 2,
            lead_minutes: 0,
            taken: [(time("2026-12-23T13:00"), 1), (time("2026-12-24T08:00"), 2)].into(),
        };
        // The exception's second slot would end at 10:00; the 25th is a holiday, then a weekend.
        let free = free_slots(&details, &availability, time("2026-12-23T11:00"), 3);
        assert_eq!(
            free,
            [
                time("2026-12-23T13:00"),
                time("2026-12-28T07:30"),
                time("2026-12-28T08:30")
            ]
        );
        availability.capacity = 0;
        assert!(free_slots(&details, &availability, time("2026-12-23T11:00"), 3).is_empty());
    }
}
