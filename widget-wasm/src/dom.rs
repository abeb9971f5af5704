//! The only part that touches elements: builds the chat inside the launcher's
//! panel, shows a [`State`] and reports what the visitor does.
//!
//! Buttons carry what they do in an attribute and one listener on the panel
//! reads it, so replaced nodes leave no listener behind.

mod build;
mod entry;
mod markdown;

use crate::{
    state::{Author, Entry, Event, Phase, State},
    texts::Texts,
};
use api::Language;
use build::{Builder, Built, append, icon};
use js_sys::{Array, Reflect};
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{CssStyleSheet, Element, HtmlElement, HtmlTextAreaElement, KeyboardEvent};

/// Attribute that says what a button does: `send`, `retry 3`, `action 3 0`.
const ACTION: &str = "data-action";

/// The greatest height of the input in pixels.
const MAX_INPUT_HEIGHT: i32 = 132;

const STYLES: &str = include_str!("dom/panel.css");

/// Something the visitor did.
pub enum Signal {
    /// The chat shall be closed.
    Close,
    /// The chat itself changes.
    Event(Event),
}

/// The nodes of one chat. Dropping it removes them, their listeners and styles.
pub struct View {
    build: Builder,
    panel: HtmlElement,
    styles: CssStyleSheet,
    face: Element,
    name: Element,
    status: Element,
    close: Element,
    scroller: HtmlElement,
    notice: Element,
    log: Element,
    typing: Element,
    typing_status: Element,
    trouble: Element,
    suggestions: Element,
    input: HtmlTextAreaElement,
    send: Element,
    listener: Option<Closure<dyn FnMut(web_sys::Event)>>,
    shown: Shown,
}

/// What the nodes show at present.
#[derive(Default)]
struct Shown {
    language: Option<Language>,
    business: Option<String>,
    phase: Option<Phase>,
    suggestions: Vec<String>,
    entries: Vec<entry::Shown>,
    is_waiting: Cell<bool>,
}

/// Whether the visitor's system asks for less motion.
pub fn prefers_stillness() -> bool {
    matches_media("(prefers-reduced-motion: reduce)")
}

fn matches_media(query: &str) -> bool {
    web_sys::window()
        .and_then(|it| it.match_media(query).ok()?)
        .is_some_and(|it| it.matches())
}

impl View {
    /// Fills the panel.
    pub fn new(panel: Element) -> Built<Self> {
        let build = Builder(panel.owner_document().ok_or(JsValue::NULL)?);
        let panel: HtmlElement = panel.dyn_into()?;
        let styles = CssStyleSheet::new()?;
        styles.replace_sync(STYLES)?;
        adopt(&panel, &styles)?;

        let face = build.element("span", "face")?;
        face.set_attribute("aria-hidden", "true")?;
        let name = build.element("h2", "name")?;
        let status = build.element("p", "status")?;
        let names = build.element("div", "names")?;
        append(&names, &[&name, &status])?;
        let close = build.icon_button("icon", "close", "", icon::CLOSE)?;
        let header = build.element("header", "")?;
        append(&header, &[&face, &names, &close])?;

        let notice = build.element("p", "notice")?;
        let log = build.element("div", "log")?;
        log.set_attribute("role", "log")?;
        log.set_attribute("aria-live", "polite")?;
        let typing = build.element("div", "typing")?;
        typing.set_attribute("aria-hidden", "true")?;
        for _ in 0..3 {
            typing.append_child(&*build.element("i", "")?)?;
        }
        let trouble = build.element("div", "trouble")?;
        trouble.set_attribute("role", "alert")?;
        let suggestions = build.element("div", "suggestions")?;
        let scroller: HtmlElement = build.element("div", "scroller")?.dyn_into()?;
        // Without it a keyboard could not scroll a conversation that holds no links.
        scroller.set_attribute("tabindex", "0")?;
        scroller.set_attribute("role", "group")?;
        append(&scroller, &[&notice, &log, &typing, &trouble, &suggestions])?;

        let typing_status = build.element("p", "unseen")?;
        typing_status.set_attribute("role", "status")?;
        let input: HtmlTextAreaElement = build.element("textarea", "")?.dyn_into()?;
        input.set_attribute("data-testid", "chat-input")?;
        input.set_attribute("rows", "1")?;
        input.set_attribute("dir", "auto")?;
        input.set_attribute("enterkeyhint", "send")?;
        input.set_attribute("maxlength", "4000")?;
        let send = build.icon_button("send", "send", "", icon::SEND)?;
        let composer = build.element("div", "composer")?;
        append(&composer, &[&input, &send])?;

        panel.set_text_content(None);
        append(&panel, &[&header, &scroller, &typing_status, &composer])?;
        Ok(Self {
            build,
            panel,
            styles,
            face,
            name,
            status,
            close,
            scroller,
            notice,
            log,
            typing,
            typing_status,
            trouble,
            suggestions,
            input,
            send,
            listener: None,
            shown: Shown::default(),
        })
    }

