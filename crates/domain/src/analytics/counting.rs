//! Counting by the hour: what is kept as such, and what has yet to be counted.

use super::Metric;
use crate::{
    Carbot, Error, Result, client_keys,
    entities::{analytics_hourly, analytics_watermark, client_key},
};
use api::ids::{ClientKeyId, UserId};
use chrono::{DateTime, DurationRound as _, NaiveDateTime, SecondsFormat, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, ExprTrait, FromQueryResult,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, Set, Statement, Value,
    sea_query::SelectStatement,
};
use std::collections::HashMap;
use uuid::Uuid;

/// The row that says up to when events are counted.
pub(super) const WATERMARK: &str = "events";

/// How often something happened with a key in an hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HourCount {
    pub client_key_id: ClientKeyId,
    /// When the hour begins.
    pub hour: DateTime<Utc>,
    pub metric: Metric,
    /// Where the metric is counted by intent.
    pub intent: String,
    pub count: i64,
}

/// Whose counts are asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope {
    pub user_id: UserId,
    /// One key; none for all keys of the account.
    pub client_key_id: Option<ClientKeyId>,
}

/// How exactly counts are read, which decides how many rows there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// Hour by hour; the intents are added up.
    Hours,
    /// By intent; the hours are added up, and stand as the first one.
    Totals,
}

#[derive(Debug, FromQueryResult)]
struct Row {
    client_key_id: ClientKeyId,
    hour: String,
    name: String,
    intent: String,
    n: i64,
}

/// Up to when events are counted.
pub(super) async fn find_watermark(
    connection: &impl ConnectionTrait,
) -> Result<Option<DateTime<Utc>>> {
    let row = analytics_watermark::Entity::find_by_id(WATERMARK.to_owned())
        .one(connection)
        .await?;
    Ok(row.map(|it| it.counted_to))
}

/// The counts of a scope from one full hour to another time.
pub(super) async fn read_counts(
    carbot: &Carbot,
    scope: Scope,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    detail: Detail,
) -> Result<Vec<HourCount>> {
    let connection = carbot.database.connection();
    // First of all: what is counted meanwhile lies behind it and is not read twice.
    let counted_to = find_watermark(connection).await?;
    let counted_to = counted_to.unwrap_or(DateTime::UNIX_EPOCH);
    // Visits are never events, so their hours are read whole.
    let is_counted = Condition::any()
        .add(analytics_hourly::Column::Hour.lt(counted_to))
        .add(
            analytics_hourly::Column::Metric
                .is_in([Metric::Opened, Metric::PageViews].map(Metric::as_str)),
        );
    let kept = analytics_hourly::Entity::find()
        .filter(analytics_hourly::Column::ClientKeyId.in_subquery(keys_of(scope)))
        .filter(analytics_hourly::Column::Hour.gte(from))
        .filter(analytics_hourly::Column::Hour.lt(to))
        .filter(is_counted);
    let mut counts = sum_up(connection, kept, from, detail).await?;
    let live_from = Ord::max(counted_to, from);
    if live_from < to {
        counts.extend(count_events(connection, Some(scope), live_from, to).await?);
    }
    Ok(counts)
}

/// The ids of the keys of a scope.
fn keys_of(scope: Scope) -> SelectStatement {
    let mut keys = client_keys::owned_by(scope.user_id);
    if let Some(id) = scope.client_key_id {
        keys = keys.filter(client_key::Column::Id.eq(id));
    }
    let id = client_key::Column::Id;
    keys.select_only().column(id).into_query()
}

async fn sum_up(
    connection: &impl ConnectionTrait,
    kept: Select<analytics_hourly::Entity>,
    from: DateTime<Utc>,
    detail: Detail,
) -> Result<Vec<HourCount>> {
    let (key, metric) = (
        analytics_hourly::Column::ClientKeyId,
        analytics_hourly::Column::Metric,
    );
    // A sum of PostgreSQL is no integer by itself.
    let sum = analytics_hourly::Column::Count.sum().cast_as("bigint");
    let sums = kept
        .select_only()
        .column(key)
        .column(metric)
        .column_as(sum, "n")
        .group_by(key)
        .group_by(metric);
    let rows: Vec<(ClientKeyId, String, i64, DateTime<Utc>, String)> = match detail {
        Detail::Hours => {
            let hour = analytics_hourly::Column::Hour;
            let rows = sums.column(hour).group_by(hour);
            let rows = rows.into_tuple::<(ClientKeyId, String, i64, DateTime<Utc>)>();
            let rows = rows.all(connection).await?.into_iter();
            rows.map(|it| (it.0, it.1, it.2, it.3, String::new()))
                .collect()
        }
        Detail::Totals => {
            let intent = analytics_hourly::Column::Intent;
            let rows = sums.column(intent).group_by(intent);
            let rows = rows.into_tuple::<(ClientKeyId, String, i64, String)>();
            let rows = rows.all(connection).await?.into_iter();
            rows.map(|it| (it.0, it.1, it.2, from, it.3)).collect()
        }
    };
    let counts = rows
        .into_iter()
        .filter_map(|(client_key_id, metric, count, hour, intent)| {
            Some(HourCount {
                client_key_id,
                hour,
                metric: Metric::from_name(&metric)?,
                intent,
                count,
            })
        });
    Ok(counts.collect())
}

