//! The landing pages of the account.

use super::{
    missing_facts::MissingFacts,
    server_fns::{DeleteLandingPage, LandingPageList, UnpublishLandingPage, list_landing_pages},
};
use crate::{
    forms::{ConfirmForm, FormError, FormState, SavedNotice},
    i18n::use_locale,
    layout::{EmptyState, Loaded, PageHeader},
    time_text::TimeText,
};
use api::landing_pages::LandingPage;
use leptos::prelude::*;

/// Every page with its state and what can be done with it.
#[component]
pub fn LandingPagesPage() -> impl IntoView {
    let locale = use_locale();
    let unpublish = ServerAction::<UnpublishLandingPage>::new();
    let delete = ServerAction::<DeleteLandingPage>::new();
    let states = [FormState::of(unpublish), FormState::of(delete)];
    let pages = Resource::new(
        move || (unpublish.version().get(), delete.version().get()),
        |_| list_landing_pages(),
    );
    view! {
        <PageHeader title=locale.t("landing-pages-title") lead=locale.t("landing-pages-lead")/>
        <SavedNotice
            done=vec![("unpublished", states[0].succeeded), ("deleted", states[1].succeeded)]
            is_outdated=Signal::derive(move || {
                states.iter().any(|it| it.error.with(Option::is_some))
            })
        />
        {states.map(|state| view! { <FormError state=state/> })}
        <Loaded
            resource=pages
            view=move |list: LandingPageList| {
                if list.pages.is_empty() {
                    return view! {
                        <EmptyState
                            title=locale.t("landing-pages-empty-title")
                            text=locale.t("landing-pages-empty-text")
                        >
                            <CreateLink/>
                        </EmptyState>
                    }
                        .into_any();
                }
                let missing = list.missing_facts;
                view! {
                    {(!missing.is_empty()).then(|| view! { <MissingFacts pointers=missing/> })}
                    <ul class="page-cards" role="list">
                        {list
                            .pages
                            .into_iter()
                            .map(|page| {
                                view! { <PageCard page=page unpublish=unpublish delete=delete/> }
                            })
                            .collect_view()}
                    </ul>
                    <p>
                        <CreateLink/>
                    </p>
                }
                    .into_any()
            }
        />
    }
    .into_any()
}

#[component]
fn CreateLink() -> impl IntoView {
    let locale = use_locale();
    view! {
        <a
            class="button button-primary"
            href="/landing-pages/create"
            data-testid="create-landing-page"
        >
            {locale.t("landing-pages-create")}
        </a>
    }
    .into_any()
}

#[component]
fn PageCard(
    page: LandingPage,
    unpublish: ServerAction<UnpublishLandingPage>,
    delete: ServerAction<DeleteLandingPage>,
) -> impl IntoView {
    let locale = use_locale();
    let (status, badge) = match (page.is_published, page.has_unpublished_changes) {
        (true, false) => ("landing-pages-published", "badge badge-success"),
        (true, true) => ("landing-pages-changed", "badge badge-warning"),
        (false, _) => ("landing-pages-unpublished", "badge badge-muted"),
    };
    let (url, id) = (page.url.clone(), page.id.to_string());
    let edit = format!("/landing-pages/{id}");
    let name = page.subdomain.to_string();
    let named = |key: &str| locale.t_with(key, &[("name", name.clone().into())]);
    let picture = format!("/templates/{}.jpg", page.template_id);
    view! {
        <li class="page-card">
            <a class="page-card-picture" href=edit.clone() aria-hidden="true" tabindex="-1">
                <img src=picture alt="" width="1080" height="810" loading="lazy"/>
            </a>
            <div class="page-card-text">
                <h2>
                    <a href=edit.clone()>{name.clone()}</a>
                    " "
                    <span class=badge>{locale.t(status)}</span>
                </h2>
                <p>
                    {if page.is_published {
                        view! {
                            <a
                                href=url.clone()
                                rel="external"
                                target="_blank"
                                data-testid="landing-page-url"
                            >
                                {url.clone()}
                            </a>
                        }
                            .into_any()
                    } else {
                        view! { <span class="muted">{url.clone()}</span> }.into_any()
                    }}
                </p>
                {page
                    .published_at
                    .map(|time| {
                        view! {
                            <p class="muted">
                                {locale.t("landing-pages-published-at")} " " <TimeText time=time/>
                            </p>
                        }
                    })}
                <div class="button-row">
                    <a
                        class="button"
                        href=edit
                        aria-label=named("landing-pages-edit-of")
                    >
                        {locale.t("edit")}
                    </a>
                    {page
                        .is_published
                        .then(|| {
                            view! {
                                <ConfirmForm
                                    action=unpublish
                                    id=id.clone()
                                    label=locale.t("landing-pages-unpublish")
                                    accessible_label=named("landing-pages-unpublish-of")
                                    question=locale.t("landing-pages-unpublish-question")
                                    confirm=locale.t("landing-pages-unpublish")
                                />
                            }
                        })}
                    <ConfirmForm
                        action=delete
                        id=id.clone()
                        label=locale.t("delete")
                        accessible_label=named("delete-of")
                        question=locale.t("landing-pages-delete-question")
                        confirm=locale.t("delete-confirm")
                    />
                </div>
            </div>
        </li>
    }
    .into_any()
}
