//! The chat engine of CarBot: answers the visitors of a workshop from its profile, price list and
//! FAQ, without any external model.
//!
//! It is pure: text, knowledge, state, time and seed in; reply and new state out. It does no IO,
//! has no clock and no random numbers, and must know nothing of wire types, tables or tenants.
//! A message is material to be read, never an instruction: all that is said comes from the answer
//! files and from the [`Knowledge`].
//!
//! # Pipeline
//!
//! ```text
//! message ─ cut to 2000 characters (text)
//!         ─ language: de, en, tr by function words, with state, browser, business as prior (language)
//!         ─ sentences, and pieces that ask for something of their own (clauses)
//!   each  ─ words: folded, typing errors corrected, stems, concepts, compounds (text, lexicon, analysis)
//!         ─ days and times (dates), services (prices), make
//!         ─ intents by weighted cues (intent) and as learnt from phrasings (topics, classifier),
//!           FAQ by BM25 (retrieval), weighed together (fusion, understanding)
//!         ─ answer from facts (respond: hours on schedule and holidays, prices, profile, FAQ)
//!           or a step of the appointment request (booking)
//! reply   ─ parts joined, phrases in the visitor's language (answers, compose, engine)
//! ```
//!
//! Words, cues and phrases are data: see `data/README.md`.

mod analysis;
mod answers;
mod availability;
mod booking;
mod callback;
pub mod classifier;
mod clauses;
mod compose;
mod contact;
mod conversation;
mod dates;
mod engine;
mod fusion;
mod grounding;
mod holidays;
mod hours;
mod intent;
mod knowledge;
mod language;
mod lexicon;
mod matters;
mod phrasings;
mod prices;
mod profile;
mod respond;
mod retrieval;
mod schedule;
mod text;
mod topics;
mod understanding;

pub use availability::Availability;
pub use conversation::{
    Action, AppointmentRequest, Booking, Callback, DialogueState, Entity, EntityKind, Greeting,
    Intent, Reply, Slot, Turn,
};
pub use dates::DayPart;
pub use engine::Engine;
pub use grounding::is_grounded;
pub use holidays::{Holiday, easter_sunday, holiday_on};
pub use knowledge::{
    Business, Exception, FederalState, Formality, Interval, Knowledge, KnowledgeEntry, Language,
    PaymentMethod, Price, Service, ServiceTexts,
};
pub use topics::prepare;
