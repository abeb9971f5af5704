//! Points in time as people read them.
//!
//! Shown in Central European time by the rule of Directive 2000/84/EC, computed
//! rather than looked up: the browser bundle carries no time zone database, and
//! server and browser must write the same.

use crate::i18n::use_locale;
use api::Language;
use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, NaiveDateTime, Utc, Weekday};
use leptos::prelude::*;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The wall time in Berlin at a point in time.
pub fn central_european_time(time: DateTime<Utc>) -> NaiveDateTime {
    let utc = time.naive_utc();
    let switch = |month: u32| {
        last_sunday(utc.year(), month)
            .and_then(|it| it.and_hms_opt(1, 0, 0))
            .unwrap_or(utc)
    };
    let is_summer = (switch(3)..switch(10)).contains(&utc);
    utc + Duration::hours(if is_summer { 2 } else { 1 })
}

fn last_sunday(year: i32, month: u32) -> Option<NaiveDate> {
    let last_day = NaiveDate::from_ymd_opt(year, month + 1, 1)?.pred_opt()?;
    let after_sunday = last_day.weekday().days_since(Weekday::Sun);
    last_day.checked_sub_days(Days::new(after_sunday.into()))
}

/// A date: `12.03.2026` in German, `12 Mar 2026` in English.
pub fn format_date(date: NaiveDate, language: Language) -> String {
    if language == Language::En {
        let month = MONTHS[date.month0() as usize];
        format!("{} {month} {}", date.day(), date.year())
    } else {
        format!("{:02}.{:02}.{}", date.day(), date.month(), date.year())
    }
}

/// Day and month, for the axis of a chart: `12.03.` in German, `12 Mar` in English.
pub fn format_day(date: NaiveDate, language: Language) -> String {
    if language == Language::En {
        format!("{} {}", date.day(), MONTHS[date.month0() as usize])
    } else {
        format!("{:02}.{:02}.", date.day(), date.month())
    }
}

/// A point in time with minutes: `12.03.2026, 14:05`.
pub fn format_date_time(time: DateTime<Utc>, language: Language) -> String {
    let local = central_european_time(time);
    format!(
        "{}, {}",
        format_date(local.date(), language),
        local.format("%H:%M")
    )
}

/// A point in time, readable by people and programs.
#[component]
pub fn TimeText(
    /// The point in time.
    time: DateTime<Utc>,
) -> impl IntoView {
    let text = format_date_time(time, use_locale().language());
    view! { <time datetime=time.format("%Y-%m-%dT%H:%M:%SZ").to_string()>{text}</time> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summer_time_begins_and_ends_on_the_last_sundays_at_one_utc() {
        let check = |utc: &str, expected: &str| {
            let time: DateTime<Utc> = utc.parse().expect("a time");
            assert_eq!(format_date_time(time, Language::De), expected, "{utc}");
        };
        check("2026-01-05T11:30:00Z", "05.01.2026, 12:30");
        check("2026-03-29T00:59:59Z", "29.03.2026, 01:59");
        check("2026-03-29T01:00:00Z", "29.03.2026, 03:00");
        check("2026-10-25T00:59:00Z", "25.10.2026, 02:59");
        check("2026-10-25T01:00:00Z", "25.10.2026, 02:00");
        check("2026-12-31T23:30:00Z", "01.01.2027, 00:30");
    }

    #[test]
    fn english_dates_name_the_month() {
        let date = NaiveDate::from_ymd_opt(2026, 3, 9).expect("a date");
        assert_eq!(format_date(date, Language::En), "9 Mar 2026");
        assert_eq!(format_day(date, Language::De), "09.03.");
    }
}
