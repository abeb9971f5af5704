//! What the chat is and how it changes: a pure reducer.
//!
//! [`State::update`] takes an [`Event`] and returns the [`Effect`]s to carry
//! out; it touches neither the document nor the network, so the whole
//! behaviour of the widget is tested natively.

mod events;
mod failure;

pub use events::{Effect, Event, Notice};
pub use failure::Failure;

use crate::texts::Texts;
use api::{
    Language,
    conversations::MessageRole,
    ids::MessageId,
    widget::{
        ChatAction, WidgetBusiness, WidgetChatResponse, WidgetConfig, WidgetInitResponse,
        parse_message,
        session::{Rating, WidgetHistoryResponse, WidgetMessage},
    },
};

/// Nobody waits longer than this for a reply that is already there, in milliseconds.
pub const MAX_TYPING_DELAY: u32 = 1_200;

/// Everything the chat shows and remembers.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says something of its own, and all of them can be true"
)]
pub struct State {
    /// Language of the texts.
    pub language: Language,
    /// Whether `init` was answered.
    pub phase: Phase,
    /// Who answers, once known.
    pub business: Option<WidgetBusiness>,
    /// Look and first words, once known.
    pub config: Option<WidgetConfig>,
    /// The conversation, oldest first.
    pub entries: Vec<Entry>,
    /// Questions offered as buttons.
    pub suggestions: Vec<String>,
    /// Replies that came while the chat was closed.
    pub unread: u32,
    session_id: String,
    /// A session of this browser, kept through a reload.
    resumed_session: Option<String>,
    /// Whether what was said in that session is not shown yet.
    is_to_recall: bool,
    /// Whether we hear what people write.
    is_following: bool,
    /// Begins the names of messages, so that those of two tabs differ.
    name: String,
    is_open: bool,
    /// The visitor's system asks for less motion.
    prefers_stillness: bool,
    /// Entry whose reply is awaited.
    turn: Option<u32>,
    /// A reply held back while the assistant seems to type.
    held_reply: Option<Box<WidgetChatResponse>>,
    /// Messages of the page that wait for their turn.
    queue: Vec<String>,
    /// Number of the current `init`, so that answers of older ones are ignored.
    attempt: u32,
    next_id: u32,
}

/// How far the chat has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Not opened yet.
    Idle,
    /// `init` is on its way.
    Starting,
    /// Ready to talk.
    Ready,
    /// `init` failed.
    Unavailable(Failure),
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Unique for the life of the widget.
    pub id: u32,
    /// Who said it.
    pub author: Author,
    /// What was said; Markdown where the assistant said it.
    pub text: String,
    /// Where it stands on its way.
    pub delivery: Delivery,
    /// What the visitor can do next.
    pub actions: Vec<ChatAction>,
    /// What the server calls it, once known.
    pub message_id: Option<MessageId>,
    /// What we call it, where the visitor said it.
    pub client_message_id: Option<String>,
    /// How the visitor found it.
    pub rating: Option<Rating>,
    /// Which person said it.
    pub name: Option<String>,
}

/// Who said something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// The person on the page, or the page for them.
    Visitor,
    /// The machine.
    Assistant,
    /// A person of the business.
    Person,
}

/// Where a message stands on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Arrived.
    Done,
    /// Sent, not answered.
    Sending,
    /// Not answered; the text is kept and can be sent again.
    Failed(Failure),
}

impl State {
    /// A chat that was never opened. `resumed_session` is the session id kept by this browser,
    /// if any; `name` is unlike that of any other chat.
    pub fn new(
        language: Language,
        resumed_session: Option<String>,
        name: String,
        prefers_stillness: bool,
    ) -> Self {
        Self {
            language,
            phase: Phase::Idle,
            business: None,
            config: None,
            entries: Vec::new(),
            suggestions: Vec::new(),
            unread: 0,
            session_id: String::new(),
            is_to_recall: resumed_session.is_some(),
            is_following: false,
            name,
            resumed_session,
            is_open: false,
            prefers_stillness,
            turn: None,
            held_reply: None,
            queue: Vec::new(),
            attempt: 0,
            next_id: 0,
        }
    }

    /// Whether a reply is awaited.
    pub fn is_typing(&self) -> bool {
        self.turn.is_some() && !matches!(self.phase, Phase::Unavailable(_))
    }

    /// The workshop's phone number, if known.
    pub fn phone(&self) -> Option<&str> {
        self.business.as_ref()?.phone.as_deref()
    }

