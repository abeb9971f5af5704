//! The reply to a visitor whose slot somebody else took a moment ago.

use super::BusinessEngine;
use crate::appointments::free_slots_after;
use brain::{Action, Availability, Language, Reply};
use chrono::{Datelike as _, NaiveDateTime};

/// Free times that are offered instead.
const OFFERED: usize = 3;

/// Makes the engine's second reply, given with fresh availability, the one that is sent. The
/// engine may have seen that the slot is taken and offer others; then only the reason is put in
/// front. Where it still takes the booking for possible, the next free times are named here, and
/// the request goes on without its time.
pub(super) fn just_taken(
    business: &BusinessEngine,
    second: Reply,
    availability: &Availability,
    now: NaiveDateTime,
    wished: NaiveDateTime,
) -> Reply {
    let language = second.language;
    let taken = taken_sentence(language, wished);
    if second.booking.is_none() {
        return Reply {
            text: format!("{taken} {}", second.text),
            ..second
        };
    }
    let free = free_slots_after(&business.details, availability, now, wished, OFFERED);
    let phone = business.details.contact.phone.as_deref();
    let mut state = second.state;
    if let Some(request) = &mut state.appointment {
        request.date = None;
        request.time = None;
        request.wished_time = None;
    }
    Reply {
        text: format!("{taken} {}", offer(language, &free, phone)),
        suggestions: free.iter().map(|it| short_time(language, *it)).collect(),
        actions: second
            .actions
            .into_iter()
            .filter(|it| *it != Action::Appointment)
            .collect(),
        booking: None,
        state,
        ..second
    }
}

fn taken_sentence(language: Language, wished: NaiveDateTime) -> String {
    let time = short_time(language, wished);
    match language {
        Language::De => format!("Der Termin am {time} wurde leider gerade eben vergeben."),
        Language::En => format!("Sorry, the appointment on {time} has just been taken."),
        Language::Tr => format!("Üzgünüz, {time} randevusu az önce doldu."),
    }
}

fn offer(language: Language, free: &[NaiveDateTime], phone: Option<&str>) -> String {
    if free.is_empty() {
        let ask = match language {
            Language::De => "In den nächsten Wochen ist sonst nichts frei.",
            Language::En => "Nothing else is free in the coming weeks.",
            Language::Tr => "Önümüzdeki haftalarda başka boş saat yok.",
        };
        return match (phone, language) {
            (None, _) => ask.to_owned(),
            (Some(phone), Language::De) => format!("{ask} Am besten kurz anrufen: {phone}"),
            (Some(phone), Language::En) => format!("{ask} Please give us a call: {phone}"),
            (Some(phone), Language::Tr) => format!("{ask} Telefonla ulaşabilirsiniz: {phone}"),
        };
    }
    let (intro, question) = match language {
        Language::De => ("Als Nächstes ist frei:", "Welche Zeit passt?"),
        Language::En => ("The next free times are:", "Which one suits you?"),
        Language::Tr => ("Sıradaki boş saatler:", "Hangisi uygun olur?"),
    };
    let times: Vec<_> = free
        .iter()
        .map(|it| format!("- {}", short_time(language, *it)))
        .collect();
    format!("{intro}\n{}\n\n{question}", times.join("\n"))
}

/// `24.11. um 9:00 Uhr`: what the engine understands when the visitor taps it.
fn short_time(language: Language, time: NaiveDateTime) -> String {
    let (day, month) = (time.day(), time.month());
    let clock = time.format("%-H:%M");
    match language {
        Language::De => format!("{day:02}.{month:02}. um {clock} Uhr"),
        Language::En => format!("{} at {clock}", time.format("%-d %B")),
        Language::Tr => format!("{day:02}.{month:02}. saat {clock}"),
    }
}

#[cfg(test)]
mod tests;
