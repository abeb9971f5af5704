//! The business profile as forms send it, one form per page, and how each
//! changes the profile without touching what the others hold.

use api::hours::HoursException;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::{forms::filled, wire_name::from_wire_name};
#[cfg(feature = "ssr")]
use api::{
    FieldErrors, Language,
    businesses::{BusinessDetails, BusinessTexts, LanguageModelUse, PaymentMethod},
    hours::{Interval, TimeOfDay, WEEKDAYS, WeeklyHours},
    problem::ValueError,
};
#[cfg(feature = "ssr")]
use chrono::NaiveDate;

/// Name, contact, address, languages: the first page of the profile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BasicsForm {
    pub name: String,
    pub kind: String,
    pub description: String,
    pub description_en: String,
    pub phone: String,
    pub emergency_phone: String,
    pub email: String,
    pub website: String,
    pub street: String,
    pub postal_code: String,
    pub city: String,
    pub directions: String,
    pub directions_en: String,
    pub federal_state: String,
    pub default_language: String,
    pub languages: Vec<String>,
    pub formality: String,
    pub vehicle_brands: String,
    pub payment_methods: Vec<String>,
}

/// Facts for the Impressum.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LegalForm {
    pub company_name: String,
    pub representative: String,
    pub register: String,
    pub vat_id: String,
    pub authority: String,
}

/// Look and greeting of the chat.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChatForm {
    pub primary_color: String,
    pub greeting_de: String,
    pub greeting_en: String,
    pub greeting_tr: String,
}

/// Whether a language model may word answers, and what for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LanguageModelForm {
    pub is_on: bool,
    /// In euros, as typed.
    pub budget: String,
}

/// A day or a span of days that differs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExceptionForm {
    pub from: String,
    pub to: String,
    pub label: String,
    pub opens: String,
    pub closes: String,
}

#[cfg(feature = "ssr")]
impl BasicsForm {
    /// Writes the form into the profile. Values of selections that we do not
    /// offer leave what was there.
    pub fn apply(self, details: &mut BusinessDetails) {
        self.name.trim().clone_into(&mut details.name);
        if let Some(kind) = from_wire_name(&self.kind) {
            details.kind = kind;
        }
        if let Some(formality) = from_wire_name(&self.formality) {
            details.formality = formality;
        }
        details.federal_state = from_wire_name(&self.federal_state);
        details.languages = spoken_languages(&self.default_language, &self.languages);
        details.vehicle_brands = brands(&self.vehicle_brands);
        details.payment_methods = self
            .payment_methods
            .iter()
            .filter_map(|it| from_wire_name::<PaymentMethod>(it))
            .collect();
        details.description = filled(&self.description);
        details.contact.phone = filled(&self.phone);
        details.contact.emergency_phone = filled(&self.emergency_phone);
        details.contact.email = filled(&self.email);
        details.contact.website = filled(&self.website).map(with_scheme);
        self.street.trim().clone_into(&mut details.address.street);
        self.postal_code
            .trim()
            .clone_into(&mut details.address.postal_code);
        self.city.trim().clone_into(&mut details.address.city);
        details.address.directions = filled(&self.directions);
        let english = BusinessTexts {
            description: filled(&self.description_en),
            directions: filled(&self.directions_en),
        };
        if english == BusinessTexts::default() {
            details.translations.remove(&Language::En);
        } else {
            details.translations.insert(Language::En, english);
        }
    }
}

/// The default language first, then the others that are ticked, each once.
#[cfg(feature = "ssr")]
fn spoken_languages(default: &str, others: &[String]) -> Vec<Language> {
    let mut languages: Vec<Language> = Vec::new();
    for code in std::iter::once(default).chain(others.iter().map(String::as_str)) {
        if let Ok(language) = code.parse()
            && !languages.contains(&language)
        {
            languages.push(language);
        }
    }
    languages
}

/// Makes between commas or on lines of their own, each once.
#[cfg(feature = "ssr")]
fn brands(text: &str) -> Vec<String> {
    let mut brands: Vec<String> = Vec::new();
    for brand in text.split([',', ';', '\n']).filter_map(filled) {
        if !brands.contains(&brand) {
            brands.push(brand);
        }
    }
    brands
}

/// People type `werkstatt.de`; a link needs more.
#[cfg(feature = "ssr")]
fn with_scheme(website: String) -> String {
    if website.contains("://") {
        website
    } else {
        format!("https://{website}")
    }
}

