//! Appointments that visitors asked for, and what a business offers for them.

use crate::{
    FieldErrors, Language,
    hours::Interval,
    ids::{AppointmentId, BusinessId, ConversationId, ServiceId},
    problem::ValueError,
    values::optional_text,
};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

/// What became of a request.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AppointmentStatus {
    /// The visitor asked for it; nobody has decided yet.
    Requested,
    /// The business has agreed.
    Confirmed,
    /// The business cannot do it.
    Declined,
    /// It was agreed on, or asked for, and does not take place.
    Cancelled,
}

impl AppointmentStatus {
    /// Every status.
    pub const ALL: [Self; 4] = [
        Self::Requested,
        Self::Confirmed,
        Self::Declined,
        Self::Cancelled,
    ];
    /// Those that take up time of the business.
    pub const OPEN: [Self; 2] = [Self::Requested, Self::Confirmed];

    /// The name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Confirmed => "confirmed",
            Self::Declined => "declined",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether it takes up time of the business.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Requested | Self::Confirmed)
    }

    /// Whether the business may decide so. A decision can be taken back, except that nothing
    /// becomes a mere request again and what was agreed on is cancelled rather than declined.
    pub const fn may_become(self, next: Self) -> bool {
        match next {
            Self::Requested => false,
            Self::Confirmed => !matches!(self, Self::Confirmed),
            Self::Declined => matches!(self, Self::Requested),
            Self::Cancelled => self.is_open(),
        }
    }
}

impl std::str::FromStr for AppointmentStatus {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|it| it.as_str() == text)
            .ok_or(ValueError::new(
                "invalid_status",
                "is not one of requested, confirmed, declined, cancelled",
            ))
    }
}

/// An appointment as the business sees it.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// Its id.
    pub id: AppointmentId,
    /// The business it is with.
    pub business_id: BusinessId,
    /// The conversation it was asked for in, while that is kept.
    pub conversation_id: Option<ConversationId>,
    /// The service of the price list, where it is one.
    pub service_id: Option<ServiceId>,
    /// What is to be done: name of a service or the visitor's words.
    pub service: String,
    /// Make and model as the visitor wrote them.
    pub vehicle: Option<String>,
    /// Registration plate.
    pub plate: Option<String>,
    /// When it begins: wall time in the zone of the business, `2026-12-01T09:00:00`.
    // Without an offset, so not the format `date-time`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub starts_at: NaiveDateTime,
    /// The zone of that time, `Europe/Berlin`.
    pub time_zone: String,
    /// How long it is likely to take.
    pub duration_minutes: u32,
    /// Name of the visitor.
    pub name: String,
    /// Telephone number.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// What the visitor added.
    pub note: Option<String>,
    /// The language the visitor is written to in.
    pub language: Language,
    /// What became of it.
    pub status: AppointmentStatus,
    /// What the business said about its decision; the visitor reads it.
    pub decision_note: Option<String>,
    /// When the visitor agreed to be contacted.
    pub consent_at: DateTime<Utc>,
    /// Rises with every change; the `ETag`.
    pub revision: i64,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

/// Which appointments a list shows.
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AppointmentQuery {
    /// Only those with this status.
    pub status: Option<AppointmentStatus>,
    /// Only those on or after this day, in the zone of their business.
    pub from: Option<NaiveDate>,
    /// Only those on or before this day.
    pub to: Option<NaiveDate>,
    /// Which come first.
    pub order: AppointmentOrder,
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Appointments of a page, 1 to 100; 25 when missing.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100, default = 25))]
    pub limit: Option<u64>,
}

/// Which appointments of a list come first.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppointmentOrder {
    /// The earliest.
    #[default]
    EarliestFirst,
    /// The latest.
    LatestFirst,
}

/// What the business decides about an appointment; the fields a `PATCH` may name.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppointmentInput {
    /// The decision.
    pub status: AppointmentStatus,
    /// The time: wall time of the business, `2026-12-01T09:00` with or without seconds.
    pub starts_at: String,
    /// A word to the visitor about the decision.
    #[serde(default)]
    pub decision_note: Option<String>,
}

impl Appointment {
    /// What the business has decided so far.
    pub fn input(&self) -> AppointmentInput {
        AppointmentInput {
            status: self.status,
            starts_at: self.starts_at.format("%Y-%m-%dT%H:%M:%S").to_string(),
            decision_note: self.decision_note.clone(),
        }
    }
}

impl From<AppointmentInput> for UpdateAppointmentRequest {
    fn from(input: AppointmentInput) -> Self {
        Self {
            status: Some(input.status),
            starts_at: Some(input.starts_at),
            decision_note: Some(input.decision_note.unwrap_or_default()),
        }
    }
}

/// What is to be changed in an appointment; what is missing stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct UpdateAppointmentRequest {
    /// The decision.
    pub status: Option<AppointmentStatus>,
    /// Another time: wall time of the business, `2026-12-01T09:00` with or without seconds.
    pub starts_at: Option<String>,
    /// A word to the visitor about the decision; an empty one removes it.
    pub decision_note: Option<String>,
}

