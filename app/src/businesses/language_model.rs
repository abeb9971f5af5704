//! Whether a language model may word the answers.

use super::server_fns::SaveLanguageModel;
use crate::{
    forms::{CheckboxField, FormError, FormState, SubmitButton, TextField},
    i18n::use_locale,
};
use api::businesses::{LanguageModelStatus, LanguageModelUse};
use leptos::prelude::*;

/// What is proposed as the most a month may cost, in euros.
const PROPOSED_EUROS: u32 = 20;

/// The switch and its limit.
#[component]
pub fn LanguageModelFields(
    /// Saves it.
    save: ServerAction<SaveLanguageModel>,
    /// The form.
    state: FormState,
    /// The model and what it has cost.
    status: LanguageModelStatus,
    /// What the business allows it.
    used: Option<LanguageModelUse>,
) -> impl IntoView {
    let locale = use_locale();
    let euros = used.map_or(PROPOSED_EUROS, |it| it.monthly_budget_cents / 100);
    let spent = format!(
        "{},{:02}",
        status.spent_cents / 100,
        status.spent_cents % 100
    );
    view! {
        <section class="card">
            <h2>{locale.t("language-model-title")}</h2>
            <p class="page-lead">
                {locale.t_with("language-model-lead", &[("model", status.model.into())])}
            </p>
            <ActionForm action=save>
                <FormError state=state/>
                <CheckboxField
                    name="form[is_on]"
                    label=locale.t("language-model-on")
                    checked=used.is_some()
                />
                <TextField
                    name="form[budget]"
                    label=locale.t("language-model-budget")
                    state=state
                    pointer="/chat/language_model/monthly_budget_cents"
                    kind="number"
                    value=euros.to_string()
                    hint=locale.t_with("language-model-spent", &[("amount", spent.into())])
                    required=true
                />
                <SubmitButton pending=state.pending label=locale.t("save")/>
            </ActionForm>
        </section>
    }
    .into_any()
}
