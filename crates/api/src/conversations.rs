//! Conversations as the owner reads them.

use crate::{
    ids::{ConversationId, MessageId},
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
#[serde(rename_all = "lowercase")]
pub enum ConversationStatus {
    /// The assistant.
    #[default]
    Open,
    /// The assistant, while the visitor waits for a person.
    Waiting,
    /// A person of the business.
    Agent,
    /// Nobody, until the visitor says something.
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

/// A conversation in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationSummary {
    /// Its id.
    pub id: ConversationId,
    /// The website it took place on.
    pub domain: String,
    /// Who has the word.
    pub status: ConversationStatus,
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
