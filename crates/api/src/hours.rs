//! Opening hours: weekly intervals in local wall time, and days that differ.

use crate::problem::ValueError;
use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// A time of day with minutes, `00:00` to `24:00`, local wall time; on the wire `"HH:MM"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "openapi",
    derive(utoipa::ToSchema),
    schema(value_type = String, pattern = "^([01]?[0-9]|2[0-3]):[0-5][0-9]$|^24:00$", examples("08:00"))
)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// Reads `8:00`, `08:00` or `24:00`.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        const INVALID: ValueError = ValueError::new("invalid_time", "is not a time such as 08:00");
        let (hour, minute) = text.trim().split_once(':').ok_or(INVALID)?;
        let is_number = |text: &str| text.bytes().all(|it| it.is_ascii_digit());
        if !is_number(hour) || !is_number(minute) || hour.len() > 2 || minute.len() != 2 {
            return Err(INVALID);
        }
        let hour: u16 = hour.parse().map_err(|_| INVALID)?;
        let minute: u16 = minute.parse().map_err(|_| INVALID)?;
        let minutes = hour * 60 + minute;
        if minute < 60 && minutes <= 24 * 60 {
            Ok(Self(minutes))
        } else {
            Err(INVALID)
        }
    }

    /// Minutes since midnight, at most 1440.
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// A time span in which the business is open, within one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// Opens at.
    pub from: TimeOfDay,
    /// Closes at, after `from`.
    pub to: TimeOfDay,
}

/// The usual hours of a week. A day without intervals is closed; a break is
/// the time between two intervals.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "the days of the week need no words")]
pub struct WeeklyHours {
    pub monday: Vec<Interval>,
    pub tuesday: Vec<Interval>,
    pub wednesday: Vec<Interval>,
    pub thursday: Vec<Interval>,
    pub friday: Vec<Interval>,
    pub saturday: Vec<Interval>,
    pub sunday: Vec<Interval>,
}

/// The days of a week in order, with the names used on the wire.
pub const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Mon, "monday"),
    (Weekday::Tue, "tuesday"),
    (Weekday::Wed, "wednesday"),
    (Weekday::Thu, "thursday"),
    (Weekday::Fri, "friday"),
    (Weekday::Sat, "saturday"),
    (Weekday::Sun, "sunday"),
];

impl WeeklyHours {
    /// The intervals of a day.
    pub fn day(&self, day: Weekday) -> &[Interval] {
        match day {
            Weekday::Mon => &self.monday,
            Weekday::Tue => &self.tuesday,
            Weekday::Wed => &self.wednesday,
            Weekday::Thu => &self.thursday,
            Weekday::Fri => &self.friday,
            Weekday::Sat => &self.saturday,
            Weekday::Sun => &self.sunday,
        }
    }

    /// The intervals of a day, to be changed.
    pub fn day_mut(&mut self, day: Weekday) -> &mut Vec<Interval> {
        match day {
            Weekday::Mon => &mut self.monday,
            Weekday::Tue => &mut self.tuesday,
            Weekday::Wed => &mut self.wednesday,
            Weekday::Thu => &mut self.thursday,
            Weekday::Fri => &mut self.friday,
            Weekday::Sat => &mut self.saturday,
            Weekday::Sun => &mut self.sunday,
        }
    }

    /// The days in order with their intervals.
    pub fn days(&self) -> impl Iterator<Item = (Weekday, &'static str, &[Interval])> {
        WEEKDAYS
            .iter()
            .map(|&(day, name)| (day, name, self.day(day)))
    }

    /// Whether the business is never open.
    pub fn is_empty(&self) -> bool {
        self.days().all(|(_, _, intervals)| intervals.is_empty())
    }

    /// Checks every day with [`check_intervals`]; gives the name of the first
    /// day that is wrong.
    pub fn validate(&self) -> Result<(), (&'static str, ValueError)> {
        self.days().try_for_each(|(_, name, intervals)| {
            check_intervals(intervals).map_err(|it| (name, it))
        })
    }

