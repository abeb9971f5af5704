//! Opening hours as people read them: equal days are one line.

use crate::{LandingPage, opening::Day};
use api::{
    Language,
    hours::{Interval, WEEKDAYS, WeeklyHours},
    texts::Texts,
};
use chrono::{Datelike as _, NaiveDate, Weekday};
use serde::Serialize;

/// Different hours a page names, at most.
const MAX_EXCEPTIONS: usize = 6;

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// `Mo–Fr`, `Montag`, `24.12.2026`.
    pub days: String,
    /// `08:00–12:30` and `13:15–18:00`, or `geschlossen`.
    pub hours: Vec<String>,
    /// Why the hours differ: `Betriebsferien`; else empty.
    pub label: String,
    /// Whether it is closed.
    pub is_closed: bool,
    /// Whether today is among the days and has these hours.
    pub is_today: bool,
}

/// The week, equal neighbours together. `today` is marked, where it is given.
pub fn week(hours: &WeeklyHours, today: Option<Weekday>, language: Language) -> Vec<Line> {
    let texts = Texts::of(language);
    let days: Vec<_> = hours.days().collect();
    days.chunk_by(|(_, _, one), (_, _, two)| one == two)
        .map(|group| {
            let name = |day: usize| texts.text(&format!("landing-day-{}", group[day].1));
            let days = match group.len() {
                1 => name(0),
                count => format!("{}–{}", name(0), name(count - 1)),
            };
            let is_today = group.iter().any(|(day, _, _)| today == Some(*day));
            line(days, group[0].2, is_today, language)
        })
        .collect()
}

/// Every day of the week by its whole name.
pub fn days(hours: &WeeklyHours, today: Option<Weekday>, language: Language) -> Vec<Line> {
    let texts = Texts::of(language);
    hours
        .days()
        .map(|(day, name, intervals)| {
            let name = texts.text(&format!("landing-weekday-{name}"));
            line(name, intervals, today == Some(day), language)
        })
        .collect()
}

/// Days ahead that differ, the next ones first: what the owner entered, and
/// public holidays on which it would be open. `marks_today` is false where the
/// page will be read on other days.
pub fn exceptions(page: &LandingPage<'_>, marks_today: bool) -> Vec<Line> {
    let (today, language) = (page.now.date(), page.language);
    let ahead = page.business.exceptions.iter().filter(|it| it.to >= today);
    let own = ahead.map(|exception| {
        let days = if exception.from == exception.to {
            date(exception.from, language)
        } else {
            format!(
                "{} – {}",
                date(exception.from, language),
                date(exception.to, language)
            )
        };
        let is_today = marks_today && (exception.from..=exception.to).contains(&today);
        let mut line = line(days, &exception.hours, is_today, language);
        exception.label.trim().clone_into(&mut line.label);
        (exception.from, line)
    });
    let holidays = page.holidays.iter().filter(|it| {
        it.date >= today
            && matches!(Day::of(page, it.date), Day::Holiday)
            && !page.business.hours.day(it.date.weekday()).is_empty()
    });
    let holidays = holidays.map(|holiday| {
        let is_today = marks_today && holiday.date == today;
        let mut line = line(date(holiday.date, language), &[], is_today, language);
        line.label = holiday_name(&holiday.name, language);
        (holiday.date, line)
    });
    let mut all: Vec<_> = own.chain(holidays).collect();
    all.sort_by_key(|(from, _)| *from);
    all.into_iter()
        .map(|(_, line)| line)
        .take(MAX_EXCEPTIONS)
        .collect()
}

fn holiday_name(name: &str, language: Language) -> String {
    let texts = Texts::of(language);
    texts
        .find(&format!("landing-holiday-{}", name.replace('_', "-")))
        .unwrap_or_else(|| texts.text("landing-holiday"))
}

fn line(days: String, intervals: &[Interval], is_today: bool, language: Language) -> Line {
    let texts = Texts::of(language);
    let is_closed = intervals.is_empty();
    let hours = if is_closed {
        vec![texts.text("landing-closed")]
    } else if is_whole_day(intervals) {
        vec![texts.text("landing-around-the-clock")]
    } else {
        let spans = intervals.iter();
        spans.map(|it| format!("{}–{}", it.from, it.to)).collect()
    };
    Line {
        days,
        hours,
        label: String::new(),
        is_closed,
        is_today,
    }
}