    /// Reports to `report` from now on.
    pub fn listen(&mut self, report: impl Fn(Signal) + 'static) -> Built<()> {
        let input = self.input.clone();
        let send = self.send.clone();
        let listener = Closure::new(move |event: web_sys::Event| {
            let signal = match &*event.type_() {
                "click" => read_click(&event, &input),
                "keydown" => read_key(&event, &input),
                _ => {
                    fit_input(&input, &send);
                    None
                }
            };
            if let Some(signal) = signal {
                report(signal);
            }
        });
        let function = listener.as_ref().unchecked_ref();
        self.panel
            .add_event_listener_with_callback("click", function)?;
        self.input
            .add_event_listener_with_callback("keydown", function)?;
        self.input
            .add_event_listener_with_callback("input", function)?;
        self.listener = Some(listener);
        Ok(())
    }

    /// Puts text into the input.
    pub fn fill_input(&self, text: &str) {
        self.input.set_value(text);
        fit_input(&self.input, &self.send);
    }

    /// Moves the focus into the input. Where that would bring up a keyboard over half of the
    /// screen, the dialog is focused instead.
    pub fn focus(&self) {
        let target: &HtmlElement = if matches_media("(pointer: coarse)") && !self.has_focus() {
            &self.panel
        } else {
            &self.input
        };
        let _ = target.focus();
    }

    /// Whether the visitor is typing already.
    fn has_focus(&self) -> bool {
        self.input.matches(":focus").unwrap_or_default()
    }

    /// Shows a state.
    pub fn render(&mut self, state: &State) -> Built<()> {
        let texts = Texts::of(state.language);
        let is_other_language = self.shown.language != Some(state.language);
        if is_other_language {
            self.shown = Shown {
                language: Some(state.language),
                ..Shown::default()
            };
            self.log.set_text_content(None);
            self.suggestions.set_text_content(None);
            self.name_controls(state.language, texts)?;
        }
        let business = state.business.as_ref().map(|it| &*it.name);
        if is_other_language || self.shown.business.as_deref() != business {
            self.shown.business = business.map(str::to_owned);
            self.show_business(state, texts)?;
        }
        if self.shown.phase != Some(state.phase) {
            self.shown.phase = Some(state.phase);
            self.trouble.set_text_content(None);
            if let Phase::Unavailable(failure) = state.phase {
                let phone = state.phone();
                entry::append_failure(&self.build, &self.trouble, texts, failure, "start", phone)?;
            }
        }
        let is_longer = self.show_entries(state, texts)?;
        let is_typing = state.is_typing();
        let begins_to_type = is_typing && !self.shown.is_waiting.replace(is_typing);
        self.shown.is_waiting.set(is_typing);
        self.typing.class_list().toggle_with_force("on", is_typing)?;
        self.send.class_list().toggle_with_force("busy", is_typing)?;
        let status = if is_typing { texts.typing } else { "" };
        if self.typing_status.text_content().as_deref() != Some(status) {
            self.typing_status.set_text_content(Some(status));
        }
        self.show_suggestions(state)?;
        if is_longer || begins_to_type {
            self.scroll_to_newest(state.entries.last());
        }
        Ok(())
    }

