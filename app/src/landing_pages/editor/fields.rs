//! Fields of the editor: many, in rows, so their names are made while rendering.

use crate::{
    forms::{Choice, FormState},
    i18n::use_locale,
};
use leptos::prelude::*;

/// What all fields of the editor know.
#[derive(Clone, Copy)]
pub struct Fields {
    /// The form.
    pub state: FormState,
}

impl Fields {
    /// The id of a field: `form[team][0][name]` becomes `form-team-0-name`.
    pub fn id(name: &str) -> String {
        let words = name.split(|it: char| !it.is_ascii_alphanumeric() && it != '_');
        let words: Vec<_> = words.filter(|it| !it.is_empty()).collect();
        words.join("-")
    }

    fn error(self, pointers: Vec<String>) -> Signal<Option<String>> {
        self.state.first_field_error(pointers)
    }

    /// A field of one line.
    pub fn line(self, name: &str, label: String, value: String) -> Line {
        Line {
            fields: self,
            name: name.to_owned(),
            label,
            value,
            pointer: String::new(),
            placeholder: None,
            hint: None,
            kind: "text",
            max_length: 120,
            test_id: None,
            class: "field",
        }
    }

    /// A field of several lines.
    pub fn text(self, name: &str, label: String, value: String, rows: u16) -> Paragraphs {
        Paragraphs {
            line: Line {
                max_length: 4_000,
                ..self.line(name, label, value)
            },
            rows,
        }
    }
}

/// One of some.
pub fn choice_field(name: &str, label: String, choices: Vec<Choice>, value: String) -> AnyView {
    let id = Fields::id(name);
    let options = choices
        .into_iter()
        .map(move |it| {
            let is_chosen = it.value == value;
            view! {
                <option value=it.value selected=is_chosen>
                    {it.label}
                </option>
            }
        })
        .collect_view();
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>
                {label}
            </label>
            <select class="select" id=id name=name.to_owned() autocomplete="off">
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// A colour.
pub fn color_field(name: &str, label: String, value: String, test_id: &'static str) -> AnyView {
    let id = Fields::id(name);
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>
                {label}
            </label>
            <input
                class="input-color"
                type="color"
                id=id
                name=name.to_owned()
                value=value
                autocomplete="off"
                data-testid=test_id
            />
        </div>
    }
    .into_any()
}

/// A field of one line, as it is put together.
pub struct Line {
    fields: Fields,
    name: String,
    label: String,
    value: String,
    pointer: String,
    placeholder: Option<String>,
    hint: Option<String>,
    kind: &'static str,
    max_length: u16,
    test_id: Option<&'static str>,
    class: &'static str,
}

impl Line {
    /// Where its errors stand, as a JSON pointer into the draft.
    pub fn at(self, pointer: impl Into<String>) -> Self {
        Self {
            pointer: pointer.into(),
            ..self
        }
    }

    /// What holds where it is empty.
    pub fn instead(self, placeholder: String) -> Self {
        Self {
            placeholder: Some(placeholder),
            ..self
        }
    }

    /// What helps to fill it in.
    pub fn hint(self, hint: String) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }

    /// Most characters.
    pub fn at_most(self, max_length: u16) -> Self {
        Self { max_length, ..self }
    }

    /// For browser tests.
    pub fn test_id(self, test_id: &'static str) -> Self {
        Self {
            test_id: Some(test_id),
            ..self
        }
    }

    /// The field.
    pub fn view(self) -> AnyView {
        let id = Fields::id(&self.name);
        let error = self.error();
        let describing = describing(&id, self.hint.is_some(), error);
        view! {
            <div class=self.class>
                <label class="field-label" for=id.clone()>
                    {self.label}
                </label>
                <input
                    class="input"
                    type=self.kind
                    id=id.clone()
                    name=self.name
                    value=self.value
                    placeholder=self.placeholder
                    maxlength=self.max_length.to_string()
                    autocomplete="off"
                    data-testid=self.test_id
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=move || describing.get()
                />
                {message(id, self.hint, error)}
            </div>
        }
        .into_any()
    }

    fn error(&self) -> Signal<Option<String>> {
        if self.pointer.is_empty() {
            return Signal::derive(|| None);
        }
        self.fields.error(vec![self.pointer.clone()])
    }
}

