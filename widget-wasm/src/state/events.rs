//! What the reducer takes and gives.

use super::{Author, Failure};
use api::{
    Language,
    ids::MessageId,
    widget::{
        WidgetChatResponse, WidgetInitResponse,
        session::{Rating, WidgetHistoryResponse, WidgetMessage},
    },
};

/// Something happened.
pub enum Event {
    /// The panel was opened; `takes_focus` unless the page did it by itself.
    Opened {
        /// Whether the visitor asked for it.
        takes_focus: bool,
    },
    /// The panel was closed.
    Closed,
    /// `init` was answered.
    Started {
        /// Number of the request.
        attempt: u32,
        /// The answer.
        response: Box<WidgetInitResponse>,
    },
    /// `init` failed.
    StartFailed {
        /// Number of the request.
        attempt: u32,
        /// Why.
        failure: Failure,
    },
    /// The visitor asked for another `init`.
    StartRetried,
    /// The visitor sent what stands in the input.
    Sent(String),
    /// The visitor chose one of the suggestions.
    SuggestionChosen(u32),
    /// The page sent a message in the visitor's name.
    SentByPage(String),
    /// A message was answered.
    Answered {
        /// The entry that was answered.
        turn: u32,
        /// The answer.
        response: Box<WidgetChatResponse>,
        /// How long the answer took, in milliseconds.
        elapsed: u32,
    },
    /// A message was not answered.
    AnswerFailed {
        /// The entry that was not answered.
        turn: u32,
        /// Why.
        failure: Failure,
    },
    /// The assistant has typed long enough.
    TypingEnded,
    /// The visitor wants a failed message sent again.
    Retried(u32),
    /// What was said in the session before is known.
    Recalled {
        /// Number of the `init` after which it was asked for.
        attempt: u32,
        /// The answer.
        response: Box<WidgetHistoryResponse>,
    },
    /// The visitor found a reply good or bad.
    Rated {
        /// The entry.
        entry: u32,
        /// How it was.
        rating: Rating,
    },
    /// The device has a network again.
    CameOnline,
    /// The request for a person was answered.
    HandoffAnswered(Result<Box<WidgetMessage>, Failure>),
    /// A person wrote something.
    PersonSaid(Box<WidgetMessage>),
    /// A person answers or is waited for, or no longer.
    HandedOver(bool),
    /// The visitor chose an action that is not a link.
    ActionChosen {
        /// The entry that offers it.
        entry: u32,
        /// Its place among the entry's actions.
        index: u32,
    },
    /// The page wants text in the input.
    Prefilled(String),
    /// The page chose another language.
    LanguageSet(Language),
    /// The page wants a new conversation.
    Reset,
}

/// Something is to be done.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    /// Ask for `init`.
    Start {
        /// Its number.
        attempt: u32,
    },
    /// Send a message.
    Ask {
        /// The entry to be answered.
        turn: u32,
        /// Its text.
        message: String,
        /// Its name, the same however often it is sent.
        client_message_id: String,
        /// The visitor's session.
        session_id: String,
    },
    /// Ask what was said in the session before.
    Recall {
        /// Number of the `init`.
        attempt: u32,
        /// The visitor's session.
        session_id: String,
    },
    /// Tell how the visitor found a reply.
    Rate {
        /// The visitor's session.
        session_id: String,
        /// The reply.
        message_id: MessageId,
        /// How it was.
        rating: Rating,
    },
    /// Ask for a person.
    RequestHandoff {
        /// The visitor's session.
        session_id: String,
    },
    /// Hear what people write in a session, from the beginning.
    Follow {
        /// The visitor's session.
        session_id: String,
    },
    /// Hear it no longer.
    Unfollow,
    /// Report [`Event::TypingEnded`] after so many milliseconds.
    EndTypingAfter(u32),
    /// Empty the input.
    ClearInput,
    /// Put text into the input.
    FillInput(String),
    /// Move the focus into the input.
    FocusInput,
    /// Keep the session id through a reload.
    RememberSession(String),
    /// Forget the kept session id.
    ForgetSession,
    /// Tell the page.
    Notify(Notice),
}

/// What the page and the launcher learn.
#[derive(Debug, PartialEq, Eq)]
pub enum Notice {
    /// The look is known.
    Configured,
    /// A message was sent or received.
    Message(Author, String),
    /// The number of unread replies changed.
    Unread(u32),
    /// The visitor wants an appointment.
    Booking,
    /// The visitor wants to speak to a person.
    Handoff,
    /// Something went wrong.
    Error(Failure),
}
