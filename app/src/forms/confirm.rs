//! Deleting and the like: asked once more, also without JavaScript.

use crate::{
    error::AppError,
    forms::{FormState, SubmitButton},
};
use leptos::{
    prelude::*,
    server_fn::{Http, ServerFn, client::Client, codec::PostUrl, request::ClientReq},
    web_sys::FormData,
};

/// A button that unfolds a question and the form that does it. The page shows
/// the outcome of `action`, because the row may be gone by then.
#[component]
pub fn ConfirmForm<S, OutputProtocol>(
    /// What is done; shared by all rows of a list.
    action: ServerAction<S>,
    /// To this thing; the account's only one where there is none.
    #[prop(optional, into)]
    id: Option<String>,
    /// The button that unfolds.
    label: String,
    /// What it is about, for those who do not see the row: `Ölwechsel löschen`.
    accessible_label: String,
    /// The question.
    question: String,
    /// The button that does it.
    confirm: String,
) -> impl IntoView
where
    S: ServerFn<Error = AppError, Protocol = Http<PostUrl, OutputProtocol>>
        + serde::de::DeserializeOwned
        + Clone
        + Send
        + Sync
        + 'static,
    S::Output: Send + Sync + 'static,
    <<S::Client as Client<AppError>>::Request as ClientReq<AppError>>::FormData: From<FormData>,
    S::Client: Client<AppError>,
    OutputProtocol: 'static,
{
    let state = FormState::of(action);
    view! {
        <details class="confirm">
            <summary class="button button-ghost button-small" aria-label=accessible_label>
                {label}
            </summary>
            <div class="confirm-body">
                <ActionForm action=action>
                    {id.map(|id| view! { <input type="hidden" name="id" value=id/> })}
                    <p>{question}</p>
                    <SubmitButton
                        pending=state.pending
                        label=confirm
                        class="button button-danger button-small"
                    />
                </ActionForm>
            </div>
        </details>
    }
    .into_any()
}
