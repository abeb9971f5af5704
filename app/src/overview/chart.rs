//! Conversations per day as bars, with the same numbers as a table for those
//! who do not see them.

use crate::{
    i18n::{format_count, use_locale},
    time_text::{format_date, format_day},
};
use api::overview::DayCount;
use leptos::prelude::*;

/// Height of the plot in the units of the view box.
const HEIGHT: i64 = 100;
/// Width of a day in the same units.
const DAY_WIDTH: usize = 20;
/// Width of a bar.
const BAR_WIDTH: usize = 14;

/// Height of a bar: in proportion to the largest, and seen at all when there is something.
fn bar_height(count: i64, largest: i64) -> i64 {
    if count <= 0 || largest <= 0 {
        0
    } else {
        (count.min(largest) * HEIGHT / largest).max(2)
    }
}

/// A bar for each day.
#[component]
pub fn DailyChart(
    /// The days, oldest first.
    days: Vec<DayCount>,
) -> impl IntoView {
    let locale = use_locale();
    let language = locale.language();
    let largest = days.iter().map(|it| it.count).max().unwrap_or_default();
    let width = days.len().max(1) * DAY_WIDTH;
    let bars = days
        .iter()
        .enumerate()
        .map(|(index, day)| {
            let height = bar_height(day.count, largest);
            let title = format!(
                "{}: {}",
                format_day(day.day, language),
                format_count(day.count, language)
            );
            view! {
                <rect
                    class="chart-bar"
                    x=(index * DAY_WIDTH + (DAY_WIDTH - BAR_WIDTH) / 2).to_string()
                    y=(HEIGHT - height).to_string()
                    width=BAR_WIDTH.to_string()
                    height=height.to_string()
                    rx="2"
                >
                    <title>{title}</title>
                </rect>
            }
        })
        .collect_view();
    let first = days.first().map(|it| format_day(it.day, language));
    let last = days.last().map(|it| format_day(it.day, language));
    let rows = days
        .into_iter()
        .map(|day| {
            view! {
                <tr>
                    <th scope="row">{format_date(day.day, language)}</th>
                    <td>{format_count(day.count, language)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <figure class="chart">
            <svg
                class="chart-plot"
                viewBox=format!("0 0 {width} {HEIGHT}")
                preserveAspectRatio="none"
                aria-hidden="true"
            >
                {bars}
            </svg>
            <figcaption class="chart-axis" aria-hidden="true">
                <span>{first}</span>
                <span>
                    {locale.t_with(
                        "overview-chart-largest",
                        &[("count", format_count(largest, language).into())],
                    )}
                </span>
                <span>{last}</span>
            </figcaption>
        </figure>
        <table class="visually-hidden">
            <caption>{locale.t("overview-chart")}</caption>
            <thead>
                <tr>
                    <th scope="col">{locale.t("day")}</th>
                    <th scope="col">{locale.t("overview-conversations")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::bar_height;

    #[test]
    fn bars_are_in_proportion_and_never_lost() {
        assert_eq!(bar_height(0, 10), 0);
        assert_eq!(bar_height(10, 10), 100);
        assert_eq!(bar_height(5, 10), 50);
        assert_eq!(bar_height(1, 1_000), 2);
        assert_eq!(bar_height(0, 0), 0);
    }
}
