//! Answering a visitor, and giving the word back to the assistant.

use super::server_fns::{CloseConversation, ReplyToVisitor};
use crate::{
    forms::{FormError, FormState, SubmitButton, TextArea},
    i18n::use_locale,
};
use leptos::prelude::*;

/// The form below a conversation.
#[component]
pub fn ReplyForm(
    /// The conversation.
    #[prop(into)]
    id: Signal<String>,
    /// Sends the answer.
    reply: ServerAction<ReplyToVisitor>,
    /// Ends the part of the person.
    close: ServerAction<CloseConversation>,
) -> impl IntoView {
    let locale = use_locale();
    let replying = FormState::of(reply);
    let closing = FormState::of(close);
    // What was sent leaves the form; what was refused stays in it.
    let sent = Memo::new(move |last: Option<&usize>| {
        let version = reply.version().get();
        if replying.succeeded.get() {
            version
        } else {
            last.copied().unwrap_or_default()
        }
    });
    view! {
        <section class="card" aria-label=locale.t("reply-title")>
            <ActionForm action=reply>
                <FormError state=replying/>
                <input type="hidden" name="id" value=id/>
                {move || {
                    sent.track();
                    view! {
                        <TextArea
                            name="text"
                            label=locale.t("reply-label")
                            hint=locale.t("reply-hint")
                            state=replying
                            pointer="/content"
                            required=true
                            max_length=4_000
                        />
                    }
                }}
                <SubmitButton pending=replying.pending label=locale.t("reply-send")/>
            </ActionForm>
            <ActionForm action=close>
                <FormError state=closing/>
                <input type="hidden" name="id" value=id/>
                <SubmitButton
                    pending=closing.pending
                    label=locale.t("reply-close")
                    class="button button-ghost button-small"
                />
            </ActionForm>
        </section>
    }
    .into_any()
}
