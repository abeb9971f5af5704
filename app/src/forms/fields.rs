//! Labelled fields with hint and error, connected for assistive technology.

use crate::{forms::FormState, i18n::use_locale};
use leptos::prelude::*;

/// The id of the field called `name`: `form[phone]` becomes `field-form-phone`.
pub(super) fn field_id(name: &str) -> String {
    let mut id = String::from("field");
    for part in name.split(|it: char| !it.is_ascii_alphanumeric() && it != '_') {
        if !part.is_empty() {
            id.push('-');
            id.push_str(part);
        }
    }
    id
}

/// Ids that describe a field, for `aria-describedby`.
pub(super) fn described_by(
    id: &str,
    has_hint: bool,
    error: Signal<Option<String>>,
) -> Signal<Option<String>> {
    let id = id.to_owned();
    Signal::derive(move || {
        let has_error = error.with(Option::is_some);
        match (has_hint, has_error) {
            (true, true) => Some(format!("{id}-hint {id}-error")),
            (true, false) => Some(format!("{id}-hint")),
            (false, true) => Some(format!("{id}-error")),
            (false, false) => None,
        }
    })
}

pub(super) fn label_view(id: String, label: String, required: bool) -> impl IntoView {
    let locale = use_locale();
    view! {
        <label class="field-label" for=id>
            {label}
            {(!required).then(|| {
                view! { <span class="field-optional">" " {locale.t("field-optional")}</span> }
            })}
        </label>
    }
    .into_any()
}

/// Hint and error below a field.
#[component]
pub fn FieldMessage(
    /// The id of the field.
    id: String,
    /// What helps to fill it in.
    hint: Option<String>,
    /// What is wrong with it.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let error_id = format!("{id}-error");
    let hint_id = id + "-hint";
    view! {
        {hint
            .map(|hint| {
                view! {
                    <p class="field-hint" id=hint_id>
                        {hint}
                    </p>
                }
            })}
        {move || {
            error
                .get()
                .map(|error| {
                    view! {
                        <p class="field-error" id=error_id.clone()>
                            {error}
                        </p>
                    }
                })
        }}
    }
    .into_any()
}

/// A field of one line.
#[component]
pub fn TextField(
    /// Its name in the form.
    name: &'static str,
    /// Its label.
    label: String,
    /// The form.
    state: FormState,
    /// Where its errors stand, as a JSON pointer.
    pointer: &'static str,
    /// What it holds at first.
    #[prop(optional, into)]
    value: String,
    /// The type of the input.
    #[prop(default = "text")]
    kind: &'static str,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
    /// What a browser may fill in (HTML, "autofill").
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Most characters.
    #[prop(default = 255)]
    max_length: u16,
    /// Fewest characters.
    #[prop(optional)]
    min_length: Option<u16>,
    /// An example of what goes in.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Keyboard on phones.
    #[prop(optional)]
    input_mode: Option<&'static str>,
    /// What else is offered while typing.
    #[prop(optional)]
    suggestions: Vec<String>,
    /// For browser tests.
    #[prop(optional)]
    test_id: Option<&'static str>,
) -> impl IntoView {
    let id = field_id(name);
    let error = state.field_error(pointer);
    let describing = described_by(&id, hint.is_some(), error);
    let class = if kind == "color" {
        "input-color"
    } else {
        "input"
    };
    let list_id = (!suggestions.is_empty()).then(|| format!("{id}-list"));
    let list = list_id.clone().map(|id| {
        let options = suggestions
            .into_iter()
            .map(|it| view! { <option value=it></option> })
            .collect_view();
        view! { <datalist id=id>{options}</datalist> }
    });
    view! {
        <div class="field">
            {label_view(id.clone(), label, required)}
            <input
                class=class
                id=id.clone()
                name=name
                type=kind
                value=value
                required=required
                maxlength=max_length.to_string()
                minlength=min_length.map(|it| it.to_string())
                placeholder=placeholder
                autocomplete=autocomplete
                inputmode=input_mode
                list=list_id
                data-testid=test_id
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || describing.get()
            />
            {list}
            <FieldMessage id=id hint=hint error=error/>
        </div>
    }
    .into_any()
}

/// A field of several lines.
#[component]
pub fn TextArea(
    /// Its name in the form.
    name: &'static str,
    /// Its label.
    label: String,
    /// The form.
    state: FormState,
    /// Where its errors stand, as a JSON pointer.
    pointer: &'static str,
    /// What it holds at first.
    #[prop(optional, into)]
    value: String,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
    /// Height in lines.
    #[prop(default = 3)]
    rows: u16,
    /// Most characters.
    max_length: u16,
) -> impl IntoView {
    let id = field_id(name);
    let error = state.field_error(pointer);
    let describing = described_by(&id, hint.is_some(), error);
    view! {
        <div class="field">
            {label_view(id.clone(), label, required)}
            <textarea
                class="input"
                id=id.clone()
                name=name
                rows=rows.to_string()
                required=required
                maxlength=max_length.to_string()
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || describing.get()
            >
                {value}
            </textarea>
            <FieldMessage id=id hint=hint error=error/>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::field_id;

    #[test]
    fn ids_hold_no_brackets() {
        assert_eq!(field_id("email"), "field-email");
        assert_eq!(field_id("form[phone]"), "field-form-phone");
        assert_eq!(
            field_id("hours[monday_from_1]"),
            "field-hours-monday_from_1"
        );
    }
}
