//! Appointments: week, list, decisions, and what is offered.

use crate::error::AppError;
use api::{
    appointments::{Appointment, AppointmentSetup, AppointmentStatus, AppointmentWeek},
    conversations::Page,
    ids::AppointmentId,
};
use leptos::{prelude::*, server_fn::codec::GetUrl};

#[cfg(feature = "ssr")]
use crate::{forms::filled, session};
#[cfg(feature = "ssr")]
use api::appointments::{
    AppointmentOrder, AppointmentQuery, AppointmentSettings, UpdateAppointmentRequest,
};
#[cfg(feature = "ssr")]
use domain::{Precondition, appointments};

/// Where the settings stand.
#[cfg(feature = "ssr")]
const SETTINGS: &str = "/appointments/settings";

/// The week a day is in; the current one where `week` is no day.
#[server(prefix = "/fn", endpoint = "find_appointment_week", input = GetUrl)]
pub async fn find_appointment_week(
    #[server(default)] week: Option<String>,
) -> Result<AppointmentWeek, AppError> {
    let (carbot, user) = session::actor("read:own_appointments").await?;
    let day = week.and_then(|it| it.parse().ok());
    appointments::find_week(&carbot, user, day)
        .await
        .map_err(AppError::refuse)
}

/// One page of what is to come, the next first, or of what is over, the last first.
#[server(prefix = "/fn", endpoint = "list_appointments", input = GetUrl)]
pub async fn list_appointments(
    #[server(default)] status: Option<String>,
    #[server(default)] past: bool,
    #[server(default)] cursor: Option<String>,
) -> Result<Page<Appointment>, AppError> {
    let (carbot, user) = session::actor("read:own_appointments").await?;
    let today = appointments::find_today(&carbot, user)
        .await
        .map_err(AppError::refuse)?;
    let query = AppointmentQuery {
        status: status.and_then(|it| it.parse().ok()),
        from: (!past).then_some(today),
        to: past.then(|| today.pred_opt()).flatten(),
        order: if past {
            AppointmentOrder::LatestFirst
        } else {
            AppointmentOrder::EarliestFirst
        },
        cursor,
        limit: None,
    };
    appointments::list_appointments(&carbot, user, &query)
        .await
        .map_err(AppError::refuse)
}

/// One appointment.
#[server(prefix = "/fn", endpoint = "find_appointment", input = GetUrl)]
pub async fn find_appointment(id: String) -> Result<Appointment, AppError> {
    let (carbot, user) = session::actor("read:own_appointments").await?;
    let Ok(id) = id.parse::<AppointmentId>() else {
        return Err(AppError::not_found().answered());
    };
    appointments::find_appointment(&carbot, user, id)
        .await
        .map_err(AppError::refuse)
}

/// Confirms, declines or cancels, with a word to the visitor.
#[server(prefix = "/fn", endpoint = "decide_appointment")]
pub async fn decide_appointment(
    id: AppointmentId,
    revision: i64,
    status: AppointmentStatus,
    #[server(default)] note: String,
) -> Result<Appointment, AppError> {
    let request = UpdateAppointmentRequest {
        status: Some(status),
        starts_at: None,
        // A word about an earlier decision does not stay.
        decision_note: Some(filled(&note).unwrap_or_default()),
    };
    update(id, revision, &request, status.as_str()).await
}

/// Gives an appointment another time.
#[server(prefix = "/fn", endpoint = "move_appointment")]
pub async fn move_appointment(
    id: AppointmentId,
    revision: i64,
    starts_at: String,
) -> Result<Appointment, AppError> {
    let request = UpdateAppointmentRequest {
        starts_at: Some(starts_at),
        ..UpdateAppointmentRequest::default()
    };
    update(id, revision, &request, "moved").await
}

/// Deletes an appointment and leads to the week.
#[server(prefix = "/fn", endpoint = "delete_appointment")]
pub async fn delete_appointment(id: AppointmentId) -> Result<(), AppError> {
    let (carbot, user) = session::actor("delete:own_appointments").await?;
    appointments::delete_appointment(&carbot, user, id, &Precondition::Any)
        .await
        .map_err(AppError::refuse)?;
    leptos_axum::redirect("/appointments?saved=deleted");
    Ok(())
}

/// What the business offers, and the address of its calendar.
#[server(prefix = "/fn", endpoint = "find_appointment_setup", input = GetUrl)]
pub async fn find_appointment_setup() -> Result<AppointmentSetup, AppError> {
    let (carbot, user) = session::actor("read:own_appointments").await?;
    appointments::find_setup(&carbot, user)
        .await
        .map_err(AppError::refuse)
}

/// Saves what the business offers. What is no number is out of bounds.
#[server(prefix = "/fn", endpoint = "save_appointment_settings")]
pub async fn save_appointment_settings(
    #[server(default)] slot_minutes: String,
    #[server(default)] capacity: String,
    #[server(default)] lead_minutes: String,
) -> Result<AppointmentSetup, AppError> {
    let (carbot, user) = session::actor("update:own_businesses").await?;
    let settings = AppointmentSettings {
        slot_minutes: slot_minutes.trim().parse().unwrap_or(0),
        capacity: capacity.trim().parse().unwrap_or(0),
        lead_minutes: lead_minutes.trim().parse().unwrap_or(u32::MAX),
    };
    let setup = appointments::update_settings(&carbot, user, settings)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form(&format!("{SETTINGS}?saved=updated"));
    Ok(setup)
}

/// Gives the calendar a new address.
#[server(prefix = "/fn", endpoint = "renew_calendar")]
pub async fn renew_calendar() -> Result<AppointmentSetup, AppError> {
    let (carbot, user) = session::actor("update:own_businesses").await?;
    let setup = appointments::renew_calendar(&carbot, user)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form(&format!("{SETTINGS}?saved=updated"));
    Ok(setup)
}

/// Switches the calendar off.
#[server(prefix = "/fn", endpoint = "disable_calendar")]
pub async fn disable_calendar() -> Result<AppointmentSetup, AppError> {
    let (carbot, user) = session::actor("update:own_businesses").await?;
    let setup = appointments::disable_calendar(&carbot, user)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form(&format!("{SETTINGS}?saved=updated"));
    Ok(setup)
}

/// Changes an appointment that nobody has changed meanwhile; a form without JavaScript then goes
/// to its page.
#[cfg(feature = "ssr")]
async fn update(
    id: AppointmentId,
    revision: i64,
    request: &UpdateAppointmentRequest,
    report: &str,
) -> Result<Appointment, AppError> {
    let (carbot, user) = session::actor("update:own_appointments").await?;
    let precondition = Precondition::OneOf(vec![revision]);
    let appointment = appointments::update_appointment(&carbot, user, id, &precondition, request)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form(&format!("/appointments/{id}?saved={report}"));
    Ok(appointment)
}
