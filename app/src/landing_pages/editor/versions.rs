//! What the page was when it was published, and the way back there.

use crate::{
    forms::ConfirmForm, i18n::use_locale, landing_pages::server_fns::RestoreLandingPage,
    time_text::TimeText,
};
use api::{ids::LandingPageId, landing_pages::LandingPageVersion};
use leptos::prelude::*;

/// The versions, the latest first.
#[component]
pub fn Versions(
    /// The page.
    id: LandingPageId,
    /// Its versions.
    versions: Vec<LandingPageVersion>,
    /// Makes the draft what one of them was.
    restore: ServerAction<RestoreLandingPage>,
) -> impl IntoView {
    let locale = use_locale();
    if versions.is_empty() {
        return view! { <p class="muted">{locale.t("landing-pages-no-versions")}</p> }.into_any();
    }
    let items = versions
        .into_iter()
        .map(|version| {
            let number = version.number.to_string();
            let name = locale.t_with("landing-pages-version", &[("number", number.into())]);
            view! {
                <li class="list-item">
                    <div>
                        <strong>{name.clone()}</strong>
                        " "
                        {version
                            .is_live
                            .then(|| {
                                view! {
                                    <span class="badge badge-success">
                                        {locale.t("landing-pages-published")}
                                    </span>
                                }
                            })}
                        <span class="cell-note">
                            <TimeText time=version.published_at/>
                        </span>
                    </div>
                    <ConfirmForm
                        action=restore
                        id=format!("{id}/{}", version.id)
                        label=locale.t("landing-pages-restore")
                        accessible_label=locale
                            .t_with("landing-pages-restore-of", &[("name", name.into())])
                        question=locale.t("landing-pages-restore-question")
                        confirm=locale.t("landing-pages-restore")
                    />
                </li>
            }
        })
        .collect_view();
    view! {
        <ul class="list" role="list">
            {items}
        </ul>
    }
    .into_any()
}
