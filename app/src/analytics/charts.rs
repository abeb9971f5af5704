//! Pictures as SVG, drawn by their attributes alone, each with its numbers as a table.

use super::format_percentage;
use crate::{
    conversations::intent_text,
    i18n::{Locale, format_count, use_locale},
    time_text::{format_date, format_day},
};
use api::{
    analytics::{DayUsage, FunnelStep, IntentCount, WeekdayHourUsage},
    hours::WEEKDAYS,
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Units of a picture from its bottom to its top.
const HEIGHT: i64 = 100;
/// Units a bar takes of the width, its gap included.
const BAR: usize = 10;
/// Strengths of colour in the heat map, beside none.
const LEVELS: i64 = 5;

/// A part of the largest in units of `scale`; never 0 where there is something.
fn scaled(count: i64, largest: i64, scale: i64) -> i64 {
    if count <= 0 || largest <= 0 {
        return 0;
    }
    let scaled = count.min(largest).saturating_mul(scale) / largest;
    scaled.max(1)
}

/// The numbers of a picture, folded away until they are asked for.
#[component]
fn Numbers(children: Children) -> impl IntoView {
    let locale = use_locale();
    view! {
        <details class="chart-numbers">
            <summary>{locale.t("analytics-as-table")}</summary>
            <div
                class="table-wrap"
                tabindex="0"
                role="region"
                aria-label=locale.t("analytics-as-table")
            >
                {children()}
            </div>
        </details>
    }
    .into_any()
}

/// Conversations day by day.
#[component]
pub fn UsageChart(
    /// The days, oldest first.
    days: Vec<DayUsage>,
) -> impl IntoView {
    let locale = use_locale();
    let language = locale.language();
    let largest = days
        .iter()
        .map(|it| it.conversations)
        .max()
        .unwrap_or_default();
    let bars = days
        .iter()
        .enumerate()
        .map(|(index, day)| {
            let height = scaled(day.conversations, largest, HEIGHT).max(1);
            let is_last = index + 1 == days.len();
            view! {
                <rect
                    class="chart-bar"
                    data-current=is_last.then_some("")
                    x=(index * BAR + 1).to_string()
                    y=(HEIGHT - height).to_string()
                    width=(BAR - 2).to_string()
                    height=height.to_string()
                ></rect>
            }
        })
        .collect_view();
    let view_box = format!("0 0 {} {HEIGHT}", days.len() * BAR);
    let axis = |index: usize| days.get(index).map(|it| format_day(it.day, language));
    let (first, last) = (axis(0), axis(days.len().saturating_sub(1)));
    let label = locale.t_with(
        "analytics-usage-label",
        &[("count", format_count(largest, language).into())],
    );
    let rows = days
        .into_iter()
        .rev()
        .map(|day| {
            view! {
                <tr>
                    <th scope="row">{format_date(day.day, language)}</th>
                    <td class="num">{format_count(day.conversations, language)}</td>
                    <td class="num">{format_count(day.messages, language)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <figure class="chart">
            <svg
                class="chart-plot"
                viewBox=view_box
                preserveAspectRatio="none"
                role="img"
                aria-label=label.clone()
            >
                {bars}
            </svg>
            <p class="chart-axis" aria-hidden="true">
                <span>{first}</span>
                <span>{last}</span>
            </p>
            <figcaption class="muted text-small">{label}</figcaption>
        </figure>
        <Numbers>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{locale.t("analytics-day")}</th>
                        <th scope="col">{locale.t("overview-conversations")}</th>
                        <th scope="col">{locale.t("overview-messages")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </Numbers>
    }
    .into_any()
}

/// Conversations by weekday and hour.
#[component]
pub fn HeatMap(
    /// All hours of a week, Monday first.
    hours: Vec<WeekdayHourUsage>,
) -> impl IntoView {
    let locale = use_locale();
    let language = locale.language();
    let largest = hours
        .iter()
        .map(|it| it.conversations)
        .max()
        .unwrap_or_default();
    let cells = hours
        .iter()
        .map(|it| {
            view! {
                <rect
                    class="heat-cell"
                    data-level=scaled(it.conversations, largest, LEVELS).to_string()
                    x=(it.hour * 10).to_string()
                    y=(it.weekday.saturating_sub(1) * 10).to_string()
                    width="9"
                    height="9"
                    rx="1.5"
                ></rect>
            }
        })
        .collect_view();
    let weekday = |index: usize| weekday_text(locale, index);
    let short = (0..7)
        .map(|index| view! { <span>{weekday(index).chars().take(2).collect::<String>()}</span> })
        .collect_view();
    let busiest = hours
        .iter()
        .max_by_key(|it| it.conversations)
        .copied()
        .filter(|it| it.conversations > 0);
    let label = match busiest {
        Some(busiest) => locale.t_with(
            "analytics-hours-label",
            &[
                (
                    "weekday",
                    weekday(busiest.weekday.saturating_sub(1) as usize).into(),
                ),
                ("hour", busiest.hour.into()),
                (
                    "count",
                    format_count(busiest.conversations, language).into(),
                ),
            ],
        ),
        None => locale.t("analytics-hours-none"),
    };
    view! {
        <figure class="chart">
            <div class="heat">
                <p class="heat-days" aria-hidden="true">
                    {short}
                </p>
                <svg class="heat-plot" viewBox="0 0 240 70" role="img" aria-label=label.clone()>
                    {cells}
                </svg>
                <p class="chart-axis heat-hours" aria-hidden="true">
                    <span>"0"</span>
                    <span>"6"</span>
                    <span>"12"</span>
                    <span>"18"</span>
                    <span>"24"</span>
                </p>
            </div>
            <figcaption class="muted text-small">{label}</figcaption>
        </figure>
        <HeatTable hours=hours/>
    }
    .into_any()
}

/// The numbers of the heat map.
#[component]
fn HeatTable(hours: Vec<WeekdayHourUsage>) -> impl IntoView {
    let locale = use_locale();
    let language = locale.language();
    let head = (0..7)
        .map(|index| view! { <th scope="col">{weekday_text(locale, index)}</th> })
        .collect_view();
    let mut by_hour = BTreeMap::<u32, Vec<i64>>::new();
    for it in hours {
        by_hour.entry(it.hour).or_default().push(it.conversations);
    }
    let rows = by_hour
        .into_iter()
        .map(|(hour, counts)| {
            let cells = counts
                .into_iter()
                .map(|it| view! { <td class="num">{format_count(it, language)}</td> })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">{format!("{hour:02}:00")}</th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    view! {
        <Numbers>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{locale.t("analytics-hour")}</th>
                        {head}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </Numbers>
    }
    .into_any()
}

/// The name of a weekday; 0 is Monday.
fn weekday_text(locale: Locale, index: usize) -> String {
    let name = WEEKDAYS.get(index).map_or("monday", |it| it.1);
    locale.t(&format!("weekday-{name}"))
}

/// A bar from left to right; its number stands beside it.
#[component]
fn Bar(count: i64, largest: i64) -> impl IntoView {
    view! {
        <svg
            class="chart-track"
            viewBox="0 0 1000 10"
            preserveAspectRatio="none"
            aria-hidden="true"
        >
            <rect
                class="chart-bar"
                data-current=""
                width=scaled(count, largest, 1_000).to_string()
                height="10"
            ></rect>
        </svg>
    }
    .into_any()
}

/// What visitors wanted. The picture is a table already.
#[component]
pub fn Intents(
    /// The most frequent first.
    intents: Vec<IntentCount>,
) -> impl IntoView {
    let locale = use_locale();
    let language = locale.language();
    if intents.is_empty() {
        return view! { <p class="muted">{locale.t("analytics-intents-none")}</p> }.into_any();
    }
    let largest = intents.first().map_or(0, |it| it.count);
    let rows = intents
        .into_iter()
        .map(|it| {
            view! {
                <tr>
                    <th scope="row">
                        {intent_text(locale, &it.intent)} <Bar count=it.count largest=largest/>
                    </th>
                    <td class="num">{format_count(it.count, language)}</td>
                    <td class="num">{format_percentage(it.percentage, language)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="table chart-rows">
            <thead>
                <tr>
                    <th scope="col">{locale.t("analytics-intent")}</th>
                    <th scope="col">{locale.t("analytics-count")}</th>
                    <th scope="col">{locale.t("analytics-share")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// How far visitors came.
#[component]
pub fn Funnel(
    /// The first step first.
    steps: Vec<FunnelStep>,
) -> impl IntoView {
    let locale = use_locale();
    let language = locale.language();
    let largest = steps.iter().map(|it| it.count).max().unwrap_or_default();
    let rows = steps
        .into_iter()
        .map(|it| {
            let share = it.percentage.map(|it| format_percentage(it, language));
            view! {
                <tr>
                    <th scope="row">
                        {locale.t(&format!("funnel-{}", it.stage.as_str()))}
                        <Bar count=it.count largest=largest/>
                    </th>
                    <td class="num">{format_count(it.count, language)}</td>
                    <td class="num">{share.unwrap_or_else(|| "–".to_owned())}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="table chart-rows">
            <thead>
                <tr>
                    <th scope="col">{locale.t("analytics-step")}</th>
                    <th scope="col">{locale.t("analytics-count")}</th>
                    <th scope="col">{locale.t("analytics-share-of-step")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::scaled;

    #[test]
    fn bars_are_in_proportion_and_never_lost() {
        assert_eq!(scaled(0, 10, 100), 0);
        assert_eq!(scaled(10, 10, 100), 100);
        assert_eq!(scaled(5, 10, 100), 50);
        assert_eq!(scaled(1, 1_000, 100), 1);
        assert_eq!(scaled(0, 0, 100), 0);
        assert_eq!(scaled(i64::MAX, i64::MAX, 1), 1);
    }
}
