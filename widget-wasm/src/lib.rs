//! The chat that opens on a customer's website, as WebAssembly.
//!
//! The launcher (`launcher/widget.js`) owns the host element, the bubble and
//! the empty panel, and loads this bundle when the visitor opens the chat.
//! [`mount`] fills the panel; from then on the two talk in words: the launcher
//! calls [`Widget::command`], the chat calls `emit`. Both carry only plain
//! values, so that the same bundle can later run behind `postMessage`.
//!
//! `state` decides, `dom` shows, `net` and `storage` reach out; this
//! file connects them. It knows no server code: only the wire types of `api`.

mod browser;
mod dom;
mod json;
mod markdown;
mod net;
mod options;
mod state;
mod storage;
mod texts;

use crate::{
    browser::{
        Element, Event as BrowserEvent, EventSource, Listener, add_window_listener, clear_timeout,
        remove_window_listener, set_timeout,
    },
    dom::{Signal, View},
    json::object,
    net::{Client, Exchange},
    options::Options,
    state::{Author, Effect, Event, Failure, Notice, State},
};
use api::{
    Language,
    widget::{
        WidgetChatRequest, WidgetConfig, WidgetContext, WidgetInitRequest, WidgetPosition,
        WidgetTheme,
        session::{WidgetFeedbackRequest, WidgetHandoffRequest},
    },
};
use js_sys::Function;
use serde::de::DeserializeOwned;
use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};
use wasm_bindgen::{JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::spawn_local;

/// One chat on the page. It lives until it is given to [`destroy`].
#[wasm_bindgen]
pub struct Widget(Rc<App>);

/// Fills the launcher's panel with a chat; `options` are read again while it lives. `emit` is called with a name and a
/// detail: `close`, `config`, `message`, `unread`, `booking`, `handoff`, `error`.
#[wasm_bindgen]
pub fn mount(panel: Element, options: Options, emit: Function) -> Widget {
    Widget(App::mount(panel, options, emit))
}

/// Ends a chat: its nodes, listeners, timers and requests are gone afterwards.
#[wasm_bindgen]
pub fn destroy(widget: Widget) {
    drop(widget);
}

#[wasm_bindgen]
impl Widget {
    /// Something the visitor or the page wants: `open` (`quiet` leaves the focus where it is),
    /// `close`, `send`, `prefill`, `locale` or `reset`, some with a value.
    pub fn command(&self, name: &str, value: Option<String>) {
        let value = value.unwrap_or_default();
        let event = match name {
            "open" => Event::Opened {
                takes_focus: value != "quiet",
            },
            "close" => Event::Closed,
            "send" => Event::SentByPage(value),
            "prefill" => Event::Prefilled(value),
            "locale" => match Language::from_tag(&value) {
                Some(language) => Event::LanguageSet(language),
                None => return,
            },
            "reset" => Event::Reset,
            _ => return,
        };
        self.0.dispatch(event);
    }
}

/// State, view and connections of one chat.
struct App {
    state: RefCell<State>,
    view: RefCell<View>,
    client: Client,
    emit: Function,
    options: Options,
    client_key: String,
    /// Reports the end of typing.
    end_typing: Closure<dyn FnMut()>,
    typing_timer: Cell<i32>,
    /// Hears what people write, and that the device has a network again.
    ear: Listener,
    stream: RefCell<Option<EventSource>>,
}

impl App {
    fn mount(panel: Element, options: Options, emit: Function) -> Rc<Self> {
        let client_key = options.client_key();
        let language = Language::from_tag(&options.locale()).unwrap_or(Language::En);
        let state = State::new(
            language,
            storage::session_id(&client_key),
            random_name(),
            dom::prefers_stillness(),
        );
        let app = Rc::new_cyclic(|weak: &Weak<Self>| {
            let view = View::new(panel, {
                let weak = weak.clone();
                move |signal| {
                    let Some(app) = weak.upgrade() else { return };
                    match signal {
                        Signal::Close => app.tell("close", &JsValue::UNDEFINED),
                        Signal::Event(event) => app.dispatch(event),
                    }
                }
            });
            let ear = Closure::new({
                let weak = weak.clone();
                move |event: BrowserEvent| {
                    if let Some(app) = weak.upgrade()
                        && let Some(event) = read_outside(&event)
                    {
                        app.dispatch(event);
                    }
                }
            });
            let weak = weak.clone();
            Self {
                ear,
                stream: RefCell::default(),
                view: RefCell::new(view),
                state: RefCell::new(state),
                client: Client::default(),
                emit,
                options,
                client_key,
                end_typing: Closure::new(move || {
                    if let Some(app) = weak.upgrade() {
                        app.dispatch(Event::TypingEnded);
                    }
                }),
                typing_timer: Cell::default(),
            }
        });
        add_window_listener(ONLINE, &app.ear);
        app.show();
        app
    }

    fn dispatch(self: &Rc<Self>, event: Event) {
        let effects = self.state.borrow_mut().update(event);
        self.show();
        for effect in effects {
            self.carry_out(effect);
        }
    }

    fn show(&self) {
        self.view.borrow_mut().render(&self.state.borrow());
    }

    fn carry_out(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::Start { attempt } => self.start(attempt),
            Effect::Ask {
                turn,
                message,
                client_message_id,
                session_id,
            } => self.ask(turn, message, client_message_id, session_id),
            Effect::Recall {
                attempt,
                session_id,
            } => self.recall(attempt, &session_id),
            Effect::Rate {
                session_id,
                message_id,
                rating,
            } => {
                let request = WidgetFeedbackRequest {
                    client_key: self.client_key.clone(),
                    session_id,
                    message_id,
                    rating,
                };
                let exchange = self.client.post(&self.address("feedback"), &request);
                spawn_local(exchange.end());
            }
            Effect::RequestHandoff { session_id } => {
                let request = WidgetHandoffRequest {
                    client_key: self.client_key.clone(),
                    session_id,
                };
                let exchange = self.client.post(&self.address("handoff"), &request);
                self.answer_later(exchange, Event::HandoffAnswered);
            }
            Effect::Follow { session_id } => self.follow(&session_id),
            Effect::Unfollow => self.unfollow(),
            Effect::EndTypingAfter(delay) => {
                let timer = set_timeout(self.end_typing.as_ref(), delay);
                self.typing_timer.set(timer);
            }
            Effect::ClearInput => self.view.borrow().fill_input(""),
            Effect::FillInput(text) => self.view.borrow().fill_input(&text),
            Effect::FocusInput => self.view.borrow().focus(),
            Effect::RememberSession(id) => storage::remember_session(&self.client_key, &id),
            Effect::ForgetSession => storage::forget_session(&self.client_key),
            Effect::Notify(notice) => self.notify(notice),
        }
    }

    /// Asks for `init`.
    fn start(self: &Rc<Self>, attempt: u32) {
        let request = WidgetInitRequest {
            client_key: self.client_key.clone(),
            domain: self.options.domain(),
            config: Some(self.options.overrides()),
            locale: Some(self.state.borrow().language.code().to_owned()),
        };
        let exchange = self.client.post(&self.address("init"), &request);
        self.answer_later(exchange, move |answer| match answer {
            Ok(response) => Event::Started { attempt, response },
            Err(failure) => Event::StartFailed { attempt, failure },
        });
    }

    /// Sends a message.
    fn ask(
        self: &Rc<Self>,
        turn: u32,
        message: String,
        client_message_id: String,
        session_id: String,
    ) {
        let begin = js_sys::Date::now();
        let request = WidgetChatRequest {
            client_key: self.client_key.clone(),
            session_id,
            message,
            client_message_id: Some(client_message_id),
            context: Some(self.context()),
        };
        let exchange = self.client.post(&self.address("chat"), &request);
        self.answer_later(exchange, move |answer| match answer {
            Ok(response) => Event::Answered {
                turn,
                response,
                elapsed: elapsed_since(begin),
            },
            Err(failure) => Event::AnswerFailed { turn, failure },
        });
    }

    /// Asks what was said before. Where nobody knows, the conversation begins anew.
    fn recall(self: &Rc<Self>, attempt: u32, session_id: &str) {
        let address = [&*self.address("history?client_key="), &self.client_key].concat();
        let exchange = self.client.get(&address, session_id);
        let weak = Rc::downgrade(self);
        spawn_local(async move {
            if let Ok(response) = exchange.answer().await
                && let Some(app) = weak.upgrade()
            {
                app.dispatch(Event::Recalled { attempt, response });
            }
        });
    }

    /// Hears what people write. Keys and sessions need no escaping.
    fn follow(&self, session_id: &str) {
        self.unfollow();
        let route = [
            "stream?client_key=",
            &self.client_key,
            "&session_id=",
            session_id,
        ]
        .concat();
        let stream = EventSource::new(&self.address(&route));
        for name in [MESSAGE, STATUS] {
            stream.add_listener(name, &self.ear);
        }
        *self.stream.borrow_mut() = Some(stream);
    }

    fn unfollow(&self) {
        if let Some(stream) = self.stream.borrow_mut().take() {
            stream.close();
        }
    }

    /// Dispatches what becomes of an exchange, unless the chat was destroyed meanwhile.
    fn answer_later<A: DeserializeOwned + 'static>(
        self: &Rc<Self>,
        exchange: Exchange,
        event: impl FnOnce(Result<Box<A>, Failure>) -> Event + 'static,
    ) {
        let weak = Rc::downgrade(self);
        spawn_local(async move {
            let answer = exchange.answer().await;
            if let Some(app) = weak.upgrade() {
                app.dispatch(event(answer));
            }
        });
    }

    fn context(&self) -> WidgetContext {
        WidgetContext {
            page_url: self.options.page_url(),
            user_agent: self.options.user_agent(),
            locale: Some(self.state.borrow().language.code().to_owned()),
        }
    }

    fn notify(&self, notice: Notice) {
        match notice {
            Notice::Configured => {
                let state = self.state.borrow();
                if let Some(config) = &state.config {
                    let detail = config_detail(config, state.language);
                    drop(state);
                    self.tell("config", &detail);
                }
            }
            Notice::Message(author, text) => {
                let role = match author {
                    Author::Visitor => "user",
                    Author::Assistant => "assistant",
                    Author::Person => "agent",
                };
                self.tell("message", &object(&[("role", role), ("text", &text)]));
            }
            Notice::Unread(count) => self.tell("unread", &count.into()),
            Notice::Booking => self.tell("booking", &JsValue::UNDEFINED),
            Notice::Handoff => self.tell("handoff", &JsValue::UNDEFINED),
            Notice::Error(failure) => self.tell("error", &object(&[("code", failure.code())])),
        }
    }

    fn tell(&self, name: &str, detail: &JsValue) {
        // What the page's own listeners do is caught by the launcher.
        let _ = self.emit.call2(&JsValue::NULL, &name.into(), detail);
    }

    fn address(&self, route: &str) -> String {
        [&*self.options.origin(), "/api/v1/widget/", route].concat()
    }
}

