//! The slots of a day: where they begin. Which are free, the chat engine finds out.

use crate::chat::to_brain_state;
use api::{businesses::BusinessDetails, hours::Interval};
use chrono::{Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike as _};

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

#[cfg(test)]
mod tests {
    use super::*;
    use api::{businesses::FederalState, hours::TimeOfDay};

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
}