/// An [`UpdateAppointmentRequest`] whose every field is valid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AppointmentUpdate {
    /// The decision.
    pub status: Option<AppointmentStatus>,
    /// Another time.
    pub starts_at: Option<NaiveDateTime>,
    /// Another note, or none.
    pub decision_note: Option<Option<String>>,
}

/// The longest note on a decision, in characters.
pub const MAX_DECISION_NOTE: usize = 1_000;

impl UpdateAppointmentRequest {
    /// Checks every field.
    pub fn parse(&self) -> Result<AppointmentUpdate, FieldErrors> {
        let mut errors = FieldErrors::default();
        let starts_at = self.starts_at.as_deref().map(parse_local_time).transpose();
        let starts_at = errors.check("/starts_at", starts_at);
        let note = self
            .decision_note
            .as_deref()
            .map(|it| optional_text(Some(it), MAX_DECISION_NOTE))
            .transpose();
        let note = errors.check("/decision_note", note);
        let update = (|| {
            Some(AppointmentUpdate {
                status: self.status,
                starts_at: starts_at?,
                decision_note: note?,
            })
        })();
        errors.finish(update)
    }
}

/// Reads `2026-12-01T09:00` or `2026-12-01T09:00:00`, as `<input type=datetime-local>` sends it;
/// seconds are dropped.
pub fn parse_local_time(text: &str) -> Result<NaiveDateTime, ValueError> {
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text.trim(), format).ok())
        .and_then(|it| {
            use chrono::Timelike as _;
            it.with_second(0)
        })
        .ok_or(ValueError::new(
            "invalid_date_time",
            "is not a local time such as 2026-12-01T09:00",
        ))
}

/// What a business offers for appointments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppointmentSettings {
    /// Length of a slot in minutes; the first begins when the business opens.
    pub slot_minutes: u16,
    /// Appointments that may begin in one slot.
    pub capacity: u16,
    /// Minutes that must lie between the request and the appointment.
    pub lead_minutes: u32,
}

impl AppointmentSettings {
    /// Checks every field.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::default();
        errors.require(
            "/slot_minutes",
            (5..=480).contains(&self.slot_minutes),
            ValueError::new("invalid_slot_minutes", "must be 5 to 480 minutes"),
        );
        errors.require(
            "/capacity",
            (1..=50).contains(&self.capacity),
            ValueError::new("invalid_capacity", "must be 1 to 50"),
        );
        errors.require(
            "/lead_minutes",
            self.lead_minutes <= 43_200,
            ValueError::new("invalid_lead_minutes", "must be at most 30 days"),
        );
        errors.finish(Some(()))
    }
}

/// The settings with the address of the calendar feed, where there is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentSetup {
    /// The settings.
    pub settings: AppointmentSettings,
    /// The address calendars subscribe to. Who knows it reads the appointments.
    pub calendar_url: Option<String>,
}

/// The appointments of a week as a calendar shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentWeek {
    /// Its seven days, Monday first.
    pub days: Vec<AppointmentDay>,
    /// The current day in the zone of the business.
    pub today: NaiveDate,
}

/// A day of an [`AppointmentWeek`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentDay {
    /// Its date.
    pub date: NaiveDate,
    /// When the business is open.
    pub open: Vec<Interval>,
    /// Those that are requested or confirmed, in order.
    pub appointments: Vec<Appointment>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_times_are_read_with_and_without_seconds() {
        let check = |text: &str, expected: Option<&str>| {
            let time = parse_local_time(text).ok().map(|it| it.to_string());
            assert_eq!(time.as_deref(), expected, "{text}");
        };
        check("2026-12-01T09:30", Some("2026-12-01 09:30:00"));
        check("2026-12-01T09:30:59", Some("2026-12-01 09:30:00"));
        check("2026-12-01 09:30", None);
        check("2026-12-01T09:30Z", None);
        check("2026-02-30T09:30", None);
        check("", None);
    }

    #[test]
    fn decisions_can_be_taken_back_but_nothing_becomes_a_request_again() {
        use AppointmentStatus::{Cancelled, Confirmed, Declined, Requested};
        for status in AppointmentStatus::ALL {
            assert!(!status.may_become(Requested));
        }
        assert!(Requested.may_become(Confirmed) && Requested.may_become(Declined));
        assert!(Confirmed.may_become(Cancelled) && !Confirmed.may_become(Declined));
        assert!(Declined.may_become(Confirmed) && Cancelled.may_become(Confirmed));
        assert!(!Confirmed.may_become(Confirmed) && !Declined.may_become(Cancelled));
    }

    #[test]
    fn all_wrong_fields_of_a_change_are_reported_at_once() {
        let request = UpdateAppointmentRequest {
            status: None,
            starts_at: Some("soon".to_owned()),
            decision_note: Some("x".repeat(MAX_DECISION_NOTE + 1)),
        };
        let errors = request.parse().expect_err("invalid").0;
        let found: Vec<_> = errors.iter().map(|it| (&*it.pointer, &*it.code)).collect();
        assert_eq!(
            found,
            [
                ("/starts_at", "invalid_date_time"),
                ("/decision_note", "too_long")
            ]
        );
    }
}
