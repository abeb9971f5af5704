//! Public holidays of the German federal states.
//!
//! Rules: the states' holiday acts as listed by the Federal Ministry of the Interior,
//! <https://www.bmi.bund.de/DE/themen/verfassung/staatliche-symbole/nationale-feiertage/nationale-feiertage-node.html>
//! and <https://de.wikipedia.org/wiki/Gesetzliche_Feiertage_in_Deutschland>. Holidays of single
//! municipalities (Augsburg's peace festival, Corpus Christi in parts of Saxony and Thuringia)
//! are not known; a business enters them as an exception. The Assumption is taken as a holiday
//! in all of Bavaria, as it is for nine of ten of its people's municipalities.
//! Easter: Gauss's algorithm with Lichtenberg's correction,
//! <https://de.wikipedia.org/wiki/Gaußsche_Osterformel>.

use crate::FederalState;
use chrono::{Datelike, Days, NaiveDate};

/// A public holiday. Its texts stand under `holiday.<name>` in the answer files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Holiday {
    NewYear,
    Epiphany,
    WomensDay,
    GoodFriday,
    EasterSunday,
    EasterMonday,
    LabourDay,
    LiberationDay,
    Ascension,
    WhitSunday,
    WhitMonday,
    UprisingDay,
    CorpusChristi,
    Assumption,
    ChildrensDay,
    GermanUnity,
    Reformation,
    AllSaints,
    Repentance,
    ChristmasDay,
    BoxingDay,
}

impl Holiday {
    /// Every holiday.
    pub const ALL: [Self; 21] = [
        Self::NewYear,
        Self::Epiphany,
        Self::WomensDay,
        Self::GoodFriday,
        Self::EasterSunday,
        Self::EasterMonday,
        Self::LabourDay,
        Self::LiberationDay,
        Self::Ascension,
        Self::WhitSunday,
        Self::WhitMonday,
        Self::UprisingDay,
        Self::CorpusChristi,
        Self::Assumption,
        Self::ChildrensDay,
        Self::GermanUnity,
        Self::Reformation,
        Self::AllSaints,
        Self::Repentance,
        Self::ChristmasDay,
        Self::BoxingDay,
    ];

