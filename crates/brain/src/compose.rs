//! The parts a reply is put together from.

use crate::{
    Action, Booking, Callback, Entity, EntityKind, Intent, answers::Voice, answers::dialable,
    answers::sentences,
};

/// The answer to one question of a message.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// What was asked; `None` for what is no question of its own.
    pub intent: Option<Intent>,
    /// See [`crate::Reply::own_intent`].
    pub own_intent: Option<String>,
    /// How sure that is.
    pub confidence: f32,
    /// The text.
    pub text: String,
    /// See [`crate::Reply::sources`].
    pub sources: Vec<String>,
    /// See [`crate::Reply::actions`].
    pub actions: Vec<Action>,
    /// See [`crate::Reply::suggestions`].
    pub suggestions: Vec<String>,
    /// See [`crate::Reply::entities`].
    pub entities: Vec<Entity>,
    /// See [`crate::Reply::is_unanswered`].
    pub is_unanswered: bool,
    /// Default-language name of the service spoken of.
    pub service: Option<String>,
    /// See [`crate::Reply::booking`].
    pub booking: Option<Booking>,
    /// See [`crate::Reply::withdraws_booking`].
    pub withdraws_booking: bool,
    /// See [`crate::Reply::callback`].
    pub callback: Option<Callback>,
    /// See [`crate::DialogueState::awaits_callback_number`].
    pub awaits_callback_number: bool,
}

impl Part {
    /// An answer from a source.
    pub fn new(text: String, source: &str) -> Self {
        Self {
            text,
            sources: vec![source.to_owned()],
            ..Self::default()
        }
    }

    /// An answer that rests on nothing but the conversation.
    pub fn plain(text: String) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }

    /// Adds a button that calls the business.
    pub fn with_call(mut self, voice: &Voice<'_>) -> Self {
        if let Some(phone) = &voice.business.phone {
            self.actions.extend(call(phone, voice.text("action.call")));
        }
        self
    }

    /// Adds the hand-over to a person.
    pub fn with_handoff(mut self) -> Self {
        self.actions.push(Action::Handoff);
        self
    }

    /// Adds what was found in the message.
    pub fn with_entity(mut self, kind: EntityKind, value: &str) -> Self {
        self.entities.push(Entity {
            kind,
            value: value.to_owned(),
        });
        self
    }

    /// The question is one the knowledge does not answer: says so in the words of `key`, then how
    /// to reach people, and offers to hand over.
    pub fn unanswered(voice: &Voice<'_>, key: &str) -> Self {
        let mut part = Self::plain(sentences(&[
            voice.text(key),
            voice.reach(),
            voice.text("reach.handoff"),
        ]))
        .with_call(voice)
        .with_handoff();
        part.is_unanswered = true;
        part
    }

    /// Only people can help: says so in the words of `key`, then how to reach them.
    pub fn for_people(voice: &Voice<'_>, key: &str) -> Self {
        Self::plain(sentences(&[voice.text(key), voice.reach()]))
            .with_call(voice)
            .with_handoff()
    }
}

/// A button that calls a number, if it is one.
pub fn call(phone: &str, label: String) -> Option<Action> {
    let phone = dialable(phone);
    (phone.len() >= 3).then_some(Action::Call { phone, label })
}
