//! The only part that touches elements: builds the chat inside the launcher's
//! panel, shows a [`State`] and reports what the visitor does.
//!
//! Buttons carry what they do in an attribute and one listener on the panel
//! reads it, so replaced nodes leave no listener behind.

mod build;
mod entry;
mod input;
mod markdown;

pub use input::Signal;

use crate::{
    browser::{Element, Event as BrowserEvent, Listener, Styles, media},
    state::{Author, Entry, Phase, State},
    texts::{Texts, number},
};
use api::Language;
use build::{Builder, icon};
use wasm_bindgen::closure::Closure;

/// Attribute that says what a button does: `send`, `retry 3`, `action 3 0`.
const ACTION: &str = "data-action";

/// Set while a reply is awaited.
const BUSY: &str = "data-busy";

const STYLES: &str = include_str!("dom/panel.css");

/// The nodes of one chat. Dropping it removes them, their listeners and styles.
pub struct View {
    build: Builder,
    panel: Element,
    styles: Styles,
    face: Element,
    name: Element,
    status: Element,
    close: Element,
    scroller: Element,
    notice: Element,
    log: Element,
    trouble: Element,
    suggestions: Element,
    typing_status: Element,
    input: Element,
    send: Element,
    listener: Listener,
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
    is_typing: bool,
}

/// Events the panel reports.
const EVENTS: [&str; 3] = ["click", "keydown", "input"];

/// Whether the visitor's system asks for less motion.
pub fn prefers_stillness() -> bool {
    media("(prefers-reduced-motion: reduce)").matches()
}

impl View {
    /// Fills the panel; `report` is called from then on.
    pub fn new(panel: Element, report: impl Fn(Signal) + 'static) -> Self {
        let build = Builder(panel.owner_document());
        let styles = Styles::new();
        styles.replace(STYLES);
        let root = panel.root_node();
        let adopted = root.adopted_styles().slice(0, u32::MAX);
        adopted.push(&styles);
        root.set_adopted_styles(&adopted);

        let face = build.element("span", &[("class", "face"), ("aria-hidden", "true")]);
        let name = build.parent("h2", "name", &[]);
        let status = build.parent("p", "status", &[]);
        let names = build.parent("div", "names", &[&name, &status]);
        let close = build.icon_button("icon", "close", icon::CLOSE);
        let header = build.parent("header", "", &[&face, &names, &close]);

        let notice = build.parent("p", "notice", &[]);
        let log = build.element(
            "div",
            &[("class", "log"), ("role", "log"), ("aria-live", "polite")],
        );
        let dots = [(); 3].map(|()| build.element("i", &[]));
        let typing = build.parent("div", "typing", &[&dots[0], &dots[1], &dots[2]]);
        let trouble = build.element("div", &[("class", "trouble"), ("role", "alert")]);
        let suggestions = build.parent("div", "suggestions", &[]);
        let scroller = build.parent(
            "div",
            "scroller",
            &[&notice, &log, &typing, &trouble, &suggestions],
        );
        // Without it a keyboard could not scroll a conversation that holds no links.
        scroller.set_attribute("tabindex", "0");
        scroller.set_attribute("role", "group");

        let typing_status = build.element("p", &[("class", "unseen"), ("role", "status")]);
        let input = build.element(
            "textarea",
            &[
                ("data-testid", "chat-input"),
                ("rows", "1"),
                ("dir", "auto"),
                ("enterkeyhint", "send"),
                ("maxlength", "4000"),
            ],
        );
        let send = build.icon_button("send", "send", icon::SEND);
        let composer = build.parent("div", "composer", &[&input, &send]);

        panel.set_text("");
        for part in [&header, &scroller, &typing_status, &composer] {
            panel.append(part);
        }

        let (its_input, its_send) = (input.clone(), send.clone());
        let listener = Closure::new(move |event: BrowserEvent| {
            if let Some(signal) = input::read(&event, &its_input, &its_send) {
                report(signal);
            }
        });
        for name in EVENTS {
            panel.add_listener(name, &listener);
        }
        Self {
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
            trouble,
            suggestions,
            typing_status,
            input,
            send,
            listener,
            shown: Shown::default(),
        }
    }

    /// Puts text into the input.
    pub fn fill_input(&self, text: &str) {
        self.input.set_value(text);
        input::fit(&self.input, &self.send);
    }

    /// Moves the focus into the input. Where that would bring up a keyboard over half of the
    /// screen, the dialog is focused instead.
    pub fn focus(&self) {
        // Who types already keeps the keyboard.
        if media("(pointer: coarse)").matches() && !self.input.matches(":focus") {
            self.panel.focus();
        } else {
            self.input.focus();
        }
    }

