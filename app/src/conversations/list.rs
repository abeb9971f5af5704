//! Conversations in a list, as the overview shows them too.

use super::intent_text;
use crate::{i18n::use_locale, time_text::TimeText};
use api::conversations::{ConversationStatus, ConversationSummary};
use leptos::prelude::*;

/// Conversations, each a link to its transcript.
#[component]
pub fn ConversationList(
    /// What is listed.
    conversations: Vec<ConversationSummary>,
) -> impl IntoView {
    view! {
        <ul class="inbox" role="list">
            {conversations
                .into_iter()
                .map(|it| view! { <ConversationItem conversation=it/> })
                .collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn ConversationItem(conversation: ConversationSummary) -> impl IntoView {
    let locale = use_locale();
    let preview = if conversation.preview.trim().is_empty() {
        locale.t("conversations-no-preview")
    } else {
        conversation.preview
    };
    let count = locale.t_with(
        "conversations-messages",
        &[("count", conversation.message_count.into())],
    );
    view! {
        <li class="inbox-item">
            <a class="inbox-link" href=format!("/conversations/{}", conversation.id)>
                <span class="inbox-preview">{preview}</span>
                <span class="inbox-meta">
                    <span>{conversation.domain}</span>
                    <TimeText time=conversation.last_message_at/>
                    <span>{count}</span>
                    {conversation
                        .last_intent
                        .map(|it| {
                            view! { <span class="badge">{intent_text(locale, &it)}</span> }
                        })}
                    {match conversation.status {
                        ConversationStatus::Waiting => Some(("badge badge-warning", "status-waiting")),
                        ConversationStatus::Agent => Some(("badge badge-accent", "status-agent")),
                        ConversationStatus::Open | ConversationStatus::Closed => None,
                    }
                        .map(|(class, text)| {
                            view! { <span class=class>{locale.t(text)}</span> }
                        })}
                    {conversation
                        .has_unanswered
                        .then(|| {
                            view! {
                                <span class="badge badge-warning">{locale.t("unanswered")}</span>
                            }
                        })}
                </span>
            </a>
        </li>
    }
    .into_any()
}