    /// The name in the data files: concept of the calendar, key of the answers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NewYear => "new_year",
            Self::Epiphany => "epiphany",
            Self::WomensDay => "womens_day",
            Self::GoodFriday => "good_friday",
            Self::EasterSunday => "easter_sunday",
            Self::EasterMonday => "easter_monday",
            Self::LabourDay => "labour_day",
            Self::LiberationDay => "liberation_day",
            Self::Ascension => "ascension",
            Self::WhitSunday => "whit_sunday",
            Self::WhitMonday => "whit_monday",
            Self::UprisingDay => "uprising_day",
            Self::CorpusChristi => "corpus_christi",
            Self::Assumption => "assumption",
            Self::ChildrensDay => "childrens_day",
            Self::GermanUnity => "german_unity",
            Self::Reformation => "reformation",
            Self::AllSaints => "all_saints",
            Self::Repentance => "repentance",
            Self::ChristmasDay => "christmas_day",
            Self::BoxingDay => "boxing_day",
        }
    }

    /// The day it falls on in a year, whether or not it is free anywhere.
    pub fn date(self, year: i32) -> Option<NaiveDate> {
        let fixed = |month, day| NaiveDate::from_ymd_opt(year, month, day);
        let after_easter = |days| easter_sunday(year)?.checked_add_days(Days::new(days));
        match self {
            Self::NewYear => fixed(1, 1),
            Self::Epiphany => fixed(1, 6),
            Self::WomensDay => fixed(3, 8),
            Self::GoodFriday => easter_sunday(year)?.checked_sub_days(Days::new(2)),
            Self::EasterSunday => easter_sunday(year),
            Self::EasterMonday => after_easter(1),
            Self::LabourDay => fixed(5, 1),
            Self::LiberationDay => fixed(5, 8),
            Self::Ascension => after_easter(39),
            Self::WhitSunday => after_easter(49),
            Self::WhitMonday => after_easter(50),
            Self::UprisingDay => fixed(6, 17),
            Self::CorpusChristi => after_easter(60),
            Self::Assumption => fixed(8, 15),
            Self::ChildrensDay => fixed(9, 20),
            Self::GermanUnity => fixed(10, 3),
            Self::Reformation => fixed(10, 31),
            Self::AllSaints => fixed(11, 1),
            Self::Repentance => repentance_day(year),
            Self::ChristmasDay => fixed(12, 25),
            Self::BoxingDay => fixed(12, 26),
        }
    }

    /// Whether the day is free in the state in that year.
    pub const fn is_free_in(self, state: FederalState, year: i32) -> bool {
        use FederalState::{BB, BE, BW, BY, HB, HE, HH, MV, NI, NW, RP, SH, SL, SN, ST, TH};
        match self {
            Self::NewYear
            | Self::GoodFriday
            | Self::EasterMonday
            | Self::LabourDay
            | Self::Ascension
            | Self::WhitMonday
            | Self::GermanUnity
            | Self::ChristmasDay
            | Self::BoxingDay => true,
            Self::Epiphany => matches!(state, BW | BY | ST),
            Self::WomensDay => {
                matches!(state, BE) && year >= 2019 || matches!(state, MV) && year >= 2023
            }
            Self::EasterSunday | Self::WhitSunday => matches!(state, BB),
            // Once each in Berlin, for the anniversaries.
            Self::LiberationDay => matches!(state, BE) && matches!(year, 2020 | 2025),
            Self::UprisingDay => matches!(state, BE) && year == 2028,
            Self::CorpusChristi => matches!(state, BW | BY | HE | NW | RP | SL),
            Self::Assumption => matches!(state, BY | SL),
            Self::ChildrensDay => matches!(state, TH) && year >= 2019,
            // Everywhere for its 500th anniversary; in the north since 2018.
            Self::Reformation => {
                matches!(state, BB | MV | SN | ST | TH)
                    || year == 2017
                    || matches!(state, HB | HH | NI | SH) && year >= 2018
            }
            Self::AllSaints => matches!(state, BW | BY | NW | RP | SL),
            Self::Repentance => matches!(state, SN),
        }
    }
}

/// The public holiday of a state on a day.
pub fn holiday_on(state: FederalState, date: NaiveDate) -> Option<Holiday> {
    Holiday::ALL
        .into_iter()
        .find(|it| it.is_free_in(state, date.year()) && it.date(date.year()) == Some(date))
}

/// Easter Sunday of a year of the Gregorian calendar.
pub fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let century = year / 100;
    let moon_shift = 15 + (3 * century + 3) / 4 - (8 * century + 13) / 25;
    let sun_shift = 2 - (3 * century + 3) / 4;
    let golden = year % 19;
    let seed = (19 * golden + moon_shift) % 30;
    let correction = (seed + golden / 11) / 29;
    let limit = 21 + seed - correction;
    let first_sunday = 7 - (year + year / 4 + sun_shift).rem_euclid(7);
    let distance = 7 - (limit - first_sunday).rem_euclid(7);
    let march_day = u64::try_from(limit + distance).ok()?;
    NaiveDate::from_ymd_opt(year, 3, 1)?.checked_add_days(Days::new(march_day.checked_sub(1)?))
}

