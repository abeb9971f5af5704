//! The website of the business, made from its profile.

mod server_fns;
#[cfg(feature = "ssr")]
mod suggestion;

use crate::{
    forms::{ConfirmForm, FormError, FormState, SavedNotice, SubmitButton, TextField},
    i18n::use_locale,
    layout::{Loaded, PageHeader},
    time_text::TimeText,
};
use api::landing_pages::LandingPage;
use leptos::prelude::*;
use server_fns::{LandingPageState, PublishLandingPage, UnpublishLandingPage, find_landing_page};

/// The landing page and what it takes to publish it.
#[component]
pub fn LandingPagesPage() -> impl IntoView {
    let locale = use_locale();
    let publish = ServerAction::<PublishLandingPage>::new();
    let unpublish = ServerAction::<UnpublishLandingPage>::new();
    let publishing = FormState::of(publish);
    let unpublishing = FormState::of(unpublish);
    // Success only: a refused name stays in its field.
    let published = RwSignal::new(0_u32);
    Effect::new(move |_| {
        if publishing.succeeded.get() {
            published.update(|it| *it += 1);
        }
    });
    let state = Resource::new(
        move || (published.get(), unpublish.version().get()),
        |_| find_landing_page(),
    );
    view! {
        <PageHeader title=locale.t("landing-pages-title") lead=locale.t("landing-pages-lead")/>
        <SavedNotice
            done=vec![
                ("unpublished", unpublishing.succeeded),
                ("published", publishing.succeeded),
            ]
            is_outdated=Signal::derive(move || {
                [publishing, unpublishing].iter().any(|it| it.error.with(Option::is_some))
            })
        />
        <FormError state=unpublishing/>
        <Loaded
            resource=state
            view=move |state: LandingPageState| {
                let has_all_facts = state.missing_facts.is_empty();
                let subdomain = state
                    .page
                    .as_ref()
                    .map_or(state.suggested_subdomain, |it| it.subdomain.to_string());
                let is_published = state.page.as_ref().is_some_and(|it| it.is_published);
                view! {
                    {state.page.map(|page| view! { <PageCard page=page unpublish=unpublish/> })}
                    {(!has_all_facts).then(|| view! { <MissingFacts pointers=state.missing_facts/> })}
                    <PublishForm
                        publish=publish
                        state=publishing
                        subdomain=subdomain
                        example_url=state.example_url
                        is_published=is_published
                        is_possible=has_all_facts
                    />
                }
            }
        />
    }
    .into_any()
}

#[component]
fn PageCard(page: LandingPage, unpublish: ServerAction<UnpublishLandingPage>) -> impl IntoView {
    let locale = use_locale();
    let (status, badge) = if page.is_published {
        ("landing-pages-published", "badge badge-success")
    } else {
        ("landing-pages-unpublished", "badge badge-muted")
    };
    let address = page.url.clone();
    let unpublish_form = page.is_published.then(|| {
        view! {
            <ConfirmForm
                action=unpublish
                id=page.id.to_string()
                label=locale.t("landing-pages-unpublish")
                accessible_label=locale.t("landing-pages-unpublish")
                question=locale.t("landing-pages-unpublish-question")
                confirm=locale.t("landing-pages-unpublish")
            />
        }
    });
    view! {
        <section class="card" aria-labelledby="page-heading">
            <h2 id="page-heading">
                {locale.t("landing-pages-yours")} " "
                <span class=badge>{locale.t(status)}</span>
            </h2>
            <p>
                {if page.is_published {
                    view! {
                        <a href=address rel="external" target="_blank" data-testid="landing-page-url">
                            {page.url.clone()}
                        </a>
                    }
                        .into_any()
                } else {
                    view! { <span class="muted">{address}</span> }.into_any()
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
            {unpublish_form}
        </section>
    }
    .into_any()
}

/// What the profile lacks for the Impressum, each a link to where it is entered.
#[component]
fn MissingFacts(pointers: Vec<String>) -> impl IntoView {
    let locale = use_locale();
    let items = pointers
        .into_iter()
        .map(|pointer| {
            let page = if pointer.starts_with("/legal") {
                "/business/legal"
            } else {
                "/business"
            };
            let key = format!("fact{}", pointer.replace(['/', '_'], "-"));
            view! {
                <li>
                    <a href=page>{locale.t(&key)}</a>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="alert alert-warning" aria-labelledby="facts-heading">
            <h2 id="facts-heading">{locale.t("landing-pages-missing-title")}</h2>
            <p>{locale.t("landing-pages-missing-text")}</p>
            <ul>{items}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn PublishForm(
    publish: ServerAction<PublishLandingPage>,
    state: FormState,
    subdomain: String,
    example_url: String,
    is_published: bool,
    is_possible: bool,
) -> impl IntoView {
    let locale = use_locale();
    let label = if is_published {
        "landing-pages-move"
    } else {
        "landing-pages-publish"
    };
    let hint = locale.t_with(
        "landing-pages-subdomain-hint",
        &[("example", example_url.into())],
    );
    view! {
        <section class="card" aria-labelledby="publish-heading">
            <h2 id="publish-heading">{locale.t("landing-pages-address")}</h2>
            <ActionForm action=publish>
                <FormError state=state/>
                <TextField
                    name="subdomain"
                    label=locale.t("landing-pages-subdomain")
                    state=state
                    pointer="/subdomain"
                    value=subdomain
                    hint=hint
                    required=true
                    min_length=3
                    max_length=63
                    test_id="subdomain"
                />
                {if is_possible {
                    view! {
                        <SubmitButton
                            pending=state.pending
                            label=locale.t(label)
                            test_id="publish-button"
                        />
                    }
                        .into_any()
                } else {
                    view! {
                        <p class="field-hint">{locale.t("landing-pages-first-facts")}</p>
                    }
                        .into_any()
                }}
            </ActionForm>
        </section>
    }
    .into_any()
}
