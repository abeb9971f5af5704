//! Answers about opening hours.

use crate::{
    Interval,
    analysis::Analysis,
    answers::{Voice, capitalized, sentences},
    compose::Part,
    dates::{DayName, DayPart, DaySpan, When},
    holidays::Holiday,
    schedule::{DayPlan, Reason, Status, minute_of},
};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};

const SOURCE: &str = "hours";
/// Days ahead for which differing hours are told with the weekly ones.
const AHEAD: u64 = 21;
/// Days of a longer span that are told one by one, at most.
const MAX_DAYS: usize = 8;

/// A question about hours.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The clause.
    pub analysis: &'a Analysis,
    /// The days and times in it.
    pub when: &'a When,
    /// Local time of the business.
    pub now: NaiveDateTime,
    /// Asks when, not whether.
    pub asks_when: bool,
    /// Asks whether it is closed, so that yes and no would be turned round.
    pub asks_closed: bool,
}

/// Answers a question about hours from the profile.
pub fn answer(voice: &Voice<'_>, question: &Question<'_>) -> Part {
    let business = voice.business;
    if !business.has_hours() && business.exceptions.is_empty() {
        return Part::unanswered(voice, "hours.unknown");
    }
    let text = if question.analysis.means("after_turn") && question.when.days.len() <= 1 {
        after_turn(voice, question.now)
    } else if question.analysis.means("company_holiday") && question.when.days.is_empty() {
        company_holidays(voice, question.now)
    } else if question.analysis.means("public_holiday") && question.when.days.is_empty() {
        public_holidays(voice, question.now)
    } else if question.when.part == Some(DayPart::Noon) {
        lunch(voice, question)
    } else if !question.when.days.is_empty() {
        days(voice, question)
    } else if let Some(minute) = question.when.time.filter(|_| !question.asks_when) {
        at_time(voice, question, question.now.date(), minute)
    } else if question.when.is_now && !question.asks_when {
        now(voice, question.now, true)
    } else if !question.asks_when && asks_about_now(question) {
        sentences(&[now(voice, question.now, true)]) + "\n\n" + &week(voice, question.now)
    } else {
        week(voice, question.now)
    };
    Part::new(text, SOURCE)
}

/// `Habt ihr offen?` without a time means now, and perhaps in general.
fn asks_about_now(question: &Question<'_>) -> bool {
    !question.analysis.means("hours_word")
        && question.when.part.is_none()
        && question.analysis.words.len() > 1
        && !question.asks_closed
}

/// Whether it is open now and when that changes; with yes or no when that was the question.
pub fn now(voice: &Voice<'_>, now: NaiveDateTime, as_answer: bool) -> String {
    match voice.business.status(now) {
        Status::OpenUntil(close) => {
            let key = if as_answer {
                "hours.open_now"
            } else {
                "hours.status_open"
            };
            voice.say(key, &[("close", &Voice::time(close))])
        }
        Status::Closed(next) => {
            let key = if as_answer {
                "hours.closed_now"
            } else {
                "hours.status_closed"
            };
            sentences(&[voice.text(key), opens_next(voice, next, now.date())])
        }
    }
}

fn opens_next(voice: &Voice<'_>, next: Option<(NaiveDate, u16)>, today: NaiveDate) -> String {
    next.map_or_else(String::new, |(date, minute)| {
        let day = voice.day(date, today);
        voice.say(
            "hours.opens_next",
            &[("day", &day), ("open", &Voice::time(minute))],
        )
    })
}

fn days(voice: &Voice<'_>, question: &Question<'_>) -> String {
    let weekdays = question
        .when
        .days
        .iter()
        .filter(|it| it.name == DayName::Weekday);
    if weekdays.count() > 1 && question.analysis.means("until") {
        return week(voice, question.now);
    }
    let mut lines = Vec::new();
    for span in &question.when.days {
        let minute = question
            .when
            .time
            .or_else(|| question.when.part.map(DayPart::minute))
            .filter(|_| !question.asks_when && span.from == span.to);
        lines.push(match minute {
            Some(minute) => at_time(voice, question, span.from, minute),
            None if span.from == span.to => one_day(voice, question, *span),
            None => several_days(voice, *span),
        });
        if lines.len() == MAX_DAYS {
            break;
        }
    }
    lines.join(if lines.len() > 1 { "\n" } else { "" })
}

