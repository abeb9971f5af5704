//! Counting the hours that have ended.

use super::counting::{WATERMARK, count_events, find_watermark, first_after, hour_text, to_rows};
use crate::{
    Carbot, Error, Result,
    entities::{analytics_hourly, analytics_watermark},
};
use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};
use sea_orm::{EntityTrait, Set, sea_query::OnConflict};

/// How long after an hour what began in it is committed.
const SETTLED: TimeDelta = TimeDelta::minutes(2);
/// Rows of one statement.
const CHUNK: usize = 500;

/// Counts every hour that has ended and is not counted. Each is one transaction, and counting it
/// twice gives the same.
pub(crate) async fn roll_up(carbot: &Carbot) -> Result<()> {
    let hour = TimeDelta::hours(1);
    let trunc = |time: DateTime<Utc>| time.duration_trunc(hour).map_err(Error::internal);
    let end = trunc(carbot.clock.now() - SETTLED)?;
    let connection = carbot.database.connection();
    let mut counted_to = find_watermark(connection)
        .await?
        .unwrap_or(DateTime::UNIX_EPOCH);
    while counted_to < end {
        // Hours in which nothing happened are passed over.
        let first = first_after(connection, counted_to).await?;
        let begin = match first {
            Some(first) if first < end => trunc(first)?,
            _ => end,
        };
        let next = (begin + hour).min(end);
        count_hour(carbot, begin, next).await?;
        counted_to = next;
    }
    Ok(())
}

async fn count_hour(carbot: &Carbot, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<()> {
    let transaction = carbot.database.begin().await?;
    let counts = count_events(&transaction, None, from, to).await?;
    tracing::debug!(
        rows = counts.len(),
        hour = hour_text(from),
        "counted an hour"
    );
    let rows = to_rows(counts);
    let replace = OnConflict::columns([
        analytics_hourly::Column::ClientKeyId,
        analytics_hourly::Column::Hour,
        analytics_hourly::Column::Metric,
        analytics_hourly::Column::Intent,
    ])
    .update_column(analytics_hourly::Column::Count)
    .to_owned();
    for chunk in rows.chunks(CHUNK) {
        analytics_hourly::Entity::insert_many(chunk.to_vec())
            .on_conflict(replace.clone())
            .exec_without_returning(&transaction)
            .await?;
    }
    let watermark = analytics_watermark::ActiveModel {
        name: Set(WATERMARK.to_owned()),
        counted_to: Set(to),
    };
    let advance = OnConflict::column(analytics_watermark::Column::Name)
        .update_column(analytics_watermark::Column::CountedTo)
        .to_owned();
    analytics_watermark::Entity::insert(watermark)
        .on_conflict(advance)
        .exec_without_returning(&transaction)
        .await?;
    transaction.commit().await?;
    Ok(())
}
