//! Which days and times can be asked for.

use crate::{
    Availability, Business,
    answers::{Voice, capitalized},
    dates::DayPart,
    hours::times,
    schedule::minute_of,
};
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// Days that are searched for free slots.
const SEARCHED_DAYS: u64 = 90;
/// Days ahead for which appointments are taken.
const FURTHEST_DAYS: i64 = 366;
/// Days and times that are offered instead of one that cannot be.
const OFFERED: usize = 3;
/// Length of a slot in minutes, where nothing is known of the business's slots.
const USUAL_SLOT: u16 = 30;

/// The time of a business that can still be asked for.
#[derive(Clone, Copy, Debug)]
pub struct Times<'a> {
    /// Whose hours count.
    pub business: &'a Business,
    /// What is taken; `None`: nothing is known of it.
    pub availability: Option<&'a Availability>,
    /// Local time of the business.
    pub now: NaiveDateTime,
}

impl Times<'_> {
    fn slot_minutes(&self) -> u16 {
        self.availability
            .map_or(USUAL_SLOT, |it| it.slot_minutes)
            .max(1)
    }

    fn earliest(&self) -> NaiveDateTime {
        let lead = self.availability.map_or(0, |it| it.lead_minutes);
        self.now + TimeDelta::minutes(lead.into())
    }

    /// Whether the slot has room for another appointment.
    fn has_room(&self, slot: NaiveDateTime) -> bool {
        self.availability
            .is_none_or(|it| it.taken.get(&slot).copied().unwrap_or(0) < it.capacity)
    }

    /// The beginnings of the free slots of a day, in minutes.
    pub fn free_on(&self, date: NaiveDate) -> impl Iterator<Item = u16> {
        let length = self.slot_minutes();
        let earliest = self.earliest();
        let intervals = self.business.plan(date).intervals.iter();
        intervals.flat_map(move |it| {
            let begins = (it.open..it.close).step_by(length.into());
            begins.filter(move |begin| {
                let slot = at_minute(date, *begin);
                begin + length <= it.close && slot > earliest && self.has_room(slot)
            })
        })
    }

    /// The next days with a free slot after a day.
    pub fn free_days_after(&self, date: NaiveDate) -> Vec<NaiveDate> {
        let days = (1..=SEARCHED_DAYS).filter_map(|it| date.checked_add_days(Days::new(it)));
        days.filter(|it| self.free_on(*it).next().is_some())
            .take(OFFERED)
            .collect()
    }

    /// The first free slot from a day on, in a part of the day if one is wished.
    pub fn first_free(&self, from: NaiveDate, part: Option<DayPart>) -> Option<(NaiveDate, u16)> {
        let days = (0..=SEARCHED_DAYS).filter_map(|it| from.checked_add_days(Days::new(it)));
        days.into_iter().find_map(|date| {
            let mut free = self.free_on(date);
            Some((date, free.find(|it| is_in(*it, part))?))
        })
    }

    /// A few free times of a day, spread over it.
    pub fn offered_on(&self, date: NaiveDate, part: Option<DayPart>) -> Vec<u16> {
        let mut free: Vec<u16> = self.free_on(date).filter(|it| is_in(*it, part)).collect();
        if free.is_empty() {
            free = self.free_on(date).collect();
        }
        let step = free.len().div_ceil(OFFERED).max(1);
        free.into_iter().step_by(step).collect()
    }

    /// What is wrong with a day, in a sentence with other days; `None`: it can be asked for.
    pub fn objection_to_day(&self, voice: &Voice<'_>, date: NaiveDate) -> Option<String> {
        let today = self.now.date();
        if date < today {
            return Some(voice.text("book.past"));
        }
        if date.signed_duration_since(today).num_days() > FURTHEST_DAYS {
            return Some(voice.text("book.too_far"));
        }
        if !self.business.has_hours() {
            return None;
        }
        let day = voice.day(date, today);
        let plan = self.business.plan(date);
        let is_over = date == today
            && plan
                .intervals
                .iter()
                .all(|it| it.close <= minute_of(self.now));
        let key = if plan.is_closed() || is_over {
            "book.closed_day"
        } else if self.free_on(date).next().is_none() {
            "book.full_day"
        } else {
            return None;
        };
        let days: Vec<String> = self
            .free_days_after(date)
            .into_iter()
            .map(|it| format!("{}, {}", voice.weekday(it), voice.date(it)))
            .collect();
        let days = days.join("; ");
        let arguments = [("day", day.as_str()), ("days", days.trim_end_matches('.'))];
        Some(capitalized(&voice.say(key, &arguments)))
    }

    /// What is wrong with a time of a day that is open; `None`: it can be asked for.
    pub fn objection_to_time(
        &self,
        voice: &Voice<'_>,
        date: NaiveDate,
        time: u16,
    ) -> Option<String> {
        let today = self.now.date();
        if date == today && time <= minute_of(self.now) {
            return Some(voice.text("book.past"));
        }
        if !self.business.has_hours() {
            return None;
        }
        let at = voice.say("times.at", &[("time", &Voice::time(time))]);
        let day = voice.day(date, today);
        let plan = self.business.plan(date);
        let interval = plan
            .intervals
            .iter()
            .find(|it| (it.open..it.close).contains(&time));
        let Some(interval) = interval else {
            let times = times(voice, plan.intervals);
            let arguments = [("day", day.as_str()), ("at", &at), ("times", &times)];
            return Some(capitalized(&voice.say("book.closed_time", &arguments)));
        };
        let length = self.slot_minutes();
        let slot = interval.open + (time - interval.open) / length * length;
        let key = if at_minute(date, time) < self.earliest() {
            "book.too_soon"
        } else if !self.has_room(at_minute(date, slot)) {
            "book.taken"
        } else {
            return None;
        };
        Some(capitalized(&voice.say(key, &[("day", &day), ("at", &at)])))
    }
}

/// The moment `minutes` after the midnight a day begins with.
fn at_minute(date: NaiveDate, minutes: u16) -> NaiveDateTime {
    date.and_time(NaiveTime::MIN) + TimeDelta::minutes(minutes.into())
}

/// Whether a time of day lies in a part of the day.
const fn is_in(minute: u16, part: Option<DayPart>) -> bool {
    match part {
        None => true,
        Some(DayPart::Morning) => minute < 12 * 60,
        Some(DayPart::Noon) => minute >= 11 * 60 && minute < 14 * 60,
        Some(DayPart::Afternoon) => minute >= 12 * 60,
        Some(DayPart::Evening) => minute >= 16 * 60,
    }
}
