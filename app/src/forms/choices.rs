//! Fields in which something is chosen rather than typed.

use super::fields::{FieldMessage, described_by, field_id, label_view};
use crate::forms::FormState;
use leptos::prelude::*;

/// One entry of a selection.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
}

impl Choice {
    /// An entry.
    pub fn new(value: impl Into<String>, label: String) -> Self {
        Self {
            value: value.into(),
            label,
        }
    }
}

/// A selection of one entry.
#[component]
pub fn SelectField(
    /// Its name in the form.
    name: &'static str,
    /// Its label.
    label: String,
    /// The form.
    state: FormState,
    /// Where its errors stand, as a JSON pointer.
    pointer: &'static str,
    /// What can be selected.
    choices: Vec<Choice>,
    /// What is selected at first.
    #[prop(into)]
    value: String,
    /// What helps to choose.
    #[prop(optional, into)]
    hint: Option<String>,
) -> impl IntoView {
    let id = field_id(name);
    let error = state.field_error(pointer);
    let describing = described_by(&id, hint.is_some(), error);
    let selected = value;
    let options: Vec<_> = choices
        .into_iter()
        .map(|it| {
            let is_selected = it.value == selected;
            view! {
                <option value=it.value selected=is_selected>
                    {it.label}
                </option>
            }
        })
        .collect();
    view! {
        <div class="field">
            {label_view(id.clone(), label, true)}
            <select
                class="select"
                id=id.clone()
                name=name
                autocomplete="off"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || describing.get()
            >
                {options}
            </select>
            <FieldMessage id=id hint=hint error=error/>
        </div>
    }
    .into_any()
}

/// A box to tick; sends `value` where ticked, nothing otherwise.
#[component]
pub fn CheckboxField(
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// Its label.
    label: String,
    /// Whether it is ticked at first.
    #[prop(optional)]
    checked: bool,
    /// What is sent.
    #[prop(default = "true".to_owned(), into)]
    value: String,
) -> impl IntoView {
    view! {
        <label class="checkbox">
            <input type="checkbox" name=name value=value checked=checked/>
            <span>{label}</span>
        </label>
    }
    .into_any()
}
