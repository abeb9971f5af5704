//! The few parts of the browser that the chat uses.
//!
//! `web-sys` has them too, but as a type per interface with conversions that
//! are checked, and declares calls fallible that cannot fail with our
//! arguments; each check costs bytes in every visitor's download. What is
//! declared here without `catch` does not throw as it is used.

use js_sys::{Array, Promise};
use wasm_bindgen::{JsValue, closure::Closure, prelude::wasm_bindgen};

/// Reports what happens in the panel.
pub type Listener = Closure<dyn FnMut(Event)>;

#[wasm_bindgen]
unsafe extern "C" {
    /// Makes nodes.
    #[derive(Clone)]
    pub type Document;

    #[wasm_bindgen(method, js_name = createElement)]
    pub fn create_element(this: &Document, tag: &str) -> Element;

    #[wasm_bindgen(method, js_name = createElementNS)]
    pub fn create_element_ns(this: &Document, namespace: &str, tag: &str) -> Element;

    #[wasm_bindgen(method, js_name = createTextNode)]
    pub fn create_text_node(this: &Document, text: &str) -> Element;
}

#[wasm_bindgen]
unsafe extern "C" {
    /// A node of any kind.
    #[derive(Clone)]
    pub type Element;

    #[wasm_bindgen(method, getter, js_name = ownerDocument)]
    pub fn owner_document(this: &Element) -> Document;

    #[wasm_bindgen(method, js_name = getRootNode)]
    pub fn root_node(this: &Element) -> StyledRoot;

    #[wasm_bindgen(method, js_name = setAttribute)]
    pub fn set_attribute(this: &Element, name: &str, value: &str);

    #[wasm_bindgen(method, js_name = getAttribute)]
    pub fn attribute(this: &Element, name: &str) -> Option<String>;

    #[wasm_bindgen(method, js_name = toggleAttribute)]
    pub fn toggle_attribute(this: &Element, name: &str, is_there: bool);

    #[wasm_bindgen(method, setter, js_name = textContent)]
    pub fn set_text(this: &Element, text: &str);

    #[wasm_bindgen(method, js_name = appendChild)]
    pub fn append(this: &Element, child: &Element);

    #[wasm_bindgen(method, js_name = insertBefore)]
    pub fn insert_before(this: &Element, child: &Element, next: Option<&Element>);

    #[wasm_bindgen(method, getter, js_name = lastChild)]
    pub fn last_child(this: &Element) -> Option<Element>;

    #[wasm_bindgen(method)]
    pub fn remove(this: &Element);

    #[wasm_bindgen(method)]
    pub fn closest(this: &Element, selector: &str) -> Option<Element>;

    #[wasm_bindgen(method)]
    pub fn matches(this: &Element, selector: &str) -> bool;

    #[wasm_bindgen(method)]
    pub fn focus(this: &Element);

    #[wasm_bindgen(method, js_name = addEventListener)]
    pub fn add_listener(this: &Element, name: &str, listener: &Listener);

    #[wasm_bindgen(method, js_name = removeEventListener)]
    pub fn remove_listener(this: &Element, name: &str, listener: &Listener);

    /// Of an input.
    #[wasm_bindgen(method, getter)]
    pub fn value(this: &Element) -> String;

    #[wasm_bindgen(method, setter)]
    pub fn set_value(this: &Element, value: &str);

    /// Of a text area, in lines.
    #[wasm_bindgen(method, setter)]
    pub fn set_rows(this: &Element, rows: i32);

    #[wasm_bindgen(method, getter, js_name = scrollHeight)]
    pub fn scroll_height(this: &Element) -> i32;

    #[wasm_bindgen(method, getter, js_name = offsetTop)]
    pub fn offset_top(this: &Element) -> i32;

    #[wasm_bindgen(method, setter, js_name = scrollTop)]
    pub fn set_scroll_top(this: &Element, top: i32);
}

#[wasm_bindgen]
unsafe extern "C" {
    /// A shadow root or document.
    pub type StyledRoot;

    #[wasm_bindgen(method, getter, js_name = adoptedStyleSheets)]
    pub fn adopted_styles(this: &StyledRoot) -> Array;

    #[wasm_bindgen(method, setter, js_name = adoptedStyleSheets)]
    pub fn set_adopted_styles(this: &StyledRoot, styles: &Array);

    /// Styles that need no element, so that the page's policy has nothing to refuse.
    #[wasm_bindgen(js_name = CSSStyleSheet)]
    pub type Styles;

    #[wasm_bindgen(constructor, js_class = "CSSStyleSheet")]
    pub fn new() -> Styles;

    #[wasm_bindgen(method, js_name = replaceSync)]
    pub fn replace(this: &Styles, text: &str);
}

