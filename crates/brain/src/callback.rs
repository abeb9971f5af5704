//! The visitor asks to be called back: a number is asked for where none is given, and passed on.

use crate::{
    Callback, DialogueState, Intent, Turn,
    answers::{Voice, sentences},
    compose::Part,
    contact::{find_introduced_name, find_phone, plain},
    schedule::Status,
    text::cut,
    understanding::Understanding,
};

/// Longest wish that is passed on, in characters.
const MAX_WISH: usize = 300;
/// Digits from which a message was meant as a telephone number.
const MEANT_AS_NUMBER: usize = 4;

/// What to say where the visitor asks to be called, or was asked for the number; `None`: it is
/// about something else.
pub fn advance(voice: &Voice<'_>, turn: &Turn<'_>, whole: &Understanding) -> Option<Part> {
    let is_open = turn.state.awaits_callback_number;
    let is_wished = whole.analysis.means("callback_word") && turn.state.appointment.is_none();
    if !is_open && !is_wished {
        return None;
    }
    let message = cut(turn.message).trim();
    if let Some(phone) = find_phone(message) {
        return Some(noted(voice, turn, message, phone));
    }
    if is_open && whole.analysis.means("abort") {
        return Some(Part {
            intent: Some(Intent::HumanHandoff),
            confidence: 1.0,
            ..Part::plain(voice.text("callback.given_up"))
        });
    }
    let digits = message.bytes().filter(u8::is_ascii_digit).count();
    let key = if is_wished {
        "callback.number"
    } else if digits >= MEANT_AS_NUMBER {
        "callback.no_number"
    } else {
        return None;
    };
    Some(Part {
        intent: Some(Intent::HumanHandoff),
        confidence: 1.0,
        awaits_callback_number: true,
        ..Part::plain(voice.text(key)).with_call(voice)
    })
}

fn noted(voice: &Voice<'_>, turn: &Turn<'_>, message: &str, phone: String) -> Part {
    let first = voice.say("callback.noted", &[("phone", &phone)]);
    let second = match voice.business.status(turn.now) {
        Status::Closed(Some((date, minute))) => voice.say(
            "callback.when_open",
            &[
                ("day", &voice.day(date, turn.now.date())),
                ("open", &Voice::time(minute)),
            ],
        ),
        Status::OpenUntil(_) | Status::Closed(None) => voice.text("callback.soon"),
    };
    Part {
        intent: Some(Intent::HumanHandoff),
        confidence: 1.0,
        callback: Some(Callback {
            name: find_introduced_name(message),
            wish: plain(message, MAX_WISH),
            phone,
        }),
        ..Part::plain(sentences(&[first, second]))
    }
}

/// Whether the visitor is still to say the number.
pub fn is_open(parts: &[Part], state: &DialogueState) -> bool {
    let is_asked = parts.iter().any(|it| it.awaits_callback_number);
    let is_answered = parts.iter().any(|it| it.callback.is_some());
    // Who asks something else in between may still say it.
    let is_beside = parts
        .iter()
        .all(|it| it.intent != Some(Intent::HumanHandoff));
    is_asked || state.awaits_callback_number && !is_answered && is_beside
}
