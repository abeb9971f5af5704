//! A business and its whole profile, as one document.

use crate::{
    FieldErrors, Language,
    hours::{HoursException, WeeklyHours, check_intervals},
    ids::BusinessId,
    knowledge::KnowledgeInput,
    problem::ValueError,
    services::ServiceInput,
    values::{Email, HexColor, optional_text, required_text},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Businesses of an account, at most.
pub const MAX_BUSINESSES: u64 = 100;

/// What a business mainly does; decides the schema.org type of its page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BusinessKind {
    /// Repairs cars (`AutoRepair`).
    #[default]
    Workshop,
    /// Sells cars (`AutoDealer`).
    Dealer,
    /// Tyres and wheels (`TireShop`).
    TyreService,
    /// Body work and paint (`AutoBodyShop`).
    BodyShop,
}

/// How the assistant addresses visitors in German and Turkish.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Formality {
    /// Sie, siz.
    #[default]
    Formal,
    /// Du, sen.
    Informal,
}

/// A German federal state by its ISO 3166-2 code without `DE-`; decides the public holidays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[expect(missing_docs, reason = "the codes of ISO 3166-2:DE")]
#[rustfmt::skip]
pub enum FederalState { BW, BY, BE, BB, HB, HH, HE, MV, NI, NW, RP, SL, SN, ST, SH, TH }

impl FederalState {
    /// All states with their German names, by name.
    pub const ALL: [(Self, &'static str); 16] = [
        (Self::BW, "Baden-Württemberg"),
        (Self::BY, "Bayern"),
        (Self::BE, "Berlin"),
        (Self::BB, "Brandenburg"),
        (Self::HB, "Bremen"),
        (Self::HH, "Hamburg"),
        (Self::HE, "Hessen"),
        (Self::MV, "Mecklenburg-Vorpommern"),
        (Self::NI, "Niedersachsen"),
        (Self::NW, "Nordrhein-Westfalen"),
        (Self::RP, "Rheinland-Pfalz"),
        (Self::SL, "Saarland"),
        (Self::SN, "Sachsen"),
        (Self::ST, "Sachsen-Anhalt"),
        (Self::SH, "Schleswig-Holstein"),
        (Self::TH, "Thüringen"),
    ];
}

/// How visitors can pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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

/// How visitors reach the business.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Contact {
    /// Phone number as people write it: `030 1234567`.
    pub phone: Option<String>,
    /// Number for breakdowns, where it differs.
    pub emergency_phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Address of the website.
    pub website: Option<String>,
}

/// Where the business is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Address {
    /// Street and number.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// Town.
    pub city: String,
    /// ISO 3166-1 alpha-2 code; `DE` where empty.
    pub country: String,
    /// How to get there, where to park: one or two sentences.
    pub directions: Option<String>,
}

/// A place in WGS 84 degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Geo {
    /// Latitude, -90 to 90.
    pub lat: f64,
    /// Longitude, -180 to 180.
    pub lng: f64,
}

/// Facts for the Impressum (§ 5 DDG).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Legal {
    /// Full name of the company with its form: `Autohaus Muster GmbH`.
    pub company_name: Option<String>,
    /// Who represents it.
    pub representative: Option<String>,
    /// Register court and number.
    pub register: Option<String>,
    /// VAT id (§ 27a UStG).
    pub vat_id: Option<String>,
    /// Chamber or supervisory authority.
    pub authority: Option<String>,
}

/// Texts of a business in one more language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct BusinessTexts {
    /// See [`BusinessDetails::description`].
    pub description: Option<String>,
    /// See [`Address::directions`].
    pub directions: Option<String>,
}

/// How the chat looks and greets, where the owner differs from the defaults.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ChatSettings {
    /// Colour of the bubble and of the visitor's messages, `#rrggbb`.
    pub primary_color: Option<String>,
    /// Greeting in place of the usual one, by language.
    pub greetings: BTreeMap<Language, String>,
    /// Lets a language model word answers, where the installation has one. Absent: it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language_model: Option<LanguageModelUse>,
}

/// What a business lets a language model do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LanguageModelUse {
    /// What it may cost in a calendar month (UTC), in cents.
    pub monthly_budget_cents: u32,
}

/// The language model of the installation, as a business sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageModelStatus {
    /// Its name.
    pub model: String,
    /// What it has cost the business in this calendar month (UTC), in cents.
    pub spent_cents: u32,
}

