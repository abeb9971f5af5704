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
    browser::{Element, clear_timeout, set_timeout},
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
}

impl App {
    fn mount(panel: Element, options: Options, emit: Function) -> Rc<Self> {
        let client_key = options.client_key();
        let language = Language::from_tag(&options.locale()).unwrap_or(Language::En);
        let state = State::new(
            language,
            storage::session_id(&client_key),
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
            let weak = weak.clone();
            Self {
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
                session_id,
            } => self.ask(turn, message, session_id),
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
    fn ask(self: &Rc<Self>, turn: u32, message: String, session_id: String) {
        let begin = js_sys::Date::now();
        let request = WidgetChatRequest {
            client_key: self.client_key.clone(),
            session_id,
            message,
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
    }
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