    /// Reads the fields of an HTML form: `monday_from_1`, `monday_to_1`,
    /// `monday_from_2`, … An empty pair is left out; half a pair is an error.
    /// Errors name the field.
    pub fn from_form(fields: &BTreeMap<String, String>) -> Result<Self, crate::FieldErrors> {
        let mut errors = crate::FieldErrors::default();
        let mut hours = Self::default();
        for (day, name) in WEEKDAYS {
            for number in 1..=2 {
                let field = |end: &str| format!("{name}_{end}_{number}");
                let text = |end: &str| {
                    fields
                        .get(&field(end))
                        .map(|it| it.trim())
                        .unwrap_or_default()
                };
                if text("from").is_empty() && text("to").is_empty() {
                    continue;
                }
                let from = errors.check(field("from"), TimeOfDay::parse(text("from")));
                let to = errors.check(field("to"), TimeOfDay::parse(text("to")));
                if let (Some(from), Some(to)) = (from, to) {
                    hours.day_mut(day).push(Interval { from, to });
                }
            }
            errors.check(format!("{name}_from_1"), check_intervals(hours.day(day)));
        }
        errors.finish(Some(hours))
    }
}

/// Intervals of one day stand in order, do not touch each other and end after they begin.
pub fn check_intervals(intervals: &[Interval]) -> Result<(), ValueError> {
    let each_is_valid = intervals.iter().all(|it| it.from < it.to);
    let in_order = intervals.windows(2).all(|pair| pair[0].to < pair[1].from);
    if each_is_valid && in_order && intervals.len() <= 6 {
        Ok(())
    } else {
        Err(ValueError::new(
            "invalid_hours",
            "must end after they begin and stand in order",
        ))
    }
}

/// Days that differ from the weekly hours: a company holiday, a shortened day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HoursException {
    /// First day.
    pub from: NaiveDate,
    /// Last day, the same as `from` for a single day.
    pub to: NaiveDate,
    /// Why, as visitors read it: `Betriebsferien`.
    #[serde(default)]
    pub label: String,
    /// The hours of each of these days; none means closed.
    #[serde(default)]
    pub hours: Vec<Interval>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_and_written_with_two_digits() {
        let check = |text: &str, expected: Option<&str>| {
            let time = TimeOfDay::parse(text).ok().map(|it| it.to_string());
            assert_eq!(time.as_deref(), expected, "{text}");
        };
        check("8:00", Some("08:00"));
        check("17:30", Some("17:30"));
        check("24:00", Some("24:00"));
        check("24:01", None);
        check("7:60", None);
        check("+7:00", None);
        check("noon", None);
        check("", None);
    }

    #[test]
    fn a_form_with_a_lunch_break_becomes_two_intervals() {
        let fields = [
            ("monday_from_1", "08:00"),
            ("monday_to_1", "12:00"),
            ("monday_from_2", "13:00"),
            ("monday_to_2", "17:00"),
            ("sunday_from_1", ""),
        ];
        let fields = fields
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .into();
        let hours = WeeklyHours::from_form(&fields).expect("valid");
        assert_eq!(hours.monday.len(), 2);
        assert!(hours.sunday.is_empty());
    }

    #[test]
    fn half_a_pair_and_overlaps_are_errors_of_their_field() {
        let check = |fields: &[(&str, &str)], expected: &str| {
            let fields = fields
                .iter()
                .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
                .collect();
            let errors = WeeklyHours::from_form(&fields).expect_err("invalid");
            assert_eq!(errors.0[0].pointer, expected);
        };
        check(&[("friday_from_1", "08:00")], "friday_to_1");
        check(
            &[("friday_from_1", "12:00"), ("friday_to_1", "08:00")],
            "friday_from_1",
        );
        check(
            &[
                ("friday_from_1", "08:00"),
                ("friday_to_1", "12:00"),
                ("friday_from_2", "11:00"),
                ("friday_to_2", "13:00"),
            ],
            "friday_from_1",
        );
    }
}
