//! How much the assistant is used, and for what.

mod charts;
mod server_fns;

use crate::{
    i18n::{Locale, format_count, use_locale},
    layout::{EmptyState, Loaded, PageHeader},
};
use api::{
    Language,
    analytics::{UnansweredResponse, UsageStats},
    ids::ClientKeyId,
};
use charts::{Funnel, HeatMap, Intents, UsageChart};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use server_fns::{AnalyticsPageData, KeyChoice, find_analytics};

/// Lengths of the period, in days.
const PERIODS: [u32; 3] = [7, 30, 90];
const DEFAULT_PERIOD: u32 = 30;

/// What the address asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Filter {
    days: u32,
    key: Option<ClientKeyId>,
}

impl Filter {
    /// Reads what is offered; anything else is the default.
    fn parse(days: Option<&str>, key: Option<&str>) -> Self {
        let days = days.and_then(|it| it.parse().ok());
        Self {
            days: days
                .filter(|it| PERIODS.contains(it))
                .unwrap_or(DEFAULT_PERIOD),
            key: key.and_then(|it| it.parse().ok()),
        }
    }

    fn path(self) -> String {
        let key = self.key.map(|it| format!("&key={it}")).unwrap_or_default();
        format!("/analytics?days={}{key}", self.days)
    }
}

/// Numbers and pictures of a period.
#[component]
pub fn AnalyticsPage() -> impl IntoView {
    let locale = use_locale();
    let query = use_query_map();
    let filter =
        Memo::new(move |_| query.with(|it| Filter::parse(it.get_str("days"), it.get_str("key"))));
    let found = Resource::new(
        move || filter.get(),
        |filter| find_analytics(filter.days, filter.key),
    );
    let view = move |data: AnalyticsPageData| {
        let filter = filter.get_untracked();
        view! { <AnalyticsView data=data filter=filter/> }
    };
    view! {
        <PageHeader title=locale.t("analytics-title") lead=locale.t("analytics-lead")/>
        {move || view! { <Periods filter=filter.get()/> }}
        <Loaded resource=found view=view/>
    }
    .into_any()
}

#[component]
fn Periods(filter: Filter) -> impl IntoView {
    let locale = use_locale();
    let link = |days: u32| {
        let is_current = days == filter.days;
        view! {
            <a
                class="segment"
                href=Filter { days, ..filter }.path()
                aria-current=if is_current { "true" } else { "false" }
            >
                {locale.t_with("analytics-days", &[("count", days.into())])}
            </a>
        }
    };
    view! {
        <nav class="segmented" aria-label=locale.t("analytics-period")>
            {PERIODS.map(link).collect_view()}
        </nav>
    }
    .into_any()
}

