//! The task that works on the queue.

use super::{
    JobError,
    queue::{self, Claimed},
    schedule,
};
use crate::{Carbot, Result};
use chrono::{DateTime, Utc};
use futures::FutureExt as _;
use std::{panic::AssertUnwindSafe, time::Duration};
use tokio::{sync::watch, task::JoinSet};

/// Jobs that one process does at once.
const CONCURRENCY: usize = 8;
/// How often the queue is looked into for what other processes have put there.
const PAUSE: Duration = Duration::from_secs(5);
/// How long an attempt may take. Shorter than a claim.
const PATIENCE: Duration = Duration::from_mins(5);

/// Does what is due, whenever there is something, until `stopped` holds `true` or its sender is
/// gone. Jobs that are under way then are finished first.
pub async fn run(carbot: Carbot, mut stopped: watch::Receiver<bool>) {
    let mut under_way = JoinSet::new();
    let mut scheduled_to = DateTime::<Utc>::MIN_UTC;
    while !*stopped.borrow() && stopped.has_changed().is_ok() {
        let pause = match begin_due(&carbot, &mut under_way, &mut scheduled_to).await {
            Ok(pause) => pause,
            Err(error) => {
                tracing::warn!(%error, "cannot work on the queue");
                PAUSE
            }
        };
        tokio::select! {
            _ = stopped.wait_for(|it| *it) => break,
            () = carbot.worker_woken() => {}
            Some(_) = under_way.join_next() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
    while under_way.join_next().await.is_some() {}
}

/// Begins what is due, as far as there are hands; gives how long there is nothing to do.
async fn begin_due(
    carbot: &Carbot,
    under_way: &mut JoinSet<()>,
    scheduled_to: &mut DateTime<Utc>,
) -> Result<Duration> {
    if *scheduled_to <= carbot.clock.now() {
        *scheduled_to = schedule::enqueue_due(carbot).await?;
    }
    // Reading first: an update takes the lock of SQLite even where there is nothing to take.
    let wait = |due: DateTime<Utc>| (due - carbot.clock.now()).to_std().unwrap_or_default();
    while let Some(due) = queue::next_due(carbot).await? {
        let free = CONCURRENCY - under_way.len().min(CONCURRENCY);
        if !wait(due).is_zero() {
            return Ok(wait(due).min(PAUSE));
        }
        if free == 0 {
            break;
        }
        for claimed in queue::claim(carbot, free).await? {
            let carbot = carbot.clone();
            under_way.spawn(async move { attempt(&carbot, claimed).await });
        }
    }
    Ok(PAUSE)
}

/// Does everything that is due, what is scheduled among it, one after the other; gives how many
/// attempts that took. For tests and for commands that wait for the end.
pub async fn run_due(carbot: &Carbot) -> Result<usize> {
    schedule::enqueue_due(carbot).await?;
    let mut attempts = 0;
    loop {
        let claimed = queue::claim(carbot, 1).await?;
        if claimed.is_empty() {
            return Ok(attempts);
        }
        for claimed in claimed {
            attempt(carbot, claimed).await;
            attempts += 1;
        }
    }
}

/// Tries a job, and keeps what became of it.
async fn attempt(carbot: &Carbot, claimed: Claimed) {
    let outcome = match &claimed.job {
        Ok(job) => {
            let attempt = tokio::time::timeout(PATIENCE, job.run(carbot));
            match AssertUnwindSafe(attempt).catch_unwind().await {
                Ok(Ok(outcome)) => outcome,
                Ok(Err(_)) => Err(JobError::Retry("it took too long".to_owned())),
                Err(_) => Err(JobError::Retry("it panicked".to_owned())),
            }
        }
        Err(error) => Err(error.into()),
    };
    if let Err(error) = queue::finish(carbot, &claimed, outcome).await {
        // The claim runs out, and somebody tries again.
        tracing::warn!(%error, kind = claimed.kind, "cannot keep what became of a job");
    }
}
