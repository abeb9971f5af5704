//! Whether the business is open, said in a way that stays true.
//!
//! A page is rendered once and sent many times. So it says until when
//! ("heute bis 18:00 Uhr geöffnet"), which a visitor who left the page open
//! still reads rightly, and it carries the moment at which it must be rendered
//! again: the next opening, closing or midnight. A page that is rendered for
//! longer, for another server, says nothing of the kind.

use crate::{LandingPage, PublicHoliday, hours};
use api::{
    Language,
    hours::{HoursException, Interval},
    texts::Texts,
};
use chrono::{Datelike as _, Days, NaiveDate, NaiveDateTime, NaiveTime, Timelike as _};
use serde::Serialize;

/// Days that are searched for the next opening.
const SEARCHED_DAYS: u64 = 62;

/// Whether it is open, and until when that is so.
#[derive(Debug, Serialize)]
pub struct Status {
    /// Whether it is open.
    pub is_open: bool,
    /// `Heute bis 18:00 Uhr geöffnet`.
    pub text: String,
    /// When the text is no longer what should be said, in the business's wall time.
    #[serde(skip)]
    pub valid_until: NaiveDateTime,
}

/// Why a day has the hours it has.
#[derive(Clone, Copy, Debug)]
pub enum Day<'a> {
    /// As every week.
    Usual(&'a [Interval]),
    /// As the business said.
    Exception(&'a HoursException),
    /// Closed for a public holiday.
    Holiday,
}

impl<'a> Day<'a> {
    /// The hours of a day: an exception counts before a holiday, a holiday before the week.
    pub fn of(page: &LandingPage<'a>, date: NaiveDate) -> Self {
        let details = page.business;
        let mut exceptions = details.exceptions.iter();
        if let Some(exception) = exceptions.find(|it| (it.from..=it.to).contains(&date)) {
            Self::Exception(exception)
        } else if is_holiday(page.holidays, date) {
            Self::Holiday
        } else {
            Self::Usual(details.hours.day(date.weekday()))
        }
    }

    fn intervals(self) -> &'a [Interval] {
        match self {
            Self::Usual(intervals) => intervals,
            Self::Exception(exception) => &exception.hours,
            Self::Holiday => &[],
        }
    }
}

fn is_holiday(holidays: &[PublicHoliday], date: NaiveDate) -> bool {
    holidays.iter().any(|it| it.date == date)
}

/// Whether the business is open; nothing where its hours are not known.
pub fn status(page: &LandingPage<'_>) -> Option<Status> {
    if page.business.hours.is_empty() {
        return None;
    }
    let (now, language) = (page.now, page.language);
    let texts = Texts::of(language);
    let minute = u16::try_from(now.hour() * 60 + now.minute()).unwrap_or(u16::MAX);
    let today = Day::of(page, now.date()).intervals();
    let open = today
        .iter()
        .find(|it| (it.from.minutes()..it.to.minutes()).contains(&minute));
    let time = |text: String| [("time", text.into())];
    let text = match open {
        Some(interval) if is_around_the_clock(page) && interval.to.minutes() == 24 * 60 => {
            texts.text("landing-around-the-clock")
        }
        Some(interval) => texts.format("landing-open-until", &time(interval.to.to_string())),
        None => next_opening(page, minute),
    };
    let boundaries = today
        .iter()
        .flat_map(|it| [it.from.minutes(), it.to.minutes()]);
    let next = boundaries.filter(|it| *it > minute).min();
    Some(Status {
        is_open: open.is_some(),
        text,
        valid_until: next
            .and_then(|it| at_minute(now.date(), it))
            .unwrap_or_else(|| midnight_after(now)),
    })
}

/// The moment at which another day begins.
pub fn midnight_after(now: NaiveDateTime) -> NaiveDateTime {
    let tomorrow = now.date().succ_opt().unwrap_or(now.date());
    tomorrow.and_time(NaiveTime::MIN)
}

fn at_minute(date: NaiveDate, minute: u16) -> Option<NaiveDateTime> {
    // 24:00 is the next midnight.
    date.and_hms_opt(u32::from(minute / 60), u32::from(minute % 60), 0)
}

fn is_around_the_clock(page: &LandingPage<'_>) -> bool {
    let mut days = page.business.hours.days();
    days.all(|(_, _, intervals)| hours::is_whole_day(intervals))
}

