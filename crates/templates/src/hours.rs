//! Opening hours as people read them: equal days are one line.

use api::{
    Language,
    hours::{HoursException, Interval, WEEKDAYS, WeeklyHours},
    texts::Texts,
};
use chrono::{Datelike as _, NaiveDate};
use serde::Serialize;

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// `Mo–Fr`.
    pub days: String,
    /// `08:00–12:30` and `13:15–18:00`, or `geschlossen`.
    pub hours: Vec<String>,
    /// Why the hours differ: `Betriebsferien`; else empty.
    pub label: String,
    /// Whether it is closed.
    pub is_closed: bool,
}

/// The week, equal neighbours together.
pub fn week(hours: &WeeklyHours, language: Language) -> Vec<Line> {
    let texts = Texts::of(language);
    let days: Vec<_> = hours.days().collect();
    days.chunk_by(|(_, _, one), (_, _, two)| one == two)
        .map(|group| {
            let name = |day: usize| texts.text(&format!("landing-day-{}", group[day].1));
            let days = match group.len() {
                1 => name(0),
                count => format!("{}–{}", name(0), name(count - 1)),
            };
            line(days, group[0].2, language)
        })
        .collect()
}

/// Exceptions that are not over on `today`, the next ones first, at most six.
pub fn exceptions(all: &[HoursException], today: NaiveDate, language: Language) -> Vec<Line> {
    let mut ahead: Vec<_> = all.iter().filter(|it| it.to >= today).collect();
    ahead.sort_by_key(|it| it.from);
    ahead
        .into_iter()
        .take(6)
        .map(|exception| {
            let days = if exception.from == exception.to {
                date(exception.from, language)
            } else {
                format!(
                    "{} – {}",
                    date(exception.from, language),
                    date(exception.to, language)
                )
            };
            let mut line = line(days, &exception.hours, language);
            exception.label.trim().clone_into(&mut line.label);
            line
        })
        .collect()
}

fn line(days: String, intervals: &[Interval], language: Language) -> Line {
    let is_closed = intervals.is_empty();
    let hours = if is_closed {
        vec![Texts::of(language).text("landing-closed")]
    } else {
        let spans = intervals.iter();
        spans.map(|it| format!("{}–{}", it.from, it.to)).collect()
    };
    Line {
        days,
        hours,
        label: String::new(),
        is_closed,
    }
}

/// `24.12.2026`; in English `24 Dec 2026`.
fn date(day: NaiveDate, language: Language) -> String {
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
        chrono::Weekday::Mon => "Monday",
        chrono::Weekday::Tue => "Tuesday",
        chrono::Weekday::Wed => "Wednesday",
        chrono::Weekday::Thu => "Thursday",
        chrono::Weekday::Fri => "Friday",
        chrono::Weekday::Sat => "Saturday",
        chrono::Weekday::Sun => "Sunday",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_days_are_one_line_with_their_break() {
        let hours: WeeklyHours = serde_json::from_str(
            r#"{"monday":[{"from":"08:00","to":"12:30"},{"from":"13:15","to":"18:00"}],
                "tuesday":[{"from":"08:00","to":"12:30"},{"from":"13:15","to":"18:00"}],
                "saturday":[{"from":"09:00","to":"13:00"}]}"#,
        )
        .expect("hours");
        let lines: Vec<_> = week(&hours, Language::De)
            .into_iter()
            .map(|it| (it.days, it.hours.join(", ")))
            .collect();
        let expected = [
            ("Mo–Di", "08:00–12:30, 13:15–18:00"),
            ("Mi–Fr", "geschlossen"),
            ("Sa", "09:00–13:00"),
            ("So", "geschlossen"),
        ];
        assert_eq!(
            lines,
            expected.map(|(days, hours)| (days.to_owned(), hours.to_owned()))
        );
    }

    #[test]
    fn only_exceptions_ahead_are_shown_the_next_one_first() {
        let all: Vec<HoursException> = serde_json::from_str(
            r#"[{"from":"2027-05-07","to":"2027-05-07","label":"Brückentag"},
                {"from":"2026-12-24","to":"2027-01-03","label":"Betriebsferien"},
                {"from":"2026-01-02","to":"2026-01-02"}]"#,
        )
        .expect("exceptions");
        let today = NaiveDate::from_ymd_opt(2027, 1, 3).expect("a day");
        let days = |language| -> Vec<_> {
            let lines = exceptions(&all, today, language);
            lines.into_iter().map(|it| (it.days, it.label)).collect()
        };
        let expected = |first: &str, second: &str| {
            vec![
                (first.to_owned(), "Betriebsferien".to_owned()),
                (second.to_owned(), "Brückentag".to_owned()),
            ]
        };
        assert_eq!(
            days(Language::De),
            expected("24.12.2026 – 03.01.2027", "07.05.2027")
        );
        assert_eq!(
            days(Language::En),
            expected("24 Dec 2026 – 3 Jan 2027", "7 May 2027")
        );
    }
}
