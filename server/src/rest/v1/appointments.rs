//! Appointments that visitors asked for, and the calendar feed of a business.

use crate::{
    extract::{Json, MergePatch, Path, Query},
    problem::ApiError,
    rest::{
        caller::Authenticated,
        etag::{IfMatch, tagged},
    },
    router::AppState,
};
use api::{
    appointments::{Appointment, AppointmentQuery},
    conversations::Page,
    ids::AppointmentId,
};
use axum::{
    Router,
    extract::State,
    response::{IntoResponse as _, Response},
    routing::get,
};
use domain::{Carbot, Revised, appointments};
use http::{StatusCode, header};
use serde::Deserialize;

/// `/api/v1/appointments`, one of them, and the feed.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/appointments", get(list))
        .route("/appointments/{id}", get(find).patch(patch).delete(delete))
        .route("/appointments.ics", get(calendar))
}

fn revised(appointment: Appointment) -> Response {
    tagged(Revised {
        revision: appointment.revision,
        value: appointment,
    })
}

/// A page of the appointments of all businesses of the account.
async fn list(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Query(query): Query<AppointmentQuery>,
) -> Result<Json<Page<Appointment>>, ApiError> {
    let page = appointments::list_appointments(&carbot, caller.user_id, &query).await?;
    Ok(Json(page))
}

/// One appointment.
async fn find(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Path(id): Path<AppointmentId>,
) -> Result<Response, ApiError> {
    let appointment = appointments::find_appointment(&carbot, caller.user_id, id).await?;
    Ok(revised(appointment))
}

/// Decides about an appointment or moves it; the visitor is written to.
async fn patch(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Path(id): Path<AppointmentId>,
    IfMatch(precondition): IfMatch,
    MergePatch(patch): MergePatch,
) -> Result<Response, ApiError> {
    let user_id = caller.user_id;
    let appointment =
        appointments::patch_appointment(&carbot, user_id, id, &patch, &precondition).await?;
    Ok(revised(appointment))
}

/// Deletes an appointment with all that is known of the visitor; nobody is written to.
async fn delete(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Path(id): Path<AppointmentId>,
    IfMatch(precondition): IfMatch,
) -> Result<StatusCode, ApiError> {
    appointments::delete_appointment(&carbot, caller.user_id, id, &precondition).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What proves that a calendar may read the feed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct CalendarQuery {
    token: String,
}

/// The feed calendars subscribe to. They cannot log in: the address is the proof.
async fn calendar(
    State(carbot): State<Carbot>,
    Query(query): Query<CalendarQuery>,
) -> Result<Response, ApiError> {
    let feed = appointments::find_calendar(&carbot, &query.token).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CACHE_CONTROL, "private, max-age=300"),
    ];
    Ok((headers, feed).into_response())
}
