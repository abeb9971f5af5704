//! Questions of visitors that wait for an answer.

use super::{
    KnowledgeTabs,
    server_fns::{DismissQuestion, list_unanswered},
};
use crate::{
    forms::{FormError, FormState, SavedNotice, SubmitButton},
    i18n::use_locale,
    layout::{EmptyState, Loaded, PageHeader},
    team::IfPermitted,
    time_text::TimeText,
};
use api::{conversations::Page, knowledge::UnansweredQuestion};
use leptos::prelude::*;
use leptos_router::{components::Form, hooks::use_query_map};

/// All unanswered questions, the last asked first, page by page.
#[component]
pub fn UnansweredPage() -> impl IntoView {
    let locale = use_locale();
    let dismiss = ServerAction::<DismissQuestion>::new();
    let dismissing = FormState::of(dismiss);
    let query = use_query_map();
    let cursor = Memo::new(move |_| query.with(|it| it.get("cursor")));
    let page = Resource::new(
        move || (cursor.get(), dismiss.version().get()),
        |(cursor, _)| list_unanswered(cursor),
    );
    let list = move |page: Page<UnansweredQuestion>| {
        let is_first = cursor.get_untracked().is_none();
        if page.items.is_empty() && is_first {
            view! {
                <EmptyState
                    title=locale.t("unanswered-empty-title")
                    text=locale.t("unanswered-empty-text")
                />
            }
            .into_any()
        } else {
            view! { <Questions page=page is_first=is_first dismiss=dismiss/> }.into_any()
        }
    };
    view! {
        <PageHeader title=locale.t("unanswered-title") lead=locale.t("unanswered-lead")/>
        <KnowledgeTabs version=dismiss.version()/>
        <SavedNotice
            done=vec![("dismissed", dismissing.succeeded)]
            is_outdated=Signal::derive(move || dismissing.error.with(Option::is_some))
        />
        <FormError state=dismissing/>
        <Loaded
            resource=page
            view=list
        />
    }
    .into_any()
}

#[component]
fn Questions(
    page: Page<UnansweredQuestion>,
    is_first: bool,
    dismiss: ServerAction<DismissQuestion>,
) -> impl IntoView {
    let locale = use_locale();
    view! {
        <ul class="list" role="list">
            {page
                .items
                .into_iter()
                .map(|it| view! { <Question asked=it dismiss=dismiss/> })
                .collect_view()}
        </ul>
        <nav class="pager" aria-label=locale.t("pager-label")>
            {(!is_first)
                .then(|| {
                    view! {
                        <a class="button" href="/knowledge/unanswered">
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
                            href=format!("/knowledge/unanswered?cursor={cursor}")
                        >
                            {locale.t("pager-older")}
                        </a>
                    }
                })}
        </nav>
    }
    .into_any()
}

#[component]
fn Question(asked: UnansweredQuestion, dismiss: ServerAction<DismissQuestion>) -> impl IntoView {
    let locale = use_locale();
    let dismissing = FormState::of(dismiss);
    let UnansweredQuestion {
        question,
        language,
        count,
        last_asked_at,
    } = asked;
    let times = locale.t_with("unanswered-count", &[("count", count.into())]);
    let [answer_of, dismiss_of] = ["unanswered-answer-of", "unanswered-dismiss-of"]
        .map(|key| locale.t_with(key, &[("question", question.clone().into())]));
    let [answered, dismissed] = [question.clone(), question.clone()];
    view! {
        <li class="list-item">
            <article>
                <h2 class="list-title">{question}</h2>
                <p class="list-meta">
                    <span class="badge">{locale.t(&format!("language-{language}"))}</span>
                    <span class="muted">{times}</span>
                    <TimeText time=last_asked_at/>
                </p>
            </article>
            <div class="cell-actions">
                <IfPermitted permission="create:own_knowledge">
                    <Form method="GET" action="/knowledge/new">
                        <input type="hidden" name="question" value=answered/>
                        <input type="hidden" name="language" value=language.code()/>
                        <button
                            type="submit"
                            class="button button-ghost button-small"
                            aria-label=answer_of
                        >
                            {locale.t("unanswered-answer")}
                        </button>
                    </Form>
                </IfPermitted>
                <IfPermitted permission="update:own_knowledge">
                    <ActionForm action=dismiss>
                        <input type="hidden" name="question" value=dismissed/>
                        <SubmitButton
                            pending=dismissing.pending
                            label=locale.t("unanswered-dismiss")
                            accessible_label=dismiss_of
                            class="button button-ghost button-small"
                        />
                    </ActionForm>
                </IfPermitted>
            </div>
        </li>
    }
    .into_any()
}
