//! What the pages the law asks for are filled with.

use super::{filled, forms};
use crate::{Counting, Delivery, LandingPage, wire_name};
use api::{
    businesses::{BusinessDetails, LegalForm},
    texts::Texts,
};
use serde::Serialize;

/// Facts of the Impressum.
#[derive(Debug, Serialize)]
pub struct Legal {
    company_name: String,
    /// Spelt out, where the name does not end with it.
    form: Option<String>,
    /// Whether one person owns it and stands for it.
    is_sole_trader: bool,
    representative: Option<String>,
    register: Option<String>,
    vat_id: Option<String>,
    business_id: Option<String>,
    authority: Option<String>,
    chamber: Option<String>,
    profession: Option<String>,
    arbitration_board: Option<String>,
    country: Option<String>,
}

/// What the privacy policy speaks of.
#[derive(Debug, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "templates ask for each on its own"
)]
pub struct Privacy {
    officer: Option<String>,
    is_exported: bool,
    /// The key of the text about counting.
    counting: Option<&'static str>,
    has_language_model: bool,
    has_forms: bool,
    has_jobs: bool,
    /// Where visitors can complain.
    supervisor: String,
}

pub fn legal(details: &BusinessDetails, texts: &Texts) -> Legal {
    let legal = &details.legal;
    let company_name = filled(legal.company_name.as_ref()).unwrap_or_else(|| details.name.clone());
    let form = legal
        .legal_form
        .filter(|it| LegalForm::of_name(&company_name) != Some(*it))
        .map(|it| texts.text(&format!("landing-legal-form-{}", wire_name(it))));
    let country = details.address.country.trim();
    Legal {
        form,
        is_sole_trader: matches!(
            details.legal_form(),
            Some(LegalForm::SoleTrader | LegalForm::RegisteredTrader)
        ),
        company_name,
        representative: filled(legal.representative.as_ref()),
        register: filled(legal.register.as_ref()),
        vat_id: filled(legal.vat_id.as_ref()),
        business_id: filled(legal.business_id.as_ref()),
        authority: filled(legal.authority.as_ref()),
        chamber: filled(legal.chamber.as_ref()),
        profession: filled(legal.profession.as_ref()),
        arbitration_board: filled(legal.arbitration_board.as_ref()),
        country: Some(country.to_owned()).filter(|it| !it.is_empty() && it != "DE"),
    }
}

pub fn privacy(page: &LandingPage<'_>, texts: &Texts) -> Privacy {
    let details = page.business;
    let state = details
        .federal_state
        .map_or_else(|| "none".to_owned(), |it| format!("{it:?}"));
    let model = details.chat.language_model.as_ref();
    Privacy {
        officer: filled(details.legal.data_protection_officer.as_ref()),
        is_exported: page.delivery == Delivery::Exported,
        counting: match page.counting {
            Counting::Nothing => None,
            Counting::Views => Some("landing-privacy-counting-views"),
            Counting::DailyVisitors => Some("landing-privacy-counting-visitors"),
        },
        has_language_model: model.is_some() && page.widget.is_some(),
        has_forms: page.forms.contact.is_some() || page.forms.appointment.is_some(),
        has_jobs: !page.content.jobs.is_empty(),
        supervisor: texts.format("landing-privacy-supervisor", &[("state", state.into())]),
    }
}

/// What the accessibility statement says the page offers.
pub fn accessibility(page: &LandingPage<'_>) -> String {
    forms::offer(page)
}
