//! The appointment request: a few slots, asked for one at a time, given in any order.

use crate::{
    Action, AppointmentRequest, Entity, EntityKind, Intent, Knowledge,
    analysis::Analysis,
    answers::{Voice, capitalized, sentences},
    compose::Part,
    contact::{find_email, find_introduced_name, find_phone, plain, read_name},
    dates::{DayPart, When},
    hours::{part_name, times},
    schedule::minute_of,
};
use chrono::{NaiveDate, NaiveDateTime};

/// Times a question is repeated before the visitor's words are taken as they are.
const MAX_REPEATED: u8 = 1;
/// Open days offered instead of a closed one.
const OFFERED_DAYS: usize = 3;
/// Longest wish that is kept in the visitor's words, in characters.
const MAX_WISH: usize = 120;

/// What the engine read in the message.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The message.
    pub text: &'a str,
    /// Its words.
    pub analysis: &'a Analysis,
    /// Its days and times.
    pub when: &'a When,
    /// Its services, by number.
    pub services: &'a [usize],
    /// What it is about.
    pub intent: Option<Intent>,
    /// Whether it is put as a question.
    pub is_question: bool,
    /// Local time of the business.
    pub now: NaiveDateTime,
}

/// What the dialogue makes of a message.
#[derive(Debug)]
pub enum Step {
    /// Answers it; the request goes on, or ends with `None`.
    Answer(Box<Part>, Option<AppointmentRequest>),
    /// The visitor asked something else: it is answered, then the question repeated.
    Interrupted,
}

/// What is asked for next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slot {
    Service,
    Time,
    Name,
    Contact,
}

/// Begins a request with what the message says already.
pub fn start(voice: &Voice<'_>, knowledge: &Knowledge, reading: &Reading<'_>) -> Step {
    let mut request = AppointmentRequest::default();
    if let Some(part) = not_bookable(voice, knowledge, reading) {
        return Step::Answer(Box::new(part), None);
    }
    let objection = fill(voice, knowledge, &mut request, reading);
    let known: Vec<String> = [&request.service, &request.wished_time]
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    let noted = if known.is_empty() || next_slot(&request).is_none() {
        String::new()
    } else {
        let known = known.join(", ");
        voice.say("book.noted", &[("what", known.trim_end_matches('.'))])
    };
    let intro = voice.text("book.start");
    proceed(
        voice,
        request,
        &[intro, noted, objection.unwrap_or_default()],
    )
}

/// Goes on with a request.
pub fn advance(
    voice: &Voice<'_>,
    knowledge: &Knowledge,
    request: &AppointmentRequest,
    reading: &Reading<'_>,
) -> Step {
    if wants_out(reading) {
        let part = Part::plain(voice.text("book.cancelled"));
        return Step::Answer(Box::new(part), None);
    }
    let mut request = request.clone();
    let Some(pending) = next_slot(&request) else {
        return Step::Interrupted;
    };
    if interrupts(reading) {
        return Step::Interrupted;
    }
    let before = request.clone();
    let objection = fill(voice, knowledge, &mut request, reading);
    if objection.is_some() {
        return proceed(voice, request, &[objection.unwrap_or_default()]);
    }
    let is_about_wish = before.service != request.service
        || before.date != request.date
        || before.time != request.time;
    if next_slot(&request) == Some(pending) && !is_about_wish {
        read_pending(&mut request, pending, reading);
    }
    let is_corrected = before.date.is_some() && before.date != request.date;
    let note = match (&request.wished_time, is_corrected) {
        (Some(time), true) => voice.say("book.noted", &[("what", time.trim_end_matches('.'))]),
        _ => String::new(),
    };
    if next_slot(&request) == Some(pending) && before == request {
        request.repeated = request.repeated.saturating_add(1);
    } else if next_slot(&request) != Some(pending) {
        request.repeated = 0;
    }
    proceed(voice, request, &[note])
}

/// The question that is open, to be put after an interruption.
pub fn resume(voice: &Voice<'_>, request: &AppointmentRequest) -> String {
    let question = next_slot(request).map_or_else(String::new, |slot| ask(voice, slot, 0));
    sentences(&[voice.text("book.resume"), question])
}

fn wants_out(reading: &Reading<'_>) -> bool {
    reading.analysis.means("abort") || reading.intent == Some(Intent::AppointmentCancel)
}