/// Counts events and conversations from one time to another, of a scope or of everybody.
pub(super) async fn count_events(
    connection: &impl ConnectionTrait,
    scope: Option<Scope>,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<HourCount>> {
    let backend = connection.get_database_backend();
    let [events, conversations, visitors] = statements(backend, scope);
    // The pseudonym of a visitor lasts a day of UTC.
    let day = from.duration_trunc(TimeDelta::days(1)).unwrap_or(from);
    let mut counts = Vec::new();
    for (sql, since) in [(events, from), (conversations, from), (visitors, day)] {
        let mut values: Vec<Value> = vec![from.into(), to.into(), since.into()];
        if let Some(scope) = scope {
            values.push(scope.user_id.0.into());
            values.extend(scope.client_key_id.map(|it| Value::from(it.0)));
        }
        let statement = Statement::from_sql_and_values(backend, sql, values);
        for row in Row::find_by_statement(statement).all(connection).await? {
            let metric = Metric::from_name(&row.name).or_else(|| Metric::of_event(&row.name));
            let Some(metric) = metric else { continue };
            counts.push(HourCount {
                client_key_id: row.client_key_id,
                hour: parse_hour(&row.hour)?,
                metric,
                intent: if metric == Metric::Questions {
                    row.intent
                } else {
                    String::new()
                },
                count: row.n,
            });
        }
    }
    Ok(merged(counts))
}

/// Adds up what was counted apart: events of a type that is not counted by intent.
fn merged(counts: Vec<HourCount>) -> Vec<HourCount> {
    let mut sums = HashMap::new();
    for it in counts {
        let key = (it.client_key_id, it.hour, it.metric, it.intent);
        *sums.entry(key).or_default() += it.count;
    }
    let counts = sums
        .into_iter()
        .map(|((client_key_id, hour, metric, intent), count)| HourCount {
            client_key_id,
            hour,
            metric,
            intent,
            count,
        });
    counts.collect()
}

/// Statements that count events, conversations and visitors. `$1` and `$2` are the times, `$3` is
/// since when visitors may have been seen, `$4` and `$5` the scope.
fn statements(backend: DbBackend, scope: Option<Scope>) -> [String; 3] {
    let hour = |column: &str| match backend {
        DbBackend::Postgres => {
            format!("to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24')")
        }
        // Kept as text by RFC 3339, in UTC.
        _ => format!("substr({column}, 1, 13)"),
    };
    let day = match backend {
        DbBackend::Postgres => "(started_at AT TIME ZONE 'UTC')::date",
        _ => "substr(started_at, 1, 10)",
    };
    let keys = match scope {
        None => String::new(),
        Some(scope) => {
            let one = if scope.client_key_id.is_some() {
                " AND id = $5"
            } else {
                ""
            };
            format!(" AND client_key_id IN (SELECT id FROM client_keys WHERE user_id = $4{one})")
        }
    };
    // Every statement names all its values, in their types.
    let named = "$3 <= $1";
    let events = format!(
        "SELECT client_key_id, {} AS hour, event_type AS name,
            coalesce(event_category, '') AS intent, count(*) AS n
         FROM analytics_events
         WHERE created_at >= $1 AND created_at < $2 AND {named}{keys}
         GROUP BY 1, 2, 3, 4",
        hour("created_at")
    );
    let conversations = format!(
        "SELECT client_key_id, {} AS hour, 'conversations' AS name, '' AS intent, count(*) AS n
         FROM conversations
         WHERE started_at >= $1 AND started_at < $2 AND {named}{keys}
         GROUP BY 1, 2",
        hour("started_at")
    );
    let visitors = format!(
        "SELECT client_key_id, {} AS hour, 'visitors' AS name, '' AS intent, count(*) AS n
         FROM (SELECT client_key_id, min(started_at) AS first_at FROM conversations
             WHERE started_at >= $3 AND started_at < $2{keys}
             GROUP BY client_key_id, coalesce(user_identifier, session_id), {day}) AS visitors
         WHERE first_at >= $1
         GROUP BY 1, 2",
        hour("first_at")
    );
    [events, conversations, visitors]
}

/// Reads `2026-11-19T09`.
fn parse_hour(text: &str) -> Result<DateTime<Utc>> {
    let time = NaiveDateTime::parse_from_str(&format!("{text}:00"), "%Y-%m-%dT%H:%M");
    time.map(|it| it.and_utc()).map_err(Error::internal)
}

/// The first event or conversation at or after a time.
pub(super) async fn first_after(
    connection: &impl ConnectionTrait,
    time: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>> {
    use crate::entities::{analytics_event, conversation};
    let event: Option<DateTime<Utc>> = analytics_event::Entity::find()
        .select_only()
        .column(analytics_event::Column::CreatedAt)
        .filter(analytics_event::Column::CreatedAt.gte(time))
        .order_by_asc(analytics_event::Column::CreatedAt)
        .limit(1)
        .into_tuple()
        .one(connection)
        .await?;
    let conversation: Option<DateTime<Utc>> = conversation::Entity::find()
        .select_only()
        .column(conversation::Column::StartedAt)
        .filter(conversation::Column::StartedAt.gte(time))
        .order_by_asc(conversation::Column::StartedAt)
        .limit(1)
        .into_tuple()
        .one(connection)
        .await?;
    Ok(event.into_iter().chain(conversation).min())
}

/// Rows of counts, for the table.
pub(super) fn to_rows(counts: Vec<HourCount>) -> Vec<analytics_hourly::ActiveModel> {
    let rows = counts.into_iter().map(|it| analytics_hourly::ActiveModel {
        id: Set(Uuid::now_v7()),
        client_key_id: Set(it.client_key_id),
        hour: Set(it.hour),
        metric: Set(it.metric.as_str().to_owned()),
        intent: Set(it.intent),
        count: Set(it.count),
    });
    rows.collect()
}

/// When an hour is, for messages.
pub(super) fn hour_text(hour: DateTime<Utc>) -> String {
    hour.to_rfc3339_opts(SecondsFormat::Secs, true)
}