/// The hours of one day.
fn one_day(voice: &Voice<'_>, question: &Question<'_>, span: DaySpan) -> String {
    let business = voice.business;
    let today = question.now.date();
    let plan = business.plan(span.from);
    let with_yes = !question.analysis.means("public_holiday")
        && !question.asks_when
        && !question.asks_closed
        && question.when.days.len() == 1;
    if span.from == today && !plan.is_closed() {
        let is_over = plan
            .intervals
            .iter()
            .all(|it| it.close <= minute_of(question.now));
        if is_over {
            let next = business.next_opening(question.now);
            return sentences(&[
                voice.say(
                    "hours.over_today",
                    &[("times", &times(voice, plan.intervals))],
                ),
                opens_next(voice, next, today),
            ]);
        }
        if question.when.is_now && with_yes {
            return now(voice, question.now, true);
        }
    }
    let day = day_label(voice, span, today, plan.reason != Reason::Usual);
    let first = day_sentence(voice, &plan, &day, span.name, with_yes);
    let usual = business.usual_hours(span.from);
    let second = if span.name == DayName::Weekday && plan.reason != Reason::Usual {
        if usual.is_empty() {
            String::new()
        } else {
            voice.say(
                "hours.usually",
                &[
                    ("weekday", &weekday_in_sentence(voice, span.from)),
                    ("times", &times(voice, usual)),
                ],
            )
        }
    } else if plan.is_closed() && question.when.days.len() == 1 && span.from >= today {
        let end = span.from.and_hms_opt(23, 59, 0).unwrap_or(question.now);
        opens_next(voice, business.next_opening(end), today)
    } else {
        String::new()
    };
    sentences(&[first, second])
}

/// German writes `samstags` small.
fn weekday_in_sentence(voice: &Voice<'_>, date: NaiveDate) -> String {
    let name = voice.weekday(date);
    match voice.language {
        crate::Language::De => name.to_lowercase(),
        _ => name,
    }
}

fn day_label(voice: &Voice<'_>, span: DaySpan, today: NaiveDate, is_special: bool) -> String {
    let distance = span.from.signed_duration_since(today).num_days();
    if distance > 1 && (is_special || !matches!(span.name, DayName::Weekday)) {
        voice.dated_day(span.from)
    } else {
        voice.day(span.from, today)
    }
}

fn day_sentence(
    voice: &Voice<'_>,
    plan: &DayPlan<'_>,
    day: &str,
    name: DayName,
    with_yes: bool,
) -> String {
    let day_name = match name {
        DayName::Named(name) => Some(voice.text(&format!("holiday.{name}"))),
        _ => None,
    };
    // Labels are in the language of the business.
    let is_foreign = voice.language != voice.business.default_language;
    let reason = match reason(voice, plan.reason) {
        Some(reason) if !is_foreign || day_name.is_none() => Some(reason),
        _ => day_name,
    };
    let key = match (plan.is_closed(), reason.is_some(), with_yes) {
        (true, true, true) => "hours.day_closed_reason_no",
        (true, true, false) => "hours.day_closed_reason",
        (true, false, true) => "hours.day_closed_no",
        (true, false, false) => "hours.day_closed",
        (false, true, true) => "hours.day_open_reason_yes",
        (false, true, false) => "hours.day_open_reason",
        (false, false, true) => "hours.day_open_yes",
        (false, false, false) => "hours.day_open",
    };
    // Before a bracket or the end of the sentence the comma after a date is none.
    let day = if reason.is_some() && !plan.is_closed() {
        day.trim_end_matches(',')
    } else {
        day
    };
    let sentence = voice.say(
        key,
        &[
            ("day", day),
            ("times", &times(voice, plan.intervals)),
            ("reason", reason.as_deref().unwrap_or_default()),
        ],
    );
    capitalized(&sentence)
}

/// Days in a row as a list.
fn several_days(voice: &Voice<'_>, span: DaySpan) -> String {
    let mut rows = Vec::new();
    for date in span
        .from
        .iter_days()
        .take_while(|it| *it <= span.to)
        .take(MAX_DAYS)
    {
        let plan = voice.business.plan(date);
        let reason = reason(voice, plan.reason).map_or_else(String::new, |it| format!(" ({it})"));
        let hours = row(voice, plan.intervals);
        let date = format!("{}, {}", voice.weekday(date), voice.date(date));
        rows.push(format!("- **{date}:** {hours}{reason}"));
    }
    rows.join("\n")
}

