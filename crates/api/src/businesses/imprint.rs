//! What an Impressum must say (§ 5 DDG) and whether a profile says it.

use super::BusinessDetails;
use crate::{FieldErrors, problem::ValueError};
use serde::{Deserialize, Serialize};

/// The legal form of a business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LegalForm {
    /// Einzelunternehmen.
    SoleTrader,
    /// Eingetragene Kauffrau, eingetragener Kaufmann (e. K.).
    RegisteredTrader,
    /// Gesellschaft bürgerlichen Rechts (`GbR`).
    Gbr,
    /// Eingetragene Gesellschaft bürgerlichen Rechts (`eGbR`).
    RegisteredGbr,
    /// Offene Handelsgesellschaft (OHG).
    Ohg,
    /// Kommanditgesellschaft (KG), also with a company as partner (GmbH & Co. KG).
    Kg,
    /// Unternehmergesellschaft (haftungsbeschränkt).
    Ug,
    /// Gesellschaft mit beschränkter Haftung (GmbH).
    Gmbh,
    /// Aktiengesellschaft (AG).
    Ag,
    /// Eingetragene Genossenschaft (eG).
    Cooperative,
}

impl LegalForm {
    /// The form a company's name ends with: `Autohaus Muster GmbH & Co. KG`.
    pub fn of_name(name: &str) -> Option<Self> {
        let words: Vec<String> = name
            .to_lowercase()
            .replace(['(', ')', ',', '.'], " ")
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match *words.as_slice() {
            [.., "kg"] => Some(Self::Kg),
            [.., "gmbh" | "ggmbh"] => Some(Self::Gmbh),
            [.., "ug"] | [.., "ug", "haftungsbeschränkt"] => Some(Self::Ug),
            [.., "ohg"] => Some(Self::Ohg),
            [.., "egbr"] => Some(Self::RegisteredGbr),
            [.., "gbr"] => Some(Self::Gbr),
            [.., "ag"] => Some(Self::Ag),
            [.., "eg"] | [.., "e", "g"] => Some(Self::Cooperative),
            [.., "ek" | "ekfm" | "ekfr"] | [.., "e", "k" | "kfm" | "kfr"] => {
                Some(Self::RegisteredTrader)
            }
            _ => None,
        }
    }

    /// Whether it stands in a public register, whose court and number the Impressum names.
    pub const fn is_registered(self) -> bool {
        !matches!(self, Self::SoleTrader | Self::Gbr)
    }

    /// Whether the Impressum names who represents it.
    pub const fn has_representative(self) -> bool {
        !matches!(self, Self::SoleTrader | Self::RegisteredTrader)
    }
}

impl BusinessDetails {
    /// The legal form: as entered, or as the company's name says.
    pub fn legal_form(&self) -> Option<LegalForm> {
        let legal = &self.legal;
        legal
            .legal_form
            .or_else(|| LegalForm::of_name(legal.company_name.as_deref()?))
    }

    /// What the Impressum must say by law and cannot say yet, by JSON pointer into the profile.
    pub fn missing_imprint_facts(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        let mut require = |pointer: &'static str, text: Option<&str>| {
            errors.require(
                pointer,
                is_filled(text),
                ValueError::new("required", "is needed for the Impressum"),
            );
        };
        require("/address/street", Some(&self.address.street));
        require("/address/postal_code", Some(&self.address.postal_code));
        require("/address/city", Some(&self.address.city));
        require("/contact/phone", self.contact.phone.as_deref());
        require("/contact/email", self.contact.email.as_deref());
        let legal = &self.legal;
        require("/legal/company_name", legal.company_name.as_deref());
        let form = self.legal_form();
        if form.is_some_and(LegalForm::has_representative) {
            require("/legal/representative", legal.representative.as_deref());
        }
        if form.is_some_and(LegalForm::is_registered) {
            require("/legal/register", legal.register.as_deref());
        }
        errors
    }

    /// What the Impressum of a workshop usually says too, where it applies: pointers to empty
    /// fields. Publishing does not wait for them.
    pub fn advisable_imprint_facts(&self) -> Vec<&'static str> {
        let legal = &self.legal;
        let mut pointers = Vec::new();
        if !is_filled(legal.vat_id.as_deref()) && !is_filled(legal.business_id.as_deref()) {
            pointers.push("/legal/vat_id");
        }
        if !is_filled(legal.chamber.as_deref()) && !is_filled(legal.authority.as_deref()) {
            pointers.push("/legal/chamber");
        }
        if !is_filled(legal.profession.as_deref()) {
            pointers.push("/legal/profession");
        }
        if self.legal_form().is_none() {
            pointers.push("/legal/legal_form");
        }
        pointers
    }
}

fn is_filled(text: Option<&str>) -> bool {
    text.is_some_and(|it| !it.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_legal_form_is_read_from_the_end_of_the_name() {
        let check = |name: &str, expected: Option<LegalForm>| {
            assert_eq!(LegalForm::of_name(name), expected, "{name}");
        };
        check("Autohaus Sonnenberg GmbH", Some(LegalForm::Gmbh));
        check("Reifen Kessler GmbH & Co. KG", Some(LegalForm::Kg));
        check("Lack & Form UG (haftungsbeschränkt)", Some(LegalForm::Ug));
        check("Klaus Petersen e. K.", Some(LegalForm::RegisteredTrader));
        check("Klaus Petersen e.K.", Some(LegalForm::RegisteredTrader));
        check("Yılmaz & Braun GbR", Some(LegalForm::Gbr));
        check("Nutzfahrzeuge Nord eG", Some(LegalForm::Cooperative));
        check("GmbH-Reparaturen Meier", None);
        check("Werkstatt Müller", None);
        check("", None);
    }

    #[test]
    fn companies_must_name_their_register_and_who_represents_them() {
        let mut details = BusinessDetails::named("Muster".to_owned());
        details.address.street = "Weg 1".to_owned();
        details.address.postal_code = "10115".to_owned();
        details.address.city = "Berlin".to_owned();
        details.contact.phone = Some("030 1".to_owned());
        details.contact.email = Some("a@muster.example".to_owned());
        let missing = |details: &BusinessDetails| -> Vec<String> {
            let errors = details.missing_imprint_facts().0;
            errors
                .into_iter()
                .map(|it| it.pointer.into_owned())
                .collect()
        };
        assert_eq!(missing(&details), ["/legal/company_name"]);
        details.legal.company_name = Some("Eva Muster".to_owned());
        assert!(missing(&details).is_empty());
        details.legal.company_name = Some("Muster GmbH".to_owned());
        assert_eq!(
            missing(&details),
            ["/legal/representative", "/legal/register"]
        );
        details.legal.legal_form = Some(LegalForm::SoleTrader);
        assert!(missing(&details).is_empty());
        details.legal.legal_form = Some(LegalForm::Gbr);
        assert_eq!(missing(&details), ["/legal/representative"]);
        assert_eq!(
            details.advisable_imprint_facts(),
            ["/legal/vat_id", "/legal/chamber", "/legal/profession"]
        );
    }
}