/// Everything known of a business itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BusinessDetails {
    /// Name as visitors know it.
    pub name: String,
    /// What it mainly does.
    #[serde(default)]
    pub kind: BusinessKind,
    /// One or two sentences for the page and the assistant, in the default language.
    #[serde(default)]
    pub description: Option<String>,
    /// Texts in further languages.
    #[serde(default)]
    pub translations: BTreeMap<Language, BusinessTexts>,
    /// Phone, e-mail, website.
    #[serde(default)]
    pub contact: Contact,
    /// Where it is.
    #[serde(default)]
    pub address: Address,
    /// Place on the map.
    #[serde(default)]
    pub geo: Option<Geo>,
    /// IANA time zone of the hours.
    #[serde(default = "berlin")]
    pub time_zone: String,
    /// Decides the public holidays.
    #[serde(default)]
    pub federal_state: Option<FederalState>,
    /// Languages spoken with visitors, the default one first.
    #[serde(default = "german_only")]
    pub languages: Vec<Language>,
    /// Sie or du.
    #[serde(default)]
    pub formality: Formality,
    /// Usual hours.
    #[serde(default)]
    pub hours: WeeklyHours,
    /// Days that differ.
    #[serde(default)]
    pub exceptions: Vec<HoursException>,
    /// Makes it works on or sells; empty means all.
    #[serde(default)]
    pub vehicle_brands: Vec<String>,
    /// How visitors can pay.
    #[serde(default)]
    pub payment_methods: Vec<PaymentMethod>,
    /// Facts for the Impressum.
    #[serde(default)]
    pub legal: Legal,
    /// Look and greeting of the chat.
    #[serde(default)]
    pub chat: ChatSettings,
}

fn berlin() -> String {
    "Europe/Berlin".to_owned()
}

fn german_only() -> Vec<Language> {
    vec![Language::De]
}

impl BusinessDetails {
    /// An empty profile with a name, as registration makes it.
    pub fn named(name: String) -> Self {
        Self {
            name,
            kind: BusinessKind::default(),
            description: None,
            translations: BTreeMap::new(),
            contact: Contact::default(),
            address: Address::default(),
            geo: None,
            time_zone: berlin(),
            federal_state: None,
            languages: german_only(),
            formality: Formality::default(),
            hours: WeeklyHours::default(),
            exceptions: Vec::new(),
            vehicle_brands: Vec::new(),
            payment_methods: Vec::new(),
            legal: Legal::default(),
            chat: ChatSettings::default(),
        }
    }

    /// The language answers are given in when the visitor's is not spoken.
    pub fn default_language(&self) -> Language {
        self.languages.first().copied().unwrap_or_default()
    }

