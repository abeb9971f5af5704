//! Entry point of the dashboard in the browser: takes over the page that the
//! server rendered. Everything else is in `app`.

// Types of views nest as deep as their HTML.
#![recursion_limit = "256"]

/// Called by the script that loads the bundle.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(app::App);
}
