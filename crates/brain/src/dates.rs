//! Days and times as people write them: `am Samstag`, `24.12.`, `übermorgen halb neun`.

use crate::{
    analysis::{Analysis, Word},
    holidays::{Holiday, easter_sunday},
    lexicon::LEXICON,
};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// Days and a time named in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// The days, in the order of the text.
    pub days: Vec<DaySpan>,
    /// Minutes since midnight.
    pub time: Option<u16>,
    /// Part of the day.
    pub part: Option<DayPart>,
    /// Asked about this moment.
    pub is_now: bool,
}

/// One day, or several in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DaySpan {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// How it was named.
    pub name: DayName,
}

/// How days were named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayName {
    /// By date or by distance from today.
    Date,
    /// By weekday.
    Weekday,
    /// As one of the days with a name; key of the answers `holiday.<name>`.
    Named(&'static str),
    /// As the weekend.
    Weekend,
    /// As a whole week.
    Week,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayPart {
    /// Before noon.
    Morning,
    /// Around noon.
    Noon,
    /// After noon.
    Afternoon,
    /// After work.
    Evening,
}

impl DayPart {
    /// A minute that lies in it.
    pub const fn minute(self) -> u16 {
        match self {
            Self::Morning => 9 * 60,
            Self::Noon => 12 * 60 + 30,
            Self::Afternoon => 15 * 60,
            Self::Evening => 18 * 60 + 30,
        }
    }
}

impl When {
    /// Reads days and times of a text. `today` is the day at the business.
    pub fn read(analysis: &Analysis, today: NaiveDate) -> Self {
        let reader = Reader {
            words: &analysis.words,
            today,
        };
        let mut when = Self::default();
        let mut at = 0;
        while at < reader.words.len() {
            if let Some((span, length)) = reader.day(at) {
                if !when.days.contains(&span) {
                    when.days.push(span);
                }
                at += length;
            } else if let Some((time, length)) = reader.time(at) {
                when.time = when.time.or(Some(time));
                at += length;
            } else {
                reader.part(at, &mut when);
                at += 1;
            }
        }
        if when.days.is_empty() && analysis.means("tomorrow_morning") {
            when.part = Some(DayPart::Morning);
        }
        when
    }

    /// Whether a day or a time is named.
    pub const fn is_named(&self) -> bool {
        !self.days.is_empty() || self.time.is_some() || self.part.is_some()
    }
}

struct Reader<'a> {
    words: &'a [Word],
    today: NaiveDate,
}

