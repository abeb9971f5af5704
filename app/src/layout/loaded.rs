//! What every page shows while it loads, when it failed, and when there is nothing yet.

use super::when_loaded::when_loaded;
use crate::{error::AppError, i18n::use_locale, local_path::login_path};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{components::A, hooks::use_location};
use serde::{Serialize, de::DeserializeOwned};

/// The view of a resource: a skeleton while it loads, an explanation when it failed.
#[component]
pub fn Loaded<T, V, N>(
    /// What is loaded.
    resource: Resource<Result<T, AppError>>,
    /// How it is shown.
    view: V,
) -> impl IntoView
where
    T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
    V: Fn(T) -> N + Send + Sync + 'static,
    N: IntoView + 'static,
{
    let content = move || {
        resource.get().map(|result| match result {
            Ok(value) => view(value).into_any(),
            Err(error) => {
                view! { <ErrorPanel error=error retry=move || resource.refetch()/> }.into_any()
            }
        })
    };
    let loading = async move {
        let _loaded = resource.await;
    };
    view! { <Transition fallback=Skeleton>{when_loaded(loading, content)}</Transition> }.into_any()
}

/// Grey bars in place of what is on its way.
#[component]
fn Skeleton() -> impl IntoView {
    let locale = use_locale();
    view! {
        <div class="skeleton" aria-busy="true">
            <span class="visually-hidden">{locale.t("loading")}</span>
            <div class="skeleton-line"></div>
            <div class="skeleton-line"></div>
            <div class="skeleton-line"></div>
        </div>
    }
    .into_any()
}

/// Why something cannot be shown, and what to do about it.
#[component]
pub fn ErrorPanel<R>(
    /// Why.
    error: AppError,
    /// Tries again.
    retry: R,
) -> impl IntoView
where
    R: Fn() + Send + Sync + 'static,
{
    let locale = use_locale();
    let path = use_location().pathname;
    let AppError { status, code, .. } = error;
    let can_retry = status >= 500;
    let is_signed_out = status == 401;
    view! {
        <section class="empty-state" role="alert">
            <h2>{locale.t("error-heading")}</h2>
            <p>{locale.error(&code)}</p>
            {can_retry
                .then(|| {
                    // A link, so that it works without JavaScript too.
                    view! {
                        <a
                            class="button"
                            href=move || path.get()
                            rel="external"
                            on:click=move |event| {
                                event.prevent_default();
                                retry();
                            }
                        >
                            {locale.t("action-retry")}
                        </a>
                    }
                })}
            {is_signed_out
                .then(|| {
                    // A full load: the router would take us for signed in.
                    view! {
                        <a
                            class="button button-primary"
                            href=move || login_path(&path.get())
                            rel="external"
                        >
                            {locale.t("login-submit")}
                        </a>
                    }
                })}
        </section>
    }
    .into_any()
}

/// Title and heading of a page, with what can be done there.
#[component]
pub fn PageHeader(
    /// The heading, which is (part of) the title of the document too.
    title: String,
    /// The part of the page that is shown, for the title of the document.
    #[prop(optional, into)]
    part: Option<String>,
    /// One sentence on what the page is for.
    #[prop(optional, into)]
    lead: Option<String>,
    /// Buttons and links beside it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let document_title = match part {
        Some(part) => format!("{part} – {title}"),
        None => title.clone(),
    };
    view! {
        <Title text=document_title/>
        <header class="page-header">
            <div>
                <h1>{title}</h1>
                {lead.map(|lead| view! { <p class="page-lead">{lead}</p> })}
            </div>
            {children.map(|children| view! { <div class="page-actions">{children()}</div> })}
        </header>
    }
    .into_any()
}

/// Nothing there yet, and what to do next.
#[component]
pub fn EmptyState(
    /// What is missing.
    title: String,
    /// What to do about it.
    text: String,
    /// A link to where that is done.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <section class="empty-state">
            <h2>{title}</h2>
            <p>{text}</p>
            {children.map(|children| children())}
        </section>
    }
    .into_any()
}

/// The page that is not there, with status 404.
#[component]
pub fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::session::set_status(404);
    let locale = use_locale();
    view! {
        <Title text=locale.t("not-found-title")/>
        <main class="auth" id="content">
            <section class="empty-state">
                <h1>{locale.t("not-found-title")}</h1>
                <p>{locale.t("not-found-text")}</p>
                <a class="button button-primary" href="/">
                    {locale.t("not-found-home")}
                </a>
            </section>
        </main>
    }
    .into_any()
}

/// Links to the pages that belong together, the current one marked.
#[component]
pub fn Tabs(
    /// What the pages are about.
    label: String,
    /// Addresses and names.
    pages: Vec<(&'static str, String)>,
    /// Address of a page and how much there waits, where anything does.
    #[prop(optional)]
    waiting: Option<(&'static str, Resource<Result<u64, AppError>>)>,
) -> impl IntoView {
    view! {
        <nav class="tabs" aria-label=label>
            <ul role="list">
                {pages
                    .into_iter()
                    .map(|(href, name)| {
                        view! {
                            <li>
                                <A href=href exact=true attr:class="tab">
                                    {name}
                                    {waiting
                                        .filter(|it| it.0 == href)
                                        .map(|it| view! { <Count number=it.1/> })}
                                </A>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </nav>
    }
    .into_any()
}

/// A number beside a name; nothing for zero, and while it is not known.
#[component]
fn Count(number: Resource<Result<u64, AppError>>) -> impl IntoView {
    let count = move || {
        number
            .get()
            .and_then(Result::ok)
            .filter(|it| *it > 0)
            .map(|it| view! { " " <span class="nav-count">{it}</span> })
    };
    view! { <Transition>{count}</Transition> }.into_any()
}
