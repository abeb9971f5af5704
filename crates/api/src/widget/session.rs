//! What a visitor asks about the conversation of their session.
//!
//! The session is the only proof of it, so these requests know only sessions whose id the server
//! gave out: a page may name a session as it likes, and such a name can be guessed.

use crate::{
    FieldErrors,
    conversations::MessageRole,
    ids::MessageId,
    problem::ValueError,
    values::{Email, SessionId},
    widget::ChatAction,
};
use serde::{Deserialize, Serialize};

/// The longest name a widget may give to a message.
const MAX_CLIENT_MESSAGE_ID: usize = 64;

/// Answer of `GET /api/v1/widget/history`: what was said in a session, oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WidgetHistoryResponse {
    /// The messages of both sides, the last ones of a long conversation.
    pub messages: Vec<WidgetMessage>,
    /// Questions offered as buttons after the last reply.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suggestions: Vec<String>,
    /// Whether a person of the business answers, or is waited for.
    #[serde(default)]
    pub is_handed_over: bool,
}

/// One message, as its visitor sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WidgetMessage {
    /// Its id.
    pub id: MessageId,
    /// Who said it.
    pub role: MessageRole,
    /// What was said; Markdown of the widget except from the visitor.
    pub content: String,
    /// What the widget called it when it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_message_id: Option<String>,
    /// First name or role of the person who said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// What the visitor can do next.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<ChatAction>,
    /// How the visitor found it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
}

/// How a visitor finds a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Rating {
    /// It helped.
    Up,
    /// It did not.
    Down,
}

impl Rating {
    /// The name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

/// `POST /api/v1/widget/feedback`: the visitor found a reply good or bad; the last word counts.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WidgetFeedbackRequest {
    /// The key in the script tag.
    pub client_key: String,
    /// The visitor's session, as `init` gave it out.
    pub session_id: String,
    /// The reply.
    pub message_id: MessageId,
    /// How it was.
    pub rating: Rating,
}

/// `POST /api/v1/widget/transcript`: the visitor wants the conversation by mail.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WidgetTranscriptRequest {
    /// The key in the script tag.
    pub client_key: String,
    /// The visitor's session, as `init` gave it out.
    pub session_id: String,
    /// Where it is sent.
    pub email: String,
}

impl WidgetTranscriptRequest {
    /// Checks the address.
    pub fn parse(&self) -> Result<Email, FieldErrors> {
        let mut errors = FieldErrors::default();
        let email = errors.check("/email", Email::parse(&self.email));
        errors.finish(email)
    }
}

/// `POST /api/v1/widget/handoff`: the visitor wants to speak to a person.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WidgetHandoffRequest {
    /// The key in the script tag.
    pub client_key: String,
    /// The visitor's session, as `init` gave it out.
    pub session_id: String,
}

/// What the widget called a message: 1 to 64 characters of `A-Z a-z 0-9 _ -`.
pub fn parse_client_message_id(text: &str) -> Result<String, ValueError> {
    let is_valid = (1..=MAX_CLIENT_MESSAGE_ID).contains(&text.len())
        && text
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'-'));
    if is_valid {
        Ok(text.to_owned())
    } else {
        Err(ValueError::new(
            "invalid_client_message_id",
            "must have 1 to 64 characters of A-Z a-z 0-9 _ -",
        ))
    }
}

/// The session of a request, where the server gave out its id: `cs_` and 32 hexadecimal digits.
pub fn parse_issued_session(text: &str) -> Option<SessionId> {
    let digits = text.strip_prefix("cs_")?;
    let is_issued = digits.len() == 32
        && digits
            .bytes()
            .all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'));
    is_issued.then(|| SessionId::parse(text).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_the_server_gives_out_are_issued_sessions() {
        let check = |text: &str, expected: bool| {
            assert_eq!(parse_issued_session(text).is_some(), expected, "{text}");
        };
        check(&format!("cs_{}", "0f".repeat(16)), true);
        check(&format!("cs_{}", "0F".repeat(16)), false);
        check(&format!("cs_{}", "0f".repeat(15)), false);
        check("session_1_2", false);
        check("", false);
    }

    #[test]
    fn names_of_messages_are_short_and_plain() {
        let check = |text: &str, expected: bool| {
            assert_eq!(parse_client_message_id(text).is_ok(), expected, "{text}");
        };
        check("m-018f_1", true);
        check("", false);
        check("a b", false);
        check(&"x".repeat(65), false);
    }
}