    fn name_controls(&self, language: Language, texts: &Texts) -> Built<()> {
        self.panel.set_attribute("lang", language.code())?;
        self.panel.set_attribute("dir", texts.direction)?;
        self.close.set_attribute("aria-label", texts.close)?;
        self.send.set_attribute("aria-label", texts.send)?;
        self.input.set_attribute("aria-label", texts.message)?;
        self.scroller.set_attribute("aria-label", texts.chat)?;
        self.log.set_attribute("aria-label", texts.chat)
    }

    fn show_business(&self, state: &State, texts: &Texts) -> Built<()> {
        let business = state.business.as_ref();
        let name = business.map_or(texts.chat, |it| &*it.name);
        self.name.set_text_content(Some(name));
        self.status.set_text_content(business.map(|_| texts.status));
        let label = match business {
            Some(_) => &[texts.chat, ": ", name].concat(),
            None => texts.chat,
        };
        self.panel.set_attribute("aria-label", label)?;

        let initial = name.chars().find(|it| it.is_alphanumeric());
        let initial = initial.map(String::from).unwrap_or_default();
        self.face.set_text_content(Some(&initial));
        let config = state.config.as_ref();
        if let Some(address) = config.and_then(|it| it.avatar_url.as_deref())
            && crate::markdown::is_safe_address(address)
        {
            // Lies over the initial, which is seen where the page's policy refuses pictures.
            let image = self.build.element("img", "")?;
            image.set_attribute("alt", "")?;
            image.set_attribute("src", address)?;
            self.face.append_child(&image)?;
        }
        let placeholder = config
            .map(|it| &*it.placeholder_text)
            .filter(|it| !it.is_empty())
            .unwrap_or(texts.placeholder);
        self.input.set_placeholder(placeholder);

        self.notice.set_text_content(Some(texts.ai_notice));
        if let Some(address) = business.and_then(|it| it.privacy_url.as_deref())
            && crate::markdown::is_safe_address(address)
        {
            self.notice.append_child(&self.build.text_node(" "))?;
            let link = self.build.link("", address, texts.privacy)?;
            self.notice.append_child(&link)?;
        }
        Ok(())
    }

    /// Brings the log in line with the entries, touching only what changed, so that screen
    /// readers hear every message once. Says whether one came to the end.
    fn show_entries(&mut self, state: &State, texts: &Texts) -> Built<bool> {
        let shown = &mut self.shown.entries;
        let mut is_longer = false;
        for (index, entry) in state.entries.iter().enumerate() {
            let found = shown.iter().skip(index).position(|it| it.id == entry.id);
            if let Some(surplus) = found {
                for gone in shown.drain(index..index + surplus) {
                    gone.element.remove();
                }
            } else {
                let new = entry::Shown::new(&self.build, entry, texts)?;
                let next = shown.get(index).map(|it| it.element.clone());
                is_longer |= next.is_none();
                self.log
                    .insert_before(&new.element, next.as_deref())?;
                shown.insert(index, new);
            }
            if let Some(it) = shown.get_mut(index) {
                is_longer |= it.show_delivery(&self.build, entry, texts, state.phone())?;
            }
        }
        for gone in shown.drain(state.entries.len()..) {
            gone.element.remove();
        }
        Ok(is_longer)
    }

    fn show_suggestions(&mut self, state: &State) -> Built<()> {
        if self.shown.suggestions == state.suggestions {
            return Ok(());
        }
        self.shown.suggestions.clone_from(&state.suggestions);
        self.suggestions.set_text_content(None);
        for (index, text) in state.suggestions.iter().enumerate() {
            let action = ["suggestion ", &index.to_string()].concat();
            let button = self.build.button("chip", &action, text)?;
            button.set_attribute("dir", "auto")?;
            self.suggestions.append_child(&button)?;
        }
        Ok(())
    }

