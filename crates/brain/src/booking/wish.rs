//! Whether a visitor wants an appointment without asking for one in so many words.

use super::{plate::find_plate, vehicle::find_vehicle};
use crate::{
    DialogueState, Intent,
    understanding::{Decision, Understanding, is_social},
};

/// Certainty from which another intent is what the visitor wants.
const SURE: f32 = 0.75;

/// Certainty of being out of scope from which an appointment is with somebody else.
const ELSEWHERE: f32 = 0.8;

/// Whether a message asks for an appointment: names work with a day, a car or the word itself
/// (`Räder umstecken, Kia Ceed, Montag 15 Uhr`), or goes on from an offer with a day or a car
/// (`Was kostet die Inspektion?` `Skoda Fabia, nächsten Dienstag`).
pub fn is_wished(message: &str, whole: &Understanding, state: &DialogueState) -> bool {
    let has_day = whole.when.days.iter().any(|it| it.from == it.to);
    let has_time = has_day || whole.when.time.is_some();
    let has_car = find_vehicle(message).is_some() || find_plate(message).is_some();
    let is_elsewhere =
        whole.services.is_empty() && !has_car && whole.certainty(Intent::OutOfScope) >= ELSEWHERE;
    if is_elsewhere || is_other_matter(whole, has_day || has_car) {
        return false;
    }
    let says_appointment = whole.analysis.means("appointment");
    let is_only = |concept: &str| {
        let mut words = whole.analysis.words.iter();
        words.all(|it| it.weight <= 0.0 || it.means(concept))
    };
    if says_appointment && (!whole.is_question || is_only("appointment")) {
        return true;
    }
    if whole.services.is_empty() {
        let was_offered = state.last_service.is_some()
            && matches!(
                state.last_intent,
                Some(
                    Intent::ServiceOffer
                        | Intent::Price
                        | Intent::TyreChange
                        | Intent::InspectionHuAu
                        | Intent::Parts
                )
            );
        let is_short = whole.analysis.words.len() <= 8;
        return was_offered && is_short && !whole.is_question && (has_day || has_car);
    }
    let asks_when = whole
        .analysis
        .words
        .iter()
        .any(|it| it.fold == "wann" || it.fold == "when");
    !whole.is_question && (has_time || has_car)
        || says_appointment && !whole.asks_what
        || asks_when && whole.intent() != Some(Intent::OpeningHours)
}

/// Whether the message surely asks for something else. What names a day or a car is not beside
/// the point.
fn is_other_matter(whole: &Understanding, names_day_or_car: bool) -> bool {
    match whole.decision {
        Some((Decision::Faq(_), agreement)) => whole.is_question && agreement >= SURE,
        Some((Decision::Intent(Intent::OutOfScope), _)) if names_day_or_car => false,
        Some((Decision::Intent(intent), certainty)) => {
            let is_about_work = matches!(
                intent,
                Intent::ServiceOffer
                    | Intent::TyreChange
                    | Intent::TyreStorage
                    | Intent::InspectionHuAu
                    | Intent::Parts
                    | Intent::AppointmentBook
            );
            let is_urgent = matches!(
                intent,
                Intent::BreakdownEmergency
                    | Intent::AppointmentCancel
                    | Intent::AppointmentChange
                    | Intent::Complaint
            );
            let is_polite = is_social(intent);
            is_urgent && certainty >= 0.5 || !is_about_work && !is_polite && certainty >= SURE
        }
        None => false,
    }
}