/// Whether these are 0 to 24 o'clock.
pub fn is_whole_day(intervals: &[Interval]) -> bool {
    matches!(intervals, [it] if it.from.minutes() == 0 && it.to.minutes() == 24 * 60)
}

/// `24.12.2026`; in English `24 Dec 2026`.
pub fn date(day: NaiveDate, language: Language) -> String {
    Texts::of(language).format(
        "landing-date",
        &[
            ("day", day.day().to_string().into()),
            ("day-digits", format!("{:02}", day.day()).into()),
            ("month", day.month().into()),
            ("month-digits", format!("{:02}", day.month()).into()),
            ("year", day.year().to_string().into()),
        ],
    )
}

/// The days as schema.org writes them.
pub fn schema_days() -> [&'static str; 7] {
    WEEKDAYS.map(|(day, _)| match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{PublicHoliday, tests::sample};

    #[test]
    fn equal_days_are_one_line_with_their_break_and_today_is_marked() {
        let hours: WeeklyHours = serde_json::from_str(
            r#"{"monday":[{"from":"08:00","to":"12:30"},{"from":"13:15","to":"18:00"}],
                "tuesday":[{"from":"08:00","to":"12:30"},{"from":"13:15","to":"18:00"}],
                "saturday":[{"from":"00:00","to":"24:00"}]}"#,
        )
        .expect("hours");
        let lines: Vec<_> = week(&hours, Some(Weekday::Tue), Language::De)
            .into_iter()
            .map(|it| (it.days, it.hours.join(", "), it.is_today))
            .collect();
        let expected = [
            ("Mo–Di", "08:00–12:30, 13:15–18:00", true),
            ("Mi–Fr", "geschlossen", false),
            ("Sa", "rund um die Uhr", false),
            ("So", "geschlossen", false),
        ];
        assert_eq!(
            lines,
            expected.map(|(days, hours, today)| (days.to_owned(), hours.to_owned(), today))
        );
        let days = days(&hours, None, Language::De);
        assert_eq!(days.len(), 7);
        assert_eq!(days[2].days, "Mittwoch");
        assert!(days.iter().all(|it| !it.is_today));
    }

    #[test]
    fn exceptions_and_holidays_ahead_are_shown_the_next_one_first() {
        let mut sample = sample();
        sample.profile.business.exceptions = serde_json::from_str(
            r#"[{"from":"2027-05-07","to":"2027-05-07","label":"Brückentag"},
                {"from":"2026-12-24","to":"2027-01-03","label":"Betriebsferien"},
                {"from":"2026-01-02","to":"2026-01-02"}]"#,
        )
        .expect("exceptions");
        let holiday = |year, month, day, name: &str| PublicHoliday {
            date: NaiveDate::from_ymd_opt(year, month, day).expect("a day"),
            name: name.to_owned(),
        };
        sample.holidays = vec![
            // Within the company holidays.
            holiday(2027, 1, 1, "new_year"),
            holiday(2027, 3, 26, "good_friday"),
            // A Sunday, closed anyway.
            holiday(2027, 3, 28, "easter_sunday"),
        ];
        let days = |language| -> Vec<_> {
            let mut page = sample.page(language);
            page.now = "2027-01-03T10:00:00".parse().expect("a time");
            let lines = exceptions(&page, true);
            lines
                .into_iter()
                .map(|it| (it.days, it.label, it.is_today))
                .collect()
        };
        let expected = |texts: [(&str, &str, bool); 3]| {
            texts
                .map(|(days, label, is_today)| (days.to_owned(), label.to_owned(), is_today))
                .to_vec()
        };
        assert_eq!(
            days(Language::De),
            expected([
                ("24.12.2026 – 03.01.2027", "Betriebsferien", true),
                ("26.03.2027", "Karfreitag", false),
                ("07.05.2027", "Brückentag", false),
            ])
        );
        assert_eq!(
            days(Language::En),
            expected([
                ("24 Dec 2026 – 3 Jan 2027", "Betriebsferien", true),
                ("26 Mar 2027", "Good Friday", false),
                ("7 May 2027", "Brückentag", false),
            ])
        );
    }
}
