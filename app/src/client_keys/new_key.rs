//! The one time a key is shown.

use crate::{client_keys::NewKey, copy_button::CopyButton, i18n::use_locale};
use leptos::prelude::*;

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
            <CopyButton text=snippet test_id="copy-snippet"/>
        </section>
    }
    .into_any()
}