/// Whether it is open at a time of a day.
fn at_time(voice: &Voice<'_>, question: &Question<'_>, date: NaiveDate, minute: u16) -> String {
    let plan = voice.business.plan(date);
    if plan.is_closed() {
        let span = DaySpan {
            from: date,
            to: date,
            name: DayName::Date,
        };
        return one_day(voice, question, span);
    }
    let today = question.now.date();
    let day = voice.day(date, today);
    let at = match (question.when.time, question.when.part) {
        (Some(time), _) => voice.say("times.at", &[("time", &Voice::time(time))]),
        (None, Some(part)) => part_name(voice, part),
        (None, None) => String::new(),
    };
    let times = times(voice, plan.intervals);
    let arguments = [("day", day.as_str()), ("at", &at), ("times", &times)];
    let key = if plan.is_open_at(minute) {
        "hours.time_open"
    } else {
        "hours.time_closed"
    };
    let text = voice.say(key, &arguments).replace("  ", " ");
    if question.asks_closed {
        let key = if plan.is_closed() {
            "hours.day_closed"
        } else {
            "hours.day_open"
        };
        return capitalized(&voice.say(key, &arguments));
    }
    text
}

/// `vormittags`
pub fn part_name(voice: &Voice<'_>, part: DayPart) -> String {
    voice.text(match part {
        DayPart::Morning => "part.morning",
        DayPart::Noon => "part.noon",
        DayPart::Afternoon => "part.afternoon",
        DayPart::Evening => "part.evening",
    })
}

fn lunch(voice: &Voice<'_>, question: &Question<'_>) -> String {
    let business = voice.business;
    let today = question.now.date();
    if let [span] = question.when.days[..]
        && span.from == span.to
    {
        let plan = business.plan(span.from);
        if plan.is_closed() {
            return one_day(voice, question, span);
        }
        let key = if has_break(plan.intervals) {
            "hours.lunch_break"
        } else if plan.is_open_at(DayPart::Noon.minute()) {
            "hours.no_break"
        } else {
            return one_day(voice, question, span);
        };
        let day = voice.day(span.from, today);
        return voice.say(
            key,
            &[("day", &day), ("times", &times(voice, plan.intervals))],
        );
    }
    let key = if business.weekly_hours.iter().any(|it| has_break(it)) {
        "hours.break_week"
    } else {
        "hours.no_break_week"
    };
    voice.text(key) + "\n\n" + &week(voice, question.now)
}

/// A gap between two intervals that touches noon.
fn has_break(intervals: &[Interval]) -> bool {
    intervals
        .windows(2)
        .any(|it| it[0].close < it[1].open && it[0].close <= 14 * 60 && it[1].open >= 12 * 60)
}

/// The weekly hours, equal days together, and what differs soon.
pub fn week(voice: &Voice<'_>, now: NaiveDateTime) -> String {
    let business = voice.business;
    let mut lines = vec![voice.text("hours.week")];
    let mut first = 0;
    for day in 0..7 {
        if day < 6 && business.weekly_hours[day + 1] == business.weekly_hours[first] {
            continue;
        }
        let short = |day: usize| voice.text(&format!("weekday.short.{day}"));
        let days = if first == day {
            short(day)
        } else {
            format!("{}–{}", short(first), short(day))
        };
        lines.push(format!(
            "- **{days}:** {}",
            row(voice, &business.weekly_hours[first])
        ));
        first = day + 1;
    }
    let deviating = deviating(voice, now.date());
    if !deviating.is_empty() {
        lines.push(String::new());
        lines.push(voice.text("hours.deviating"));
        lines.extend(deviating);
    }
    lines.join("\n")
}

/// Exceptions and holidays of the next weeks.
fn deviating(voice: &Voice<'_>, today: NaiveDate) -> Vec<String> {
    let business = voice.business;
    let Some(last) = today.checked_add_days(Days::new(AHEAD)) else {
        return Vec::new();
    };
    let mut rows: Vec<(NaiveDate, String)> = Vec::new();
    for exception in &business.exceptions {
        if exception.to >= today && exception.from <= last {
            rows.push((exception.from, exception_row(voice, exception)));
        }
    }
    for date in today.iter_days().take_while(|it| *it <= last) {
        let plan = business.plan(date);
        if matches!(plan.reason, Reason::Holiday(_)) && !business.usual_hours(date).is_empty() {
            let reason = reason(voice, plan.reason).unwrap_or_default();
            let day = format!("{}, {}", voice.weekday(date), voice.date(date));
            let text = voice.say(
                "hours.deviating_row_closed",
                &[("day", &day), ("reason", &reason)],
            );
            rows.push((date, text));
        }
    }
    rows.sort_by_key(|it| it.0);
    rows.into_iter()
        .take(MAX_DAYS)
        .map(|it| format!("- {}", it.1))
        .collect()
}

