//! What a business offers, with prices.

use crate::{
    FieldErrors, Language,
    ids::ServiceId,
    problem::ValueError,
    values::{optional_text, required_text},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A gross price in cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
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
    OnRequest {},
}

/// Services of a business, at most.
pub const MAX_SERVICES: usize = 1_000;

/// The largest price that is taken: one million euros.
const MAX_CENTS: i64 = 100_000_000;

impl Price {
    /// Amounts are positive, at most a million euros, and a range rises.
    pub fn validate(&self) -> Result<(), ValueError> {
        let is_amount = |cents: i64| (0..=MAX_CENTS).contains(&cents);
        let is_valid = match *self {
            Self::Fixed { cents } | Self::From { cents } => is_amount(cents),
            Self::Range {
                from_cents,
                to_cents,
            } => is_amount(from_cents) && is_amount(to_cents) && from_cents < to_cents,
            Self::OnRequest {} => true,
        };
        if is_valid { Ok(()) } else { Err(INVALID_PRICE) }
    }
}

const INVALID_PRICE: ValueError = ValueError::new("invalid_price", "is not a price such as 89,90");

/// Reads an amount in euros as people type it (`89`, `89,90`, `1.299,00 €`) into cents.
pub fn parse_euros(text: &str) -> Result<i64, ValueError> {
    let text = text.trim().trim_end_matches('€').trim_end();
    let (euros, cents) = match text.rsplit_once([',', '.']) {
        Some((euros, cents)) if cents.len() <= 2 => (euros, cents),
        _ => (text, ""),
    };
    let euros: String = euros
        .chars()
        .filter(|it| !matches!(it, '.' | ',' | ' '))
        .collect();
    let is_number = |text: &str| text.bytes().all(|it| it.is_ascii_digit());
    if euros.is_empty() || euros.len() > 7 || !is_number(&euros) || !is_number(cents) {
        return Err(INVALID_PRICE);
    }
    let euros: i64 = euros.parse().map_err(|_| INVALID_PRICE)?;
    let cents: i64 = format!("{cents:0<2}").parse().map_err(|_| INVALID_PRICE)?;
    Ok(euros * 100 + cents)
}

/// Texts of a service in one more language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceTexts {
    /// Name.
    pub name: String,
    /// Description.
    #[serde(default)]
    pub description: Option<String>,
}

/// A service as its owner enters it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceInput {
    /// Group in the price list: `Wartung`.
    pub category: String,
    /// Name in the business's default language: `Ölwechsel mit Filter`.
    pub name: String,
    /// What it includes.
    #[serde(default)]
    pub description: Option<String>,
    /// Texts in further languages.
    #[serde(default)]
    pub translations: BTreeMap<Language, ServiceTexts>,
    /// Gross price.
    pub price: Price,
    /// The cars the price is for: `Kleinwagen`.
    #[serde(default)]
    pub vehicle_class: Option<String>,
    /// How long it takes, in minutes.
    #[serde(default)]
    pub duration_minutes: Option<u32>,
    /// Whether an appointment for it can be asked for in the chat.
    #[serde(default = "yes")]
    pub is_bookable: bool,
}

fn yes() -> bool {
    true
}

impl ServiceInput {
    /// Checks every field.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::default();
        errors.check("/category", required_text(&self.category, 100));
        errors.check("/name", required_text(&self.name, 255));
        errors.check(
            "/description",
            optional_text(self.description.as_deref(), 2_000),
        );
        errors.check("/price", self.price.validate());
        errors.check(
            "/vehicle_class",
            optional_text(self.vehicle_class.as_deref(), 100),
        );
        errors.require(
            "/duration_minutes",
            self.duration_minutes
                .is_none_or(|it| (1..=20_160).contains(&it)),
            ValueError::new(
                "invalid_duration",
                "must be between one minute and two weeks",
            ),
        );
        for (language, texts) in &self.translations {
            errors.check(
                format!("/translations/{language}/name"),
                required_text(&texts.name, 255),
            );
            errors.check(
                format!("/translations/{language}/description"),
                optional_text(texts.description.as_deref(), 2_000),
            );
        }
        errors.finish(Some(()))
    }
}

/// A service of a business.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// What the owner entered.
    #[serde(flatten)]
    pub input: ServiceInput,
}

#[cfg(test)]
mod tests {
    use super::parse_euros;

    #[test]
    fn euros_are_read_as_people_type_them() {
        let check = |text: &str, expected: Option<i64>| {
            assert_eq!(parse_euros(text).ok(), expected, "{text}");
        };
        check("89", Some(8_900));
        check("89,9", Some(8_990));
        check(" 89,90 € ", Some(8_990));
        check("1.299,00", Some(129_900));
        check("1.299", Some(129_900));
        check("0,50", Some(50));
        check("12.5", Some(1_250));
        check("-5", None);
        check("", None);
        check("viel", None);
        check("99999999", None);
    }
}
