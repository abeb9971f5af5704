//! Opened chats and read landing pages. They are far too many, and too cheap to serve, to be
//! written one by one: a process adds them up and writes the sums every few seconds. One that is
//! killed loses the last of them.

use super::{Metric, counting::HourCount};
use crate::{
    Carbot, Result,
    entities::{analytics_hourly, client_key},
};
use api::ids::ClientKeyId;
use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use std::{
    collections::{HashMap, HashSet},
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::watch;

/// How often the sums are written.
const PAUSE: Duration = Duration::from_secs(10);

type Key = (ClientKeyId, DateTime<Utc>, Metric);

/// Visits that are not in the database yet.
#[derive(Debug, Default)]
pub(crate) struct Visits(Mutex<HashMap<Key, i64>>);

impl Visits {
    /// One more.
    pub(crate) fn count(&self, client_key_id: ClientKeyId, metric: Metric, now: DateTime<Utc>) {
        let hour = now.duration_trunc(TimeDelta::hours(1)).unwrap_or(now);
        self.add((client_key_id, hour, metric), 1);
    }

    fn add(&self, key: Key, count: i64) {
        // A panic cannot leave a map of numbers half changed.
        let mut sums = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *sums.entry(key).or_default() += count;
    }

    fn take(&self) -> HashMap<Key, i64> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Writes the visits of this process every few seconds until `stopped` holds `true` or its sender
/// is gone, and then for the last time.
pub async fn run(carbot: Carbot, mut stopped: watch::Receiver<bool>) {
    loop {
        let is_last = tokio::select! {
            _ = stopped.wait_for(|it| *it) => true,
            () = tokio::time::sleep(PAUSE) => false,
        };
        if let Err(error) = keep_visits(&carbot).await {
            tracing::warn!(%error, "cannot keep visits");
        }
        if is_last {
            return;
        }
    }
}

/// Writes the visits of this process that are not in the database yet.
pub async fn keep_visits(carbot: &Carbot) -> Result<()> {
    let sums = carbot.visits.take();
    if sums.is_empty() {
        return Ok(());
    }
    let kept = write(carbot, &sums).await;
    if kept.is_err() {
        for (key, count) in sums {
            carbot.visits.add(key, count);
        }
    }
    kept
}

async fn write(carbot: &Carbot, sums: &HashMap<Key, i64>) -> Result<()> {
    let transaction = carbot.database.begin().await?;
    let ids: HashSet<_> = sums.keys().map(|it| it.0).collect();
    // Keys of accounts that were deleted meanwhile are gone.
    let known: HashSet<ClientKeyId> = client_key::Entity::find()
        .select_only()
        .column(client_key::Column::Id)
        .filter(client_key::Column::Id.is_in(ids))
        .into_tuple::<ClientKeyId>()
        .all(&transaction)
        .await?
        .into_iter()
        .collect();
    let counts = sums.iter().filter(|it| known.contains(&it.0.0));
    let counts: Vec<_> = counts
        .map(|(&(client_key_id, hour, metric), &count)| HourCount {
            client_key_id,
            hour,
            metric,
            intent: String::new(),
            count,
        })
        .collect();
    if !counts.is_empty() {
        let count = analytics_hourly::Column::Count;
        let table = analytics_hourly::Entity;
        let add = OnConflict::columns([
            analytics_hourly::Column::ClientKeyId,
            analytics_hourly::Column::Hour,
            analytics_hourly::Column::Metric,
            analytics_hourly::Column::Intent,
        ])
        .value(
            count,
            Expr::col((table, count)).add(Expr::col(("excluded", count))),
        )
        .to_owned();
        analytics_hourly::Entity::insert_many(super::counting::to_rows(counts))
            .on_conflict(add)
            .exec_without_returning(&transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(())
}
