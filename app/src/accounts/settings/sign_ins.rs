//! Where the account is signed in.

use crate::{
    accounts::settings_fns::{EndAllSignIns, EndSignIn},
    forms::{ConfirmForm, FormError, FormState},
    i18n::use_locale,
    time_text::TimeText,
};
use api::accounts::{SignIn, SignInKind};
use leptos::prelude::*;

/// All sign-ins, each with a button that ends it.
#[component]
pub(super) fn SignInsCard(
    sign_ins: Vec<SignIn>,
    end: ServerAction<EndSignIn>,
    end_all: ServerAction<EndAllSignIns>,
) -> impl IntoView {
    let locale = use_locale();
    let (ending, ending_all) = (FormState::of(end), FormState::of(end_all));
    let rows = sign_ins
        .into_iter()
        .map(|it| view! { <Row sign_in=it end=end/> })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="sign-ins-heading">
            <h2 id="sign-ins-heading">{locale.t("sign-ins-heading")}</h2>
            <p class="muted">{locale.t("sign-ins-lead")}</p>
            <FormError state=ending/>
            <FormError state=ending_all/>
            <div
                class="table-wrap"
                tabindex="0"
                role="region"
                aria-label=locale.t("sign-ins-heading")
            >
                <table class="table table-stacked">
                    <thead>
                        <tr>
                            <th scope="col">{locale.t("sign-ins-device")}</th>
                            <th scope="col">{locale.t("sign-ins-since")}</th>
                            <th scope="col">{locale.t("sign-ins-last-used")}</th>
                            <th scope="col">
                                <span class="visually-hidden">{locale.t("actions")}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <ConfirmForm
                action=end_all
                label=locale.t("sign-ins-end-all")
                accessible_label=locale.t("sign-ins-end-all")
                question=locale.t("sign-ins-end-all-question")
                confirm=locale.t("sign-ins-end-all")
            />
        </section>
    }
    .into_any()
}

#[component]
fn Row(sign_in: SignIn, end: ServerAction<EndSignIn>) -> impl IntoView {
    let locale = use_locale();
    let kind = match sign_in.kind {
        SignInKind::Dashboard => "sign-ins-dashboard",
        SignInKind::Api => "sign-ins-api",
    };
    let device = sign_in
        .user_agent
        .unwrap_or_else(|| locale.t("sign-ins-unknown-device"));
    let action = if sign_in.is_current {
        view! { <span class="badge badge-accent">{locale.t("sign-ins-current")}</span> }.into_any()
    } else {
        view! {
            <ConfirmForm
                action=end
                id=sign_in.id.to_string()
                label=locale.t("sign-ins-end")
                accessible_label=locale
                    .t_with("sign-ins-end-of", &[("device", device.clone().into())])
                question=locale.t("sign-ins-end-question")
                confirm=locale.t("sign-ins-end")
            />
        }
        .into_any()
    };
    view! {
        <tr>
            <th scope="row" data-label=locale.t("sign-ins-device")>
                {device}
                <span class="cell-note">{locale.t(kind)}</span>
            </th>
            <td data-label=locale.t("sign-ins-since")>
                <TimeText time=sign_in.created_at/>
            </td>
            <td data-label=locale.t("sign-ins-last-used")>
                <TimeText time=sign_in.last_used_at/>
            </td>
            <td class="cell-actions">{action}</td>
        </tr>
    }
    .into_any()
}
