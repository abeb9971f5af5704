//! The editor of a landing page: a form that saves itself, and the page as it will be beside it.

#[cfg(feature = "ssr")]
mod apply;
mod autosave;
mod content;
mod entries;
mod fields;
mod focus;
mod form;
mod pictures;
mod sections;
mod versions;

#[cfg(feature = "ssr")]
pub use apply::FollowUp;
pub use form::DraftForm;
pub use pictures::PictureChoice;

use super::{
    missing_facts::MissingFacts,
    server_fns::{
        EditedPage, RestoreLandingPage, SaveLandingPage, UndoLandingPage, find_edited_page,
    },
};
use crate::{
    error::AppError,
    forms::{FormError, FormState, SavedNotice},
    i18n::use_locale,
    layout::{Loaded, PageHeader},
};
use api::Language;
use autosave::{Autosave, SaveStatus};
use content::content_fields;
use fields::CommandButton;
use focus::Focus;
use leptos::{html, prelude::*};
use leptos_router::hooks::{use_params_map, use_query_map};
use versions::Versions;

/// Edits the draft of a page. Every change is saved after a moment; people see it once it is
/// published.
#[component]
pub fn EditLandingPagePage() -> impl IntoView {
    let locale = use_locale();
    let language = locale.language();
    let id = Memo::new(|_| use_params_map().with(|it| it.get("id").unwrap_or_default()));
    let save = ServerAction::<SaveLandingPage>::new();
    let undo = ServerAction::<UndoLandingPage>::new();
    let restore = ServerAction::<RestoreLandingPage>::new();
    let autosave = Autosave::of(save, undo);
    let query = use_query_map();
    // The texts of another language are read anew: what was saved meanwhile is among them.
    let text_language = Memo::new(move |_| query.with(|it| it.get("lang")));
    let page = Resource::new(
        move || {
            let version = (autosave.shown.get(), restore.version().get());
            (id.get(), text_language.get(), version)
        },
        move |(id, _, _)| find_edited_page(id, language),
    );
    let restored = FormState::of(restore);
    let focus = Focus::new();
    // What somebody has typed stays in a field that is only given another value: a draft that was
    // changed here by an undo, or shows another language, gets fields of its own.
    let key = move |page: &EditedPage| {
        let language = text_language.get_untracked();
        (page.revision.to_string(), language)
    };
    view! {
        <PageHeader title=locale.t("landing-pages-edit-title") lead=String::new()/>
        <SavedNotice
            done=vec![
                ("published", autosave.was_published.into()),
                ("restored", restored.succeeded),
            ]
            is_outdated=Signal::derive(move || autosave.state.error.with(Option::is_some))
        />
        <FormError state=restored/>
        <Loaded
            resource=page
            view=move |page: EditedPage| {
                view! {
                    <For each=move || [page.clone()] key=key let(page)>
                        <Editor page=page autosave=autosave restore=restore focus=focus/>
                    </For>
                }
            }
        />
    }
    .into_any()
}

