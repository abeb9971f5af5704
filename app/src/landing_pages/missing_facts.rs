//! What the profile lacks for the Impressum.

use crate::i18n::use_locale;
use leptos::prelude::*;

/// What the profile lacks for the Impressum, each a link to where it is entered.
#[component]
pub fn MissingFacts(
    /// JSON pointers into the profile.
    pointers: Vec<String>,
) -> impl IntoView {
    let locale = use_locale();
    let items = pointers
        .into_iter()
        .map(|pointer| {
            let page = if pointer.starts_with("/legal") {
                "/business/legal"
            } else {
                "/business"
            };
            let key = format!("fact{}", pointer.replace(['/', '_'], "-"));
            view! {
                <li>
                    <a href=page>{locale.t(&key)}</a>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="alert alert-warning" aria-labelledby="facts-heading">
            <h2 id="facts-heading">{locale.t("landing-pages-missing-title")}</h2>
            <p>{locale.t("landing-pages-missing-text")}</p>
            <ul>{items}</ul>
        </section>
    }
    .into_any()
}
