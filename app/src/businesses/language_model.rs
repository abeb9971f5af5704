//! Whether a language model may word the answers.

use super::server_fns::{SaveLanguageModel, find_business, find_language_model};
use crate::{
    forms::{CheckboxField, FormError, FormState, SavedNotice, SubmitButton, TextField},
    i18n::use_locale,
    layout::Loaded,
};
use api::businesses::{LanguageModelStatus, LanguageModelUse};
use leptos::prelude::*;

/// What is proposed as the most a month may cost, in euros.
const PROPOSED_EUROS: u32 = 20;

/// The switch and its limit; nothing where the installation has no language model.
#[component]
pub fn LanguageModelCard() -> impl IntoView {
    let save = ServerAction::<SaveLanguageModel>::new();
    let state = FormState::of(save);
    let found = Resource::new(
        || (),
        |()| async {
            let status = find_language_model().await?;
            let business = find_business().await?;
            Ok((status, business.details.chat.language_model))
        },
    );
    view! {
        <SavedNotice
            done=vec![("updated", state.succeeded)]
            is_outdated=Signal::derive(move || state.error.with(Option::is_some))
        />
        <Loaded
            resource=found
            view=move |(status, used): (Option<LanguageModelStatus>, Option<LanguageModelUse>)| {
                status
                    .map(|status| view! { <Fields save=save state=state status=status used=used/> })
            }
        />
    }
    .into_any()
}

#[component]
fn Fields(
    save: ServerAction<SaveLanguageModel>,
    state: FormState,
    status: LanguageModelStatus,
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
