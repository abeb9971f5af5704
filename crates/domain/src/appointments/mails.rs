//! What is written to the business and to the visitor.
//!
//! A visitor's address is whatever somebody typed. So that nobody can have us send their words to
//! strangers, mails to visitors repeat nothing the visitor wrote: the service is named only where
//! it is one of the price list.

use crate::{
    Carbot, Result,
    businesses::{contact_address, convert::to_details},
    entities::business,
    mail::{self, Mail, one_line},
};
use api::{
    appointments::{Appointment, AppointmentStatus},
    businesses::BusinessDetails,
    texts::Texts,
    values::Email,
};
use chrono::{Datelike as _, NaiveDateTime};
use sea_orm::ConnectionTrait;

const MAX_LINE: usize = 200;

/// What the visitor is told about a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    Confirmed,
    Moved,
    Declined,
    Cancelled,
}

impl Decision {
    /// What the visitor must know of a change from `before` to `after`, if anything.
    pub(super) fn between(before: &Appointment, after: &Appointment) -> Option<Self> {
        let is_moved = before.starts_at != after.starts_at;
        match (before.status == after.status, after.status) {
            (false, AppointmentStatus::Confirmed) => Some(Self::Confirmed),
            (false, AppointmentStatus::Declined) => Some(Self::Declined),
            (false, AppointmentStatus::Cancelled) => Some(Self::Cancelled),
            (true, AppointmentStatus::Confirmed) if is_moved => Some(Self::Moved),
            _ => None,
        }
    }

    const fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::Confirmed => ("mail-confirmed-subject", "mail-confirmed-text"),
            Self::Moved => ("mail-moved-subject", "mail-moved-text"),
            Self::Declined => ("mail-declined-subject", "mail-declined-text"),
            Self::Cancelled => ("mail-cancelled-subject", "mail-cancelled-text"),
        }
    }
}

/// A new request: tells the business, and the visitor that it has arrived.
pub(super) async fn requested(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    business: &business::Model,
    appointment: &Appointment,
) -> Result<()> {
    let details = to_details(business.clone())?;
    if let Some(to) = contact_address(connection, business, &details).await? {
        let mail = request_mail(carbot, &details, appointment, to);
        mail::enqueue(carbot, connection, Some(business.id), &mail).await?;
    }
    if let Some(to) = visitor_address(appointment) {
        let mail = receipt_mail(&details, appointment, to);
        mail::enqueue(carbot, connection, Some(business.id), &mail).await?;
    }
    Ok(())
}

/// The visitor has taken the request back: tells the business.
pub(super) async fn withdrawn(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    business: &business::Model,
    appointment: &Appointment,
) -> Result<()> {
    let details = to_details(business.clone())?;
    let Some(to) = contact_address(connection, business, &details).await? else {
        return Ok(());
    };
    let mail = withdrawal_mail(carbot, &details, appointment, to);
    mail::enqueue(carbot, connection, Some(business.id), &mail).await
}

/// The business has decided: tells the visitor.
pub(super) async fn decided(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    business: &business::Model,
    appointment: &Appointment,
    decision: Decision,
) -> Result<()> {
    let Some(to) = visitor_address(appointment) else {
        return Ok(());
    };
    let details = to_details(business.clone())?;
    let mail = decision_mail(&details, appointment, decision, to);
    mail::enqueue(carbot, connection, Some(business.id), &mail).await
}

fn visitor_address(appointment: &Appointment) -> Option<Email> {
    Email::parse(appointment.email.as_deref()?).ok()
}

fn request_mail(
    carbot: &Carbot,
    details: &BusinessDetails,
    appointment: &Appointment,
    to: Email,
) -> Mail {
    let texts = Texts::of(details.default_language());
    let when = format_when(texts, appointment.starts_at);
    let note = appointment
        .note
        .as_deref()
        .map(|it| format!("{}:\n{}", texts.text("mail-request-note"), quoted(it)));
    let facts: Vec<_> = std::iter::once(facts(texts, appointment))
        .chain(note)
        .collect();
    let link = link_to(carbot, appointment);
    let paragraphs = [
        texts.text("mail-request-intro"),
        facts.join("\n"),
        format!("{}\n{link}", texts.text("mail-request-open")),
        texts.text("mail-request-pending"),
    ];
    let subject = [
        ("when", when.as_str().into()),
        ("service", appointment.service.as_str().into()),
    ];
    Mail {
        to,
        sender_name: "CarBot".to_owned(),
        reply_to: visitor_address(appointment),
        subject: texts.format("mail-request-subject", &subject),
        text: paragraphs.join("\n\n") + "\n",
        html: None,
    }
}

fn withdrawal_mail(
    carbot: &Carbot,
    details: &BusinessDetails,
    appointment: &Appointment,
    to: Email,
) -> Mail {
    let texts = Texts::of(details.default_language());
    let when = format_when(texts, appointment.starts_at);
    let subject = [
        ("when", when.into()),
        ("service", appointment.service.as_str().into()),
    ];
    let paragraphs = [
        Some(texts.text("mail-withdrawn-text")),
        Some(facts(texts, appointment)),
        Some(link_to(carbot, appointment)),
    ];
    Mail {
        to,
        sender_name: "CarBot".to_owned(),
        reply_to: visitor_address(appointment),
        subject: texts.format("mail-withdrawn-subject", &subject),
        text: joined(paragraphs),
        html: None,
    }
}