    /// Shows a state.
    pub fn render(&mut self, state: &State) {
        let texts = Texts::of(state.language);
        let is_other_language = self.shown.language != Some(state.language);
        if is_other_language {
            self.shown = Shown {
                language: Some(state.language),
                ..Shown::default()
            };
            self.log.set_text("");
            self.suggestions.set_text("");
            self.name_controls(state.language, texts);
        }
        let business = state.business.as_ref().map(|it| &*it.name);
        if is_other_language || self.shown.business.as_deref() != business {
            self.shown.business = business.map(str::to_owned);
            self.show_business(state, texts);
        }
        if self.shown.phase != Some(state.phase) {
            self.shown.phase = Some(state.phase);
            self.trouble.set_text("");
            if let Phase::Unavailable(failure) = state.phase {
                let phone = state.phone();
                entry::append_failure(&self.build, &self.trouble, texts, failure, "start", phone);
            }
        }
        let mut is_longer = self.show_entries(state, texts);
        let is_typing = state.is_typing();
        if self.shown.is_typing != is_typing {
            self.shown.is_typing = is_typing;
            is_longer |= is_typing;
            self.panel.toggle_attribute(BUSY, is_typing);
            let status = if is_typing { texts.typing } else { "" };
            self.typing_status.set_text(status);
        }
        is_longer |= self.show_suggestions(state);
        if is_longer {
            self.scroll_to_newest(state.entries.last());
        }
    }

    fn name_controls(&self, language: Language, texts: &Texts) {
        self.panel.set_attribute("lang", language.code());
        self.panel.set_attribute("dir", texts.direction);
        for (element, label) in [
            (&self.close, texts.close),
            (&self.send, texts.send),
            (&self.input, texts.message),
            (&self.scroller, texts.chat),
            (&self.log, texts.chat),
        ] {
            element.set_attribute("aria-label", label);
        }
    }

    fn show_business(&self, state: &State, texts: &Texts) {
        let business = state.business.as_ref();
        let name = business.map_or(texts.chat, |it| &*it.name);
        self.name.set_text(name);
        self.status.set_text(business.map_or("", |_| texts.status));
        let label = match business {
            Some(_) => &*[texts.chat, ": ", name].concat(),
            None => texts.chat,
        };
        self.panel.set_attribute("aria-label", label);

        let initial = name
            .chars()
            .find(|it| !it.is_ascii() || it.is_ascii_alphanumeric());
        self.face
            .set_text(initial.unwrap_or_default().encode_utf8(&mut [0; 4]));
        let config = state.config.as_ref();
        if let Some(address) = safe(config.and_then(|it| it.avatar_url.as_deref())) {
            // Lies over the initial, which is seen where the page's policy refuses pictures.
            let image = self.build.element("img", &[("alt", ""), ("src", address)]);
            self.face.append(&image);
        }
        let placeholder = config
            .map(|it| &*it.placeholder_text)
            .filter(|it| !it.is_empty())
            .unwrap_or(texts.placeholder);
        self.input.set_attribute("placeholder", placeholder);

        self.notice.set_text(texts.ai_notice);
        if let Some(address) = safe(business.and_then(|it| it.privacy_url.as_deref())) {
            self.notice.append(&self.build.text_node(" "));
            let link = self.build.link("", address, texts.privacy);
            self.notice.append(&link);
        }
    }

    /// Brings the log in line with the entries, touching only what changed, so that screen
    /// readers hear every message once. Says whether one came to the end.
    fn show_entries(&mut self, state: &State, texts: &Texts) -> bool {
        let shown = &mut self.shown.entries;
        let mut is_longer = false;
        for (index, entry) in state.entries.iter().enumerate() {
            // Those that are gone, or come later now.
            while shown.iter().skip(index).any(|it| it.id == entry.id)
                && shown.get(index).is_some_and(|it| it.id != entry.id)
            {
                shown.remove(index).element.remove();
            }
            if shown.get(index).is_none_or(|it| it.id != entry.id) {
                let new = entry::Shown::new(&self.build, entry, texts);
                let next = shown.get(index).map(|it| &it.element);
                is_longer |= next.is_none();
                self.log.insert_before(&new.element, next);
                shown.insert(index, new);
            }
            if let Some(it) = shown.get_mut(index) {
                is_longer |= it.show_delivery(&self.build, entry, texts, state.phone());
                it.show_rating(entry.rating);
            }
        }
        while shown.len() > state.entries.len() {
            if let Some(gone) = shown.pop() {
                gone.element.remove();
            }
        }
        is_longer
    }

    /// Says whether there are more.
    fn show_suggestions(&mut self, state: &State) -> bool {
        if self.shown.suggestions == state.suggestions {
            return false;
        }
        self.shown.suggestions.clone_from(&state.suggestions);
        self.suggestions.set_text("");
        for (index, text) in (0..).zip(&state.suggestions) {
            let action = ["suggestion ", &number(index)].concat();
            let button = self.build.button("chip", &action, text);
            button.set_attribute("dir", "auto");
            self.suggestions.append(&button);
        }
        true
    }

    /// Scrolls to the end, but never past the beginning of a reply.
    fn scroll_to_newest(&self, newest: Option<&Entry>) {
        // The browser stops at the end by itself.
        let mut top = self.scroller.scroll_height();
        if let (Some(newest), Some(shown)) = (newest, self.shown.entries.last())
            && newest.author != Author::Visitor
        {
            top = shown.element.offset_top() - 16;
        }
        self.scroller.set_scroll_top(top);
    }
}

impl Drop for View {
    fn drop(&mut self) {
        for name in EVENTS {
            self.panel.remove_listener(name, &self.listener);
        }
        self.panel.set_text("");
        let root = self.panel.root_node();
        let adopted = root.adopted_styles();
        root.set_adopted_styles(&adopted.filter(&mut |it, _, _| it != *self.styles));
    }
}

fn safe(address: Option<&str>) -> Option<&str> {
    address.filter(|it| crate::markdown::is_safe_address(it))
}
