//! The appointment request: a small state machine over the [`Slot`]s it needs.
//!
//! Every message may fill any slot, several at once, or change one that is filled; what is missing
//! is asked for in the order of [`Slot`]. A question in between is answered and the open one put
//! again. The last slot is the visitor's consent to the summary; with it the request is sent. For
//! as long as the conversation lasts it can be changed or taken back.

mod plate;
mod read;
mod say;
mod times;
mod vehicle;
mod wish;

pub use times::Times;
pub use wish::is_wished;

use crate::{
    AppointmentRequest, Availability, Booking, Intent, Knowledge, Slot,
    analysis::Analysis,
    answers::{Voice, sentences},
    compose::Part,
    dates::When,
};
use chrono::{NaiveDate, NaiveDateTime};
use read::Found;

/// Certainty from which a question about opening hours is one.
const SURE: f32 = 0.7;

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
    /// How sure that is.
    pub certainty: f32,
    /// Whether it is put as a question.
    pub is_question: bool,
    /// Local time of the business.
    pub now: NaiveDateTime,
    /// What of the business's time is taken; `None`: nothing is known of it.
    pub availability: Option<&'a Availability>,
}

impl Reading<'_> {
    fn says(&self, concept: &str) -> bool {
        self.analysis.means(concept)
    }

    fn wants_out(&self) -> bool {
        self.says("abort") || self.intent == Some(Intent::AppointmentCancel)
    }

    /// Whether the message is no answer but a matter of its own.
    fn interrupts(&self, found: &Found) -> bool {
        match self.intent {
            Some(Intent::BreakdownEmergency) => true,
            // `Habt ihr am Samstag offen?` names a day, too.
            Some(Intent::OpeningHours) if self.is_question && self.certainty >= SURE => true,
            _ if !found.is_vague() => false,
            Some(Intent::HumanHandoff | Intent::Complaint) => true,
            Some(
                Intent::AppointmentBook
                | Intent::AppointmentChange
                | Intent::Greeting
                | Intent::Thanks
                | Intent::Goodbye,
            )
            | None => false,
            Some(_) => self.is_question && !found.is_flexible,
        }
    }
}

/// What the dialogue makes of a message.
#[derive(Debug)]
pub enum Step {
    /// Answers it; the request goes on, or ends with `None`.
    Answer(Box<Part>, Option<AppointmentRequest>),
    /// The visitor asked something else: it is answered, then the question repeated.
    Interrupted,
}

impl Step {
    fn end(part: Part) -> Self {
        Self::Answer(Box::new(part), None)
    }
}

/// The dialogue with one business.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// Speaks for the business.
    pub voice: &'a Voice<'a>,
    /// What it offers.
    pub knowledge: &'a Knowledge,
}

