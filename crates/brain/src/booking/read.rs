//! What a message says for an appointment request.

use super::{
    Reading,
    plate::find_plate,
    vehicle::{find_key_numbers, find_vehicle, read_vehicle},
};
use crate::{
    AppointmentRequest, Knowledge,
    analysis::Analysis,
    booking::Slot,
    contact::{find_email, find_introduced_name, find_phone, plain, read_name},
    dates::DayPart,
    lexicon::Vocabulary,
    text::fold,
};
use chrono::NaiveDate;

/// Longest wish that is kept in the visitor's words, in characters.
const MAX_WISH: usize = 120;
/// Longest note, in characters.
const MAX_NOTE: usize = 300;

/// What was found, by slot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub service: Option<String>,
    pub vehicle: Option<String>,
    pub plate: Option<String>,
    pub date: Option<NaiveDate>,
    pub time: Option<u16>,
    pub part: Option<DayPart>,
    pub name: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    /// Any time will do.
    pub is_flexible: bool,
}

impl Found {
    /// Whether the message says nothing for the request.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether only words were found that questions hold as well.
    pub fn is_vague(&self) -> bool {
        let Self {
            service: _,
            part: _,
            is_flexible: _,
            date,
            time,
            vehicle,
            plate,
            name,
            phone,
            email,
        } = self;
        date.is_none()
            && time.is_none()
            && [vehicle, plate, name, phone, email]
                .into_iter()
                .all(Option::is_none)
    }

    /// Enters what was found.
    pub fn enter(self, request: &mut AppointmentRequest) {
        let overwrite = |slot: &mut Option<String>, found: Option<String>| {
            if found.is_some() {
                *slot = found;
            }
        };
        overwrite(&mut request.service, self.service);
        overwrite(&mut request.vehicle, self.vehicle);
        overwrite(&mut request.plate, self.plate);
        overwrite(&mut request.name, self.name);
        overwrite(&mut request.phone, self.phone);
        overwrite(&mut request.email, self.email);
        request.date = self.date.or(request.date);
        request.time = self.time.or(request.time.filter(|_| self.part.is_none()));
        request.part = self.part.or(request.part);
    }
}

/// Reads all that can be recognised by itself, and the answer to what was asked for.
pub fn read(knowledge: &Knowledge, request: &AppointmentRequest, reading: &Reading<'_>) -> Found {
    let asked = request.asked;
    // `Diese Woche` and the like leave the day open.
    let day = reading.when.days.iter().rfind(|it| it.from == it.to);
    let mut found = Found {
        service: wished_service(knowledge, request, reading),
        vehicle: find_vehicle(reading.text),
        plate: find_plate(reading.text).map(|it| it.0),
        date: day.map(|it| it.from),
        time: reading.when.time,
        part: reading.when.part.filter(|_| reading.when.time.is_none()),
        name: find_introduced_name(reading.text),
        phone: find_phone(reading.text),
        email: find_email(reading.text),
        is_flexible: reading.analysis.means("flexible"),
    };
    if let Some(numbers) = find_key_numbers(reading.text) {
        let vehicle = found.vehicle.or_else(|| request.vehicle.clone());
        found.vehicle = Some(vehicle.map_or(numbers.clone(), |it| format!("{it}, {numbers}")));
    }
    if found.name.is_none() && (found.phone.is_some() || found.email.is_some()) {
        found.name = find_name_beside(reading.text);
    }
    if asked == Some(Slot::Time) && found.time.is_none() {
        found.time = bare_hour(reading.text);
    }
    if reading.is_question && found.is_vague() {
        // `Was kostet der Räderwechsel?` asks; it does not answer.
        let asked_for_time = matches!(asked, Some(Slot::Day | Slot::Time));
        return Found {
            service: found.service.filter(|_| request.service.is_none()),
            is_flexible: found.is_flexible && asked_for_time,
            ..Found::default()
        };
    }
    read_answer(request, reading, &mut found);
    found
}

