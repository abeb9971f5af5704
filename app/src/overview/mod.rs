//! The first page: what is left to do, and how it goes.

mod chart;
mod server_fns;

use crate::{
    conversations::ConversationList,
    i18n::{format_count, use_locale},
    layout::{Loaded, PageHeader},
    team::use_acting,
};
use api::{
    landing_pages::LandingPage,
    overview::{Checklist, Overview},
};
use chart::DailyChart;
use leptos::prelude::*;
use server_fns::find_overview;

/// The first page of the dashboard.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let locale = use_locale();
    let overview = Resource::new(|| (), |()| find_overview());
    view! {
        <PageHeader title=locale.t("overview-title")/>
        <Loaded
            resource=overview
            view=|overview: Overview| view! { <OverviewView overview=overview/> }
        />
    }
    .into_any()
}

#[component]
fn OverviewView(overview: Overview) -> impl IntoView {
    let locale = use_locale();
    let may_have_page = use_acting().may("read:own_landing_pages");
    let has_recent = !overview.recent.is_empty();
    view! {
        <p class="page-lead" data-testid="business-heading">
            {overview.business_name}
        </p>
        <RequestsNotice count=overview.requested_appointments/>
        <ChecklistCard checklist=overview.checklist/>
        <ul class="stats" role="list">
            <Stat label="overview-conversations" count=overview.conversations_last_30_days/>
            <Stat label="overview-messages" count=overview.messages_last_30_days/>
            <Stat label="overview-unanswered" count=overview.unanswered_last_30_days/>
        </ul>
        <div class="columns">
            <section class="card" aria-labelledby="chart-heading">
                <h2 id="chart-heading">{locale.t("overview-chart")}</h2>
                <DailyChart days=overview.daily_conversations/>
            </section>
            {may_have_page.then(|| view! { <LandingPageCard page=overview.landing_page/> })}
        </div>
        <section class="card" aria-labelledby="recent-heading">
            <h2 id="recent-heading">{locale.t("overview-recent")}</h2>
            {if has_recent {
                view! {
                    <ConversationList conversations=overview.recent/>
                    <p>
                        <a href="/conversations">{locale.t("overview-all-conversations")}</a>
                    </p>
                }
                    .into_any()
            } else {
                view! { <p class="muted">{locale.t("overview-no-conversations")}</p> }.into_any()
            }}
        </section>
    }
    .into_any()
}

/// Requests for appointments that wait for a decision, where there are any.
#[component]
fn RequestsNotice(count: i64) -> impl IntoView {
    let locale = use_locale();
    (count > 0)
        .then(|| {
            view! {
                <p class="alert" data-testid="requested-appointments">
                    <a href="/appointments/list?status=requested">
                        {locale.t_with("overview-requested-appointments", &[("count", count.into())])}
                    </a>
                </p>
            }
        })
        .into_any()
}

/// A number of the last 30 days.
#[component]
fn Stat(label: &'static str, count: i64) -> impl IntoView {
    let locale = use_locale();
    view! {
        <li class="stat">
            <p class="stat-value">{format_count(count, locale.language())}</p>
            <p class="stat-label">{locale.t(label)}</p>
            <p class="stat-note">{locale.t("last-30-days")}</p>
        </li>
    }
    .into_any()
}

/// Steps of the first setup with where they are done; gone once all are.
fn steps(checklist: Checklist) -> [(bool, &'static str, &'static str); 5] {
    [
        (
            checklist.has_profile,
            "checklist-profile",
            "/business/hours",
        ),
        (
            checklist.has_services,
            "checklist-services",
            "/knowledge/services/new",
        ),
        (
            checklist.has_knowledge,
            "checklist-knowledge",
            "/knowledge/new",
        ),
        (
            checklist.has_client_key,
            "checklist-client-key",
            "/client-keys",
        ),
        (
            checklist.has_conversation,
            "checklist-conversation",
            "/client-keys",
        ),
    ]
}

#[component]
fn ChecklistCard(checklist: Checklist) -> impl IntoView {
    let locale = use_locale();
    let steps = steps(checklist);
    let done = steps.iter().filter(|(is_done, ..)| *is_done).count();
    if done == steps.len() {
        return ().into_any();
    }
    let progress = locale.t_with(
        "checklist-progress",
        &[("done", done.into()), ("total", steps.len().into())],
    );
    // The first open step is the one to do now.
    let current = steps.iter().position(|(is_done, ..)| !is_done);
    let items = steps
        .into_iter()
        .enumerate()
        .map(|(index, (is_done, key, href))| {
            let state = match (is_done, current == Some(index)) {
                (true, _) => "done",
                (false, true) => "current",
                (false, false) => "open",
            };
            let mark = if is_done {
                "checklist-done"
            } else {
                "checklist-open"
            };
            view! {
                <li class="checklist-item" data-state=state>
                    <span class="checklist-mark" aria-hidden="true"></span>
                    <div>
                        <p class="checklist-title">
                            {locale.t(key)}
                            <span class="visually-hidden">" (" {locale.t(mark)} ")"</span>
                        </p>
                    </div>
                    {(!is_done)
                        .then(|| {
                            view! {
                                <a class="button button-small" href=href aria-label=locale.t(key)>
                                    {locale.t("checklist-action")}
                                </a>
                            }
                        })}
                </li>
            }
        })
        .collect_view();
    let gauge = steps
        .into_iter()
        .map(|(is_done, ..)| view! { <i data-done=is_done.then_some("")></i> })
        .collect_view();
    view! {
        <section class="card card-flush" aria-labelledby="checklist-heading">
            <header class="card-header">
                <div>
                    <h2 id="checklist-heading">{locale.t("checklist-title")}</h2>
                    <p class="muted">{progress}</p>
                </div>
                <div class="steps-gauge" aria-hidden="true">
                    {gauge}
                </div>
            </header>
            <ol class="checklist" role="list">
                {items}
            </ol>
        </section>
    }
    .into_any()
}

#[component]
fn LandingPageCard(page: Option<LandingPage>) -> impl IntoView {
    let locale = use_locale();
    let published = page.filter(|it| it.is_published);
    view! {
        <section class="card" aria-labelledby="landing-page-heading">
            <h2 id="landing-page-heading">{locale.t("landing-pages-yours")}</h2>
            {match published {
                Some(page) => {
                    let address = page.url.clone();
                    view! {
                        <p>
                            <a href=address rel="external" target="_blank">
                                {page.url}
                            </a>
                        </p>
                        <p>
                            <a class="button" href="/landing-pages">
                                {locale.t("overview-landing-page-edit")}
                            </a>
                        </p>
                    }
                        .into_any()
                }
                None => {
                    view! {
                        <p class="muted">{locale.t("overview-landing-page-none")}</p>
                        <p>
                            <a
                                class="button"
                                href="/landing-pages/create"
                                data-testid="create-landing-page"
                            >
                                {locale.t("overview-landing-page-create")}
                            </a>
                        </p>
                    }
                        .into_any()
                }
            }}
        </section>
    }
    .into_any()
}