    /// Scrolls to the end, but never past the beginning of a reply.
    fn scroll_to_newest(&self, newest: Option<&Entry>) {
        let end = self.scroller.scroll_height() - self.scroller.client_height();
        let begin = self
            .shown
            .entries
            .last()
            .filter(|_| newest.is_some_and(|it| it.author == Author::Assistant))
            .and_then(|it| it.element.dyn_ref::<HtmlElement>())
            .map_or(end, |it| it.offset_top() - 16);
        self.scroller.set_scroll_top(end.min(begin));
    }
}

impl Drop for View {
    fn drop(&mut self) {
        if let Some(listener) = self.listener.take() {
            let function = listener.as_ref().unchecked_ref();
            let _ = self
                .panel
                .remove_event_listener_with_callback("click", function);
        }
        // The input, and with it its listeners, goes with the other nodes.
        self.panel.set_text_content(None);
        let _ = abandon(&self.panel, &self.styles);
    }
}

/// Reads the action of the button that was clicked.
fn read_click(event: &web_sys::Event, input: &HtmlTextAreaElement) -> Option<Signal> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let selector = "[data-action]";
    let action = target.closest(selector).ok()??.get_attribute(ACTION)?;
    let mut words = action.split(' ');
    let event = match words.next()? {
        "close" => return Some(Signal::Close),
        "send" => Event::Sent(input.value()),
        "start" => Event::StartRetried,
        "suggestion" => Event::SuggestionChosen(words.next()?.parse().ok()?),
        "retry" => Event::Retried(words.next()?.parse().ok()?),
        "action" => Event::ActionChosen {
            entry: words.next()?.parse().ok()?,
            index: words.next()?.parse().ok()?,
        },
        _ => return None,
    };
    Some(Signal::Event(event))
}

/// Enter sends, Shift and Enter break the line; Enter that ends the composition of a character
/// does neither.
fn read_key(event: &web_sys::Event, input: &HtmlTextAreaElement) -> Option<Signal> {
    let event: &KeyboardEvent = event.dyn_ref()?;
    if event.key() != "Enter" || event.shift_key() || event.is_composing() {
        return None;
    }
    event.prevent_default();
    Some(Signal::Event(Event::Sent(input.value())))
}

/// Makes the input as high as its text.
fn fit_input(input: &HtmlTextAreaElement, send: &Element) {
    let style = input.style();
    let _ = style.set_property("height", "auto");
    let height = input.scroll_height().min(MAX_INPUT_HEIGHT).to_string();
    let _ = style.set_property("height", &[&*height, "px"].concat());
    let has_text = !input.value().trim().is_empty();
    let _ = send.class_list().toggle_with_force("ready", has_text);
}

/// Adds the styles to the shadow root or document the panel stands in.
fn adopt(panel: &Element, styles: &CssStyleSheet) -> Built<()> {
    let root = panel.get_root_node();
    let adopted = adopted_styles(&root)?;
    adopted.push(styles);
    set_adopted_styles(&root, &adopted)
}

fn abandon(panel: &Element, styles: &CssStyleSheet) -> Built<()> {
    let root = panel.get_root_node();
    let styles: &JsValue = styles.as_ref();
    let adopted = adopted_styles(&root)?.filter(&mut |it, _, _| it != *styles);
    set_adopted_styles(&root, &adopted)
}

fn adopted_styles(root: &JsValue) -> Built<Array> {
    let adopted: Array = Reflect::get(root, &"adoptedStyleSheets".into())?.dyn_into()?;
    Ok(adopted.slice(0, adopted.length()))
}

fn set_adopted_styles(root: &JsValue, styles: &Array) -> Built<()> {
    Reflect::set(root, &"adoptedStyleSheets".into(), styles).map(drop)
}