fn exception_row(voice: &Voice<'_>, exception: &crate::Exception) -> String {
    let day = if exception.from == exception.to {
        format!(
            "{}, {}",
            voice.weekday(exception.from),
            voice.date(exception.from)
        )
    } else {
        voice.say(
            "day.span",
            &[
                ("from", &voice.date(exception.from)),
                ("to", &voice.date(exception.to)),
            ],
        )
    };
    let reason = reason(voice, Reason::Exception(exception.label.trim())).unwrap_or_default();
    let arguments = [
        ("day", day.as_str()),
        ("reason", &reason),
        ("times", &times(voice, &exception.intervals)),
    ];
    let key = if exception.intervals.is_empty() {
        "hours.deviating_row_closed"
    } else {
        "hours.deviating_row_open"
    };
    capitalized(&voice.say(key, &arguments))
}

/// When it opens again after the turn of the year.
fn after_turn(voice: &Voice<'_>, now: NaiveDateTime) -> String {
    let last_day = NaiveDate::from_ymd_opt(now.year(), 12, 31);
    let midnight = last_day.and_then(|it| it.and_hms_opt(23, 59, 0));
    match midnight.and_then(|it| voice.business.next_opening(it)) {
        Some((date, minute)) => {
            let day = format!("{}, {}", voice.weekday(date), voice.date(date));
            voice.say(
                "hours.back",
                &[("day", &day), ("open", &Voice::time(minute))],
            )
        }
        None => week(voice, now),
    }
}

fn company_holidays(voice: &Voice<'_>, now: NaiveDateTime) -> String {
    let today = now.date();
    let rows: Vec<String> = voice
        .business
        .exceptions
        .iter()
        .filter(|it| it.to >= today && it.intervals.is_empty())
        .take(MAX_DAYS)
        .map(|it| format!("- {}", exception_row(voice, it)))
        .collect();
    if rows.is_empty() {
        return voice.text("hours.no_company_holidays");
    }
    format!("{}\n{}", voice.text("hours.deviating"), rows.join("\n"))
}

fn public_holidays(voice: &Voice<'_>, now: NaiveDateTime) -> String {
    let today = now.date();
    let next = voice.business.federal_state.and_then(|state| {
        (today.year()..=today.year() + 1)
            .flat_map(|year| {
                Holiday::ALL
                    .into_iter()
                    .filter(move |it| it.is_free_in(state, year))
                    .filter_map(move |it| Some((it.date(year)?, it)))
            })
            .filter(|it| it.0 >= today)
            .min_by_key(|it| it.0)
    });
    match next {
        Some((date, holiday)) => {
            let date = format!("{}, {}", voice.weekday(date), voice.date(date));
            let holiday = voice.text(&format!("holiday.{}", holiday.name()));
            voice.say(
                "hours.public_holidays",
                &[("holiday", &holiday), ("date", &date)],
            )
        }
        None => sentences(&[voice.text("hours.public_holidays_plain"), voice.reach()]),
    }
}

fn reason(voice: &Voice<'_>, reason: Reason<'_>) -> Option<String> {
    match reason {
        Reason::Usual => None,
        Reason::Exception("") => Some(voice.text("hours.reason_other")),
        Reason::Exception(label) => Some(label.to_owned()),
        Reason::Holiday(holiday) => Some(voice.text(&format!("holiday.{}", holiday.name()))),
    }
}

/// `von 8:00 bis 12:00 Uhr und von 13:00 bis 17:00 Uhr`
pub fn times(voice: &Voice<'_>, intervals: &[Interval]) -> String {
    let spans: Vec<String> = intervals
        .iter()
        .map(|it| {
            voice.say(
                "times.interval",
                &[
                    ("open", &Voice::time(it.open)),
                    ("close", &Voice::time(it.close)),
                ],
            )
        })
        .collect();
    spans.join(&format!(" {} ", voice.text("times.and")))
}

/// `8:00–12:00, 13:00–17:00 Uhr`
fn row(voice: &Voice<'_>, intervals: &[Interval]) -> String {
    if intervals.is_empty() {
        return voice.text("times.row.closed");
    }
    let rows: Vec<String> = intervals
        .iter()
        .map(|it| {
            voice.say(
                "times.row",
                &[
                    ("open", &Voice::time(it.open)),
                    ("close", &Voice::time(it.close)),
                ],
            )
        })
        .collect();
    voice.say("times.row.end", &[("rows", &rows.join(", "))])
}
