//! A button that copies a text.

use crate::i18n::use_locale;
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen_futures::JsFuture;

/// What became of the copy.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Copied {
    NotYet,
    Done,
    Refused,
}

/// Copies `text` and says so. Without JavaScript the text is there to select,
/// so the button appears only once the page is hydrated.
#[component]
pub fn CopyButton(
    /// What is copied.
    text: String,
    /// For browser tests.
    #[prop(optional)]
    test_id: Option<&'static str>,
) -> impl IntoView {
    let locale = use_locale();
    let is_hydrated = RwSignal::new(false);
    Effect::new(move |_| is_hydrated.set(true));
    let copied = RwSignal::new(Copied::NotYet);
    let copy = move |_| {
        let text = text.clone();
        spawn_local(async move {
            // Absent outside of secure contexts (plain HTTP), where the call throws.
            let clipboard = window().navigator().clipboard();
            let outcome = if clipboard.is_undefined() {
                Copied::Refused
            } else {
                match JsFuture::from(clipboard.write_text(&text)).await {
                    Ok(_) => Copied::Done,
                    Err(_) => Copied::Refused,
                }
            };
            copied.set(outcome);
        });
    };
    view! {
        <p class="button-row">
            <button
                type="button"
                class="button"
                hidden=move || !is_hydrated.get()
                on:click=copy
                data-testid=test_id
            >
                {locale.t("copy")}
            </button>
            " "
            <span role="status" class="copy-feedback">
                {move || match copied.get() {
                    Copied::NotYet => None,
                    Copied::Done => Some(locale.t("copied")),
                    Copied::Refused => Some(locale.t("copy-refused")),
                }}
            </span>
        </p>
    }
    .into_any()
}
