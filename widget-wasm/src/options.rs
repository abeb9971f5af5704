//! What the launcher hands over when the chat is mounted.

use api::widget::{WidgetConfigOverrides, WidgetPosition, WidgetTheme};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
unsafe extern "C" {
    /// An object with plain values.
    pub type Options;

    /// Origin of the server: `https://carbot.example`.
    #[wasm_bindgen(method, getter)]
    pub fn origin(this: &Options) -> String;

    /// The key of the script tag.
    #[wasm_bindgen(method, getter, js_name = clientKey)]
    pub fn client_key(this: &Options) -> String;

    /// Host of the page.
    #[wasm_bindgen(method, getter)]
    pub fn domain(this: &Options) -> String;

    /// Where the visitor is at present.
    #[wasm_bindgen(method, getter, js_name = pageUrl)]
    pub fn page_url(this: &Options) -> Option<String>;

    /// The visitor's browser.
    #[wasm_bindgen(method, getter, js_name = userAgent)]
    pub fn user_agent(this: &Options) -> Option<String>;

    /// Language of the page or the browser (BCP 47).
    #[wasm_bindgen(method, getter)]
    pub fn locale(this: &Options) -> String;

    /// `light`, `dark` or `auto`.
    #[wasm_bindgen(method, getter)]
    fn theme(this: &Options) -> Option<String>;

    /// `bottom-right`, `bottom-left` or `center`.
    #[wasm_bindgen(method, getter)]
    fn position(this: &Options) -> Option<String>;

    /// `#rrggbb`.
    #[wasm_bindgen(method, getter, js_name = primaryColor)]
    fn primary_color(this: &Options) -> Option<String>;

    /// First words of the assistant.
    #[wasm_bindgen(method, getter, js_name = greetingMessage)]
    fn greeting_message(this: &Options) -> Option<String>;

    /// What stands in the empty input.
    #[wasm_bindgen(method, getter, js_name = placeholderText)]
    fn placeholder_text(this: &Options) -> Option<String>;

    /// Picture of the assistant.
    #[wasm_bindgen(method, getter, js_name = avatarUrl)]
    fn avatar_url(this: &Options) -> Option<String>;
}

impl Options {
    /// What the page's script tag overrides.
    pub fn overrides(&self) -> WidgetConfigOverrides {
        WidgetConfigOverrides {
            theme: self.theme().and_then(|it| match &*it {
                "light" => Some(WidgetTheme::Light),
                "dark" => Some(WidgetTheme::Dark),
                "auto" => Some(WidgetTheme::Auto),
                _ => None,
            }),
            position: self.position().and_then(|it| match &*it {
                "bottom-right" => Some(WidgetPosition::BottomRight),
                "bottom-left" => Some(WidgetPosition::BottomLeft),
                "center" => Some(WidgetPosition::Center),
                _ => None,
            }),
            primary_color: self.primary_color(),
            greeting_message: self.greeting_message(),
            placeholder_text: self.placeholder_text(),
            avatar_url: self.avatar_url(),
        }
    }
}