impl Desk<'_> {
    /// Begins a request with what the message says already, for the service that was `offered`
    /// before where it names none.
    pub fn start(&self, reading: &Reading<'_>, offered: Option<&str>) -> Step {
        if let Some(part) = self.not_bookable(reading) {
            return Step::end(part);
        }
        let mut request = AppointmentRequest {
            service: offered
                .filter(|_| reading.services.is_empty())
                .map(str::to_owned),
            ..AppointmentRequest::default()
        };
        let found = read::read(self.knowledge, &request, reading);
        let objection = self.fill(&mut request, found, reading);
        request.note = read::note(&request, reading.text);
        let known: Vec<String> = [
            request.service.clone(),
            request.vehicle.clone(),
            say::wished_time(self.voice, &request),
        ]
        .into_iter()
        .flatten()
        .collect();
        let noted = if known.is_empty() || next_slot(&request) == Slot::Consent {
            String::new()
        } else {
            let known = known.join(", ");
            let what = known.trim_end_matches('.');
            self.voice.say("book.noted", &[("what", what)])
        };
        let before = [self.voice.text("book.start"), noted, objection];
        self.ask_next(request, reading, &before)
    }

    /// Takes up a request that was sent, to change it.
    pub fn reopen(&self, booked: &Booking, reading: &Reading<'_>) -> Step {
        let mut request = AppointmentRequest {
            service: Some(booked.service.clone()),
            vehicle: booked.vehicle.clone(),
            plate: booked.plate.clone(),
            date: Some(booked.date),
            time: Some(booked.time),
            name: Some(booked.name.clone()),
            phone: booked.phone.clone(),
            email: booked.email.clone(),
            note: booked.note.clone(),
            asked: Some(Slot::Consent),
            has_asked_vehicle: true,
            replaces: true,
            ..AppointmentRequest::default()
        };
        let before = request.clone();
        let found = read::read(self.knowledge, &request, reading);
        let objection = self.fill(&mut request, found, reading);
        if request == before {
            request.date = None;
            request.time = None;
        }
        let start = self.voice.text("book.change_start");
        self.ask_next(request, reading, &[start, objection])
    }

    /// Takes back a request that was sent.
    pub fn withdraw(&self) -> Step {
        let mut part = Part::plain(self.voice.text("book.withdrawn"));
        part.withdraws_booking = true;
        Step::end(part)
    }

    /// Goes on with a request.
    pub fn advance(&self, request: &AppointmentRequest, reading: &Reading<'_>) -> Step {
        if reading.wants_out() {
            let key = if request.replaces {
                "book.unchanged"
            } else {
                "book.cancelled"
            };
            return Step::end(Part::plain(self.voice.text(key)));
        }
        let found = read::read(self.knowledge, request, reading);
        if reading.interrupts(&found) {
            return Step::Interrupted;
        }
        let mut next = request.clone();
        if request.asked == Some(Slot::Consent) && found.is_empty() {
            return self.decide(next, reading);
        }
        let is_chosen = request.date.is_some() || found.is_flexible;
        let objection = self.fill(&mut next, found, reading);
        let is_moved = is_chosen && wish(request) != wish(&next);
        let noted = match say::wished_time(self.voice, &next) {
            Some(time) if is_moved && objection.is_empty() && next_slot(&next) != Slot::Consent => {
                let what = time.trim_end_matches('.');
                self.voice.say("book.noted", &[("what", what)])
            }
            _ => String::new(),
        };
        let is_answered = next != *request || !objection.is_empty();
        next.repeated = if is_answered {
            0
        } else {
            request.repeated.saturating_add(1)
        };
        self.ask_next(next, reading, &[noted, objection])
    }

    /// The question that is open, to be put after an interruption.
    pub fn resume(&self, request: &AppointmentRequest, reading: &Reading<'_>) -> Part {
        let times = self.times(reading);
        let slot = request.asked.unwrap_or_else(|| next_slot(request));
        let question = say::question(self.voice, &times, request, slot);
        let text = sentences(&[self.voice.text("book.resume"), question]);
        let mut part = Part::plain(text);
        part.suggestions.push(self.voice.text("suggest.cancel"));
        part
    }

    /// The answer to the summary, where it holds nothing new.
    fn decide(&self, mut request: AppointmentRequest, reading: &Reading<'_>) -> Step {
        if let Some(slot) = named_slot(reading) {
            match slot {
                Slot::Service => request.service = None,
                Slot::Vehicle => {
                    request.vehicle = None;
                    request.plate = None;
                    request.has_asked_vehicle = false;
                }
                Slot::Day => request.date = None,
                Slot::Time => request.time = None,
                Slot::Name => request.name = None,
                Slot::Contact | Slot::Consent => {
                    request.phone = None;
                    request.email = None;
                }
            }
            return self.ask_next(request, reading, &[]);
        }
        let says_no = reading.says("no_word") || reading.intent == Some(Intent::AppointmentChange);
        if reading.says("yes_word") && !says_no {
            if let Some(objection) = self.objection(&request, reading) {
                request.time = None;
                return self.ask_next(request, reading, &[objection]);
            }
            if let Some(booking) = booking(&request) {
                return Step::end(say::sent(self.voice, &request, booking));
            }
            return self.ask_next(request, reading, &[]);
        }
        if !says_no && reading.interrupts(&Found::default()) {
            return Step::Interrupted;
        }
        let key = if says_no {
            "book.what_change"
        } else {
            "book.confirm_again"
        };
        let mut part = Part::plain(self.voice.text(key));
        let suggestions = if says_no {
            ["suggest.other_time", "suggest.cancel"]
        } else {
            ["suggest.send", "suggest.cancel"]
        };
        part.suggestions = suggestions.map(|it| self.voice.text(it)).into();
        Step::Answer(Box::new(part), Some(request))
    }

    /// What is wrong with the wished time by now.
    fn objection(&self, request: &AppointmentRequest, reading: &Reading<'_>) -> Option<String> {
        let (date, time) = (request.date?, request.time?);
        let times = self.times(reading);
        times.objection_to_time(self.voice, date, time)
    }

    fn times<'a>(&'a self, reading: &Reading<'a>) -> Times<'a> {
        Times {
            business: self.voice.business,
            availability: reading.availability,
            now: reading.now,
        }
    }

    /// Enters what was found. Gives what is wrong with the time wished for.
    fn fill(
        &self,
        request: &mut AppointmentRequest,
        found: Found,
        reading: &Reading<'_>,
    ) -> String {
        let before = wish(request);
        let is_flexible = found.is_flexible && found.date.is_none() && found.time.is_none();
        found.enter(request);
        let times = self.times(reading);
        if is_flexible && wish(request) == before {
            let from = request.date.unwrap_or_else(|| reading.now.date());
            if let Some((date, time)) = times.first_free(from, request.part) {
                request.date = Some(date);
                request.time = Some(time);
                return String::new();
            }
        }
        if wish(request) == before {
            return String::new();
        }
        let Some(date) = request.date else {
            return String::new();
        };
        if let Some(objection) = times.objection_to_day(self.voice, date) {
            request.date = None;
            return objection;
        }
        let objection = request
            .time
            .and_then(|it| times.objection_to_time(self.voice, date, it));
        if let Some(objection) = objection {
            request.time = None;
            return objection;
        }
        String::new()
    }

    /// Asks for what is missing, or for consent.
    fn ask_next(
        &self,
        mut request: AppointmentRequest,
        reading: &Reading<'_>,
        before: &[String],
    ) -> Step {
        let slot = next_slot(&request);
        request.asked = Some(slot);
        request.has_asked_vehicle |= slot == Slot::Vehicle;
        let mut part = say::ask(self.voice, &self.times(reading), &request, slot, before);
        part.service.clone_from(&request.service);
        Step::Answer(Box::new(part), Some(request))
    }

    fn not_bookable(&self, reading: &Reading<'_>) -> Option<Part> {
        let mut services = reading
            .services
            .iter()
            .filter_map(|it| self.knowledge.services.get(*it));
        let none_bookable = !reading.services.is_empty() && services.all(|it| !it.bookable);
        none_bookable.then(|| Part::for_people(self.voice, "book.not_bookable"))
    }
}