#[wasm_bindgen]
unsafe extern "C" {
    /// Something the visitor did; the fields of keys are read only from keys.
    pub type Event;

    #[wasm_bindgen(method, getter, js_name = type)]
    pub fn name(this: &Event) -> String;

    #[wasm_bindgen(method, getter)]
    pub fn target(this: &Event) -> Element;

    #[wasm_bindgen(method, getter)]
    pub fn key(this: &Event) -> String;

    #[wasm_bindgen(method, getter, js_name = shiftKey)]
    pub fn has_shift(this: &Event) -> bool;

    /// Of a server-sent event.
    #[wasm_bindgen(method, getter)]
    pub fn data(this: &Event) -> String;

    /// Whether the key belongs to the composition of a character.
    #[wasm_bindgen(method, getter, js_name = isComposing)]
    pub fn is_composing(this: &Event) -> bool;

    #[wasm_bindgen(method, js_name = preventDefault)]
    pub fn prevent_default(this: &Event);
}

#[wasm_bindgen]
unsafe extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    pub fn set_timeout(action: &JsValue, milliseconds: u32) -> i32;

    #[wasm_bindgen(js_name = clearTimeout)]
    pub fn clear_timeout(timer: i32);

    #[wasm_bindgen]
    pub fn fetch(address: &str, request: &JsValue) -> Promise;

    /// What the page may know of its browser.
    pub type Navigator;

    #[wasm_bindgen(thread_local_v2, js_name = navigator)]
    pub static NAVIGATOR: Navigator;

    /// Whether the device has a network of any kind.
    #[wasm_bindgen(method, getter, js_name = onLine)]
    pub fn is_online(this: &Navigator) -> bool;

    /// A media query.
    pub type Media;

    #[wasm_bindgen(js_name = matchMedia)]
    pub fn media(query: &str) -> Media;

    #[wasm_bindgen(method, getter)]
    pub fn matches(this: &Media) -> bool;

    /// Cancels requests.
    pub type AbortController;

    #[wasm_bindgen(constructor)]
    pub fn new() -> AbortController;

    #[wasm_bindgen(method, getter)]
    pub fn signal(this: &AbortController) -> JsValue;

    #[wasm_bindgen(method)]
    pub fn abort(this: &AbortController);

    #[wasm_bindgen(method, getter, js_name = abort)]
    pub fn abort_function(this: &AbortController) -> js_sys::Function;

    /// An HTTP answer.
    pub type Response;

    #[wasm_bindgen(method, getter)]
    pub fn status(this: &Response) -> u16;

    /// The body as JSON; rejected when it is none.
    #[wasm_bindgen(method)]
    pub fn json(this: &Response) -> Promise;
}

#[wasm_bindgen]
unsafe extern "C" {
    /// Server-sent events; the browser connects again by itself.
    pub type EventSource;

    #[wasm_bindgen(constructor)]
    pub fn new(address: &str) -> EventSource;

    #[wasm_bindgen(method, js_name = addEventListener)]
    pub fn add_listener(this: &EventSource, name: &str, listener: &Listener);

    #[wasm_bindgen(method)]
    pub fn close(this: &EventSource);

    /// Of the window.
    #[wasm_bindgen(js_name = addEventListener)]
    pub fn add_window_listener(name: &str, listener: &Listener);

    /// Of the window.
    #[wasm_bindgen(js_name = removeEventListener)]
    pub fn remove_window_listener(name: &str, listener: &Listener);
}

#[wasm_bindgen]
unsafe extern "C" {
    /// Keeps values by name; full or refused storage throws.
    pub type Storage;

    #[wasm_bindgen(method, catch, js_name = getItem)]
    pub fn get(this: &Storage, name: &str) -> Result<Option<String>, JsValue>;

    #[wasm_bindgen(method, catch, js_name = setItem)]
    pub fn set(this: &Storage, name: &str, value: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = removeItem)]
    pub fn remove(this: &Storage, name: &str) -> Result<(), JsValue>;
}
