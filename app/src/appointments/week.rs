//! A week of appointments, day by day.

use super::{
    AppointmentsHeader, StatusBadge, clock_text, machine_time, server_fns::find_appointment_week,
    weekday_text,
};
use crate::{
    forms::SavedNotice,
    i18n::use_locale,
    layout::Loaded,
    time_text::{format_date, format_day},
};
use api::appointments::{Appointment, AppointmentDay, AppointmentWeek};
use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The week that `?week=` names a day of, the current one without.
#[component]
pub fn AppointmentWeekPage() -> impl IntoView {
    let query = use_query_map();
    let week = Memo::new(move |_| query.with(|it| it.get("week")));
    let loaded = Resource::new(move || week.get(), find_appointment_week);
    view! {
        <AppointmentsHeader part="appointments-tab-week"/>
        <SavedNotice/>
        <Loaded
            resource=loaded
            view=|week: AppointmentWeek| view! { <WeekView week=week/> }
        />
    }
    .into_any()
}

/// The address of the week a day is in.
fn week_path(day: NaiveDate) -> String {
    format!("/appointments?week={day}")
}

#[component]
fn WeekView(week: AppointmentWeek) -> impl IntoView {
    let locale = use_locale();
    let language = locale.language();
    let AppointmentWeek { days, today } = week;
    let first = days.first().map_or(today, |it| it.date);
    let last = days.last().map_or(today, |it| it.date);
    let range = format!(
        "{} – {}",
        format_day(first, language),
        format_date(last, language)
    );
    let is_current = (first..=last).contains(&today);
    let is_empty = days.iter().all(|it| it.appointments.is_empty());
    let neighbour = move |day: Option<NaiveDate>, key: &'static str, rel: &'static str| {
        day.map(|day| {
            view! {
                <a class="button" rel=rel href=week_path(day)>
                    {locale.t(key)}
                </a>
            }
        })
    };
    view! {
        <div class="section-header">
            <h2 class="section-title tabular">{range}</h2>
            <nav class="button-row" aria-label=locale.t("appointments-weeks")>
                {neighbour(first.pred_opt(), "appointments-week-before", "prev")}
                {(!is_current)
                    .then(|| {
                        view! {
                            <a class="button" href="/appointments">
                                {locale.t("appointments-week-current")}
                            </a>
                        }
                    })}
                {neighbour(last.checked_add_days(Days::new(1)), "appointments-week-after", "next")}
            </nav>
        </div>
        {is_empty
            .then(|| view! { <p class="muted">{locale.t("appointments-week-empty")}</p> })}
        <ol class="week" role="list">
            {days
                .into_iter()
                .map(|day| {
                    let is_today = day.date == today;
                    view! { <DayView day=day is_today=is_today/> }
                })
                .collect_view()}
        </ol>
    }
    .into_any()
}

#[component]
fn DayView(day: AppointmentDay, is_today: bool) -> impl IntoView {
    let locale = use_locale();
    let AppointmentDay {
        date,
        open,
        appointments,
    } = day;
    let is_closed = open.is_empty();
    let hours = if is_closed {
        locale.t("appointments-closed")
    } else {
        let spans: Vec<_> = open
            .iter()
            .map(|it| format!("{}–{}", it.from, it.to))
            .collect();
        spans.join(", ")
    };
    view! {
        <li
            class="week-day"
            aria-current=is_today.then_some("date")
            data-closed=is_closed.then_some("")
        >
            <header class="week-head">
                <h3>
                    {weekday_text(locale, date)} " "
                    <time class="tabular" datetime=date.to_string()>
                        {format_day(date, locale.language())}
                    </time>
                    {is_today
                        .then(|| {
                            view! {
                                " "
                                <span class="badge badge-accent">
                                    {locale.t("appointments-today")}
                                </span>
                            }
                        })}
                </h3>
                <p class="week-hours">{hours}</p>
            </header>
            <ul class="week-appointments" role="list">
                {appointments
                    .into_iter()
                    .map(|it| view! { <WeekAppointment appointment=it/> })
                    .collect_view()}
            </ul>
        </li>
    }
    .into_any()
}

#[component]
fn WeekAppointment(appointment: Appointment) -> impl IntoView {
    let Appointment {
        id,
        starts_at,
        service,
        name,
        vehicle,
        status,
        ..
    } = appointment;
    let who = match vehicle {
        Some(vehicle) => format!("{name}, {vehicle}"),
        None => name,
    };
    view! {
        <li>
            <a
                class="week-appointment"
                data-status=status.as_str()
                href=format!("/appointments/{id}")
            >
                <time class="tabular strong" datetime=machine_time(starts_at)>
                    {clock_text(starts_at)}
                </time>
                <span class="week-service">{service}</span>
                <span class="muted">{who}</span>
                <StatusBadge status=status/>
            </a>
        </li>
    }
    .into_any()
}
