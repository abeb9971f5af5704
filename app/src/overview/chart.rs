//! Conversations per day as bars; screen readers get the numbers.

use crate::{
    i18n::{format_count, use_locale},
    time_text::format_day,
};
use api::overview::DayCount;
use chrono::Datelike;
use leptos::prelude::*;

/// Height of a bar in percent of the largest; never 0 when there is something.
fn bar_height(count: i64, largest: i64) -> i64 {
    if count <= 0 || largest <= 0 {
        0
    } else {
        (count.min(largest) * 100 / largest).max(2)
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
    if largest == 0 {
        return view! { <p class="muted">{locale.t("overview-chart-empty")}</p> }.into_any();
    }
    let last = days.len().saturating_sub(1);
    let bars = days
        .into_iter()
        .enumerate()
        .map(|(index, day)| {
            let text = format!(
                "{}: {}",
                format_day(day.day, language),
                format_count(day.count, language)
            );
            let title = text.clone();
            let height = bar_height(day.count, largest);
            view! {
                <li
                    class="bar"
                    data-current=(index == last).then_some("")
                    title=title
                >
                    // Not by an inline style, which the page's policy forbids.
                    <svg
                        class="bar-fill"
                        viewBox="0 0 10 100"
                        preserveAspectRatio="none"
                        aria-hidden="true"
                    >
                        <rect
                            x="0"
                            y=(100 - height).to_string()
                            width="10"
                            height=height.to_string()
                        ></rect>
                    </svg>
                    <span class="bar-label" aria-hidden="true">
                        {day.day.day().to_string()}
                    </span>
                    <span class="visually-hidden">{text}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <ol class="bars" role="list" aria-label=locale.t("overview-chart")>
            {bars}
        </ol>
        <p class="muted text-small">
            {locale.t_with(
                "overview-chart-largest",
                &[("count", format_count(largest, language).into())],
            )}
        </p>
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
