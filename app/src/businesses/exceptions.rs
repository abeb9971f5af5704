//! Days that differ from the weekly hours: company holidays, shortened days.

use super::{
    form::exception_name,
    server_fns::{CreateHoursException, DeleteHoursException},
};
use crate::{
    forms::{ConfirmForm, FormError, FormState, SubmitButton, TextField},
    i18n::{Locale, use_locale},
    team::IfPermitted,
    time_text::format_date,
};
use api::hours::HoursException;
use leptos::{html, prelude::*};

/// The list of them, each with a button to remove it.
#[component]
pub fn Exceptions(
    /// All of them.
    exceptions: Vec<HoursException>,
    /// Removes one.
    delete: ServerAction<DeleteHoursException>,
) -> impl IntoView {
    let locale = use_locale();
    if exceptions.is_empty() {
        return view! { <p class="muted">{locale.t("exceptions-empty")}</p> }.into_any();
    }
    let items = exceptions
        .into_iter()
        .map(|exception| {
            let dates = dates_text(&exception, locale);
            let hours = hours_text(&exception, locale);
            view! {
                <li class="list-item">
                    <div>
                        <strong>{dates.clone()}</strong>
                        " "
                        {exception.label.clone()}
                        <span class="cell-note">{hours}</span>
                    </div>
                    <IfPermitted permission="update:own_businesses">
                        <ConfirmForm
                            action=delete
                            id=exception_name(&exception)
                            label=locale.t("delete")
                            accessible_label=locale.t_with("delete-of", &[("name", dates.into())])
                            question=locale.t("exceptions-delete-question")
                            confirm=locale.t("delete-confirm")
                        />
                    </IfPermitted>
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

fn dates_text(exception: &HoursException, locale: Locale) -> String {
    let from = format_date(exception.from, locale.language());
    if exception.from == exception.to {
        from
    } else {
        format!("{from} – {}", format_date(exception.to, locale.language()))
    }
}

fn hours_text(exception: &HoursException, locale: Locale) -> String {
    if exception.hours.is_empty() {
        return locale.t("closed");
    }
    exception
        .hours
        .iter()
        .map(|it| format!("{}–{}", it.from, it.to))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The form for one more.
#[component]
pub fn NewException(
    /// Adds it.
    create: ServerAction<CreateHoursException>,
    /// Where the form stands.
    state: FormState,
) -> impl IntoView {
    let locale = use_locale();
    let form = NodeRef::<html::Form>::new();
    Effect::new(move |_| {
        if state.succeeded.get()
            && let Some(form) = form.get_untracked()
        {
            form.reset();
        }
    });
    view! {
        <h3>{locale.t("exceptions-add")}</h3>
        <ActionForm action=create node_ref=form>
            <FormError state=state/>
            <div class="field-row">
                <TextField
                    name="form[from]"
                    label=locale.t("exceptions-from")
                    state=state
                    pointer="/from"
                    kind="date"
                    required=true
                />
                <TextField
                    name="form[to]"
                    label=locale.t("exceptions-to")
                    state=state
                    pointer="/to"
                    kind="date"
                    hint=locale.t("exceptions-to-hint")
                />
            </div>
            <TextField
                name="form[label]"
                label=locale.t("exceptions-label")
                state=state
                pointer="/label"
                placeholder=locale.t("exceptions-label-example")
                max_length=200
            />
            <div class="field-row">
                <TextField
                    name="form[opens]"
                    label=locale.t("exceptions-opens")
                    state=state
                    pointer="/opens"
                    kind="time"
                    hint=locale.t("exceptions-hours-hint")
                />
                <TextField
                    name="form[closes]"
                    label=locale.t("exceptions-closes")
                    state=state
                    pointer="/closes"
                    kind="time"
                />
            </div>
            <SubmitButton
                pending=state.pending
                label=locale.t("exceptions-add")
                class="button"
            />
        </ActionForm>
    }
    .into_any()
}