#[component]
fn AnalyticsView(data: AnalyticsPageData, filter: Filter) -> impl IntoView {
    let locale = use_locale();
    let AnalyticsPageData {
        analytics,
        funnel,
        unanswered,
        keys,
    } = data;
    let stats = analytics.usage_stats;
    let is_empty = funnel.steps.iter().all(|it| it.count == 0)
        && stats.current_period.messages == 0
        && stats.previous_period.messages == 0;
    let keys = (keys.len() > 1).then(|| view! { <KeyFilter keys=keys filter=filter/> });
    if is_empty {
        return view! {
            {keys}
            <EmptyState
                title=locale.t("analytics-empty-title")
                text=locale.t("analytics-empty-text")
            >
                <a class="button button-primary" href="/client-keys">
                    {locale.t("conversations-empty-action")}
                </a>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        {keys}
        <Numbers stats=stats unanswered=unanswered.total/>
        <section class="card" aria-labelledby="usage-heading">
            <h2 id="usage-heading">{locale.t("analytics-usage")}</h2>
            <UsageChart days=analytics.daily_usage/>
        </section>
        <section class="card" aria-labelledby="hours-heading">
            <h2 id="hours-heading">{locale.t("analytics-hours")}</h2>
            <p class="muted">
                {locale
                    .t_with(
                        "analytics-hours-lead",
                        &[("zone", analytics.time_zone.replace('_', " ").into())],
                    )}
            </p>
            <HeatMap hours=analytics.weekly_usage/>
        </section>
        <div class="columns">
            <section class="card" aria-labelledby="intents-heading">
                <h2 id="intents-heading">{locale.t("analytics-intents")}</h2>
                <Intents intents=analytics.top_intents/>
            </section>
            <section class="card" aria-labelledby="funnel-heading">
                <h2 id="funnel-heading">{locale.t("analytics-funnel")}</h2>
                <p class="muted">{locale.t("analytics-funnel-lead")}</p>
                <Funnel steps=funnel.steps/>
            </section>
        </div>
        <Unanswered unanswered=unanswered/>
    }
    .into_any()
}

/// One website or all of them. A plain form: the address is the filter.
#[component]
fn KeyFilter(keys: Vec<KeyChoice>, filter: Filter) -> impl IntoView {
    let locale = use_locale();
    let options = keys
        .into_iter()
        .map(|it| {
            let is_selected = filter.key == Some(it.id);
            view! {
                <option value=it.id.to_string() selected=is_selected>
                    {it.domain}
                </option>
            }
        })
        .collect_view();
    view! {
        <form class="analytics-filter" method="get" action="/analytics">
            <input type="hidden" name="days" value=filter.days.to_string()/>
            <label class="field-label" for="analytics-key">
                {locale.t("analytics-key")}
            </label>
            <select class="select" id="analytics-key" name="key" autocomplete="off">
                <option value="" selected=filter.key.is_none()>
                    {locale.t("analytics-all-keys")}
                </option>
                {options}
            </select>
            <button type="submit" class="button">
                {locale.t("analytics-filter-submit")}
            </button>
        </form>
    }
    .into_any()
}

#[component]
fn Numbers(stats: UsageStats, unanswered: i64) -> impl IntoView {
    let locale = use_locale();
    let (current, previous) = (stats.current_period, stats.previous_period);
    let growth = format_growth(locale, stats.growth_rate);
    let before = |count: i64| {
        let count = format_count(count, locale.language());
        locale.t_with("analytics-before", &[("count", count.into())])
    };
    let conversations = format!("{growth} · {}", before(previous.conversations));
    let number = |label: &str, count: i64, note: String| {
        view! {
            <li class="stat">
                <p class="stat-value">{format_count(count, locale.language())}</p>
                <p class="stat-label">{locale.t(label)}</p>
                <p class="stat-note">{note}</p>
            </li>
        }
    };
    view! {
        <ul class="stats" role="list">
            {number("overview-conversations", current.conversations, conversations)}
            {number("analytics-visitors", current.unique_users, before(previous.unique_users))}
            {number("overview-messages", current.messages, before(previous.messages))}
            {number("overview-unanswered", unanswered, locale.t("analytics-in-period"))}
        </ul>
    }
    .into_any()
}

#[component]
fn Unanswered(unanswered: UnansweredResponse) -> impl IntoView {
    let locale = use_locale();
    if unanswered.questions.is_empty() {
        return ().into_any();
    }
    let rows = unanswered
        .questions
        .into_iter()
        .take(5)
        .map(|it| {
            view! {
                <tr>
                    <th scope="row">{it.question}</th>
                    <td class="num">{format_count(it.count, locale.language())}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="card card-flush" aria-labelledby="unanswered-heading">
            <h2 id="unanswered-heading">{locale.t("analytics-unanswered")}</h2>
            <div
                class="table-wrap"
                tabindex="0"
                role="region"
                aria-labelledby="unanswered-heading"
            >
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{locale.t("analytics-question")}</th>
                            <th scope="col">{locale.t("analytics-count")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="card-footer">
                <a href="/knowledge/unanswered">{locale.t("analytics-answer")}</a>
            </p>
        </section>
    }
    .into_any()
}

/// A percentage with one decimal: `12,5 %` in German, `12.5%` in English.
fn format_percentage(value: f64, language: Language) -> String {
    let text = format!("{:.1}", value.abs());
    let sign = if value < 0.0 { "\u{2212}" } else { "" };
    if language == Language::En {
        format!("{sign}{text}%")
    } else {
        format!("{sign}{}\u{a0}%", text.replace('.', ","))
    }
}

/// Growth with its sign.
fn format_growth(locale: Locale, value: f64) -> String {
    let plus = if value > 0.0 { "+" } else { "" };
    format!("{plus}{}", format_percentage(value, locale.language()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_keeps_what_is_offered_and_nothing_else() {
        let check = |days: Option<&str>, key: Option<&str>, expected: &str| {
            assert_eq!(Filter::parse(days, key).path(), expected);
        };
        let key = "01940000-0000-7000-8000-000000000000";
        check(None, None, "/analytics?days=30");
        check(Some("7"), None, "/analytics?days=7");
        check(Some("8"), Some(""), "/analytics?days=30");
        let expected = format!("/analytics?days=90&key={key}");
        check(Some("90"), Some(key), &expected);
    }

    #[test]
    fn percentages_are_written_as_the_language_has_them() {
        assert_eq!(format_percentage(12.54, Language::De), "12,5\u{a0}%");
        assert_eq!(format_percentage(-66.67, Language::En), "\u{2212}66.7%");
        assert_eq!(format_percentage(100.0, Language::En), "100.0%");
    }
}
