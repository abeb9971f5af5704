//! Where other programs are told what happened, following the Standard Webhooks specification.

use crate::{
    FieldErrors,
    ids::{WebhookDeliveryId, WebhookEndpointId},
    problem::ValueError,
    values::optional_text,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Endpoints of an account, at most.
pub const MAX_WEBHOOKS: usize = 20;
/// Most characters of an address.
const MAX_URL_CHARS: usize = 2_048;
/// Most characters of a description.
const MAX_DESCRIPTION_CHARS: usize = 500;

/// What an endpoint can be told about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum WebhookEvent {
    /// A visitor wrote for the first time.
    #[serde(rename = "conversation.started")]
    ConversationStarted,
    /// A visitor asked for a person.
    #[serde(rename = "conversation.handoff")]
    ConversationHandoff,
    /// The assistant had to pass on a question.
    #[serde(rename = "message.unanswered")]
    MessageUnanswered,
    /// A visitor asked for an appointment.
    #[serde(rename = "appointment.requested")]
    AppointmentRequested,
    /// The business agreed to an appointment.
    #[serde(rename = "appointment.confirmed")]
    AppointmentConfirmed,
    /// The business refused an appointment.
    #[serde(rename = "appointment.declined")]
    AppointmentDeclined,
    /// An appointment does not take place.
    #[serde(rename = "appointment.cancelled")]
    AppointmentCancelled,
    /// A landing page went online, or was put online again.
    #[serde(rename = "landing_page.published")]
    LandingPagePublished,
}

impl WebhookEvent {
    /// Every event.
    pub const ALL: [Self; 8] = [
        Self::ConversationStarted,
        Self::ConversationHandoff,
        Self::MessageUnanswered,
        Self::AppointmentRequested,
        Self::AppointmentConfirmed,
        Self::AppointmentDeclined,
        Self::AppointmentCancelled,
        Self::LandingPagePublished,
    ];

    /// The name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ConversationStarted => "conversation.started",
            Self::ConversationHandoff => "conversation.handoff",
            Self::MessageUnanswered => "message.unanswered",
            Self::AppointmentRequested => "appointment.requested",
            Self::AppointmentConfirmed => "appointment.confirmed",
            Self::AppointmentDeclined => "appointment.declined",
            Self::AppointmentCancelled => "appointment.cancelled",
            Self::LandingPagePublished => "landing_page.published",
        }
    }
}

/// What is entered of an endpoint; the fields a `PATCH` may name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WebhookInput {
    /// Where messages are sent: an https address in the public internet.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "https://crm.example.com/hooks/carbot")
    )]
    pub url: String,
    /// What it is for.
    #[serde(default)]
    pub description: Option<String>,
    /// What it is told about.
    pub events: Vec<WebhookEvent>,
    /// Whether it is told anything.
    #[serde(default = "yes")]
    pub is_active: bool,
}

const fn yes() -> bool {
    true
}

impl WebhookInput {
    /// Checks what can be checked without the network, and puts it in order.
    pub fn validate(self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let url = self.url.trim().to_owned();
        errors.require(
            "/url",
            url.chars().count() <= MAX_URL_CHARS,
            ValueError::new("too_long", "is too long"),
        );
        let description = errors.check(
            "/description",
            optional_text(self.description.as_deref(), MAX_DESCRIPTION_CHARS),
        );
        errors.require(
            "/events",
            !self.events.is_empty(),
            ValueError::new("required", "must not be empty"),
        );
        let chosen = |event: &WebhookEvent| self.events.contains(event);
        let events = WebhookEvent::ALL.into_iter().filter(chosen).collect();
        let input = description.map(|description| Self {
            url,
            description,
            events,
            is_active: self.is_active,
        });
        errors.finish(input)
    }
}

/// Why an endpoint was switched off without its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DisabledReason {
    /// It has failed for days.
    Failing,
    /// It answered `410 Gone`.
    Gone,
}

/// An endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookEndpoint {
    /// Its id.
    pub id: WebhookEndpointId,
    /// Where messages are sent.
    pub url: String,
    /// What it is for.
    pub description: Option<String>,
    /// What it is told about.
    pub events: Vec<WebhookEvent>,
    /// Whether it is told anything.
    pub is_active: bool,
    /// Why it was switched off, where its owner did not.
    pub disabled_reason: Option<DisabledReason>,
    /// Since when every message to it has failed.
    pub failing_since: Option<DateTime<Utc>>,
    /// Rises with every change; the `ETag`.
    pub revision: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl WebhookEndpoint {
    /// What was entered of it.
    pub fn input(&self) -> WebhookInput {
        WebhookInput {
            url: self.url.clone(),
            description: self.description.clone(),
            events: self.events.clone(),
            is_active: self.is_active,
        }
    }
}

/// A new endpoint with its secret, which is shown this one time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateWebhookResponse {
    /// The endpoint.
    pub endpoint: WebhookEndpoint,
    /// What messages are signed with: `whsec_…`.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "whsec_plJ3nmyCDGBKInavdOK15jsl")
    )]
    pub secret: String,
}

/// Where a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeliveryStatus {
    /// It is on its way, or waits for its next attempt.
    Pending,
    /// The endpoint has taken it.
    Delivered,
    /// It was given up.
    Failed,
}

impl DeliveryStatus {
    /// The name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }
}

/// A message to an endpoint, with what came back at the last attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookDelivery {
    /// Its id, the `webhook-id` of every attempt.
    pub id: WebhookDeliveryId,
    /// What it is about: `appointment.requested`, or `webhook.test`.
    pub event_type: String,
    /// What is sent.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub payload: serde_json::Value,
    /// Where it stands.
    pub status: DeliveryStatus,
    /// How often it was tried.
    pub attempts: i32,
    /// When it was last tried.
    pub last_attempt_at: Option<DateTime<Utc>>,
    /// The status of the answer.
    pub response_status: Option<i32>,
    /// How long the answer took.
    pub duration_ms: Option<i32>,
    /// The first words of the answer.
    pub response_excerpt: Option<String>,
    /// Why there was no answer: `address_not_allowed`, `unknown_host`, `unreachable`, `timeout`,
    /// `endpoint_disabled`.
    pub error: Option<String>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_have_one_name() {
        for event in WebhookEvent::ALL {
            assert_eq!(serde_json::json!(event), event.as_str());
        }
    }

    #[test]
    fn events_are_kept_once_and_in_order() {
        let input = WebhookInput {
            url: " https://a.example ".to_owned(),
            description: Some("  ".to_owned()),
            events: vec![
                WebhookEvent::LandingPagePublished,
                WebhookEvent::ConversationStarted,
                WebhookEvent::LandingPagePublished,
            ],
            is_active: true,
        };
        let input = input.validate().expect("valid");
        assert_eq!(input.url, "https://a.example");
        assert_eq!(input.description, None);
        assert_eq!(
            input.events,
            [
                WebhookEvent::ConversationStarted,
                WebhookEvent::LandingPagePublished
            ]
        );
        let none = WebhookInput {
            events: Vec::new(),
            ..input
        };
        let errors = none.validate().expect_err("refused").0;
        assert_eq!(errors[0].pointer, "/events");
    }
}
