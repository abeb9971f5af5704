//! What those who may not do something see of its form.

use super::use_acting;
use crate::i18n::use_locale;
use leptos::prelude::*;

/// Shows something to those only who have a permission; the server asks again.
#[component]
pub fn IfPermitted(
    /// The permission.
    permission: &'static str,
    /// What they see.
    children: Children,
) -> impl IntoView {
    use_acting().may(permission).then(|| children().into_any())
}

/// A form that everybody may read and those only may change who have a permission: for the others
/// the browser lets nothing in it be changed or sent, and a sentence says why.
#[component]
pub fn PermittedForm(
    /// The permission.
    permission: &'static str,
    /// The form.
    children: Children,
) -> impl IntoView {
    let locale = use_locale();
    let may = use_acting().may(permission);
    view! {
        {(!may)
            .then(|| {
                view! {
                    <p class="alert alert-info" data-testid="read-only">
                        {locale.t("read-only")}
                    </p>
                }
            })}
        <fieldset class="permitted" disabled=!may>
            {children()}
        </fieldset>
    }
    .into_any()
}
