//! A service as its form sends it.

use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::forms::filled;
use api::services::Price;
#[cfg(feature = "ssr")]
use api::{
    FieldErrors, Language,
    problem::ValueError,
    services::{ServiceInput, ServiceTexts, parse_euros},
};

/// Fields of a service as text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServiceForm {
    pub category: String,
    pub name: String,
    pub description: String,
    pub name_en: String,
    pub description_en: String,
    pub price_kind: String,
    pub price: String,
    pub price_to: String,
    pub vehicle_class: String,
    pub duration_minutes: String,
    pub is_bookable: bool,
}

#[cfg(feature = "ssr")]
impl ServiceForm {
    /// Reads the form; texts in languages it does not show are kept from `before`.
    pub fn parse(&self, before: Option<&ServiceInput>) -> Result<ServiceInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        let price = self.parse_price(&mut errors);
        let duration_minutes = filled(&self.duration_minutes).and_then(|it| {
            let error = ValueError::new("invalid_duration", "is not a number of minutes");
            errors.check("/duration_minutes", it.parse().map_err(|_| error))
        });
        let mut translations = before.map(|it| it.translations.clone()).unwrap_or_default();
        let description_en = filled(&self.description_en);
        if let Some(name) = filled(&self.name_en) {
            let texts = ServiceTexts {
                name,
                description: description_en,
            };
            translations.insert(Language::En, texts);
        } else {
            errors.require(
                "/translations/en/name",
                description_en.is_none(),
                ValueError::new("required", "must not be empty"),
            );
            translations.remove(&Language::En);
        }
        let input = price.map(|price| ServiceInput {
            category: self.category.trim().to_owned(),
            name: self.name.trim().to_owned(),
            description: filled(&self.description),
            translations,
            price,
            vehicle_class: filled(&self.vehicle_class),
            duration_minutes,
            is_bookable: self.is_bookable,
        });
        errors.finish(input)
    }

    fn parse_price(&self, errors: &mut FieldErrors) -> Option<Price> {
        let amount = |errors: &mut FieldErrors| errors.check("/price", parse_euros(&self.price));
        match self.price_kind.as_str() {
            "from" => amount(errors).map(|cents| Price::From { cents }),
            "range" => {
                let from = amount(errors);
                let to = errors.check("/price_to", parse_euros(&self.price_to));
                let (from_cents, to_cents) = (from?, to?);
                errors.require(
                    "/price_to",
                    from_cents < to_cents,
                    ValueError::new("invalid_range", "must be more than the lower price"),
                );
                Some(Price::Range {
                    from_cents,
                    to_cents,
                })
            }
            "on_request" => Some(Price::OnRequest {}),
            _ => amount(errors).map(|cents| Price::Fixed { cents }),
        }
    }
}

/// A price as the fields of the form: kind, amount, upper amount.
pub fn price_fields(price: &Price) -> (&'static str, Option<i64>, Option<i64>) {
    match *price {
        Price::Fixed { cents } => ("fixed", Some(cents), None),
        Price::From { cents } => ("from", Some(cents), None),
        Price::Range {
            from_cents,
            to_cents,
        } => ("range", Some(from_cents), Some(to_cents)),
        Price::OnRequest {} => ("on_request", None, None),
    }
}

/// An amount as people type it: `89` or `89,90`.
pub fn typed_euros(cents: i64) -> String {
    if cents % 100 == 0 {
        (cents / 100).to_string()
    } else {
        format!("{},{:02}", cents / 100, cents % 100)
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    fn form(kind: &str, price: &str, price_to: &str) -> ServiceForm {
        ServiceForm {
            category: " Wartung ".to_owned(),
            name: "Ölwechsel".to_owned(),
            price_kind: kind.to_owned(),
            price: price.to_owned(),
            price_to: price_to.to_owned(),
            ..ServiceForm::default()
        }
    }

    #[test]
    fn prices_of_every_kind_are_read_and_written_back() {
        let check = |kind: &str, price: &str, price_to: &str, expected: Price| {
            let input = form(kind, price, price_to).parse(None).expect("valid");
            assert_eq!(input.price, expected);
            let (kind_again, cents, to_cents) = price_fields(&input.price);
            let again = form(
                kind_again,
                &cents.map(typed_euros).unwrap_or_default(),
                &to_cents.map(typed_euros).unwrap_or_default(),
            );
            assert_eq!(again.parse(None).expect("valid").price, expected);
        };
        check("fixed", "89,90 €", "", Price::Fixed { cents: 8_990 });
        check("from", "120", "", Price::From { cents: 12_000 });
        check("on_request", "egal", "", Price::OnRequest {});
        let range = Price::Range {
            from_cents: 5_000,
            to_cents: 9_905,
        };
        check("range", "50", "99,05", range);
    }

    #[test]
    fn all_errors_are_told_at_once() {
        let form = ServiceForm {
            duration_minutes: "lange".to_owned(),
            description_en: "Oil".to_owned(),
            ..form("range", "viel", "9")
        };
        let errors = form.parse(None).expect_err("invalid");
        let pointers: Vec<_> = errors.0.iter().map(|it| &*it.pointer).collect();
        assert_eq!(
            pointers,
            ["/price", "/duration_minutes", "/translations/en/name"]
        );
    }

    #[test]
    fn a_range_must_rise() {
        let errors = form("range", "9", "5").parse(None).expect_err("falls");
        assert_eq!(errors.0[0].code, "invalid_range");
    }

    #[test]
    fn texts_in_languages_the_form_does_not_show_are_kept() {
        let mut before = form("fixed", "1", "").parse(None).expect("valid");
        let turkish = ServiceTexts {
            name: "Yağ değişimi".to_owned(),
            description: None,
        };
        before.translations.insert(Language::Tr, turkish.clone());
        let after = ServiceForm {
            name_en: "Oil change".to_owned(),
            ..form("fixed", "1", "")
        }
        .parse(Some(&before))
        .expect("valid");
        assert_eq!(after.translations.len(), 2);
        assert_eq!(after.translations[&Language::Tr], turkish);
    }
}
