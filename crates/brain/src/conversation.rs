//! A turn of the conversation: what goes into the engine and what comes out.

use crate::{Language, availability::Availability, dates::DayPart};
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// A message of a visitor with all the engine needs to answer it.
#[derive(Clone, Copy, Debug)]
pub struct Turn<'a> {
    /// What the visitor wrote. Only the first 2000 characters are read.
    pub message: &'a str,
    /// State given back by the turn before; the default one for the first turn.
    pub state: &'a DialogueState,
    /// Local wall time of the business.
    pub now: NaiveDateTime,
    /// Language of the visitor's browser.
    pub locale: Option<Language>,
    /// What of the business's time is taken; `None`: nothing is known of it.
    pub availability: Option<&'a Availability>,
    /// Chooses among phrases that say the same. Equal turns with equal seeds get equal replies.
    pub seed: u64,
}

/// The answer to a turn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    /// Text in a small Markdown subset: `**bold**`, lists with `- `, `[text](url)` with `https:`,
    /// `mailto:` and `tel:` addresses.
    pub text: String,
    /// Language of the text.
    pub language: Language,
    /// What the visitor wanted; of several questions the first.
    pub intent: Intent,
    /// The business's own name for it, where its entry answered and has one.
    #[serde(default)]
    pub own_intent: Option<String>,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
    /// What was found in the message or, when an appointment request is complete, all of it.
    pub entities: Vec<Entity>,
    /// What the visitor may want to say next, in their language.
    pub suggestions: Vec<String>,
    /// What the visitor can do with a tap.
    pub actions: Vec<Action>,
    /// Whether the visitor asked something the knowledge does not hold.
    pub is_unanswered: bool,
    /// What the answer rests on: `hours`, `profile`, `service:<name>`, `faq:<id>`.
    pub sources: Vec<String>,
    /// The appointment request, in the one turn in which the visitor confirms it.
    pub booking: Option<Booking>,
    /// Whether the request sent earlier in this conversation is taken back; with a booking beside
    /// it, that one takes its place.
    pub withdraws_booking: bool,
    /// The visitor wants to be called.
    pub callback: Option<Callback>,
    /// To be given to the next turn.
    pub state: DialogueState,
}

/// First words of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Greeting {
    /// The greeting.
    pub text: String,
    /// What the visitor may want to ask.
    pub suggestions: Vec<String>,
}

/// Declares [`Intent`] with the names the API uses.
macro_rules! intents {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// What a visitor wants.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Intent {
            $($(#[$doc])* $variant,)*
        }

        impl Intent {
            /// Every intent.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable name, as in the API.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

intents! {
    /// When the business is open.
    OpeningHours = "opening_hours",
    /// What something costs.
    Price = "price",
    /// Wants an appointment.
    AppointmentBook = "appointment_book",
    /// Wants another time for an appointment.
    AppointmentChange = "appointment_change",
    /// Gives up an appointment.
    AppointmentCancel = "appointment_cancel",
    /// Whether something is offered, a make is worked on.
    ServiceOffer = "service_offer",
    /// Stands at the roadside.
    BreakdownEmergency = "breakdown_emergency",
    /// Where the business is.
    Location = "location",
    /// How to reach the business.
    Contact = "contact",
    /// How to pay.
    Payment = "payment",
    /// Warranty and guarantee.
    Warranty = "warranty",
    /// A car for the time of the repair.
    LoanCar = "loan_car",
    /// Change of tyres or wheels.
    TyreChange = "tyre_change",
    /// Storage of tyres or wheels.
    TyreStorage = "tyre_storage",
    /// Periodical inspection and emission test.
    InspectionHuAu = "inspection_hu_au",
    /// Parts, brought or ordered.
    Parts = "parts",
    /// Damage after an accident.
    AccidentDamage = "accident_damage",
    /// Whether the car is ready.
    StatusOfRepair = "status_of_repair",
    /// Buying or selling a vehicle.
    VehicleSale = "vehicle_sale",
    /// Financing and leasing.
    Financing = "financing",
    /// A test drive.
    TestDrive = "test_drive",
    /// Wants to work here.
    JobApplication = "job_application",
    /// Says hello.
    Greeting = "greeting",
    /// Says thank you.
    Thanks = "thanks",
    /// Says goodbye.
    Goodbye = "goodbye",
    /// Wants a person.
    HumanHandoff = "human_handoff",
    /// Is not content.
    Complaint = "complaint",
    /// Data protection.
    PrivacyGdpr = "privacy_gdpr",
    /// Something else.
    OutOfScope = "out_of_scope",
}

/// What an [`Entity`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    /// A service of the price list, by its name in the default language.
    Service,
    /// A day, `2026-12-24`.
    Date,
    /// A time of day, `14:30`.
    Time,
    /// The wished date and time in the visitor's own words.
    WishedTime,
    /// A make of car.
    Brand,
    /// The visitor's name.
    Name,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// Make and model of the vehicle.
    Vehicle,
    /// Registration plate.
    Plate,
}

/// Something named in the message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// Its value, as [`EntityKind`] says.
    pub value: String,
}

/// What the visitor can do with a tap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Action {
    /// Call a number.
    Call {
        /// The number for a `tel:` address: digits with an optional leading `+`.
        phone: String,
        /// What the button says.
        label: String,
    },
    /// Open an address.
    Link {
        /// The address.
        url: String,
        /// What the button says.
        label: String,
    },
    /// An appointment request is complete; its data are in [`Reply::entities`].
    Appointment,
    /// Hand over to a person.
    Handoff,
}

