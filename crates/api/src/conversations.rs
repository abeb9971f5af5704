//! Conversations as the owner reads them.

use crate::{
    FieldErrors,
    ids::{BusinessId, ClientKeyId, ConversationId, MessageId, UserId},
    values::required_text,
    widget::session::Rating,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Who said something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum MessageRole {
    /// The visitor.
    User,
    /// The assistant.
    Assistant,
    /// A person of the business.
    Agent,
    /// CarBot itself: handed over, closed.
    System,
}

impl MessageRole {
    /// The name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Assistant => "assistant",
            Self::Agent => "agent",
            Self::System => "system",
        }
    }
}

/// Who has the word in a conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum ConversationStatus {
    /// The assistant.
    #[default]
    Open,
    /// The assistant, while the visitor waits for a person.
    Waiting,
    /// A person of the business.
    Agent,
    /// Nobody: staff has closed it; the visitor's next message opens it again.
    Closed,
}

impl ConversationStatus {
    /// The name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Waiting => "waiting",
            Self::Agent => "agent",
            Self::Closed => "closed",
        }
    }

    /// Whether a person answers, or is waited for.
    pub const fn is_handed_over(self) -> bool {
        matches!(self, Self::Waiting | Self::Agent)
    }
}

/// Which conversations a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default)]
pub struct ConversationQuery {
    /// Only those in which all these words are said in one message, each then with a `snippet`.
    /// Words are found by their beginnings, in German and English forms. At most 200 characters;
    /// a `q` without words finds nothing.
    #[cfg_attr(feature = "openapi", param(max_length = 200, example = "Winterreifen"))]
    pub q: Option<String>,
    /// Only those that came with this key.
    pub client_key_id: Option<ClientKeyId>,
    /// Only those that began at this time or later.
    pub from: Option<DateTime<Utc>>,
    /// Only those that began before this time.
    pub to: Option<DateTime<Utc>>,
    /// Only those in which the visitor wanted this: `price`.
    pub intent: Option<String>,
    /// Only those in which this one has the word.
    pub status: Option<ConversationStatus>,
    /// Only those this member of the team looks after.
    pub assigned_to: Option<UserId>,
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Conversations of a page, 1 to 100; 25 when missing.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100, default = 25))]
    pub limit: Option<u64>,
}

/// The longest search, in characters.
pub const MAX_SEARCH: usize = 200;

/// The longest message of staff, in characters.
pub const MAX_MESSAGE: usize = 4_000;

/// What somebody of the business writes to the visitor.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(
    feature = "openapi",
    derive(utoipa::ToSchema),
    schema(example = json!({ "content": "Guten Tag, hier ist Petra Sonnenberg." }))
)]
#[serde(deny_unknown_fields)]
pub struct PostMessageRequest {
    /// The message, 1 to 4000 characters.
    pub content: String,
}

impl PostMessageRequest {
    /// Checks the message.
    pub fn parse(&self) -> Result<String, FieldErrors> {
        let mut errors = FieldErrors::default();
        let content = errors.check("/content", required_text(&self.content, MAX_MESSAGE));
        errors.finish(content)
    }
}

/// Gives a conversation to somebody of the team.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(
    feature = "openapi",
    derive(utoipa::ToSchema),
    schema(example = json!({ "user_id": "01940000-0000-7000-8000-000000000000" }))
)]
#[serde(deny_unknown_fields)]
pub struct AssignConversationRequest {
    /// Who looks after it; nobody with `null`.
    pub user_id: Option<UserId>,
}

/// A conversation in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConversationSummary {
    /// Its id.
    pub id: ConversationId,
    /// The key it came with.
    pub client_key_id: ClientKeyId,
    /// The business that answered.
    pub business_id: BusinessId,
    /// Who has the word.
    pub status: ConversationStatus,
    /// Who of the team looks after it.
    pub assigned_to: Option<UserId>,
    /// The website it took place on.
    pub domain: String,
    /// First words of the visitor.
    pub preview: String,
    /// What the visitor last wanted, by the engine's name: `price`.
    pub last_intent: Option<String>,
    /// Whether the engine had to pass on a question.
    pub has_unanswered: bool,
    /// Messages of both sides.
    pub message_count: i32,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When something was last said.
    pub last_message_at: DateTime<Utc>,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Who said it.
    pub role: MessageRole,
    /// What was said, in the Markdown subset of the widget.
    pub content: String,
    /// What the engine understood.
    pub intent: Option<String>,
    /// How sure it was, 0 to 1.
    pub confidence: Option<f64>,
    /// Whether the engine had to pass.
    pub is_unanswered: bool,
    /// Which person said it.
    pub author: Option<String>,
    /// How the visitor found it.
    pub rating: Option<Rating>,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// A conversation with all its messages, oldest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transcript {
    /// The conversation.
    pub conversation: ConversationSummary,
    /// What was said.
    pub messages: Vec<Message>,
}

/// A page of a list that is read by cursor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The items, in the order of the list.
    pub items: Vec<T>,
    /// Where the next page begins; missing on the last one.
    pub next_cursor: Option<String>,
    /// Whether there is a next page.
    pub has_more: bool,
}

/// A conversation in a list, with where the words are found that were looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FoundConversation {
    /// The conversation.
    #[serde(flatten)]
    pub conversation: ConversationSummary,
    /// With `q` only: the part of its newest message in which the words are found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snippet: Option<Vec<SnippetPart>>,
}

/// A part of a snippet: plain text, never HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SnippetPart {
    /// The text.
    pub text: String,
    /// Whether it is what was looked for.
    pub is_match: bool,
}
