//! The one time a key is shown.

use crate::{client_keys::NewKey, i18n::use_locale};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen_futures::JsFuture;

/// The new key with its script tag, and the warning that it is shown only now.
#[component]
pub fn NewKeyPanel(
    /// The key.
    new_key: NewKey,
) -> impl IntoView {
    let locale = use_locale();
    let NewKey { key, snippet } = new_key;
    view! {
        <section class="card card-accent" aria-labelledby="new-key-heading" data-testid="new-client-key">
            <h2 id="new-key-heading">{locale.t("new-key-heading")}</h2>
            <p class="alert alert-warning">{locale.t("new-key-once")}</p>
            <p>
                <span class="field-label">{locale.t("client-keys-key")}</span>
                <code class="code-block" data-testid="client-key">{key.to_string()}</code>
            </p>
            <div class="field">
                <label class="field-label" for="snippet">
                    {locale.t("new-key-snippet")}
                </label>
                <textarea
                    class="input code"
                    id="snippet"
                    rows="3"
                    readonly=true
                    spellcheck="false"
                    data-testid="embed-snippet"
                    aria-describedby="snippet-hint"
                >
                    {snippet.clone()}
                </textarea>
                <p class="field-hint" id="snippet-hint">
                    {locale.t("new-key-snippet-hint")}
                </p>
            </div>
            <CopyButton text=snippet/>
        </section>
    }
    .into_any()
}

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
fn CopyButton(text: String) -> impl IntoView {
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
                data-testid="copy-snippet"
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