#[component]
fn Editor(
    page: EditedPage,
    autosave: Autosave,
    restore: ServerAction<RestoreLandingPage>,
    focus: Focus,
) -> impl IntoView {
    let locale = use_locale();
    focus.put_back();
    let query = use_query_map();
    let own = page.languages.first().copied().unwrap_or_default();
    // Another language is another page: its texts are other fields.
    let language = Memo::new(move |_| {
        let named = query.with(|it| it.get("lang").and_then(|it| Language::from_tag(&it)));
        named.unwrap_or(own)
    });
    let id = page.details.page.id;
    let form = NodeRef::<html::Form>::new();
    autosave.begin(&page, form);
    let is_preview_open = autosave.is_preview_open;
    let preview_url = Memo::new(move |_| {
        format!(
            "/landing-pages/{id}/preview?lang={}&revision={}",
            language.get(),
            autosave.revision.get()
        )
    });
    let published_url = page.details.page.url.clone();
    let is_published = page.details.page.is_published;
    let missing = page.missing_facts.clone();
    let has_all_facts = missing.is_empty();
    let versions = page.versions.clone();
    let languages = page.languages.clone();
    view! {
        {(!has_all_facts).then(|| view! { <MissingFacts pointers=missing/> })}
        <div
            class="editor"
            class:editor-with-preview=move || is_preview_open.get()
            on:focusin=move |event| focus.note(&event_target(&event))
        >
            <div class="editor-form">
                <LanguageTabs languages=languages language=language id=id.to_string() autosave=autosave/>
                <ActionForm action=autosave.save node_ref=form on:input=move |_| autosave.touch()>
                    <input type="hidden" name="id" value=id.to_string()/>
                    <input
                        type="hidden"
                        name="revision"
                        value=page.revision.to_string()
                        prop:value=move || autosave.revision.get().to_string()
                    />
                    <div class="editor-bar">
                        <SaveStatus autosave=autosave/>
                        <div class="button-row">
                            <button
                                type="button"
                                class="button"
                                disabled=move || !autosave.can_undo()
                                on:click=move |_| autosave.step_back(id)
                            >
                                {locale.t("landing-pages-undo")}
                            </button>
                            <a
                                class="button"
                                href=move || preview_url.get()
                                target="_blank"
                                rel="external"
                                data-testid="preview-button"
                                aria-expanded=move || is_preview_open.get().to_string()
                                on:click=move |event| {
                                    event.prevent_default();
                                    is_preview_open.update(|it| *it = !*it);
                                }
                            >
                                {locale.t("landing-pages-preview")}
                            </a>
                            <CommandButton
                                command="save".to_owned()
                                class="button without-script"
                            >
                                {locale.t("save")}
                            </CommandButton>
                            <CommandButton
                                command="publish".to_owned()
                                class="button button-primary"
                                is_disabled=!has_all_facts
                                test_id="publish-button"
                            >
                                {locale.t("landing-pages-publish")}
                            </CommandButton>
                        </div>
                    </div>
                    <FormError state=autosave.state/>
                    {content_fields(&page, language.get_untracked(), own, autosave)}
                </ActionForm>
                <section class="card" aria-labelledby="versions-heading">
                    <h2 id="versions-heading">{locale.t("landing-pages-versions")}</h2>
                    <Versions id=id versions=versions restore=restore/>
                </section>
            </div>
            {move || {
                is_preview_open
                    .get()
                    .then(|| {
                        view! {
                            <aside
                                class="editor-preview"
                                aria-label=locale.t("landing-pages-preview")
                            >
                                <div class="preview-frame">
                                    <iframe
                                        title=locale.t("landing-pages-preview")
                                        src=move || preview_url.get()
                                        data-testid="preview-iframe"
                                    ></iframe>
                                </div>
                            </aside>
                        }
                    })
            }}
        </div>
        {is_published
            .then(|| {
                view! {
                    <p>
                        <a
                            href=published_url.clone()
                            rel="external"
                            target="_blank"
                            data-testid="landing-page-url"
                        >
                            {published_url.clone()}
                        </a>
                    </p>
                }
            })}
    }
    .into_any()
}

/// The languages of the business; the texts of the form are in one of them.
#[component]
fn LanguageTabs(
    languages: Vec<Language>,
    language: Memo<Language>,
    id: String,
    autosave: Autosave,
) -> impl IntoView {
    let locale = use_locale();
    if languages.len() < 2 {
        return ().into_any();
    }
    let tabs = languages
        .into_iter()
        .map(|it| {
            let href = format!("/landing-pages/{id}?lang={it}");
            let address = href.clone();
            view! {
                <a
                    class="tab"
                    href=href
                    aria-current=move || (language.get() == it).then_some("page")
                    on:click=move |event| {
                        event.prevent_default();
                        autosave.go(address.clone());
                    }
                >
                    {locale.t(&format!("language-{it}"))}
                </a>
            }
        })
        .collect_view();
    view! {
        <nav class="tabs" aria-label=locale.t("landing-pages-text-language")>
            {tabs}
        </nav>
    }
    .into_any()
}

/// Whether somebody else saved the draft in the meantime.
fn is_stale(error: Option<&AppError>) -> bool {
    error.is_some_and(|it| it.status == 412)
}