/// A finished appointment request, which the visitor has confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booking {
    /// What is to be done: name of a service in the default language, or the visitor's words.
    pub service: String,
    /// Make and model as the visitor wrote them.
    pub vehicle: Option<String>,
    /// Registration plate, written as on the car: `M-AB 1234`.
    pub plate: Option<String>,
    /// The wished day.
    pub date: NaiveDate,
    /// The wished time in minutes since local midnight.
    pub time: u16,
    /// Name of the visitor.
    pub name: String,
    /// Telephone number; there is one, or an e-mail address, or both.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// What else the visitor wants the workshop to know.
    pub note: Option<String>,
}

/// The visitor wants to be called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Callback {
    /// The number, as the visitor wrote it.
    pub phone: String,
    /// The visitor's name, where it was said.
    pub name: Option<String>,
    /// The message with the number, on one line: it may say when and why.
    pub wish: String,
}

/// What the engine remembers between turns. States written by older or newer versions can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DialogueState {
    /// Language of the last reply.
    pub language: Option<Language>,
    /// What the last turn was about.
    #[serde(deserialize_with = "known_or_none")]
    pub last_intent: Option<Intent>,
    /// Default-language name of the service last spoken of.
    pub last_service: Option<String>,
    /// The appointment request that is being filled.
    pub appointment: Option<AppointmentRequest>,
    /// Whether the visitor wants to be called and is still to say the number.
    pub awaits_callback_number: bool,
    /// The appointment request that was sent, for as long as it may be changed or taken back.
    pub booked: Option<Booking>,
}

/// An intent by its name; a name of another version counts as none.
fn known_or_none<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Intent>, D::Error> {
    let name = Option::<String>::deserialize(deserializer)?;
    Ok(Intent::ALL
        .iter()
        .copied()
        .find(|it| name.as_deref() == Some(it.as_str())))
}

/// An appointment request as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AppointmentRequest {
    /// What is to be done: name of a service in the default language, or the visitor's words.
    pub service: Option<String>,
    /// Make and model as the visitor wrote them.
    pub vehicle: Option<String>,
    /// Registration plate, written as on the car.
    pub plate: Option<String>,
    /// The wished day.
    pub date: Option<NaiveDate>,
    /// The wished time in minutes since local midnight.
    pub time: Option<u16>,
    /// The wished part of the day, as long as there is no time.
    pub part: Option<DayPart>,
    /// Name of the visitor.
    pub name: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// What else the visitor said of the matter.
    pub note: Option<String>,
    /// What the visitor was asked for last.
    pub asked: Option<Slot>,
    /// Whether the vehicle was asked for; that is done once.
    pub has_asked_vehicle: bool,
    /// How often the question was asked without an answer.
    pub repeated: u8,
    /// Whether it takes the place of a request that was sent before.
    pub replaces: bool,
}

/// What an appointment request needs, in the order it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    /// What is to be done.
    Service,
    /// Make and model; optional.
    Vehicle,
    /// The day.
    Day,
    /// The time of day.
    Time,
    /// The visitor's name.
    Name,
    /// A telephone number or e-mail address.
    Contact,
    /// That all is right and may be sent, and that the data may be used for it.
    Consent,
}
