//! "Saved": said by the action with JavaScript, by the address without.

use crate::i18n::use_locale;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// What a page can report in `?saved=…`. Other values say nothing, so that a
/// link cannot put words into the page.
const REPORTS: [&str; 19] = [
    "created",
    "updated",
    "deleted",
    "dismissed",
    "revoked",
    "published",
    "restored",
    "unpublished",
    "confirmed",
    "declined",
    "cancelled",
    "moved",
    "invited",
    "removed",
    "checked",
    "mail-sent",
    "password-changed",
    "signed-out",
    "sent",
];

/// The report in `?saved=…`, where it is one of ours.
fn report(saved: Option<&str>) -> Option<&'static str> {
    REPORTS.into_iter().find(|it| Some(*it) == saved)
}

/// Says that something was saved: `done` holds the reports of the page's
/// actions in the order of importance, each with whether it happened. The
/// region is always there, so that screen readers notice what appears in it.
#[component]
pub fn SavedNotice(
    /// Reports (`created`, …) and whether their action has succeeded.
    #[prop(optional)]
    done: Vec<(&'static str, Signal<bool>)>,
    /// Whether an action of the page is on its way or refused: then the address is old news.
    #[prop(optional, into)]
    is_outdated: Signal<bool>,
) -> impl IntoView {
    let locale = use_locale();
    let query = use_query_map();
    let text = move || {
        let by_action = done
            .iter()
            .find(|(_, has_succeeded)| has_succeeded.get())
            .map(|(report, _)| *report);
        let by_address = || {
            (!is_outdated.get())
                .then(|| query.with(|it| report(it.get_str("saved"))))
                .flatten()
        };
        by_action
            .or_else(by_address)
            .map(|it| locale.t(&format!("saved-{it}")))
    };
    view! {
        <div class="notices" role="status" aria-live="polite">
            {move || {
                text()
                    .map(|text| {
                        view! {
                            <p class="alert alert-success" data-testid="success-message">
                                {text}
                            </p>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::report;

    #[test]
    fn only_known_reports_are_repeated() {
        assert_eq!(report(Some("created")), Some("created"));
        assert_eq!(report(Some("<b>hello</b>")), None);
        assert_eq!(report(None), None);
    }
}