/// Buß- und Bettag: the Wednesday before 23 November.
fn repentance_day(year: i32) -> Option<NaiveDate> {
    let limit = NaiveDate::from_ymd_opt(year, 11, 22)?;
    let after_wednesday = (limit.weekday().num_days_from_monday() + 5) % 7;
    limit.checked_sub_days(Days::new(u64::from(after_wednesday)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use FederalState as State;

    fn days(state: State, year: i32) -> Vec<String> {
        let mut days: Vec<NaiveDate> = Holiday::ALL
            .into_iter()
            .filter(|it| it.is_free_in(state, year))
            .map(|it| it.date(year).unwrap())
            .collect();
        days.sort();
        days.iter()
            .map(|it| it.format("%d.%m.").to_string())
            .collect()
    }

    #[test]
    fn easter_is_right() {
        let cases = [
            (1981, "1981-04-19"),
            (1999, "1999-04-04"),
            (2000, "2000-04-23"),
            (2008, "2008-03-23"),
            (2011, "2011-04-24"),
            (2024, "2024-03-31"),
            (2025, "2025-04-20"),
            (2026, "2026-04-05"),
            (2027, "2027-03-28"),
            (2038, "2038-04-25"),
            (2049, "2049-04-18"),
            (2076, "2076-04-19"),
        ];
        for (year, expected) in cases {
            assert_eq!(easter_sunday(year).unwrap().to_string(), expected);
        }
    }

    #[test]
    fn states_have_their_holidays() {
        let cases: [(State, i32, &str); 10] = [
            (
                State::BY,
                2026,
                "01.01. 06.01. 03.04. 06.04. 01.05. 14.05. 25.05. 04.06. 15.08. 03.10. 01.11. 25.12. 26.12.",
            ),
            (
                State::BW,
                2026,
                "01.01. 06.01. 03.04. 06.04. 01.05. 14.05. 25.05. 04.06. 03.10. 01.11. 25.12. 26.12.",
            ),
            (
                State::BE,
                2025,
                "01.01. 08.03. 18.04. 21.04. 01.05. 08.05. 29.05. 09.06. 03.10. 25.12. 26.12.",
            ),
            (
                State::BE,
                2026,
                "01.01. 08.03. 03.04. 06.04. 01.05. 14.05. 25.05. 03.10. 25.12. 26.12.",
            ),
            (
                State::BB,
                2026,
                "01.01. 03.04. 05.04. 06.04. 01.05. 14.05. 24.05. 25.05. 03.10. 31.10. 25.12. 26.12.",
            ),
            (
                State::SN,
                2026,
                "01.01. 03.04. 06.04. 01.05. 14.05. 25.05. 03.10. 31.10. 18.11. 25.12. 26.12.",
            ),
            (
                State::TH,
                2026,
                "01.01. 03.04. 06.04. 01.05. 14.05. 25.05. 20.09. 03.10. 31.10. 25.12. 26.12.",
            ),
            (
                State::NW,
                2026,
                "01.01. 03.04. 06.04. 01.05. 14.05. 25.05. 04.06. 03.10. 01.11. 25.12. 26.12.",
            ),
            (
                State::HE,
                2024,
                "01.01. 29.03. 01.04. 01.05. 09.05. 20.05. 30.05. 03.10. 25.12. 26.12.",
            ),
            (
                State::HH,
                2017,
                "01.01. 14.04. 17.04. 01.05. 25.05. 05.06. 03.10. 31.10. 25.12. 26.12.",
            ),
        ];
        for (state, year, expected) in cases {
            assert_eq!(days(state, year).join(" "), expected, "{state:?} {year}");
        }
    }

    #[test]
    fn every_state_has_its_number_of_holidays() {
        let counts = [
            12, 13, 10, 12, 10, 10, 10, 11, 10, 11, 11, 12, 11, 11, 10, 11,
        ];
        for (state, count) in State::ALL.into_iter().zip(counts) {
            assert_eq!(days(state, 2026).len(), count, "{state:?}");
        }
    }

    #[test]
    fn repentance_is_the_wednesday_before_the_23rd() {
        for (year, day) in [(2023, 22), (2024, 20), (2025, 19), (2026, 18), (2028, 22)] {
            assert_eq!(repentance_day(year), NaiveDate::from_ymd_opt(year, 11, day));
        }
    }
}