/// A field of several lines, as it is put together.
pub struct Paragraphs {
    line: Line,
    rows: u16,
}

impl Paragraphs {
    /// Changes what it has in common with a field of one line.
    pub fn with(self, change: impl FnOnce(Line) -> Line) -> Self {
        Self {
            line: change(self.line),
            ..self
        }
    }

    /// The field.
    pub fn view(self) -> AnyView {
        let Self { line, rows } = self;
        let id = Fields::id(&line.name);
        let error = line.error();
        let describing = describing(&id, line.hint.is_some(), error);
        view! {
            <div class=line.class>
                <label class="field-label" for=id.clone()>
                    {line.label}
                </label>
                <textarea
                    class="input"
                    id=id.clone()
                    name=line.name
                    rows=rows.to_string()
                    placeholder=line.placeholder
                    maxlength=line.max_length.to_string()
                    data-testid=line.test_id
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=move || describing.get()
                >
                    {line.value}
                </textarea>
                {message(id, line.hint, error)}
            </div>
        }
        .into_any()
    }
}

fn describing(id: &str, has_hint: bool, error: Signal<Option<String>>) -> Signal<Option<String>> {
    let (hint, wrong) = (format!("{id}-hint"), format!("{id}-error"));
    Signal::derive(move || match (has_hint, error.with(Option::is_some)) {
        (true, true) => Some(format!("{hint} {wrong}")),
        (true, false) => Some(hint.clone()),
        (false, true) => Some(wrong.clone()),
        (false, false) => None,
    })
}

fn message(id: String, hint: Option<String>, error: Signal<Option<String>>) -> AnyView {
    view! { <crate::forms::FieldMessage id=id hint=hint error=error/> }.into_any()
}

/// A button that sends the form with a command.
#[component]
pub fn CommandButton(
    /// The command: `publish`, `move:hours:up`, `remove:jobs:2`.
    command: String,
    /// Its look.
    #[prop(default = "button button-small")]
    class: &'static str,
    /// What it does, for those who see nothing but a sign.
    #[prop(optional, into)]
    label: Option<String>,
    /// Whether there is nothing it could do.
    #[prop(optional)]
    is_disabled: bool,
    /// For browser tests.
    #[prop(optional)]
    test_id: Option<&'static str>,
    /// What it shows.
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="submit"
            class=class
            name="form[button]"
            value=command
            aria-label=label
            disabled=is_disabled
            data-testid=test_id
        >
            {children()}
        </button>
    }
    .into_any()
}

/// A row of a list with its button to remove it.
#[component]
pub fn Row(
    /// The list: `team`.
    list: &'static str,
    /// Its place.
    position: usize,
    /// What it holds is in the draft already.
    is_known: bool,
    /// What it is about.
    label: String,
    /// Its fields.
    children: Children,
) -> impl IntoView {
    let locale = use_locale();
    let index = if is_known {
        position.to_string()
    } else {
        String::new()
    };
    let remove = locale.t_with("delete-of", &[("name", label.clone().into())]);
    view! {
        <li class="entry-row" data-new=(!is_known).then_some("true")>
            <input type="hidden" name=format!("form[{list}][{position}][index]") value=index/>
            <p class="entry-row-title">{label}</p>
            <div class="entry-row-fields">{children()}</div>
            {is_known
                .then(|| {
                    view! {
                        <CommandButton
                            command=format!("remove:{list}:{position}")
                            class="button button-small button-quiet"
                            label=remove
                        >
                            {locale.t("delete")}
                        </CommandButton>
                    }
                })}
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::Fields;

    #[test]
    fn ids_hold_no_brackets() {
        assert_eq!(Fields::id("form[team][0][name]"), "form-team-0-name");
        assert_eq!(Fields::id("form[about_text]"), "form-about_text");
    }
}
