//! What is said on the way to an appointment.

use super::{Slot, times::Times};
use crate::{
    AppointmentRequest, Booking, Entity, EntityKind,
    answers::{Voice, capitalized, sentences},
    compose::Part,
    hours::part_name,
};
use chrono::NaiveDate;

/// Suggestions beside the one to give up.
const SUGGESTED: usize = 3;

/// Asks for what is missing, after `before`.
pub fn ask(
    voice: &Voice<'_>,
    times: &Times<'_>,
    request: &AppointmentRequest,
    slot: Slot,
    before: &[String],
) -> Part {
    let mut texts = before.to_vec();
    texts.push(question(voice, times, request, slot));
    let text = if slot == Slot::Consent {
        format!("{}\n\n{}", sentences(before), check(voice, request))
            .trim_start()
            .to_owned()
    } else {
        sentences(&texts)
    };
    let mut part = Part::plain(text);
    part.suggestions = suggestions(voice, times, request, slot);
    part.suggestions.push(voice.text("suggest.cancel"));
    if slot == Slot::Consent {
        part.entities = entities(request);
    }
    part
}

/// The question for a slot.
pub fn question(
    voice: &Voice<'_>,
    times: &Times<'_>,
    request: &AppointmentRequest,
    slot: Slot,
) -> String {
    let again = request.repeated > 0;
    let key = match slot {
        Slot::Service => "book.ask_service",
        Slot::Vehicle => "book.ask_vehicle",
        Slot::Day if again => "book.ask_time_again",
        Slot::Day if request.time.is_some() => "book.ask_day",
        Slot::Day => "book.ask_time",
        Slot::Time => return ask_time(voice, times, request),
        Slot::Name => "book.ask_name",
        Slot::Contact if again => "book.ask_contact_again",
        Slot::Contact => "book.ask_contact",
        Slot::Consent => "book.confirm_short",
    };
    voice.text(key)
}

/// `Um welche Uhrzeit? Am Donnerstag ist zum Beispiel 9:00, 11:00 oder 15:00 Uhr frei.`
fn ask_time(voice: &Voice<'_>, times: &Times<'_>, request: &AppointmentRequest) -> String {
    let ask = voice.text("book.ask_clock");
    let Some(date) = request.date else {
        return ask;
    };
    let free: Vec<String> = times
        .offered_on(date, request.part)
        .into_iter()
        .map(|it| voice.say("time.clock", &[("time", &Voice::time(it))]))
        .collect();
    if free.is_empty() {
        return ask;
    }
    let day = voice.day(date, times.now.date());
    let arguments = [("day", day.as_str()), ("times", &free.join(", "))];
    let free = voice.say("book.free_times", &arguments);
    sentences(&[ask, capitalized(&free)])
}

fn suggestions(
    voice: &Voice<'_>,
    times: &Times<'_>,
    request: &AppointmentRequest,
    slot: Slot,
) -> Vec<String> {
    let clock = |it| voice.say("time.clock", &[("time", &Voice::time(it))]);
    match slot {
        Slot::Day if times.business.has_hours() => times
            .free_days_after(times.now.date())
            .into_iter()
            .map(|it| format!("{}, {}", voice.weekday(it), voice.date(it)))
            .take(SUGGESTED)
            .collect(),
        Slot::Time => request.date.map_or_else(Vec::new, |date| {
            let free = times.offered_on(date, request.part).into_iter();
            free.take(SUGGESTED).map(clock).collect()
        }),
        Slot::Consent => vec![voice.text("suggest.send"), voice.text("suggest.change")],
        _ => Vec::new(),
    }
}

/// All that is known, to be checked, and the question whether it may be sent.
fn check(voice: &Voice<'_>, request: &AppointmentRequest) -> String {
    let mut lines = vec![voice.text("book.check")];
    lines.extend(rows(voice, request));
    lines.push(String::new());
    lines.push(sentences(&[
        voice.text("book.note"),
        voice.text("book.confirm"),
    ]));
    lines.join("\n")
}

fn rows(voice: &Voice<'_>, request: &AppointmentRequest) -> Vec<String> {
    let join = |parts: [&Option<String>; 2]| {
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    };
    let rows = [
        ("book.row_service", request.service.clone()),
        ("book.row_vehicle", join([&request.vehicle, &request.plate])),
        ("book.row_time", wished_time(voice, request)),
        ("book.row_name", request.name.clone()),
        ("book.row_contact", join([&request.phone, &request.email])),
    ];
    let say = |(key, value): (&str, Option<String>)| {
        Some(format!("- {}", voice.say(key, &[("value", &value?)])))
    };
    rows.into_iter().filter_map(say).collect()
}

/// `Donnerstag, 26.11., 9:00 Uhr`
pub fn wished_time(voice: &Voice<'_>, request: &AppointmentRequest) -> Option<String> {
    let day = |date: NaiveDate| format!("{}, {}", voice.weekday(date), voice.date(date));
    let clock = |it: u16| voice.say("time.clock", &[("time", &Voice::time(it))]);
    let part = request.part.map(|it| part_name(voice, it));
    match (request.date, request.time) {
        (Some(date), Some(time)) => Some(format!("{}, {}", day(date), clock(time))),
        (Some(date), None) => Some(part.map_or(day(date), |it| format!("{} {it}", day(date)))),
        (None, Some(time)) => Some(clock(time)),
        (None, None) => part,
    }
}

/// The visitor confirmed: thanks, with all that was sent.
pub fn sent(voice: &Voice<'_>, request: &AppointmentRequest, booking: Booking) -> Part {
    let mut lines = vec![voice.text("book.done")];
    lines.extend(rows(voice, request));
    lines.push(String::new());
    lines.push(voice.text("book.note"));
    Part {
        entities: entities(request),
        actions: vec![crate::Action::Appointment],
        withdraws_booking: request.replaces,
        booking: Some(booking),
        ..Part::plain(lines.join("\n"))
    }
}

fn entities(request: &AppointmentRequest) -> Vec<Entity> {
    let time = request
        .time
        .map(|it| format!("{:02}:{:02}", it / 60, it % 60));
    let values = [
        (EntityKind::Service, request.service.clone()),
        (EntityKind::Vehicle, request.vehicle.clone()),
        (EntityKind::Plate, request.plate.clone()),
        (EntityKind::Date, request.date.map(|it| it.to_string())),
        (EntityKind::Time, time),
        (EntityKind::Name, request.name.clone()),
        (EntityKind::Phone, request.phone.clone()),
        (EntityKind::Email, request.email.clone()),
    ];
    let entity = |(kind, value): (EntityKind, Option<String>)| {
        Some(Entity {
            kind,
            value: value?,
        })
    };
    values.into_iter().filter_map(entity).collect()
}
