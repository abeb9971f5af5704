//! Questions the business answers in its own words.

mod edit;
mod form;
mod server_fns;
mod trial;
mod unanswered;

pub use edit::{EditKnowledgePage, NewKnowledgePage};
pub use trial::{KnowledgeFrame, TrialPage};
pub use unanswered::UnansweredPage;

use crate::{
    forms::{ConfirmForm, FormError, FormState, SavedNotice},
    i18n::use_locale,
    layout::{EmptyState, Loaded, PageHeader, Tabs},
    markdown::markdown_view,
    team::IfPermitted,
};
use api::knowledge::KnowledgeEntry;
use form::matches_query;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use server_fns::{DeleteKnowledgeEntry, count_unanswered, list_knowledge};

/// The lists of what the assistant knows and does not know.
#[component]
pub fn KnowledgeTabs(
    /// Rises with everything that changes how many questions are open.
    #[prop(optional, into)]
    version: Signal<usize>,
) -> impl IntoView {
    let locale = use_locale();
    let unanswered = Resource::new(move || version.get(), |_| count_unanswered());
    view! {
        <Tabs
            label=locale.t("nav-knowledge")
            pages=vec![
                ("/knowledge", locale.t("knowledge-tab-faq")),
                ("/knowledge/services", locale.t("knowledge-tab-services")),
                ("/knowledge/unanswered", locale.t("knowledge-tab-unanswered")),
                ("/knowledge/try", locale.t("knowledge-tab-try")),
            ]
            waiting=("/knowledge/unanswered", unanswered)
        />
    }
    .into_any()
}

/// All questions and answers, with a search.
#[component]
pub fn KnowledgePage() -> impl IntoView {
    let locale = use_locale();
    let delete = ServerAction::<DeleteKnowledgeEntry>::new();
    let deleting = FormState::of(delete);
    let entries = Resource::new(move || delete.version().get(), |_| list_knowledge());
    let list = move |entries: Vec<KnowledgeEntry>| {
        if entries.is_empty() {
            view! {
                <EmptyState
                    title=locale.t("knowledge-empty-title")
                    text=locale.t("knowledge-empty-text")
                >
                    <IfPermitted permission="create:own_knowledge">
                        <a class="button button-primary" href="/knowledge/new">
                            {locale.t("knowledge-add")}
                        </a>
                    </IfPermitted>
                </EmptyState>
            }
            .into_any()
        } else {
            view! { <SearchableEntries entries=entries delete=delete/> }.into_any()
        }
    };
    view! {
        <PageHeader title=locale.t("knowledge-title") lead=locale.t("knowledge-lead")>
            <IfPermitted permission="create:own_knowledge">
                <a class="button button-primary" href="/knowledge/new">
                    {locale.t("knowledge-add")}
                </a>
            </IfPermitted>
        </PageHeader>
        <KnowledgeTabs/>
        <SavedNotice
            done=vec![("deleted", deleting.succeeded)]
            is_outdated=Signal::derive(move || deleting.error.with(Option::is_some))
        />
        <FormError state=deleting/>
        <Loaded
            resource=entries
            view=list
        />
    }
    .into_any()
}

/// The entries that fit the search. Without JavaScript the field is sent as
/// `?q=…`; with it the list follows every key.
#[component]
fn SearchableEntries(
    entries: Vec<KnowledgeEntry>,
    delete: ServerAction<DeleteKnowledgeEntry>,
) -> impl IntoView {
    let locale = use_locale();
    let first_query = use_query_map()
        .with_untracked(|it| it.get("q"))
        .unwrap_or_default();
    let query = RwSignal::new(first_query.clone());
    let found = move || {
        let items = entries
            .iter()
            .filter(|it| query.with(|query| matches_query(&it.input, query)))
            .map(|it| view! { <Entry entry=it.clone() delete=delete/> })
            .collect_view();
        let count = items.len();
        view! {
            <p class="muted" role="status">
                {locale.t_with("knowledge-count", &[("count", count.into())])}
            </p>
            <ul class="list" role="list">
                {items}
            </ul>
        }
    };
    view! {
        <form
            class="search-field"
            role="search"
            method="get"
            action="/knowledge"
            on:submit=|event| event.prevent_default()
        >
            <label class="field-label" for="knowledge-search">
                {locale.t("search")}
            </label>
            <input
                class="input"
                id="knowledge-search"
                type="search"
                name="q"
                value=first_query
                autocomplete="off"
                maxlength="200"
                on:input=move |event| query.set(event_target_value(&event))
            />
            <noscript>
                <button type="submit" class="button">
                    {locale.t("search")}
                </button>
            </noscript>
        </form>
        {found}
    }
    .into_any()
}

#[component]
fn Entry(entry: KnowledgeEntry, delete: ServerAction<DeleteKnowledgeEntry>) -> impl IntoView {
    let locale = use_locale();
    let KnowledgeEntry { id, input } = entry;
    let question = input.question;
    let intent = input
        .intent
        .map(|it| view! { " " <code class="badge badge-accent">{it}</code> });
    let variants = (!input.variants.is_empty()).then(|| {
        locale.t_with(
            "knowledge-variants-count",
            &[("count", input.variants.len().into())],
        )
    });
    view! {
        <li class="list-item">
            <article>
                <h2 class="list-title">{question.clone()}</h2>
                <p class="list-meta">
                    <span class="badge">{locale.t(&format!("language-{}", input.language))}</span>
                    {intent}
                    {variants.map(|it| view! { " " <span class="muted">{it}</span> })}
                    {(!input.is_active)
                        .then(|| {
                            view! {
                                " "
                                <span class="badge badge-muted">
                                    {locale.t("knowledge-inactive")}
                                </span>
                            }
                        })}
                </p>
                {markdown_view(&input.answer)}
            </article>
            <div class="cell-actions">
                <a
                    class="button button-ghost button-small"
                    href=format!("/knowledge/entries/{id}")
                    aria-label=locale.t_with("edit-of", &[("name", question.clone().into())])
                >
                    {locale.t("edit")}
                </a>
                <IfPermitted permission="delete:own_knowledge">
                    <ConfirmForm
                        action=delete
                        id=id.to_string()
                        label=locale.t("delete")
                        accessible_label=locale.t_with("delete-of", &[("name", question.into())])
                        question=locale.t("knowledge-delete-question")
                        confirm=locale.t("delete-confirm")
                    />
                </IfPermitted>
            </div>
        </li>
    }
    .into_any()
}
