//! When the business is open.

use crate::{
    Business, Interval,
    holidays::{Holiday, holiday_on},
};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, Timelike};

/// Days that are searched for the next opening.
const SEARCHED_DAYS: u64 = 62;

/// The hours of a day.
#[derive(Clone, Copy, Debug)]
pub struct DayPlan<'a> {
    /// Open in these; closed when there are none.
    pub intervals: &'a [Interval],
    /// Why they differ from the weekly ones.
    pub reason: Reason<'a>,
}

/// Why a day has the hours it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason<'a> {
    /// As every week.
    Usual,
    /// As the business said, with its label.
    Exception(&'a str),
    /// A public holiday.
    Holiday(Holiday),
}

/// Whether the business is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Open until this minute of the day.
    OpenUntil(u16),
    /// Closed; opens next on the day at the minute, if within two months.
    Closed(Option<(NaiveDate, u16)>),
}

impl DayPlan<'_> {
    /// Whether it is open at a minute of the day.
    pub fn is_open_at(&self, minute: u16) -> bool {
        self.intervals
            .iter()
            .any(|it| (it.open..it.close).contains(&minute))
    }

    /// Whether it is closed all day.
    pub const fn is_closed(&self) -> bool {
        self.intervals.is_empty()
    }
}

impl Business {
    /// The hours of a day: an exception counts before a holiday, a holiday before the week.
    pub(crate) fn plan(&self, date: NaiveDate) -> DayPlan<'_> {
        let exception = self
            .exceptions
            .iter()
            .find(|it| (it.from..=it.to).contains(&date));
        if let Some(exception) = exception {
            return DayPlan {
                intervals: &exception.intervals,
                reason: Reason::Exception(exception.label.trim()),
            };
        }
        if let Some(holiday) = self.federal_state.and_then(|it| holiday_on(it, date)) {
            return DayPlan {
                intervals: &[],
                reason: Reason::Holiday(holiday),
            };
        }
        DayPlan {
            intervals: self.usual_hours(date),
            reason: Reason::Usual,
        }
    }

    /// The weekly hours of the weekday.
    pub(crate) fn usual_hours(&self, date: NaiveDate) -> &[Interval] {
        let weekday = date.weekday().num_days_from_monday();
        &self.weekly_hours[weekday as usize]
    }

    /// Whether the profile holds any hours at all.
    pub(crate) fn has_hours(&self) -> bool {
        self.weekly_hours.iter().any(|it| !it.is_empty())
    }

    /// Whether the business is open.
    pub(crate) fn status(&self, now: NaiveDateTime) -> Status {
        let minute = minute_of(now);
        let today = self.plan(now.date());
        let open = today
            .intervals
            .iter()
            .find(|it| (it.open..it.close).contains(&minute));
        match open {
            Some(interval) => Status::OpenUntil(interval.close),
            None => Status::Closed(self.next_opening(now)),
        }
    }

    /// The next opening after a moment.
    pub(crate) fn next_opening(&self, after: NaiveDateTime) -> Option<(NaiveDate, u16)> {
        (0..=SEARCHED_DAYS).find_map(|days| {
            let date = after.date().checked_add_days(Days::new(days))?;
            let mut intervals = self.plan(date).intervals.iter();
            let next = intervals.find(|it| days > 0 || it.open > minute_of(after))?;
            Some((date, next.open))
        })
    }
}

/// Minutes since midnight.
pub fn minute_of(time: NaiveDateTime) -> u16 {
    let minute = time.hour() * 60 + time.minute();
    u16::try_from(minute).unwrap_or(u16::MAX)
}