#[cfg(feature = "ssr")]
impl LegalForm {
    /// Writes the form into the profile.
    pub fn apply(self, details: &mut BusinessDetails) {
        let legal = &mut details.legal;
        legal.company_name = filled(&self.company_name);
        legal.representative = filled(&self.representative);
        legal.register = filled(&self.register);
        legal.vat_id = filled(&self.vat_id);
        legal.authority = filled(&self.authority);
    }
}

#[cfg(feature = "ssr")]
impl ChatForm {
    /// Writes the form into the profile; the default colour counts as no choice.
    pub fn apply(self, details: &mut BusinessDetails) {
        details.chat.primary_color =
            filled(&self.primary_color).filter(|it| it != super::DEFAULT_CHAT_COLOR);
        for (language, greeting) in [
            (Language::De, self.greeting_de),
            (Language::En, self.greeting_en),
            (Language::Tr, self.greeting_tr),
        ] {
            match filled(&greeting) {
                Some(greeting) => details.chat.greetings.insert(language, greeting),
                None => details.chat.greetings.remove(&language),
            };
        }
    }
}

#[cfg(feature = "ssr")]
impl LanguageModelForm {
    /// Writes the form into the profile.
    pub fn apply(self, details: &mut BusinessDetails) -> Result<(), FieldErrors> {
        details.chat.language_model = if self.is_on {
            let budget = self.budget.trim().parse::<u32>().ok();
            let cents = budget.and_then(|it| it.checked_mul(100));
            let cents = cents.filter(|it| (100..=1_000_000).contains(it));
            let Some(monthly_budget_cents) = cents else {
                let mut errors = FieldErrors::default();
                errors.check::<()>(
                    "/chat/language_model/monthly_budget_cents",
                    Err(ValueError::new(
                        "invalid_budget",
                        "must be 1 to 10000 euros",
                    )),
                );
                return Err(errors);
            };
            Some(LanguageModelUse {
                monthly_budget_cents,
            })
        } else {
            None
        };
        Ok(())
    }
}

/// Hours as the form has them. The form shows two intervals a day; where the
/// profile has more (by import) and the two are unchanged, the others stay.
#[cfg(feature = "ssr")]
pub fn merge_hours(before: &WeeklyHours, mut form: WeeklyHours) -> WeeklyHours {
    for (day, _) in WEEKDAYS {
        let old = before.day(day);
        if old.len() > 2 && form.day(day) == &old[..2] {
            *form.day_mut(day) = old.to_vec();
        }
    }
    form
}

#[cfg(feature = "ssr")]
impl ExceptionForm {
    /// Reads the form: without `to` a single day, without hours closed.
    pub fn parse(&self) -> Result<HoursException, FieldErrors> {
        const INVALID: ValueError = ValueError::new("invalid_date", "is not a date");
        let mut errors = FieldErrors::default();
        let date = |text: &str| text.trim().parse::<NaiveDate>().map_err(|_| INVALID);
        let from = errors.check("/from", date(&self.from));
        let to = match filled(&self.to) {
            Some(to) => errors.check("/to", date(&to)),
            None => from,
        };
        if let (Some(from), Some(to)) = (from, to) {
            errors.require(
                "/to",
                from <= to,
                ValueError::new("invalid_date_order", "must not be before the first day"),
            );
        }
        let mut hours = Vec::new();
        if filled(&self.opens).is_some() || filled(&self.closes).is_some() {
            let from = errors.check("/opens", TimeOfDay::parse(&self.opens));
            let to = errors.check("/closes", TimeOfDay::parse(&self.closes));
            if let (Some(from), Some(to)) = (from, to) {
                errors.require(
                    "/closes",
                    from < to,
                    ValueError::new("invalid_hours", "must end after they begin"),
                );
                hours.push(Interval { from, to });
            }
        }
        let exception = from.zip(to).map(|(from, to)| HoursException {
            from,
            to,
            label: self.label.trim().to_owned(),
            hours,
        });
        errors.finish(exception)
    }
}

/// Adds a day that differs; the same one a second time changes nothing.
#[cfg(feature = "ssr")]
pub fn add_exception(exceptions: &mut Vec<HoursException>, exception: HoursException) {
    if !exceptions.contains(&exception) {
        exceptions.push(exception);
        exceptions.sort_by_key(|it| (it.from, it.to));
    }
}

/// Names a day that differs in a form: exceptions have no ids.
pub fn exception_name(exception: &HoursException) -> String {
    format!("{}|{}|{}", exception.from, exception.to, exception.label)
}

#[cfg(all(test, feature = "ssr"))]
mod tests;
