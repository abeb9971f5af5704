//! The parts all forms are made of. A form is an `ActionForm`, which the
//! browser sends by itself until the page is hydrated.

mod choices;
mod confirm;
mod fields;
mod notice;

pub use choices::{CheckboxField, Choice, SelectField};
pub use confirm::ConfirmForm;
pub use fields::{FieldMessage, TextArea, TextField};
pub use notice::SavedNotice;

use crate::{error::AppError, i18n::use_locale};
use leptos::{html, prelude::*, server_fn::ServerFn, web_sys};
use leptos_router::hooks::use_query_map;

/// Where a form stands: what every part of it needs to know of its action.
#[derive(Clone, Copy)]
pub struct FormState {
    /// Sent, not yet answered.
    pub pending: Signal<bool>,
    /// Refused with this.
    pub error: Signal<Option<AppError>>,
    /// Done, in this visit of the page.
    pub succeeded: Signal<bool>,
}

impl FormState {
    /// The state of the form of `action`.
    pub fn of<S>(action: ServerAction<S>) -> Self
    where
        S: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
        S::Output: Send + Sync + 'static,
    {
        let query = use_query_map();
        let pending = action.pending();
        let version = action.version();
        let value = action.value();
        // An error of a form sent without JavaScript stands in the address. The
        // router remembers it; once the address has changed it is no longer said.
        let is_current =
            move || version.get() > 0 || query.with(|it| it.get_str("__err").is_some());
        Self {
            pending: pending.into(),
            error: Signal::derive(move || {
                if pending.get() || !is_current() {
                    return None;
                }
                value.with(|it| it.as_ref().and_then(|it| it.as_ref().err().cloned()))
            }),
            succeeded: Signal::derive(move || {
                !pending.get() && value.with(|it| matches!(it, Some(Ok(_))))
            }),
        }
    }

    /// The text of the error of the field at `pointer`, in the reader's language.
    pub fn field_error(self, pointer: &'static str) -> Signal<Option<String>> {
        self.first_field_error(vec![pointer.to_owned()])
    }

    /// The text of the first error at any of `pointers`.
    pub fn first_field_error(self, pointers: Vec<String>) -> Signal<Option<String>> {
        let locale = use_locale();
        Signal::derive(move || {
            self.error.with(|it| {
                let error = it.as_ref()?;
                let code = pointers.iter().find_map(|it| error.field_code(it))?;
                Some(locale.error(code))
            })
        })
    }
}

/// What is wrong with the whole form, said to screen readers at once. Moves the
/// focus to the first wrong field.
#[component]
pub fn FormError(
    /// The form.
    state: FormState,
) -> impl IntoView {
    let locale = use_locale();
    let text = move || {
        state.error.with(|error| {
            error.as_ref().map(|error| {
                if error.errors.is_empty() {
                    locale.error(&error.code)
                } else {
                    locale.error("invalid_fields")
                }
            })
        })
    };
    let region = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if state.error.with(Option::is_some)
            && let Some(region) = region.get()
        {
            request_animation_frame(move || focus_first_error(&region));
        }
    });
    view! {
        <div class="form-error" role="alert" node_ref=region>
            {move || text().map(|text| view! { <p class="alert alert-danger">{text}</p> })}
        </div>
    }
    .into_any()
}

fn focus_first_error(region: &web_sys::Element) {
    use leptos::wasm_bindgen::JsCast;
    let field = region
        .closest("form")
        .ok()
        .flatten()
        .and_then(|form| form.query_selector("[aria-invalid=true]").ok().flatten())
        .and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(field) = field {
        let _ = field.focus();
    }
}

/// The button that sends a form; busy and disabled until the answer is there,
/// so that a second click sends nothing.
#[component]
pub fn SubmitButton(
    /// Whether the form is on its way.
    #[prop(into)]
    pending: Signal<bool>,
    /// What it says.
    label: String,
    /// What it is about, for those who do not see where it stands.
    #[prop(optional, into)]
    accessible_label: Option<String>,
    /// Its look.
    #[prop(default = "button button-primary")]
    class: &'static str,
    /// For browser tests.
    #[prop(optional)]
    test_id: Option<&'static str>,
) -> impl IntoView {
    view! {
        <button
            type="submit"
            class=class
            aria-label=accessible_label
            disabled=move || pending.get()
            aria-busy=move || pending.get().then_some("true")
            data-testid=test_id
        >
            {label}
        </button>
    }
    .into_any()
}

#[cfg(feature = "ssr")]
/// An optional text of a form: trimmed, nothing where it is empty. Browsers
/// send line breaks as CRLF; they are kept as LF.
pub fn filled(text: &str) -> Option<String> {
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(feature = "ssr")]
/// The lines of a text area that hold something.
pub fn filled_lines(text: &str) -> Vec<String> {
    text.lines().filter_map(filled).collect()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn empty_texts_are_missing_and_line_breaks_are_plain() {
        assert_eq!(filled("  "), None);
        assert_eq!(filled(" a\r\nb "), Some("a\nb".to_owned()));
        assert_eq!(filled_lines("a\r\n\r\n b \n"), ["a", "b"]);
    }
}
