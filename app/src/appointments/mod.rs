//! Appointments that visitors asked for in the chat.

mod detail;
mod list;
mod server_fns;
mod settings;
mod week;

pub use detail::AppointmentPage;
pub use list::AppointmentListPage;
pub use settings::AppointmentSettingsPage;
pub use week::AppointmentWeekPage;

use crate::{
    i18n::{Locale, use_locale},
    layout::{PageHeader, Tabs},
    time_text::format_date,
};
use api::{appointments::AppointmentStatus, hours::WEEKDAYS};
use chrono::{Datelike, NaiveDate, NaiveDateTime};
use leptos::prelude::*;

/// Heading and tabs of week, list and settings.
#[component]
fn AppointmentsHeader(
    /// The text of the tab that is shown, for the title of the document.
    part: &'static str,
) -> impl IntoView {
    let locale = use_locale();
    view! {
        <PageHeader
            title=locale.t("appointments-title")
            part=locale.t(part)
            lead=locale.t("appointments-lead")
        />
        <Tabs
            label=locale.t("appointments-title")
            pages=vec![
                ("/appointments", locale.t("appointments-tab-week")),
                ("/appointments/list", locale.t("appointments-tab-list")),
                ("/appointments/settings", locale.t("appointments-tab-settings")),
            ]
        />
    }
    .into_any()
}

/// What became of a request, as a label.
#[component]
fn StatusBadge(status: AppointmentStatus) -> impl IntoView {
    let class = match status {
        AppointmentStatus::Requested => "badge badge-warning",
        AppointmentStatus::Confirmed => "badge badge-success",
        AppointmentStatus::Declined | AppointmentStatus::Cancelled => "badge badge-muted",
    };
    view! { <span class=class>{status_text(use_locale(), status)}</span> }.into_any()
}

fn status_text(locale: Locale, status: AppointmentStatus) -> String {
    locale.t(&format!("appointment-{}", status.as_str()))
}

/// `Dienstag`.
fn weekday_text(locale: Locale, date: NaiveDate) -> String {
    WEEKDAYS
        .iter()
        .find(|(day, _)| *day == date.weekday())
        .map_or_else(String::new, |(_, name)| {
            locale.t(&format!("weekday-{name}"))
        })
}

/// Wall time of the business, as people read it: `Dienstag, 24.11.2026, 9:00 Uhr`.
#[component]
fn WhenText(
    /// The time.
    time: NaiveDateTime,
) -> impl IntoView {
    let locale = use_locale();
    let date = time.date();
    let variables = [
        ("weekday", weekday_text(locale, date).into()),
        ("date", format_date(date, locale.language()).into()),
        ("time", clock_text(time).into()),
    ];
    let text = locale.t_with("appointment-when", &variables);
    view! { <time datetime=machine_time(time)>{text}</time> }.into_any()
}

/// `9:00`.
fn clock_text(time: NaiveDateTime) -> String {
    time.format("%-H:%M").to_string()
}

/// As `<time>` and `<input type=datetime-local>` have it.
fn machine_time(time: NaiveDateTime) -> String {
    time.format("%Y-%m-%dT%H:%M").to_string()
}