/// The wished time.
fn wish(request: &AppointmentRequest) -> (Option<NaiveDate>, Option<u16>) {
    (request.date, request.time)
}

fn next_slot(request: &AppointmentRequest) -> Slot {
    if request.service.is_none() {
        Slot::Service
    } else if request.vehicle.is_none() && !request.has_asked_vehicle {
        Slot::Vehicle
    } else if request.date.is_none() {
        Slot::Day
    } else if request.time.is_none() {
        Slot::Time
    } else if request.name.is_none() {
        Slot::Name
    } else if request.phone.is_none() && request.email.is_none() {
        Slot::Contact
    } else {
        Slot::Consent
    }
}

/// The slot a visitor wants to change, by its name: `die Uhrzeit`, `other name`.
fn named_slot(reading: &Reading<'_>) -> Option<Slot> {
    const NAMES: [(Slot, &[&str]); 6] = [
        (Slot::Service, &["leistung", "arbeit", "service", "hizmet"]),
        (
            Slot::Vehicle,
            &[
                "fahrzeug",
                "auto",
                "wagen",
                "kennzeichen",
                "car",
                "vehicle",
                "plate",
                "arac",
                "plaka",
            ],
        ),
        (Slot::Time, &["uhrzeit", "zeit", "time", "saat", "saati"]),
        (
            Slot::Day,
            &["tag", "datum", "termin", "day", "date", "gun", "tarih"],
        ),
        (Slot::Name, &["name", "namen", "isim"]),
        (
            Slot::Contact,
            &[
                "nummer",
                "telefonnummer",
                "handynummer",
                "telefon",
                "kontakt",
                "mail",
                "email",
                "adresse",
                "number",
                "phone",
                "contact",
                "numara",
            ],
        ),
    ];
    if reading.analysis.words.len() > 6 {
        return None;
    }
    let mut words = reading.analysis.words.iter();
    words.find_map(|word| {
        let named = |it: &&(Slot, &[&str])| it.1.contains(&word.fold.as_str());
        NAMES.iter().find(named).map(|it| it.0)
    })
}

/// The finished request, if nothing is missing.
fn booking(request: &AppointmentRequest) -> Option<Booking> {
    let request = request.clone();
    Some(Booking {
        service: request.service?,
        vehicle: request.vehicle,
        plate: request.plate,
        date: request.date?,
        time: request.time?,
        name: request.name?,
        phone: request.phone,
        email: request.email,
        note: request.note,
    })
    .filter(|it| it.phone.is_some() || it.email.is_some())
}
