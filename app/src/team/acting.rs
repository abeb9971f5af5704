//! The account one acts for: known to every page, and changed in the frame.

use super::role_text;
use crate::{forms::FormState, i18n::use_locale};
use api::team::{ActingAccount, Role};
use leptos::prelude::*;

/// For whom the signed-in person acts, and what they may do there.
#[derive(Clone, Copy)]
pub struct Acting(StoredValue<ActingAccount>);

impl Acting {
    /// What every page below the frame finds in its context.
    pub fn new(account: ActingAccount) -> Self {
        Self(StoredValue::new(account))
    }

    /// Whether the person may do this; what they may not is not offered. The server asks again.
    pub fn may(self, permission: &str) -> bool {
        self.0.with_value(|it| it.may(permission))
    }

    /// What the person is in that account.
    pub fn role(self) -> Role {
        self.0.with_value(|it| it.account.role)
    }
}

/// For whom the signed-in person acts, from context.
///
/// # Panics
/// Outside of the frame, which provides it.
pub fn use_acting() -> Acting {
    expect_context()
}

/// Loads the overview afresh once the action has succeeded: what the browser holds belongs to
/// another account now. Without JavaScript the server leads there.
pub(super) fn start_afresh_after(state: FormState) {
    Effect::new(move |_| {
        if state.succeeded.get() {
            let _ = window().location().set_href("/");
        }
    });
}

/// The choice of the account, for those who belong to several.
#[component]
pub fn AccountSwitch(
    /// What can be chosen.
    account: ActingAccount,
) -> impl IntoView {
    let locale = use_locale();
    let current = account.account.id;
    let options = account
        .choices
        .into_iter()
        .map(|it| {
            let label = format!("{} ({})", it.name, role_text(locale, it.role));
            view! {
                <option value=it.id.to_string() selected=it.id == current>
                    {label}
                </option>
            }
        })
        .collect_view();
    view! {
        // No ActionForm: a full load leaves nothing of the other account in memory.
        <form class="account-switch" method="post" action="/fn/switch_account">
            <label class="field-label" for="account-switch">
                {locale.t("account-switch")}
            </label>
            <select class="select" id="account-switch" name="account" autocomplete="off">
                {options}
            </select>
            <button type="submit" class="button button-small">
                {locale.t("account-switch-submit")}
            </button>
        </form>
    }
    .into_any()
}
