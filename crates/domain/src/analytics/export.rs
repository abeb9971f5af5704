//! All counts as a table, one day at a time.

use super::{
    Metric,
    counting::{Detail, read_counts},
    reports::{bounds, find_exported},
};
use crate::{Carbot, Result};
use api::{analytics::AnalyticsQuery, ids::UserId};
use futures::{Stream, StreamExt as _, stream};
use std::collections::BTreeMap;

const HEADER: &str = "hour,website,page_views,opened,conversations,unique_users,messages,\
                      unanswered,appointments\r\n";

/// The counts of a period as CSV (RFC 4180): a line for each hour and website where something
/// happened, in the zone of the business. Read day by day as the stream is.
pub async fn export_days(
    carbot: &Carbot,
    user_id: UserId,
    query: AnalyticsQuery,
) -> Result<impl Stream<Item = Result<String>> + Send + use<>> {
    let (period, domains) = find_exported(carbot, user_id, query).await?;
    let carbot = carbot.clone();
    let (first, last) = (period.first_day, period.last_day);
    let days = first.iter_days().take_while(move |it| *it <= last);
    let shared = std::sync::Arc::new((carbot, period, domains));
    let lines = stream::iter(days).then(move |day| {
        let shared = shared.clone();
        async move {
            let (carbot, period, domains) = &*shared;
            let (from, to) = bounds(period, day)?;
            let counts = read_counts(carbot, period.scope, from, to, Detail::Hours).await?;
            let mut rows = BTreeMap::<_, [i64; 7]>::new();
            for count in counts {
                let domain = domains.get(&count.client_key_id);
                let row = rows
                    .entry((count.hour, domain.map_or("", String::as_str)))
                    .or_default();
                let (column, factor) = match count.metric {
                    Metric::PageViews => (0, 1),
                    Metric::Opened => (1, 1),
                    Metric::Conversations => (2, 1),
                    Metric::Visitors => (3, 1),
                    Metric::Questions => (4, 2),
                    Metric::Unanswered => (5, 1),
                    Metric::Appointments => (6, 1),
                };
                row[column] += factor * count.count;
            }
            let lines = rows.into_iter().map(|((hour, domain), columns)| {
                let hour = hour.with_timezone(&period.zone).to_rfc3339();
                // Host names need no quotes.
                let columns = columns.map(|it| it.to_string()).join(",");
                format!("{hour},{domain},{columns}\r\n")
            });
            Ok(lines.collect::<String>())
        }
    });
    Ok(stream::iter([Ok(HEADER.to_owned())]).chain(lines))
}
