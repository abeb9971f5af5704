//! What visitors asked and what they were answered.

mod list;
mod reply;
mod search;
mod server_fns;

pub use list::ConversationList;

use crate::{
    i18n::{Locale, use_locale},
    layout::{EmptyState, Loaded, PageHeader},
    markdown::markdown_view,
    time_text::TimeText,
};
use api::{
    conversations::{ConversationSummary, Message, MessageRole, Page, Transcript},
    widget::session::Rating,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use reply::ReplyForm;
use search::{SearchForm, SearchResults};
use server_fns::{CloseConversation, ReplyToVisitor, find_transcript, list_conversations};
use std::time::Duration;

/// How often an open conversation is read again.
const REFRESH: Duration = Duration::from_secs(5);

/// All conversations, newest first, or those in which something is said.
#[component]
pub fn ConversationsPage() -> impl IntoView {
    let locale = use_locale();
    let query = use_query_map();
    let cursor = Memo::new(move |_| query.with(|it| it.get("cursor")));
    let words = Memo::new(move |_| {
        let words = query.with(|it| it.get("q")).unwrap_or_default();
        words.trim().to_owned()
    });
    let content = move || {
        let words = words.get();
        if words.is_empty() {
            view! { <AllConversations cursor=cursor/> }.into_any()
        } else {
            view! { <SearchResults query=words cursor=cursor.get()/> }.into_any()
        }
    };
    view! {
        <PageHeader title=locale.t("conversations-title") lead=locale.t("conversations-lead")/>
        {move || view! { <SearchForm query=words.get()/> }}
        {content}
    }
    .into_any()
}

/// All conversations, newest first, page by page.
#[component]
fn AllConversations(cursor: Memo<Option<String>>) -> impl IntoView {
    let locale = use_locale();
    let page = Resource::new(move || cursor.get(), list_conversations);
    let list = move |page: Page<ConversationSummary>| {
        if page.items.is_empty() && cursor.get_untracked().is_none() {
            view! {
                <EmptyState
                    title=locale.t("conversations-empty-title")
                    text=locale.t("conversations-empty-text")
                >
                    <a class="button button-primary" href="/client-keys">
                        {locale.t("conversations-empty-action")}
                    </a>
                </EmptyState>
            }
            .into_any()
        } else {
            let is_first = cursor.get_untracked().is_none();
            view! {
                <ConversationList conversations=page.items/>
                <nav class="pager" aria-label=locale.t("pager-label")>
                    {(!is_first)
                        .then(|| {
                            view! {
                                <a class="button" href="/conversations">
                                    {locale.t("pager-newest")}
                                </a>
                            }
                        })}
                    {page
                        .next_cursor
                        .map(|cursor| {
                            view! {
                                <a
                                    class="button"
                                    rel="next"
                                    href=format!("/conversations?cursor={cursor}")
                                >
                                    {locale.t("pager-older")}
                                </a>
                            }
                        })}
                </nav>
            }
            .into_any()
        }
    };
    view! { <Loaded resource=page view=list/> }.into_any()
}

/// One conversation with all its messages.
#[component]
pub fn TranscriptPage() -> impl IntoView {
    let locale = use_locale();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|it| it.get("id")).unwrap_or_default());
    let reply = ServerAction::<ReplyToVisitor>::new();
    let close = ServerAction::<CloseConversation>::new();
    let transcript = Resource::new(
        move || (id.get(), reply.version().get(), close.version().get()),
        |(id, ..)| find_transcript(id),
    );
    // What the visitor says meanwhile appears by itself.
    Effect::new(move |_| {
        if let Ok(timer) = set_interval_with_handle(move || transcript.refetch(), REFRESH) {
            on_cleanup(move || timer.clear());
        }
    });
    view! {
        <p class="breadcrumb">
            <a href="/conversations">{locale.t("conversations-back")}</a>
        </p>
        <PageHeader title=locale.t("transcript-title")/>
        <Loaded
            resource=transcript
            view=|transcript: Transcript| view! { <TranscriptView transcript=transcript/> }
        />
        <ReplyForm id=id reply=reply close=close/>
    }
    .into_any()
}

#[component]
fn TranscriptView(transcript: Transcript) -> impl IntoView {
    let locale = use_locale();
    let Transcript {
        conversation,
        messages,
    } = transcript;
    let count = locale.t_with(
        "conversations-messages",
        &[("count", conversation.message_count.into())],
    );
    view! {
        <dl class="facts">
            <div>
                <dt>{locale.t("conversations-website")}</dt>
                <dd>{conversation.domain}</dd>
            </div>
            <div>
                <dt>{locale.t("conversations-started")}</dt>
                <dd>
                    <TimeText time=conversation.started_at/>
                </dd>
            </div>
            <div>
                <dt>{locale.t("conversations-length")}</dt>
                <dd>{count}</dd>
            </div>
        </dl>
        <ol class="transcript" role="list">
            {messages
                .into_iter()
                .map(|message| view! { <MessageItem message=message/> })
                .collect_view()}
        </ol>
    }
    .into_any()
}

#[component]
fn MessageItem(message: Message) -> impl IntoView {
    let locale = use_locale();
    let (class, author) = match message.role {
        MessageRole::User => ("message message-visitor", "role-user"),
        MessageRole::Assistant => ("message message-assistant", "role-assistant"),
        MessageRole::Agent => ("message message-agent", "role-agent"),
        MessageRole::System => ("message message-system", "role-system"),
    };
    let content = if message.role == MessageRole::User {
        // What a visitor types is shown as typed, never as links.
        view! { <p class="message-text">{message.content}</p> }.into_any()
    } else {
        markdown_view(&message.content).into_any()
    };
    view! {
        <li
            class=class
            data-role=message.role.as_str()
            data-unanswered=message.is_unanswered.then_some("")
        >
            <p class="message-meta">
                <strong>{message.author.unwrap_or_else(|| locale.t(author))}</strong>
                " "
                <TimeText time=message.created_at/>
                {message
                    .is_unanswered
                    .then(|| {
                        view! {
                            " "
                            <span class="badge badge-warning">{locale.t("unanswered")}</span>
                        }
                    })}
                {message
                    .rating
                    .map(|rating| {
                        let (class, text) = match rating {
                            Rating::Up => ("badge badge-success", "rating-up"),
                            Rating::Down => ("badge badge-danger", "rating-down"),
                        };
                        view! {
                            " "
                            <span class=class>{locale.t(text)}</span>
                        }
                    })}
                {message
                    .intent
                    .map(|intent| {
                        view! {
                            " "
                            <span class="badge">{intent_text(locale, &intent)}</span>
                        }
                    })}
            </p>
            <div class="message-body">{content}</div>
        </li>
    }
    .into_any()
}

/// What the engine understood, in the reader's language; its own name where we have no text.
pub fn intent_text(locale: Locale, intent: &str) -> String {
    locale
        .find(&format!("intent-{intent}"))
        .unwrap_or_else(|| intent.replace('_', " "))
}