impl Reader<'_> {
    /// The day named at a position, and the number of words that name it.
    fn day(&self, at: usize) -> Option<(DaySpan, usize)> {
        self.numeric_date(at)
            .or_else(|| self.date_with_month(at))
            .or_else(|| self.named_day_later(at))
            .or_else(|| self.distance(at))
            .or_else(|| self.named_day(at).map(|it| (it, 1)))
    }

    /// `Freitag in einer Woche`, `heute in 14 Tagen`, `a week from Tuesday`.
    fn named_day_later(&self, at: usize) -> Option<(DaySpan, usize)> {
        let after = |from: usize| {
            let span = self.named_day(from).filter(|it| it.from == it.to)?;
            let (days, length) = self.days_away(from + 1)?;
            Some((span, days, length + 1))
        };
        let before = || {
            let (days, length) = self.count_of_days(at)?;
            let from = at + length + 1;
            let is_from = self.words.get(from - 1).is_some_and(|it| it.fold == "from");
            let span = self.named_day(from).filter(|_| is_from)?;
            Some((span, days, length + 2))
        };
        let (span, days, length) = after(at).or_else(before)?;
        let date = span.from.checked_add_days(Days::new(days))?;
        Some((single(date, DayName::Date), length))
    }

    /// `24.12.`, `24.12.2026`, `2026-12-24`.
    fn numeric_date(&self, at: usize) -> Option<(DaySpan, usize)> {
        let first = self.number(at)?;
        let second = self.number(at + 1)?;
        match self.words[at].mark? {
            '-' if first > 1900 && self.words[at + 1].mark == Some('-') => {
                let date = Self::date(first, second, self.number(at + 2)?)?;
                Some((single(date, DayName::Date), 3))
            }
            '.' if (1..=12).contains(&second) && !self.is_clock(at + 2) => {
                let third = self
                    .number(at + 2)
                    .filter(|_| self.words[at + 1].mark == Some('.'))
                    .filter(|it| (24..=99).contains(it) || (2000..2100).contains(it));
                match third {
                    Some(year) => {
                        let year = if year < 100 { year + 2000 } else { year };
                        let date = Self::date(year, second, first)?;
                        Some((single(date, DayName::Date), 3))
                    }
                    None => Some((single(self.next_date(second, first)?, DayName::Date), 2)),
                }
            }
            _ => None,
        }
    }

    /// `24. Dezember`, `December 24th`, `24th of December`.
    fn date_with_month(&self, at: usize) -> Option<(DaySpan, usize)> {
        if let Some(day) = self.number(at).or_else(|| self.ordinal(at)) {
            let (month, length) = (1..=3).find_map(|gap| Some((self.month(at + gap)?, gap + 1)))?;
            let between = &self.words[at + 1..at + length - 1];
            if !between.iter().all(|it| is_ordinal_or_of(&it.fold)) {
                return None;
            }
            return Some((single(self.next_date(month, day)?, DayName::Date), length));
        }
        let month = self.month(at)?;
        let day = self.number(at + 1)?;
        Some((single(self.next_date(month, day)?, DayName::Date), 2))
    }

    /// `in 2 Wochen`, `in drei Tagen`.
    fn distance(&self, at: usize) -> Option<(DaySpan, usize)> {
        let (days, length) = self.days_away(at)?;
        Some((single(self.plus(days)?, DayName::Date), length))
    }

    /// `in zwei Wochen`: a number of days, and of words.
    fn days_away(&self, at: usize) -> Option<(u64, usize)> {
        let is_in = self.words.get(at).is_some_and(|it| it.fold == "in");
        let (days, length) = self.count_of_days(at + 1).filter(|_| is_in)?;
        Some((days, length + 1))
    }

    /// `zwei Wochen`, `14 Tage`, `a week`.
    fn count_of_days(&self, at: usize) -> Option<(u64, usize)> {
        let is_one = |it: &Word| matches!(it.fold.as_str(), "a" | "einer" | "einem" | "ner");
        let count = self
            .number(at)
            .or_else(|| self.number_word(at))
            .or_else(|| self.words.get(at).filter(|it| is_one(it)).map(|_| 1))?;
        let unit = if self.means(at + 1, "unit_week") {
            7
        } else if self.means(at + 1, "unit_day") {
            1
        } else {
            return None;
        };
        let days = u64::from(count).checked_mul(unit).filter(|it| *it <= 366)?;
        Some((days, 2))
    }

    fn named_day(&self, at: usize) -> Option<DaySpan> {
        let word = self.words.get(at)?;
        if let Some(weekday) = self.short_weekday(at) {
            return Some(single(self.weekday(weekday, at)?, DayName::Weekday));
        }
        let names = word.concepts.iter().map(|it| LEXICON.name(*it));
        names
            .into_iter()
            .find_map(|name| self.day_by_name(name, at))
    }

    fn day_by_name(&self, name: &'static str, at: usize) -> Option<DaySpan> {
        let monday = self.today.week(Weekday::Mon).checked_first_day()?;
        let span = |from: NaiveDate, days: u64, name| {
            let to = from.checked_add_days(Days::new(days))?;
            Some(DaySpan { from, to, name })
        };
        if let Some(weekday) = weekday(name) {
            return Some(single(self.weekday(weekday, at)?, DayName::Weekday));
        }
        match name {
            "today" => Some(single(self.today, DayName::Date)),
            "tomorrow" | "tomorrow_morning" => Some(single(self.plus(1)?, DayName::Date)),
            "day_after_tomorrow" => Some(single(self.plus(2)?, DayName::Date)),
            "weekend" => {
                let saturday = if self.today.weekday() == Weekday::Sun {
                    self.today.pred_opt()?
                } else {
                    monday.checked_add_days(Days::new(5))?
                };
                span(saturday, 1, DayName::Weekend)
            }
            // With a weekday the week only says which one.
            "week_after_next" if !self.has_weekday() => {
                span(monday.checked_add_days(Days::new(14))?, 6, DayName::Week)
            }
            "this_week" if !self.has_weekday() => span(self.today, 6, DayName::Week),
            "next_week" if !self.has_weekday() => {
                span(monday.checked_add_days(Days::new(7))?, 6, DayName::Week)
            }
            _ => self.named_span(name),
        }
    }

    /// `am Do`, `Fr.`, `Mi 9 Uhr`: words that mean a weekday in the right place only.
    fn short_weekday(&self, at: usize) -> Option<Weekday> {
        const NAMES: [&str; 7] = ["mo", "di", "mi", "do", "fr", "sa", "so"];
        let word = &self.words[at];
        let number = NAMES.iter().position(|it| *it == word.fold)?;
        let follows = at > 0 && {
            let before = &self.words[at - 1];
            let is_preposition = matches!(before.fold.as_str(), "am" | "bis" | "ab" | "jeden");
            is_preposition || before.means("next") || before.means("after_next")
        };
        let is_before_time = self.words.get(at + 1).is_some_and(|it| {
            let is_clock = it.is_number && (it.mark == Some(':') || self.is_clock(at + 2));
            let parts = ["morning", "afternoon", "evening", "noon"];
            is_clock || parts.iter().any(|part| it.means(part))
        });
        let is_written = word.mark == Some('.') && !self.is_last(at) || self.words.len() == 1;
        (follows || is_before_time || is_written && word.fold != "so")
            .then(|| Weekday::try_from(u8::try_from(number).ok()?).ok())?
    }

    /// Days with a name of their own, the next ones that are not over.
    fn named_span(&self, name: &'static str) -> Option<DaySpan> {
        (self.today.year() - 1..=self.today.year() + 1).find_map(|year| {
            let (from, to) = days_named(name, year)?;
            (to >= self.today).then_some(DaySpan {
                from,
                to,
                name: DayName::Named(name),
            })
        })
    }

    fn has_weekday(&self) -> bool {
        let mut concepts = self.words.iter().flat_map(|it| &it.concepts);
        concepts.any(|it| weekday(LEXICON.name(*it)).is_some())
    }

    fn weekday(&self, weekday: Weekday, at: usize) -> Option<NaiveDate> {
        let today = self.today.weekday().num_days_from_monday();
        let ahead = (7 + weekday.num_days_from_monday() - today) % 7;
        let before = |name| at > 0 && self.means(at - 1, name);
        let says = |name| self.words.iter().any(|it| it.means(name));
        // Who means tomorrow says so.
        let next = if ahead <= 1 { ahead + 7 } else { ahead };
        let of_week = |weeks: u32| 7 * weeks - today + weekday.num_days_from_monday();
        let days = if says("week_after_next") {
            of_week(2)
        } else if says("next_week") {
            of_week(1)
        } else if before("after_next") {
            next + 7
        } else if before("next") {
            next
        } else {
            ahead
        };
        self.plus(u64::from(days))
    }

    /// The time named at a position, and the number of words that name it.
    fn time(&self, at: usize) -> Option<(u16, usize)> {
        if self.means(at, "half") {
            let is_german = self.words[at].fold == "halb";
            // `half past` are two words.
            let hour_at = at + if is_german { 1 } else { 2 };
            let hour = self.number(hour_at).or_else(|| self.number_word(hour_at))?;
            // `halb neun` is before nine, `half past nine` after it.
            let minutes = if is_german {
                (hour * 60).checked_sub(30)?
            } else {
                hour * 60 + 30
            };
            return Some((self.work_hours(minutes)?, hour_at + 1 - at));
        }
        // `Viertel neun` and `dreiviertel neun` are before nine.
        for (fold, shift) in [("viertel", -45), ("dreiviertel", -15)] {
            let hour = self.number(at + 1).or_else(|| self.number_word(at + 1));
            if let Some(hour) = hour.filter(|_| self.words[at].fold == fold) {
                let minutes = (hour * 60).checked_add_signed(shift)?;
                return Some((self.work_hours(minutes)?, 2));
            }
        }
        for (concept, shift) in [("quarter_past", 15), ("quarter_to", -15)] {
            if self.means(at, concept) {
                // The phrase covers two words.
                let hour = self.number(at + 2).or_else(|| self.number_word(at + 2))?;
                let minutes = (hour * 60).checked_add_signed(shift)?;
                return Some((self.work_hours(minutes)?, 3));
            }
        }
        let hour = self
            .number(at)
            .or_else(|| self.number_word(at).filter(|_| self.is_time_context(at, 1)))
            .filter(|it| *it <= 24)?;
        let is_split = matches!(self.words[at].mark, Some(':' | '.'))
            || (self.words[at].mark.is_none()
                && self.is_clock(at + 1)
                && self.number(at + 2).is_some());
        let minute_at = if self.is_clock(at + 1) {
            at + 2
        } else {
            at + 1
        };
        let minute = self
            .number(minute_at)
            .filter(|it| is_split && *it < 60 && self.words[minute_at].fold.len() == 2);
        if let Some(minute) = minute {
            let is_sure =
                self.words[at].mark == Some(':') || self.is_time_context(at, minute_at - at + 1);
            if is_sure || minute > 12 {
                let length = minute_at - at + 1;
                let minutes = self.half_day(hour * 60 + minute, at + length)?;
                return Some((minutes, length));
            }
        }
        if !self.is_time_context(at, 1) || self.words[at].mark == Some('.') && !self.is_last(at) {
            return None;
        }
        if self.is_half_day(at + 1) {
            return Some((self.half_day(hour * 60, at + 1)?, 2));
        }
        Some((self.work_hours(hour * 60)?, 1))
    }

    /// Whether the words around a number say that it is a time.
    fn is_time_context(&self, at: usize, length: usize) -> bool {
        let is_before = at > 0 && {
            let before = &self.words[at - 1];
            matches!(
                before.fold.as_str(),
                "um" | "gegen" | "at" | "around" | "ab" | "saat"
            ) || ((before.means("after") || before.means("before") || before.means("until"))
                && before.fold != "by"
                && before.fold != "on")
        };
        let after = at + length;
        let is_unit = self.means(after, "unit_day")
            || self.means(after, "unit_week")
            || self
                .words
                .get(after)
                .is_some_and(|it| it.fold == "euro" || it.fold == "jahr");
        self.is_clock(after) || self.is_half_day(after) || (is_before && !is_unit)
    }

    fn is_clock(&self, at: usize) -> bool {
        self.means(at, "clock") || self.words.get(at).is_some_and(|it| it.fold == "h")
    }

    /// `am` is a German preposition, too, but says nothing wrong there: `um 9 am Samstag`.
    fn is_half_day(&self, at: usize) -> bool {
        let follows_number = at > 0 && self.words[at - 1].is_number;
        follows_number && (self.means(at, "hour_pm") || self.means(at, "hour_am"))
    }

    /// Applies `am` and `pm`.
    fn half_day(&self, minutes: u32, at: usize) -> Option<u16> {
        let minutes = if self.means(at, "hour_pm") && minutes < 12 * 60 {
            minutes + 12 * 60
        } else {
            minutes
        };
        u16::try_from(minutes).ok().filter(|it| *it <= 24 * 60)
    }

    /// Times before six are meant in the afternoon: no workshop is open at three in the night.
    fn work_hours(&self, minutes: u32) -> Option<u16> {
        let is_written_out = self.words.iter().any(|it| it.means("morning"));
        let minutes = if (60..6 * 60).contains(&minutes) && !is_written_out {
            minutes + 12 * 60
        } else {
            minutes
        };
        u16::try_from(minutes).ok().filter(|it| *it <= 24 * 60)
    }

    fn part(&self, at: usize, when: &mut When) {
        let word = &self.words[at];
        for concept in &word.concepts {
            match LEXICON.name(*concept) {
                "morning" | "tomorrow_morning" => when.part = Some(DayPart::Morning),
                "noon" => when.part = Some(DayPart::Noon),
                "afternoon" => when.part = Some(DayPart::Afternoon),
                "evening" => when.part = Some(DayPart::Evening),
                "now" => when.is_now = true,
                _ => {}
            }
        }
    }

    fn number(&self, at: usize) -> Option<u32> {
        let word = self.words.get(at).filter(|it| it.is_number)?;
        word.fold.parse().ok().filter(|it| *it < 10_000)
    }

    fn number_word(&self, at: usize) -> Option<u32> {
        const NAMES: [&str; 12] = [
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve",
        ];
        let position = NAMES.iter().position(|it| self.means(at, it))?;
        u32::try_from(position + 1).ok()
    }

    /// `siebten`, `einundzwanzigster`, `third`: the day of a month.
    fn ordinal(&self, at: usize) -> Option<u32> {
        const DE: [&str; 20] = [
            "erst",
            "zweit",
            "dritt",
            "viert",
            "funft",
            "sechst",
            "siebt",
            "acht",
            "neunt",
            "zehnt",
            "elft",
            "zwolft",
            "dreizehnt",
            "vierzehnt",
            "funfzehnt",
            "sechzehnt",
            "siebzehnt",
            "achtzehnt",
            "neunzehnt",
            "zwanzigst",
        ];
        const EN: [&str; 20] = [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ];
        const UNITS: [&str; 9] = [
            "ein", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun",
        ];
        let fold = self.words.get(at)?.fold.as_str();
        let number = |position: usize| u32::try_from(position + 1).ok();
        if let Some(position) = EN.iter().position(|it| *it == fold) {
            return number(position);
        }
        let stem = ["en", "er", "e"]
            .iter()
            .find_map(|it| fold.strip_suffix(it))?;
        if let Some(position) = DE.iter().position(|it| *it == stem) {
            return number(position);
        }
        if let Some(units) = stem.strip_suffix("undzwanzigst") {
            return Some(20 + number(UNITS.iter().position(|it| *it == units)?)?);
        }
        match stem {
            "dreissigst" => Some(30),
            "einunddreissigst" => Some(31),
            _ => None,
        }
    }

    fn month(&self, at: usize) -> Option<u32> {
        const NAMES: [&str; 12] = [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ];
        let position = NAMES.iter().position(|it| self.means(at, it))?;
        u32::try_from(position + 1).ok()
    }

    fn means(&self, at: usize, name: &str) -> bool {
        self.words.get(at).is_some_and(|it| it.means(name))
    }

    fn is_last(&self, at: usize) -> bool {
        at + 1 == self.words.len()
    }

    fn plus(&self, days: u64) -> Option<NaiveDate> {
        self.today.checked_add_days(Days::new(days))
    }

    fn date(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
    }

    /// The next such day that is not over.
    fn next_date(&self, month: u32, day: u32) -> Option<NaiveDate> {
        // 29 February may be up to eight years away.
        (self.today.year()..=self.today.year() + 8)
            .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
            .find(|it| *it >= self.today)
    }
}