/// Whether the message is no answer but a matter of its own.
fn interrupts(reading: &Reading<'_>) -> bool {
    match reading.intent {
        Some(Intent::BreakdownEmergency | Intent::HumanHandoff | Intent::Complaint) => true,
        Some(
            Intent::AppointmentBook
            | Intent::AppointmentChange
            | Intent::Greeting
            | Intent::Thanks
            | Intent::Goodbye,
        )
        | None => false,
        Some(_) => reading.is_question,
    }
}

fn not_bookable(voice: &Voice<'_>, knowledge: &Knowledge, reading: &Reading<'_>) -> Option<Part> {
    let mut services = reading
        .services
        .iter()
        .filter_map(|it| knowledge.services.get(*it));
    let none_bookable = !reading.services.is_empty() && services.all(|it| !it.bookable);
    none_bookable.then(|| Part::for_people(voice, "book.not_bookable"))
}

/// Fills every slot the message speaks of. Gives what is wrong with the time wished for.
fn fill(
    voice: &Voice<'_>,
    knowledge: &Knowledge,
    request: &mut AppointmentRequest,
    reading: &Reading<'_>,
) -> Option<String> {
    if let Some(service) = wished_service(knowledge, reading)
        && (request.service.is_none() || reading.services.len() == 1)
    {
        request.service = Some(service);
    }
    if let Some(email) = find_email(reading.text) {
        request.email = Some(email);
    }
    if let Some(phone) = find_phone(reading.text) {
        request.phone = Some(phone);
    }
    if let Some(name) = find_introduced_name(reading.text) {
        request.name = Some(name);
    }
    fill_time(voice, request, reading)
}

/// The services that are named, each once.
fn wished_service(knowledge: &Knowledge, reading: &Reading<'_>) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for number in reading.services {
        let name = knowledge.services.get(*number)?.name.as_str();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    match names.len() {
        0 => None,
        1..=3 => Some(names.join(" / ")),
        _ => Some(plain(reading.text, MAX_WISH)),
    }
}

fn fill_time(
    voice: &Voice<'_>,
    request: &mut AppointmentRequest,
    reading: &Reading<'_>,
) -> Option<String> {
    // `Diese Woche` and the like leave the day open.
    let single = reading.when.days.iter().find(|it| it.from == it.to);
    let day = single.map(|it| it.from);
    let date = day.or(request.date);
    let time = reading.when.time.or(request.time.filter(|_| day.is_none()));
    if day.is_none() && reading.when.time.is_none() {
        return None;
    }
    let Some(date) = date else {
        request.time = time;
        return None;
    };
    if let Some(objection) = objection(voice, date, time, reading.now) {
        request.date = None;
        request.time = None;
        request.wished_time = None;
        return Some(objection);
    }
    request.date = Some(date);
    request.time = time;
    request.wished_time = Some(wish(voice, date, time, reading.when.part));
    None
}

/// Why a time cannot be.
fn objection(
    voice: &Voice<'_>,
    date: NaiveDate,
    time: Option<u16>,
    now: NaiveDateTime,
) -> Option<String> {
    let today = now.date();
    if date < today || (date == today && time.is_some_and(|it| it <= minute_of(now))) {
        return Some(voice.text("book.past"));
    }
    if !voice.business.has_hours() {
        return None;
    }
    let plan = voice.business.plan(date);
    let is_over = date == today && plan.intervals.iter().all(|it| it.close <= minute_of(now));
    if plan.is_closed() || is_over {
        let mut days = Vec::new();
        let mut after = date.and_hms_opt(23, 59, 0)?;
        while let Some((next, _)) = voice.business.next_opening(after)
            && days.len() < OFFERED_DAYS
        {
            days.push(format!("{}, {}", voice.weekday(next), voice.date(next)));
            after = next.and_hms_opt(23, 59, 0)?;
        }
        let day = voice.day(date, today);
        let text = voice.say(
            "book.closed_day",
            &[
                ("day", &day),
                ("days", days.join("; ").trim_end_matches('.')),
            ],
        );
        return Some(capitalized(&text));
    }
    let minute = time.filter(|it| !plan.is_open_at(*it))?;
    let at = voice.say("times.at", &[("time", &Voice::time(minute))]);
    let text = voice.say(
        "book.closed_time",
        &[
            ("day", &voice.day(date, today)),
            ("at", &at),
            ("times", &times(voice, plan.intervals)),
        ],
    );
    Some(capitalized(&text))
}