/// Takes the words as they are for the answer, where nothing else was found in them.
fn read_answer(request: &AppointmentRequest, reading: &Reading<'_>, found: &mut Found) {
    let says_no = reading.says("no_word") && reading.analysis.words.len() <= 2;
    if says_no || reading.is_question {
        return;
    }
    match request.asked {
        Some(Slot::Service) if found.is_empty() => {
            let letters = reading.text.chars().filter(|it| it.is_alphabetic()).count();
            found.service = Some(plain(reading.text, MAX_WISH)).filter(|_| letters >= 2);
        }
        Some(Slot::Vehicle) if found.vehicle.is_none() && !reading.says("unsure_word") => {
            let is_other = found.date.is_some()
                || found.time.is_some()
                || found.phone.is_some()
                || found.email.is_some()
                || found.name.is_some();
            let mut text = reading.text.to_owned();
            if let Some((_, range)) = find_plate(reading.text) {
                text.replace_range(range, " ");
            }
            if !is_other && !reading.says("yes_word") {
                found.vehicle = read_vehicle(&text);
                found.service = None;
            }
        }
        Some(Slot::Name | Slot::Contact)
            if request.name.is_none()
                && found.name.is_none()
                && found.date.is_none()
                && found.time.is_none()
                && !is_nod(reading) =>
        {
            found.name = read_name(reading.text);
            if found.name.is_some() {
                // `Jutta Golf`
                found.vehicle = None;
                found.service = None;
            }
        }
        _ => {}
    }
}

/// Whether nothing but yes or no is said.
fn is_nod(reading: &Reading<'_>) -> bool {
    let mut words = reading.analysis.words.iter();
    words.all(|it| it.weight <= 0.0 || it.means("yes_word") || it.means("no_word"))
}

/// The services that are named, each once.
fn wished_service(
    knowledge: &Knowledge,
    request: &AppointmentRequest,
    reading: &Reading<'_>,
) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for number in reading.services {
        let name = knowledge.services.get(*number)?.name.as_str();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    match names.len() {
        0 => None,
        // What may be one of several, or something else, changes nothing that is known.
        _ if names.len() > 1 && request.service.is_some() => None,
        1..=3 => Some(joined(&names)),
        _ => Some(plain(reading.text, MAX_WISH)),
    }
}

/// Names of services in one; what only the vehicle class tells apart is one service.
fn joined(names: &[&str]) -> String {
    let base = |it: &str| it.split(" (").next().unwrap_or_default().to_owned();
    let first = names.first().map(|it| base(it)).unwrap_or_default();
    if names.len() > 1 && names.iter().all(|it| base(it) == first) {
        first
    } else {
        names.join(" / ")
    }
}

/// A name that stands by itself beside a telephone number: `Golf, Paul Stein, 0172 1020304`.
fn find_name_beside(text: &str) -> Option<String> {
    let is_name_word = |it: &str| {
        let mut letters = it.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.all(|it| it.is_alphabetic() || matches!(it, '-' | '\'' | '.'))
    };
    let segments = text.split([',', ';', '\n']).map(|it| {
        let end = it.find(|it: char| it.is_ascii_digit() || it == '+');
        it[..end.unwrap_or(it.len())].trim()
    });
    let mut names = segments.filter(|it| {
        let words = it.split_whitespace().count();
        (2..=3).contains(&words)
            && it.split_whitespace().all(is_name_word)
            && find_vehicle(it).is_none()
            && means_nothing(it)
    });
    names.next().and_then(read_name)
}

/// Whether no word of a text is one of the trade.
fn means_nothing(text: &str) -> bool {
    let analysis = Analysis::new(text, &Vocabulary::default());
    let mut words = analysis.words.iter();
    words.all(|it| it.all_concepts().next().is_none())
}

/// What the workshop should know of the first message beyond the name of the service.
pub fn note(request: &AppointmentRequest, text: &str) -> Option<String> {
    let service = request.service.as_deref()?;
    let note = plain(text, MAX_NOTE);
    (note.split(' ').count() > 4 && fold(&note) != fold(service)).then_some(note)
}

/// `10`, `10 Uhr bitte` are caught elsewhere: a number alone is an hour where one was asked for.
fn bare_hour(text: &str) -> Option<u16> {
    let digits = text.trim().trim_end_matches(['.', '!', '?', ' ']);
    let hour: u16 = digits.parse().ok().filter(|it| (1..=23).contains(it))?;
    Some(if hour < 6 { hour + 12 } else { hour } * 60)
}
