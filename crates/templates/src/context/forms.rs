//! The forms of a page. Who receives them decides whether there are any.

use crate::{Form, FormState, LandingPage, links::url};
use api::texts::Texts;
use minijinja::Value;
use serde::Serialize;
use std::collections::BTreeMap;

/// Services a visitor can choose from, at most.
const MAX_SERVICES: usize = 60;

/// A form as a template writes it.
#[derive(Debug, Serialize)]
pub struct FormView {
    action: Value,
    hidden: Vec<(String, String)>,
    trap: String,
    is_sent: bool,
    is_rejected: bool,
    values: BTreeMap<String, String>,
    errors: BTreeMap<String, String>,
    /// Names of what can be booked.
    services: Vec<String>,
    /// The first day that can be wished for, where the page knows today.
    first_day: Option<String>,
}

/// Every field of the forms; values and errors are asked for by these names.
const FIELDS: [&str; 9] = [
    "service", "date", "time", "vehicle", "name", "phone", "email", "message", "form",
];

/// The form for messages.
pub fn contact(form: &Form) -> FormView {
    view(form)
}

/// The form for appointments.
pub fn appointment(form: &Form, page: &LandingPage<'_>, knows_today: bool) -> FormView {
    let own = page.business.default_language();
    let bookable = page.services.iter().filter(|it| it.is_bookable);
    let mut services: Vec<String> = Vec::new();
    for service in bookable {
        let name = service
            .translations
            .get(&page.language)
            .filter(|it| page.language != own && !it.name.trim().is_empty())
            .map_or(&service.name, |it| &it.name);
        if services.len() < MAX_SERVICES && !services.contains(name) {
            services.push(name.clone());
        }
    }
    FormView {
        services,
        first_day: knows_today.then(|| page.now.date().to_string()),
        ..view(form)
    }
}

fn view(form: &Form) -> FormView {
    let (values, errors) = match &form.state {
        FormState::Rejected { values, errors } => (values.clone(), errors.clone()),
        FormState::Blank | FormState::Sent => (BTreeMap::new(), BTreeMap::new()),
    };
    // Templates ask for every field; one that is not there would be an error.
    let whole = |mut texts: BTreeMap<String, String>| {
        for field in FIELDS {
            texts.entry(field.to_owned()).or_default();
        }
        texts
    };
    FormView {
        action: url(&form.action),
        hidden: form.hidden.clone(),
        trap: form.trap.clone(),
        is_sent: matches!(form.state, FormState::Sent),
        is_rejected: matches!(form.state, FormState::Rejected { .. }),
        values: whole(values),
        errors: whole(errors),
        services: Vec::new(),
        first_day: None,
    }
}

/// Whether visitors can ask for an appointment on the page itself.
pub fn can_book(page: &LandingPage<'_>) -> bool {
    page.forms.appointment.is_some() || page.widget.is_some()
}

/// What the accessibility statement says the page offers.
pub fn offer(page: &LandingPage<'_>) -> String {
    Texts::of(page.language).text(if can_book(page) {
        "landing-accessibility-service-booking"
    } else {
        "landing-accessibility-service-text"
    })
}