fn single(date: NaiveDate, name: DayName) -> DaySpan {
    DaySpan {
        from: date,
        to: date,
        name,
    }
}

fn is_ordinal_or_of(fold: &str) -> bool {
    matches!(fold, "th" | "st" | "nd" | "rd" | "of" | "ter" | "ten")
}

fn weekday(name: &str) -> Option<Weekday> {
    Some(match name {
        "monday" => Weekday::Mon,
        "tuesday" => Weekday::Tue,
        "wednesday" => Weekday::Wed,
        "thursday" => Weekday::Thu,
        "friday" => Weekday::Fri,
        "saturday" => Weekday::Sat,
        "sunday" => Weekday::Sun,
        _ => return None,
    })
}

/// First and last of the days that have this name in a year.
fn days_named(name: &str, year: i32) -> Option<(NaiveDate, NaiveDate)> {
    let fixed = |month, day| NaiveDate::from_ymd_opt(year, month, day);
    let easter = |days: i64| easter_sunday(year)?.checked_add_signed(chrono::TimeDelta::days(days));
    let one = |date: Option<NaiveDate>| Some((date?, date?));
    match name {
        "christmas_eve" => one(fixed(12, 24)),
        "new_years_eve" => one(fixed(12, 31)),
        "womens_carnival" => one(easter(-52)),
        "rose_monday" => one(easter(-48)),
        "shrove_tuesday" => one(easter(-47)),
        "ash_wednesday" => one(easter(-46)),
        "maundy_thursday" => one(easter(-3)),
        "holy_saturday" => one(easter(-1)),
        "christmas" => Some((fixed(12, 24)?, fixed(12, 26)?)),
        "between_years" => Some((fixed(12, 27)?, fixed(12, 31)?)),
        "easter" => Some((easter(-2)?, easter(1)?)),
        "whitsun" => Some((easter(49)?, easter(50)?)),
        _ => one(Holiday::ALL
            .into_iter()
            .find(|it| it.name() == name)?
            .date(year)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Vocabulary;

    /// Monday, 23 November 2026.
    fn check(text: &str, days: &str, time: Option<&str>) {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let when = When::read(&Analysis::new(text, &Vocabulary::default()), today);
        let found: Vec<String> = when
            .days
            .iter()
            .map(|it| {
                if it.from == it.to {
                    it.from.to_string()
                } else {
                    format!("{}..{}", it.from, it.to)
                }
            })
            .collect();
        assert_eq!(found.join(" "), days, "days of {text:?}");
        let found = when.time.map(|it| format!("{}:{:02}", it / 60, it % 60));
        assert_eq!(found.as_deref(), time, "time of {text:?}");
    }

    #[test]
    fn days_are_read() {
        check("heute", "2026-11-23", None);
        check("morgen früh", "2026-11-24", None);
        check("Guten Morgen, habt ihr offen?", "", None);
        check("übermorgen", "2026-11-25", None);
        check("am Samstag", "2026-11-28", None);
        check("samtag", "2026-11-28", None);
        check("am Montag", "2026-11-23", None);
        check("nächsten Montag", "2026-11-30", None);
        check("nächste Woche Dienstag", "2026-12-01", None);
        check("am 24.12.", "2026-12-24", None);
        check("am 24.12.2027 bitte", "2027-12-24", None);
        check("am 3. Januar", "2027-01-03", None);
        check("December 24th", "2026-12-24", None);
        check("on the 24th of December", "2026-12-24", None);
        check("2026-12-31", "2026-12-31", None);
        check("in 2 Wochen", "2026-12-07", None);
        check("in drei Tagen", "2026-11-26", None);
        check("in einer Woche", "2026-11-30", None);
        check("Freitag in einer Woche", "2026-12-04", None);
        check("heute in 14 Tagen", "2026-12-07", None);
        check("a week from today", "2026-11-30", None);
        check("übernächsten Montag", "2026-12-07", None);
        check("übernächste Woche Dienstag", "2026-12-08", None);
        check("nächsten Dienstag", "2026-12-01", None);
        check("nächsten Do vormittag", "2026-11-26", None);
        check("am siebten Dezember", "2026-12-07", None);
        check("am einundzwanzigsten dezember", "2026-12-21", None);
        check("the third of december", "2026-12-03", None);
        check("an Weihnachten", "2026-12-24..2026-12-26", None);
        check("Heiligabend", "2026-12-24", None);
        check("zwischen den Jahren", "2026-12-27..2026-12-31", None);
        check("Ostern", "2027-03-26..2027-03-29", None);
        check("am Wochenende", "2026-11-28..2026-11-29", None);
        check("Samstag und Sonntag", "2026-11-28 2026-11-29", None);
        check("31.02.", "", None);
        check("99.99.9999", "", None);
    }

    #[test]
    fn times_are_read() {
        check("um 14 Uhr", "", Some("14:00"));
        check("14:30", "", Some("14:30"));
        check("morgen um 9", "2026-11-24", Some("9:00"));
        check("9.30 Uhr", "", Some("9:30"));
        check("9 Uhr 30", "", Some("9:30"));
        check("halb neun", "", Some("8:30"));
        check("dreiviertel neun", "", Some("8:45"));
        check("viertel neun", "", Some("8:15"));
        check("half past nine", "", Some("9:30"));
        check("viertel nach acht", "", Some("8:15"));
        check("at 3 pm", "", Some("15:00"));
        check("10am tomorrow", "2026-11-24", Some("10:00"));
        check("nach 17 Uhr", "", Some("17:00"));
        check("gegen 3", "", Some("15:00"));
        check("am 24.12. um 10 Uhr", "2026-12-24", Some("10:00"));
        check("Golf 7", "", None);
        check("um 25 Uhr", "", None);
    }
}