/// When it opens next: later today, on a weekday, or on a date where that is
/// more than six days ahead.
fn next_opening(page: &LandingPage<'_>, minute: u16) -> String {
    let language = page.language;
    let texts = Texts::of(language);
    let today = page.now.date();
    let next = (0..=SEARCHED_DAYS).find_map(|days| {
        let date = today.checked_add_days(Days::new(days))?;
        let mut intervals = Day::of(page, date).intervals().iter();
        let next = intervals.find(|it| days > 0 || it.from.minutes() > minute)?;
        Some((days, date, next.from.to_string()))
    });
    match next {
        None => texts.text("landing-closed-until-further-notice"),
        Some((0, _, time)) => texts.format("landing-opens-today", &[("time", time.into())]),
        Some((1..=6, date, time)) => texts.format(
            "landing-opens-weekday",
            &[
                ("day", weekday(date, language).into()),
                ("time", time.into()),
            ],
        ),
        Some((_, date, time)) => texts.format(
            "landing-opens-date",
            &[
                ("date", hours::date(date, language).into()),
                ("time", time.into()),
            ],
        ),
    }
}

fn weekday(date: NaiveDate, language: Language) -> String {
    let index = date.weekday().num_days_from_monday() as usize;
    let (_, name) = api::hours::WEEKDAYS[index];
    Texts::of(language).text(&format!("landing-weekday-{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{Sample, sample};

    const HOURS: &str = r#"{
        "monday":[{"from":"08:00","to":"12:30"},{"from":"13:15","to":"18:00"}],
        "tuesday":[{"from":"08:00","to":"18:00"}],
        "friday":[{"from":"18:00","to":"24:00"}],
        "saturday":[{"from":"00:00","to":"02:00"}]}"#;

    fn open_sample() -> Sample {
        let mut sample = sample();
        sample.profile.business.hours = serde_json::from_str(HOURS).expect("hours");
        sample.profile.business.exceptions = serde_json::from_str(
            r#"[{"from":"2026-12-21","to":"2026-12-31","label":"Betriebsferien"}]"#,
        )
        .expect("exceptions");
        sample
    }

    #[test]
    fn it_says_until_when_it_is_open_or_when_it_opens_and_how_long_that_is_true() {
        let sample = open_sample();
        let check = |now: &str, is_open: bool, text: &str, valid_until: &str| {
            let mut page = sample.page(Language::De);
            page.now = now.parse().expect("a time");
            let status = status(&page).expect("hours");
            assert_eq!(
                (
                    status.is_open,
                    status.text.as_str(),
                    status.valid_until.to_string().as_str(),
                ),
                (is_open, text, valid_until),
                "{now}"
            );
        };
        // A Monday.
        check(
            "2026-11-23T07:59:00",
            false,
            "Heute ab 08:00 Uhr geöffnet",
            "2026-11-23 08:00:00",
        );
        check(
            "2026-11-23T08:00:00",
            true,
            "Heute bis 12:30 Uhr geöffnet",
            "2026-11-23 12:30:00",
        );
        check(
            "2026-11-23T12:30:00",
            false,
            "Heute ab 13:15 Uhr geöffnet",
            "2026-11-23 13:15:00",
        );
        check(
            "2026-11-23T18:00:00",
            false,
            "Wieder geöffnet ab Dienstag, 08:00 Uhr",
            "2026-11-24 00:00:00",
        );
        // A Friday that ends at midnight.
        check(
            "2026-11-27T23:59:00",
            true,
            "Heute bis 24:00 Uhr geöffnet",
            "2026-11-28 00:00:00",
        );
        // Before the company holidays.
        check(
            "2026-12-20T10:00:00",
            false,
            "Wieder geöffnet ab 01.01.2027, 18:00 Uhr",
            "2026-12-21 00:00:00",
        );
    }

    #[test]
    fn a_public_holiday_is_closed_unless_the_owner_says_otherwise() {
        let mut sample = open_sample();
        sample.holidays = vec![PublicHoliday {
            date: NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day"),
            name: "repentance".to_owned(),
        }];
        let check = |sample: &Sample, expected: &str| {
            let status = status(&sample.page(Language::De)).expect("hours");
            assert_eq!(status.text, expected);
        };
        check(&sample, "Wieder geöffnet ab Dienstag, 08:00 Uhr");
        sample.profile.business.exceptions = serde_json::from_str(
            r#"[{"from":"2026-11-23","to":"2026-11-23","hours":[{"from":"09:00","to":"11:00"}]}]"#,
        )
        .expect("exceptions");
        check(&sample, "Heute bis 11:00 Uhr geöffnet");
    }

    #[test]
    fn nothing_is_said_where_hours_are_not_known_or_never_come() {
        let mut sample = sample();
        sample.profile.business.hours = api::hours::WeeklyHours::default();
        assert!(status(&sample.page(Language::De)).is_none());
        let mut sample = open_sample();
        sample.profile.business.exceptions[0].from =
            NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
        sample.profile.business.exceptions[0].to =
            NaiveDate::from_ymd_opt(2028, 1, 1).expect("a day");
        let status = status(&sample.page(Language::De)).expect("hours");
        assert_eq!(status.text, "Zurzeit geschlossen");
    }
}
