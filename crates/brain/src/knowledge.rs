//! What a business tells the engine about itself.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A language the engine understands and answers in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// German.
    De,
    /// English.
    En,
    /// Turkish.
    Tr,
}

impl Language {
    /// ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
            Self::Tr => "tr",
        }
    }

    /// Every language, in the order of [`Language::index`].
    pub const ALL: [Self; 3] = [Self::De, Self::En, Self::Tr];

    /// Position in [`Language::ALL`].
    pub(crate) const fn index(self) -> usize {
        self as usize
    }
}

/// How the business addresses German-speaking visitors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Formality {
    /// With `Sie`.
    #[default]
    Formal,
    /// With `du`.
    Informal,
}

/// A time span in which the business is open, in minutes since local midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    /// First minute.
    pub open: u16,
    /// Minute after the last one: greater than `open`, at most 1440.
    pub close: u16,
}

/// Days on which other hours apply than the weekly ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    /// First day.
    pub from: NaiveDate,
    /// Last day, not before `from`.
    pub to: NaiveDate,
    /// Why, as visitors are told: `Betriebsferien`. May be empty.
    pub label: String,
    /// Hours on each of the days; none means closed.
    pub intervals: Vec<Interval>,
}

/// A German federal state by its ISO 3166-2 suffix: decides the public holidays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the codes are the standard names")]
pub enum FederalState {
    BW,
    BY,
    BE,
    BB,
    HB,
    HH,
    HE,
    MV,
    NI,
    NW,
    RP,
    SL,
    SN,
    ST,
    SH,
    TH,
}

impl FederalState {
    /// All sixteen.
    pub const ALL: [Self; 16] = [
        Self::BW,
        Self::BY,
        Self::BE,
        Self::BB,
        Self::HB,
        Self::HH,
        Self::HE,
        Self::MV,
        Self::NI,
        Self::NW,
        Self::RP,
        Self::SL,
        Self::SN,
        Self::ST,
        Self::SH,
        Self::TH,
    ];
}

/// A way to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum PaymentMethod {
    Cash,
    Girocard,
    CreditCard,
    Invoice,
    BankTransfer,
    Paypal,
    Instalments,
}

/// Profile of the business. Texts are plain text in the default language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Business {
    /// Name as visitors know it.
    pub name: String,
    /// What the business is, in a sentence or two.
    pub description: Option<String>,
    /// Telephone number as it is written for people.
    pub phone: Option<String>,
    /// Number for breakdowns, where it differs from `phone`.
    pub emergency_phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Web address with scheme.
    pub website: Option<String>,
    /// Who speaks for the business, with the role: `Petra Sonnenberg, Geschäftsführerin`.
    pub representative: Option<String>,
    /// Street and house number.
    pub street: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// How to get there and where to park.
    pub directions: Option<String>,
    /// Languages visitors are answered in. Empty means the default one only.
    pub languages: Vec<Language>,
    /// Language of the profile, and of answers where the visitor's is unknown.
    pub default_language: Language,
    /// `Sie` or `du`.
    pub formality: Formality,
    /// Usual hours by weekday, Monday first; each day sorted, without overlaps.
    pub weekly_hours: [Vec<Interval>; 7],
    /// Days that differ, company holidays among them. The first that covers a day counts.
    pub exceptions: Vec<Exception>,
    /// Decides the public holidays, on which the business is closed. None: no holidays known.
    pub federal_state: Option<FederalState>,
    /// Makes the business works on. Empty: the profile does not say.
    pub vehicle_brands: Vec<String>,
    /// Ways to pay. Empty: the profile does not say.
    pub payment_methods: Vec<PaymentMethod>,
}

/// Name and description of a service in one more language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceTexts {
    /// Name.
    pub name: String,
    /// What it includes.
    pub description: Option<String>,
}

/// An entry of the price list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Name in the default language.
    pub name: String,
    /// What it includes.
    pub description: Option<String>,
    /// Texts in further languages.
    pub translations: BTreeMap<Language, ServiceTexts>,
    /// Group in the price list.
    pub category: String,
    /// Gross price.
    pub price: Price,
    /// The cars the price is for: `Kleinwagen`.
    pub vehicle_class: Option<String>,
    /// How long it takes, in minutes.
    pub duration_minutes: Option<u32>,
    /// Whether an appointment for it can be asked for in the chat.
    pub bookable: bool,
}

impl Service {
    /// The name in `language`, else in the default language.
    pub fn name_in(&self, language: Language) -> &str {
        self.translations
            .get(&language)
            .map_or(&self.name, |it| &it.name)
    }
}

/// A gross price in cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Price {
    /// Exactly this much.
    Fixed {
        /// Amount in cents.
        cents: i64,
    },
    /// At least this much.
    From {
        /// Amount in cents.
        cents: i64,
    },
    /// Between two amounts.
    Range {
        /// Lower amount in cents.
        from_cents: i64,
        /// Upper amount in cents.
        to_cents: i64,
    },
    /// Said after a look at the car.
    OnRequest,
}

/// A question with its answer, written by the business.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnowledgeEntry {
    /// Stable id, given back in [`crate::Reply::sources`] as `faq:<id>`.
    pub id: String,
    /// The question.
    pub question: String,
    /// Other ways to ask it.
    pub variants: Vec<String>,
    /// The answer, in the Markdown subset of [`crate::Reply::text`].
    pub answer: String,
    /// Language of question, variants and answer.
    pub language: Language,
    /// The business's own name for what the entry is about, given back in
    /// [`crate::Reply::own_intent`].
    #[serde(default)]
    pub intent: Option<String>,
}

/// Everything the engine answers from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Knowledge {
    /// Profile.
    pub business: Business,
    /// Price list, in the order of the business.
    pub services: Vec<Service>,
    /// Questions and answers.
    pub entries: Vec<KnowledgeEntry>,
}