    /// Applies an event.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            Event::Opened { takes_focus } => {
                self.is_open = true;
                if self.unread > 0 {
                    self.unread = 0;
                    effects.push(Effect::Notify(Notice::Unread(0)));
                }
                if self.phase == Phase::Idle {
                    self.start(&mut effects);
                }
                if takes_focus {
                    effects.push(Effect::FocusInput);
                }
            }
            Event::Closed => self.is_open = false,
            Event::Started { attempt, response } if attempt == self.attempt => {
                self.started(*response, &mut effects);
            }
            Event::StartFailed { attempt, failure } if attempt == self.attempt => {
                self.phase = Phase::Unavailable(failure);
                effects.push(Effect::Notify(Notice::Error(failure)));
            }
            Event::StartRetried => {
                if matches!(self.phase, Phase::Unavailable(_)) {
                    self.start(&mut effects);
                    effects.push(Effect::FocusInput);
                }
            }
            Event::Sent(text) => {
                // While a reply is awaited the text stays in the input: Enter pressed
                // twice sends once, and nothing typed is lost.
                if self.turn.is_none() && self.say(&text, &mut effects) {
                    effects.push(Effect::ClearInput);
                }
            }
            Event::SuggestionChosen(index) => {
                if let Some(text) = self.suggestions.get(index as usize).cloned()
                    && self.turn.is_none()
                {
                    self.say(&text, &mut effects);
                    effects.push(Effect::FocusInput);
                }
            }
            Event::SentByPage(text) => {
                if self.turn.is_some() {
                    self.queue.push(text);
                } else {
                    self.say(&text, &mut effects);
                }
            }
            Event::Answered {
                turn,
                response,
                elapsed,
            } if self.turn == Some(turn) => {
                let wait = response
                    .typing_delay
                    .unwrap_or(0)
                    .min(MAX_TYPING_DELAY)
                    .saturating_sub(elapsed);
                self.held_reply = Some(response);
                if wait == 0 || self.prefers_stillness || !self.is_open {
                    self.reveal(&mut effects);
                } else {
                    effects.push(Effect::EndTypingAfter(wait));
                }
            }
            Event::AnswerFailed { turn, failure } if self.turn == Some(turn) => {
                self.fail(turn, failure, &mut effects);
            }
            Event::TypingEnded => self.reveal(&mut effects),
            Event::Recalled { attempt, response } if attempt == self.attempt => {
                self.recall(*response, &mut effects);
            }
            Event::Rated { entry, rating } => self.rate(entry, rating, &mut effects),
            Event::CameOnline => self.resend(&mut effects),
            Event::HandoffAnswered(answer) => self.handed_over(answer, &mut effects),
            Event::PersonSaid(message) => self.person_said(*message, &mut effects),
            Event::HandedOver(is_handed_over) => self.follow(is_handed_over, &mut effects),
            Event::Retried(id) => self.retry(id, &mut effects),
            Event::ActionChosen { entry, index } => self.act(entry, index, &mut effects),
            Event::Prefilled(text) => effects.push(Effect::FillInput(text)),
            Event::LanguageSet(language) => {
                self.set_language(language, &mut effects);
            }
            Event::Reset => self.reset(&mut effects),
            // Answers to what is no longer asked.
            Event::Started { .. }
            | Event::StartFailed { .. }
            | Event::Recalled { .. }
            | Event::Answered { .. }
            | Event::AnswerFailed { .. } => {}
        }
        effects
    }

    fn start(&mut self, effects: &mut Vec<Effect>) {
        self.phase = Phase::Starting;
        self.attempt += 1;
        effects.push(Effect::Start {
            attempt: self.attempt,
        });
    }

    fn started(&mut self, response: WidgetInitResponse, effects: &mut Vec<Effect>) {
        self.phase = Phase::Ready;
        self.language = response.locale;
        self.session_id = self.resumed_session.take().unwrap_or(response.session_id);
        self.resumed_session = Some(self.session_id.clone());
        // A greeting in another language replaces the first one.
        // What was recalled stays.
        self.entries
            .retain(|it| it.author == Author::Visitor || it.message_id.is_some());
        let greeting = self.entry(
            Author::Assistant,
            response.config.greeting_message.clone(),
            Delivery::Done,
        );
        self.entries.insert(0, greeting);
        if self.entries.len() == 1 {
            self.suggestions = response.suggestions;
        }
        self.business = Some(response.business);
        self.config = Some(response.config);
        effects.push(Effect::Notify(Notice::Configured));
        if self.is_to_recall {
            effects.push(Effect::Recall {
                attempt: self.attempt,
                session_id: self.session_id.clone(),
            });
        }
        // The visitor was faster than the server.
        if let Some(turn) = self.turn {
            self.ask(turn, effects);
        }
    }

    /// Adds a message of the visitor and sends it; `false` when there is nothing to say.
    fn say(&mut self, text: &str, effects: &mut Vec<Effect>) -> bool {
        let Ok(text) = parse_message(text) else {
            return false;
        };
        effects.push(Effect::Notify(Notice::Message(
            Author::Visitor,
            text.clone(),
        )));
        let mut entry = self.entry(Author::Visitor, text, Delivery::Sending);
        let turn = entry.id;
        let mut digits = crate::texts::number(turn);
        digits.insert(0, '-');
        entry.client_message_id = Some([&*self.name, &digits].concat());
        self.entries.push(entry);
        self.suggestions.clear();
        self.turn = Some(turn);
        match self.phase {
            Phase::Ready => self.ask(turn, effects),
            Phase::Idle | Phase::Unavailable(_) => self.start(effects),
            Phase::Starting => {}
        }
        true
    }

    fn say_next(&mut self, effects: &mut Vec<Effect>) {
        while self.turn.is_none() && !self.queue.is_empty() {
            let text = self.queue.remove(0);
            self.say(&text, effects);
        }
    }

    fn ask(&self, turn: u32, effects: &mut Vec<Effect>) {
        if let Some(entry) = self.entries.iter().find(|it| it.id == turn) {
            effects.push(Effect::RememberSession(self.session_id.clone()));
            effects.push(Effect::Ask {
                turn,
                message: entry.text.clone(),
                client_message_id: entry.client_message_id.clone().unwrap_or_default(),
                session_id: self.session_id.clone(),
            });
        }
    }

    fn retry(&mut self, id: u32, effects: &mut Vec<Effect>) {
        let position = self.entries.iter().position(|it| {
            it.id == id
                && matches!(it.delivery, Delivery::Failed(failure) if failure.is_temporary())
        });
        if position.is_some() && self.turn.is_none() {
            self.send_again(id, effects);
            effects.push(Effect::FocusInput);
        }
    }

    fn send_again(&mut self, id: u32, effects: &mut Vec<Effect>) {
        if let Some(position) = self.entries.iter().position(|it| it.id == id) {
            // At the end, so that its reply follows it.
            let mut entry = self.entries.remove(position);
            entry.delivery = Delivery::Sending;
            self.entries.push(entry);
            self.turn = Some(id);
            self.ask(id, effects);
        }
    }

    fn fail(&mut self, turn: u32, failure: Failure, effects: &mut Vec<Effect>) {
        self.turn = None;
        if let Some(entry) = self.entries.iter_mut().find(|it| it.id == turn) {
            entry.delivery = Delivery::Failed(failure);
            if failure == Failure::Rejected {
                effects.push(Effect::FillInput(entry.text.clone()));
            }
        }
        effects.push(Effect::Notify(Notice::Error(failure)));
        self.say_next(effects);
    }

    fn set_language(&mut self, language: Language, effects: &mut Vec<Effect>) {
        let has_spoken = self.entries.iter().any(|it| it.author == Author::Visitor);
        let is_new = self.language != language;
        self.language = language;
        // The greeting comes from the server, so it has to be asked for again.
        if is_new && !has_spoken && self.phase != Phase::Idle {
            self.start(effects);
        }
    }

    fn reset(&mut self, effects: &mut Vec<Effect>) {
        self.entries.clear();
        self.suggestions.clear();
        self.queue.clear();
        self.turn = None;
        self.held_reply = None;
        self.resumed_session = None;
        self.is_to_recall = false;
        self.follow(false, effects);
        self.phase = Phase::Idle;
        // Answers that are still on their way belong to the old conversation.
        self.attempt += 1;
        effects.extend([Effect::ForgetSession, Effect::ClearInput]);
        if self.unread > 0 {
            self.unread = 0;
            effects.push(Effect::Notify(Notice::Unread(0)));
        }
        if self.is_open {
            self.start(effects);
        }
    }

    /// Shows the reply that was held back.
    fn reveal(&mut self, effects: &mut Vec<Effect>) {
        let Some(response) = self.held_reply.take() else {
            return;
        };
        if let Some(turn) = self.turn.take()
            && let Some(entry) = self.entries.iter_mut().find(|it| it.id == turn)
        {
            entry.delivery = Delivery::Done;
        }
        let response = *response;
        if response.response.is_empty() {
            // The assistant leaves the word to a person.
            self.follow(true, effects);
        } else {
            let mut entry = self.entry(Author::Assistant, response.response, Delivery::Done);
            entry.actions = response.actions;
            entry.message_id = response.message_id;
            self.hear(entry, effects);
        }
        self.suggestions = response.suggestions;
        self.say_next(effects);
        self.resend(effects);
    }

    /// Adds what somebody else said.
    fn hear(&mut self, entry: Entry, effects: &mut Vec<Effect>) {
        effects.push(Effect::Notify(Notice::Message(
            entry.author,
            entry.text.clone(),
        )));
        self.entries.push(entry);
        if !self.is_open {
            self.unread += 1;
            effects.push(Effect::Notify(Notice::Unread(self.unread)));
        }
    }

    /// Shows what was said before, after the greeting.
    fn recall(&mut self, response: WidgetHistoryResponse, effects: &mut Vec<Effect>) {
        self.is_to_recall = false;
        let is_all = self.entries.len() == 1;
        let mut place = 1;
        for message in response.messages {
            // The visitor may have been faster.
            let is_shown = self.entries.iter().any(|it| {
                it.message_id == Some(message.id)
                    || (it.client_message_id.is_some()
                        && it.client_message_id == message.client_message_id)
            });
            if !is_shown {
                let entry = self.recalled(message);
                self.entries.insert(place, entry);
                place += 1;
            }
        }
        if is_all {
            self.suggestions = response.suggestions;
        }
        self.follow(response.is_handed_over, effects);
    }

    fn recalled(&mut self, message: WidgetMessage) -> Entry {
        let author = match message.role {
            MessageRole::User => Author::Visitor,
            MessageRole::Agent => Author::Person,
            MessageRole::Assistant | MessageRole::System => Author::Assistant,
        };
        Entry {
            actions: message.actions,
            message_id: Some(message.id),
            client_message_id: message.client_message_id,
            rating: message.rating,
            name: message.author,
            ..self.entry(author, message.content, Delivery::Done)
        }
    }

    fn rate(&mut self, entry: u32, rating: Rating, effects: &mut Vec<Effect>) {
        if let Some(entry) = self.entries.iter_mut().find(|it| it.id == entry)
            && let Some(message_id) = entry.message_id
            && entry.rating != Some(rating)
        {
            entry.rating = Some(rating);
            effects.push(Effect::Rate {
                session_id: self.session_id.clone(),
                message_id,
                rating,
            });
        }
    }

    /// Sends what failed for want of a network, one after the other. The server knows messages by
    /// name, so one whose answer was lost is not said twice.
    fn resend(&mut self, effects: &mut Vec<Effect>) {
        if self.turn.is_some() || self.phase != Phase::Ready {
            return;
        }
        let waiting = self.entries.iter().find(|it| {
            matches!(
                it.delivery,
                Delivery::Failed(Failure::Offline | Failure::Unreachable)
            )
        });
        if let Some(id) = waiting.map(|it| it.id) {
            self.send_again(id, effects);
        }
    }

    fn handed_over(
        &mut self,
        answer: Result<Box<WidgetMessage>, Failure>,
        effects: &mut Vec<Effect>,
    ) {
        match answer {
            Ok(message) => {
                let entry = self.recalled(*message);
                self.hear(entry, effects);
                self.follow(true, effects);
            }
            Err(failure) => {
                let text = Texts::of(self.language).failure(failure).to_owned();
                let entry = self.entry(Author::Assistant, text, Delivery::Done);
                self.entries.push(entry);
                effects.push(Effect::Notify(Notice::Error(failure)));
            }
        }
    }

    fn person_said(&mut self, message: WidgetMessage, effects: &mut Vec<Effect>) {
        // Every stream begins at the beginning.
        let is_shown = |it: &Entry| it.message_id == Some(message.id);
        if !self.entries.iter().any(is_shown) {
            self.suggestions.clear();
            let entry = self.recalled(message);
            self.hear(entry, effects);
        }
    }

    fn follow(&mut self, is_handed_over: bool, effects: &mut Vec<Effect>) {
        if self.is_following == is_handed_over {
            return;
        }
        self.is_following = is_handed_over;
        effects.push(if is_handed_over {
            Effect::Follow {
                session_id: self.session_id.clone(),
            }
        } else {
            Effect::Unfollow
        });
    }

    fn act(&self, entry: u32, index: u32, effects: &mut Vec<Effect>) {
        let texts = Texts::of(self.language);
        let action = self
            .entries
            .iter()
            .find(|it| it.id == entry)
            .and_then(|it| it.actions.get(index as usize));
        match action {
            Some(ChatAction::Appointment) => effects.extend([
                Effect::FillInput(texts.appointment_prefill.to_owned()),
                Effect::FocusInput,
                Effect::Notify(Notice::Booking),
            ]),
            // Once: who waits for a person already need not ask again.
            Some(ChatAction::Handoff) if !self.is_following => effects.extend([
                Effect::RequestHandoff {
                    session_id: self.session_id.clone(),
                },
                Effect::FocusInput,
                Effect::Notify(Notice::Handoff),
            ]),
            _ => {}
        }
    }

    fn entry(&mut self, author: Author, text: String, delivery: Delivery) -> Entry {
        self.next_id += 1;
        Entry {
            id: self.next_id,
            author,
            text,
            delivery,
            actions: Vec::new(),
            message_id: None,
            client_message_id: None,
            rating: None,
            name: None,
        }
    }
}

#[cfg(test)]
mod tests;