impl Drop for App {
    fn drop(&mut self) {
        // Does nothing when the time is over already.
        clear_timeout(self.typing_timer.get());
        remove_window_listener(ONLINE, &self.ear);
        self.unfollow();
    }
}

/// Event of the window.
const ONLINE: &str = "online";
/// Event of the stream: a message of a person.
const MESSAGE: &str = "message";
/// Event of the stream: who has the word.
const STATUS: &str = "status";

/// Reads an event of the window or the stream.
fn read_outside(event: &BrowserEvent) -> Option<Event> {
    let name = event.name();
    if name == ONLINE {
        return Some(Event::CameOnline);
    }
    let value = js_sys::JSON::parse(&event.data()).ok()?;
    if name == MESSAGE {
        return json::read(value).ok().map(Event::PersonSaid);
    }
    let is_handed_over = js_sys::Reflect::get(&value, &"is_handed_over".into()).ok()?;
    is_handed_over.as_bool().map(Event::HandedOver)
}

/// Unlike that of any other chat of the session: 50 random bits.
fn random_name() -> String {
    let digits = js_sys::Number::from(js_sys::Math::random()).to_string_with_radix(36);
    // `0.` begins them all. Base 36 is always possible.
    digits.map_or_else(|_| String::from("m"), |it| it.slice(2, u32::MAX).into())
}

fn elapsed_since(begin: f64) -> u32 {
    // Saturates where the clock was set back.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "`as` saturates, which is meant"
    )]
    let elapsed = (js_sys::Date::now() - begin) as u32;
    elapsed
}

/// What the launcher applies to bubble and panel.
fn config_detail(config: &WidgetConfig, language: Language) -> JsValue {
    object(&[
        ("primaryColor", &config.primary_color),
        (
            "theme",
            match config.theme {
                WidgetTheme::Light => "light",
                WidgetTheme::Dark => "dark",
                WidgetTheme::Auto => "auto",
            },
        ),
        (
            "position",
            match config.position {
                WidgetPosition::BottomRight => "bottom-right",
                WidgetPosition::BottomLeft => "bottom-left",
                WidgetPosition::Center => "center",
            },
        ),
        ("locale", language.code()),
    ])
}