fn link_to(carbot: &Carbot, appointment: &Appointment) -> String {
    format!("{}/appointments/{}", carbot.public_url(), appointment.id)
}

/// All that is known of an appointment, for the business, a line each.
fn facts(texts: &Texts, appointment: &Appointment) -> String {
    let when = format_when(texts, appointment.starts_at);
    let facts = [
        ("mail-request-when", Some(&when)),
        ("mail-request-service", Some(&appointment.service)),
        ("mail-request-vehicle", appointment.vehicle.as_ref()),
        ("mail-request-plate", appointment.plate.as_ref()),
        ("mail-request-name", Some(&appointment.name)),
        ("mail-request-phone", appointment.phone.as_ref()),
        ("mail-request-email", appointment.email.as_ref()),
    ];
    let line = |(key, value): (&str, Option<&String>)| {
        let value = one_line(value?, MAX_LINE);
        Some(format!("{}: {value}", texts.text(key)))
    };
    let lines: Vec<_> = facts.into_iter().filter_map(line).collect();
    lines.join("\n")
}

fn receipt_mail(details: &BusinessDetails, appointment: &Appointment, to: Email) -> Mail {
    let texts = Texts::of(appointment.language);
    let business = one_line(&details.name, MAX_LINE);
    let paragraphs = [
        Some(texts.text("mail-greeting")),
        Some(texts.text("mail-received-text")),
        Some(appointment_lines(texts, appointment)),
        Some(texts.text("mail-received-next")),
        questions(texts, details),
        Some(signature(details)),
        Some(texts.text("mail-not-you")),
    ];
    Mail {
        subject: texts.format("mail-received-subject", &[("business", business.into())]),
        text: joined(paragraphs),
        ..visitor_mail(details, to)
    }
}

fn decision_mail(
    details: &BusinessDetails,
    appointment: &Appointment,
    decision: Decision,
    to: Email,
) -> Mail {
    let texts = Texts::of(appointment.language);
    let (subject, text) = decision.keys();
    let when = format_when(texts, appointment.starts_at);
    let business = one_line(&details.name, MAX_LINE);
    let note = appointment.decision_note.as_deref().map(|note| {
        let intro = texts.format("mail-decision-note", &[("business", business.into())]);
        format!("{intro}\n{}", quoted(note))
    });
    let paragraphs = [
        Some(texts.text("mail-greeting")),
        Some(texts.text(text)),
        Some(appointment_lines(texts, appointment)),
        note,
        questions(texts, details),
        Some(signature(details)),
    ];
    Mail {
        subject: texts.format(subject, &[("when", when.into())]),
        text: joined(paragraphs),
        ..visitor_mail(details, to)
    }
}

/// A mail from the business to a visitor, still without words.
fn visitor_mail(details: &BusinessDetails, to: Email) -> Mail {
    Mail {
        to,
        sender_name: details.name.clone(),
        reply_to: details
            .contact
            .email
            .as_deref()
            .and_then(|it| Email::parse(it).ok()),
        subject: String::new(),
        text: String::new(),
        html: None,
    }
}

fn joined<const N: usize>(paragraphs: [Option<String>; N]) -> String {
    let paragraphs: Vec<_> = paragraphs.into_iter().flatten().collect();
    paragraphs.join("\n\n") + "\n"
}

/// Time and, where it is one of the price list, service.
fn appointment_lines(texts: &Texts, appointment: &Appointment) -> String {
    let when = format_when(texts, appointment.starts_at);
    if appointment.service_id.is_none() {
        return format!("  {when}");
    }
    format!("  {when}\n  {}", one_line(&appointment.service, MAX_LINE))
}

fn questions(texts: &Texts, details: &BusinessDetails) -> Option<String> {
    let phone = one_line(details.contact.phone.as_deref()?, MAX_LINE);
    (!phone.is_empty()).then(|| texts.format("mail-questions-phone", &[("phone", phone.into())]))
}

fn signature(details: &BusinessDetails) -> String {
    let address = &details.address;
    let town = format!("{} {}", address.postal_code, address.city);
    [details.name.as_str(), &address.street, &town]
        .map(|it| one_line(it, MAX_LINE))
        .into_iter()
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Words of somebody else, marked as such: what they wrote cannot pass for ours.
fn quoted(text: &str) -> String {
    let lines: Vec<_> = text
        .lines()
        .map(|line| format!("> {}", one_line(line, 1_000)))
        .collect();
    lines.join("\n")
}

/// `Dienstag, 24. November 2026, 9:00 Uhr`.
pub(super) fn format_when(texts: &Texts, at: NaiveDateTime) -> String {
    let weekday = api::hours::WEEKDAYS
        .iter()
        .find(|(day, _)| *day == at.weekday())
        .map_or_else(String::new, |(_, name)| {
            texts.text(&format!("weekday-{name}"))
        });
    let variables = [
        ("weekday", weekday.into()),
        ("day", at.day().to_string().into()),
        ("month", at.month().into()),
        ("year", at.year().to_string().into()),
        ("time", at.format("%-H:%M").to_string().into()),
    ];
    texts.format("mail-when", &variables)
}

#[cfg(test)]
mod tests;
