//! What the widget and the server say to each other.

pub mod session;

use crate::{
    FieldErrors, Language,
    ids::{ConversationId, MessageId},
    problem::ValueError,
    values::{ClientKey, SessionId, required_text},
};
use serde::{Deserialize, Serialize};

/// The longest message that is read, in characters.
pub const MAX_MESSAGE_CHARS: usize = 4_000;

/// `POST /api/v1/widget/init`: the chat was opened.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WidgetInitRequest {
    /// The key in the script tag.
    pub client_key: String,
    /// Host of the page.
    pub domain: String,
    /// Overrides of the page's script tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub config: Option<WidgetConfigOverrides>,
    /// Language of the page or the browser (BCP 47).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum WidgetTheme {
    Light,
    Dark,
    /// As the visitor's system has it.
    #[default]
    Auto,
}

/// Where the bubble sits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum WidgetPosition {
    #[default]
    BottomRight,
    BottomLeft,
    Center,
}

/// Look and first words of the chat, complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[expect(missing_docs, reason = "the names say it")]
pub struct WidgetConfig {
    pub theme: WidgetTheme,
    pub position: WidgetPosition,
    pub greeting_message: String,
    pub placeholder_text: String,
    /// `#rrggbb`.
    pub primary_color: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar_url: Option<String>,
}

/// The published `WidgetConfig` with every field optional: what a page overrides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct WidgetConfigOverrides {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<WidgetTheme>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<WidgetPosition>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub greeting_message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placeholder_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_color: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_url: Option<String>,
}

/// Answer of `init`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WidgetInitResponse {
    /// A fresh session for the first message.
    pub session_id: String,
    /// Look and first words, overrides applied.
    pub config: WidgetConfig,
    /// Language of the texts.
    pub locale: Language,
    /// Who answers.
    pub business: WidgetBusiness,
    /// Questions offered as buttons.
    pub suggestions: Vec<String>,
}

/// What the widget shows of the business.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WidgetBusiness {
    /// Its name.
    pub name: String,
    /// Its phone number, for when the chat cannot help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Where its privacy policy stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy_url: Option<String>,
}

/// Where the visitor is; all optional, all untrusted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct WidgetContext {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
}

/// `POST /api/v1/widget/chat`: the visitor said something.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WidgetChatRequest {
    /// The key in the script tag.
    pub client_key: String,
    /// The visitor's session.
    pub session_id: String,
    /// What was said.
    pub message: String,
    /// What the widget calls the message. Sent again under the same name, it is stored once and
    /// gets the same answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_message_id: Option<String>,
    /// Where the visitor is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<WidgetContext>,
}

/// A chat request whose every field but the key is valid. The key is read
/// apart, because a wrong one is not a wrong field but a missing permission.
#[derive(Clone, Debug)]
pub struct ChatInput {
    /// The visitor's session.
    pub session_id: SessionId,
    /// What was said, trimmed, 1 to [`MAX_MESSAGE_CHARS`] characters.
    pub message: String,
    /// What the widget calls the message.
    pub client_message_id: Option<String>,
    /// Language hint of the browser.
    pub locale: Option<Language>,
    /// Where the visitor is.
    pub page_url: Option<String>,
}

impl WidgetChatRequest {
    /// Checks every field but the key.
    pub fn parse(&self) -> Result<ChatInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        let session_id = errors.check("/session_id", SessionId::parse(&self.session_id));
        let message = errors.check("/message", parse_message(&self.message));
        let client_message_id = self.client_message_id.as_deref();
        let client_message_id = errors.check(
            "/client_message_id",
            client_message_id
                .map(session::parse_client_message_id)
                .transpose(),
        );
        let context = self.context.clone().unwrap_or_default();
        let input = (|| {
            Some(ChatInput {
                session_id: session_id?,
                message: message?,
                client_message_id: client_message_id?,
                locale: context.locale.as_deref().and_then(Language::from_tag),
                page_url: context.page_url.filter(|it| it.len() <= 2_048),
            })
        })();
        errors.finish(input)
    }
}

/// Reads what a visitor typed.
pub fn parse_message(text: &str) -> Result<String, ValueError> {
    // Control characters are dropped, not refused: they come from pasted text.
    let text: String = text
        .chars()
        .filter(|it| !it.is_control() || *it == '\n')
        .collect();
    required_text(&text, MAX_MESSAGE_CHARS)
}

/// Reads the key of a widget request.
pub fn parse_client_key(text: &str) -> Option<ClientKey> {
    ClientKey::parse(text).ok()
}

/// What the visitor can do next, beside typing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ChatAction {
    /// Call a number.
    Call {
        /// The number as people write it.
        phone: String,
        /// Words on the button.
        label: String,
    },
    /// Open a page.
    Link {
        /// Its address, https or http.
        url: String,
        /// Words on the button.
        label: String,
    },
    /// Ask for an appointment.
    Appointment,
    /// Speak to a person.
    Handoff,
}

/// Answer of `chat`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WidgetChatResponse {
    /// The reply, in the Markdown subset of the widget: `**bold**`, `- ` lists, links. Empty while
    /// a person of the business has the word: theirs come by `widget/stream`.
    pub response: String,
    /// The session, as sent.
    pub session_id: String,
    /// The conversation the messages were stored in.
    pub conversation_id: ConversationId,
    /// The reply, for feedback.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_id: Option<MessageId>,
    /// Questions offered as buttons.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suggestions: Vec<String>,
    /// How long a person would have typed, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typing_delay: Option<u32>,
    /// What was understood: `price`.
    pub intent: String,
    /// How sure the engine is, 0 to 1.
    pub confidence: f32,
    /// What the visitor can do next.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<ChatAction>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chat_request_reports_every_wrong_field() {
        let check = |session_id: &str, message: &str, expected: &[&str]| {
            let request = WidgetChatRequest {
                client_key: String::new(),
                session_id: session_id.to_owned(),
                message: message.to_owned(),
                client_message_id: None,
                context: None,
            };
            let errors = request.parse().err().unwrap_or_default().0;
            let pointers: Vec<_> = errors.iter().map(|it| &*it.pointer).collect();
            assert_eq!(pointers, expected);
        };
        check("session_1_2", "Hallo", &[]);
        check("", "Hallo", &["/session_id"]);
        check(&"x".repeat(10_000), "Hallo", &["/session_id"]);
        check("s", " \u{0} ", &["/message"]);
        check("s", &"x".repeat(100_000), &["/message"]);
        check("<script>", "", &["/session_id", "/message"]);
    }

    #[test]
    fn control_characters_of_pasted_text_are_dropped() {
        assert_eq!(
            parse_message(" Hallo\u{7}\nWelt\r "),
            Ok("Hallo\nWelt".to_owned())
        );
    }
}