    /// Checks every field. Whether the time zone exists is for the server to say.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::default();
        errors.check("/name", required_text(&self.name, 255));
        errors.check(
            "/description",
            optional_text(self.description.as_deref(), 2_000),
        );
        self.validate_contact(&mut errors);
        self.validate_texts(&mut errors);
        if let Some(geo) = self.geo {
            let is_valid = (-90.0..=90.0).contains(&geo.lat) && (-180.0..=180.0).contains(&geo.lng);
            errors.require(
                "/geo",
                is_valid,
                ValueError::new("invalid_geo", "is not a place on Earth"),
            );
        }
        errors.require(
            "/languages",
            !self.languages.is_empty(),
            ValueError::new("required", "must not be empty"),
        );
        require_distinct(&mut errors, "/languages", &self.languages);
        require_distinct(&mut errors, "/payment_methods", &self.payment_methods);
        if let Err((day, error)) = self.hours.validate() {
            errors.check::<()>(format!("/hours/{day}"), Err(error));
        }
        errors.require(
            "/exceptions",
            self.exceptions.len() <= 200,
            ValueError::new("too_many", "are too many"),
        );
        for (index, exception) in self.exceptions.iter().enumerate() {
            errors.require(
                format!("/exceptions/{index}/to"),
                exception.from <= exception.to,
                ValueError::new("invalid_hours", "must not be before `from`"),
            );
            errors.check(
                format!("/exceptions/{index}/label"),
                optional_text(Some(&exception.label), 200),
            );
            errors.check(
                format!("/exceptions/{index}/hours"),
                check_intervals(&exception.hours),
            );
        }
        errors.require(
            "/vehicle_brands",
            self.vehicle_brands.len() <= 200,
            ValueError::new("too_many", "are too many"),
        );
        for (index, brand) in self.vehicle_brands.iter().enumerate() {
            errors.check(format!("/vehicle_brands/{index}"), required_text(brand, 60));
        }
        if let Some(color) = &self.chat.primary_color {
            errors.check("/chat/primary_color", HexColor::parse(color));
        }
        for (language, greeting) in &self.chat.greetings {
            errors.check(
                format!("/chat/greetings/{language}"),
                required_text(greeting, 500),
            );
        }
        errors.finish(Some(()))
    }

    /// Texts in further languages and for the Impressum.
    fn validate_texts(&self, errors: &mut FieldErrors) {
        for (language, texts) in &self.translations {
            let pointer = format!("/translations/{language}");
            errors.check(
                format!("{pointer}/description"),
                optional_text(texts.description.as_deref(), 2_000),
            );
            errors.check(
                format!("{pointer}/directions"),
                optional_text(texts.directions.as_deref(), 600),
            );
        }
        let Legal {
            company_name,
            representative,
            register,
            vat_id,
            authority,
        } = &self.legal;
        for (name, text) in [
            ("company_name", company_name),
            ("representative", representative),
            ("register", register),
            ("vat_id", vat_id),
            ("authority", authority),
        ] {
            errors.check(
                format!("/legal/{name}"),
                optional_text(text.as_deref(), 255),
            );
        }
    }

    fn validate_contact(&self, errors: &mut FieldErrors) {
        let Contact {
            phone,
            emergency_phone,
            email,
            website,
        } = &self.contact;
        errors.check("/contact/phone", check_phone(phone.as_deref()));
        errors.check(
            "/contact/emergency_phone",
            check_phone(emergency_phone.as_deref()),
        );
        if let Some(email) = email.as_deref().filter(|it| !it.trim().is_empty()) {
            errors.check("/contact/email", Email::parse(email));
        }
        let website = optional_text(website.as_deref(), 300);
        let is_http = |it: &str| it.starts_with("https://") || it.starts_with("http://");
        errors.require(
            "/contact/website",
            matches!(&website, Ok(text) if text.as_deref().is_none_or(is_http)),
            ValueError::new("invalid_url", "must begin with https://"),
        );
        errors.check(
            "/address/street",
            optional_text(Some(&self.address.street), 200),
        );
        errors.check(
            "/address/postal_code",
            optional_text(Some(&self.address.postal_code), 12),
        );
        errors.check(
            "/address/city",
            optional_text(Some(&self.address.city), 120),
        );
        errors.check(
            "/address/directions",
            optional_text(self.address.directions.as_deref(), 600),
        );
        let country = &self.address.country;
        let is_code = country.len() == 2 && country.bytes().all(|it| it.is_ascii_uppercase());
        errors.require(
            "/address/country",
            country.is_empty() || is_code,
            ValueError::new("invalid_country", "is not an ISO 3166-1 code such as DE"),
        );
    }
}

fn require_distinct<T: PartialEq>(errors: &mut FieldErrors, pointer: &'static str, list: &[T]) {
    // The first equal pair ends the search, and there are few different values.
    let is_distinct = (1..list.len()).all(|index| !list[..index].contains(&list[index]));
    errors.require(
        pointer,
        is_distinct,
        ValueError::new("duplicate", "names the same twice"),
    );
}

/// A phone number as people write it: digits, spaces and `+ - / ( )`, at least
/// five digits; empty counts as missing.
fn check_phone(text: Option<&str>) -> Result<(), ValueError> {
    let Some(text) = optional_text(text, 40)? else {
        return Ok(());
    };
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if digits >= 5
        && text
            .chars()
            .all(|it| it.is_ascii_digit() || " +-/().".contains(it))
    {
        Ok(())
    } else {
        Err(ValueError::new("invalid_phone", "is not a phone number"))
    }
}

/// The whole profile in one document: what `PUT …/profile` imports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BusinessProfile {
    /// The business itself.
    pub business: BusinessDetails,
    /// Everything it offers.
    #[serde(default)]
    pub services: Vec<ServiceInput>,
    /// Questions and answers.
    #[serde(default)]
    pub knowledge: Vec<KnowledgeInput>,
}

/// A business as its owner sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Business {
    /// Its id.
    pub id: BusinessId,
    /// Rises with every change of the business, its services or its answers.
    pub revision: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When anything of its profile last changed.
    pub updated_at: DateTime<Utc>,
    /// Everything known of it.
    #[serde(flatten)]
    pub details: BusinessDetails,
}