/// `Donnerstag, 26.11., 9:00 Uhr`
fn wish(voice: &Voice<'_>, date: NaiveDate, time: Option<u16>, part: Option<DayPart>) -> String {
    let mut wish = format!("{}, {}", voice.weekday(date), voice.date(date));
    if let Some(time) = time {
        wish.push_str(", ");
        wish.push_str(&voice.say("time.clock", &[("time", &Voice::time(time))]));
    } else if let Some(part) = part {
        wish.push(' ');
        wish.push_str(&part_name(voice, part));
    }
    wish
}

/// Takes the message as the answer to the question.
fn read_pending(request: &mut AppointmentRequest, pending: Slot, reading: &Reading<'_>) {
    match pending {
        Slot::Service => {
            let has_letters = reading.text.chars().filter(|it| it.is_alphabetic()).count() >= 2;
            // A bare day is an answer to another question.
            let is_only_time = reading.when.is_named() && reading.services.is_empty();
            if has_letters && !is_only_time {
                request.service = Some(plain(reading.text, MAX_WISH));
            }
        }
        Slot::Time => {
            let is_vague = reading.analysis.means("flexible") || reading.when.part.is_some();
            if is_vague || request.repeated >= MAX_REPEATED {
                request.wished_time =
                    Some(plain(reading.text, MAX_WISH)).filter(|it| !it.is_empty());
            }
        }
        Slot::Name => request.name = read_name(reading.text),
        // An address or number would have been found.
        Slot::Contact => {}
    }
}

fn next_slot(request: &AppointmentRequest) -> Option<Slot> {
    if request.service.is_none() {
        Some(Slot::Service)
    } else if request.wished_time.is_none() {
        Some(Slot::Time)
    } else if request.name.is_none() {
        Some(Slot::Name)
    } else if request.phone.is_none() && request.email.is_none() {
        Some(Slot::Contact)
    } else {
        None
    }
}

fn ask(voice: &Voice<'_>, slot: Slot, repeated: u8) -> String {
    voice.text(match slot {
        Slot::Service => "book.ask_service",
        Slot::Time if repeated > 0 => "book.ask_time_again",
        Slot::Time => "book.ask_time",
        Slot::Name => "book.ask_name",
        Slot::Contact if repeated > 0 => "book.ask_contact_again",
        Slot::Contact => "book.ask_contact",
    })
}

/// Asks for what is missing, or ends with the summary.
fn proceed(voice: &Voice<'_>, request: AppointmentRequest, before: &[String]) -> Step {
    let Some(slot) = next_slot(&request) else {
        return Step::Answer(Box::new(summary(voice, &request)), None);
    };
    let service = request.service.clone();
    let mut texts = before.to_vec();
    texts.push(ask(voice, slot, request.repeated));
    let mut part = Part::plain(sentences(&texts));
    part.service = service;
    part.suggestions.push(voice.text("suggest.cancel"));
    Step::Answer(Box::new(part), Some(request))
}

fn summary(voice: &Voice<'_>, request: &AppointmentRequest) -> Part {
    let contact: Vec<String> = [&request.phone, &request.email]
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    let rows = [
        ("book.row_service", request.service.clone()),
        ("book.row_time", request.wished_time.clone()),
        ("book.row_name", request.name.clone()),
        ("book.row_contact", Some(contact.join(", "))),
    ];
    let mut lines = vec![voice.text("book.done")];
    for (key, value) in rows {
        let value = value.unwrap_or_default();
        lines.push(format!("- {}", voice.say(key, &[("value", &value)])));
    }
    lines.push(String::new());
    lines.push(voice.text("book.note"));
    let mut part = Part::plain(lines.join("\n"));
    part.actions.push(Action::Appointment);
    let time = request
        .time
        .map(|it| format!("{:02}:{:02}", it / 60, it % 60));
    let values = [
        (EntityKind::Service, request.service.clone()),
        (EntityKind::WishedTime, request.wished_time.clone()),
        (EntityKind::Date, request.date.map(|it| it.to_string())),
        (EntityKind::Time, time),
        (EntityKind::Name, request.name.clone()),
        (EntityKind::Phone, request.phone.clone()),
        (EntityKind::Email, request.email.clone()),
    ];
    for (kind, value) in values {
        part.entities
            .extend(value.map(|value| Entity { kind, value }));
    }
    part
}
