//! Appointments that visitors asked for, and the calendar feed of a business.

use crate::{
    extract::{Json, MergePatch, Path, Query},
    problem::ApiError,
    rest::{
        etag::{IF_MATCH, IfMatch, tagged},
        permitted::{DeleteAppointments, Permitted, ReadAppointments, UpdateAppointments},
    },
    router::AppState,
};
use api::{
    appointments::{Appointment, AppointmentQuery},
    conversations::Page,
    ids::AppointmentId,
};
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use domain::{Carbot, Revised, appointments};
use http::{StatusCode, header};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

/// `/api/v1/appointments`, one of them, and the feed.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(find, patch, delete))
        .routes(routes!(calendar))
}

fn revised(appointment: Appointment) -> Response {
    tagged(Revised {
        revision: appointment.revision,
        value: appointment,
    })
}

/// A page of the appointments of all businesses of the account.
#[utoipa::path(
    get,
    path = "/appointments",
    operation_id = "list_appointments",
    tag = "appointments",
    security(("bearer" = ["read:own_appointments"])),
    params(AppointmentQuery),
    responses((status = 200, description = "A page of them by their time", body = Page<Appointment>)),
)]
async fn list(
    actor: Permitted<ReadAppointments>,
    Query(query): Query<AppointmentQuery>,
) -> Result<Json<Page<Appointment>>, ApiError> {
    let page = appointments::list_appointments(&actor.carbot, actor.account_id, &query).await?;
    Ok(Json(page))
}

/// One appointment.
#[utoipa::path(
    get,
    path = "/appointments/{id}",
    operation_id = "find_appointment",
    tag = "appointments",
    security(("bearer" = ["read:own_appointments"])),
    params(("id" = AppointmentId, Path, description = "The appointment")),
    responses((status = 200, description = "The appointment", body = Appointment, headers(
                ("ETag" = String, description = "The revision, for `If-Match`")
            ))),
)]
async fn find(
    actor: Permitted<ReadAppointments>,
    Path(id): Path<AppointmentId>,
) -> Result<Response, ApiError> {
    let appointment = appointments::find_appointment(&actor.carbot, actor.account_id, id).await?;
    Ok(revised(appointment))
}

/// Decides about an appointment or moves it; the visitor is written to.
#[utoipa::path(
    patch,
    path = "/appointments/{id}",
    operation_id = "change_appointment",
    tag = "appointments",
    security(("bearer" = ["update:own_appointments"])),
    params(("id" = AppointmentId, Path, description = "The appointment"), ("If-Match" = Option<String>, Header, description = IF_MATCH)),
    request_body(content = Object, content_type = "application/merge-patch+json", description = "The fields to change (RFC 7396); those of `AppointmentInput`"),
    responses((status = 200, description = "The appointment as it is now", body = Appointment, headers(
                ("ETag" = String, description = "The revision, for `If-Match`")
            ))),
)]
async fn patch(
    actor: Permitted<UpdateAppointments>,
    Path(id): Path<AppointmentId>,
    IfMatch(precondition): IfMatch,
    MergePatch(patch): MergePatch,
) -> Result<Response, ApiError> {
    let user_id = actor.account_id;
    let appointment =
        appointments::patch_appointment(&actor.carbot, user_id, id, &patch, &precondition).await?;
    Ok(revised(appointment))
}

/// Deletes an appointment with all that is known of the visitor; nobody is written to.
#[utoipa::path(
    delete,
    path = "/appointments/{id}",
    operation_id = "delete_appointment",
    tag = "appointments",
    security(("bearer" = ["delete:own_appointments"])),
    params(("id" = AppointmentId, Path, description = "The appointment"), ("If-Match" = Option<String>, Header, description = IF_MATCH)),
    responses((status = 204, description = "It is gone")),
)]
async fn delete(
    actor: Permitted<DeleteAppointments>,
    Path(id): Path<AppointmentId>,
    IfMatch(precondition): IfMatch,
) -> Result<StatusCode, ApiError> {
    appointments::delete_appointment(&actor.carbot, actor.account_id, id, &precondition).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What proves that a calendar may read the feed.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct CalendarQuery {
    /// From the address in the dashboard.
    token: String,
}

/// The feed calendars subscribe to. They cannot log in: the address is the proof.
#[utoipa::path(
    get,
    path = "/appointments.ics",
    operation_id = "appointment_calendar",
    tag = "appointments",
    params(CalendarQuery),
    security(()),
    responses((status = 200, description = "The feed (RFC 5545)", body = String, content_type = "text/calendar")),
)]
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
