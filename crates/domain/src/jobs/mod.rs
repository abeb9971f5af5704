//! Work that is done beside requests, by any process on the same database.
//!
//! A [`Job`] is written into the queue by the transaction that gives rise to it, so it is done if
//! and only if that transaction was committed. A worker claims it by one statement; an attempt that
//! fails is repeated with growing pauses, and one whose process dies is repeated once its claim has
//! run out. So every job runs at least once and must bear running twice. What fails too often is
//! kept as dead until an operator tries it again.

mod backoff;
mod list;
mod queue;
mod schedule;
mod worker;

pub use list::{JobStatus, JobSummary, list_jobs, retry_all_dead_jobs, retry_job};
pub(crate) use queue::enqueue;
pub use worker::{run, run_due};

use crate::{Carbot, Error, analytics, webhooks};
use api::ids::WebhookDeliveryId;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// What there is to do. The names are kept in the database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "payload", rename_all = "snake_case")]
pub(crate) enum Job {
    /// Counts the events of the hours that have ended.
    RollUpAnalytics,
    /// Sends a message to a webhook endpoint.
    DeliverWebhook {
        /// What is sent, and to whom.
        delivery_id: WebhookDeliveryId,
    },
    /// Deletes jobs that were done, and deliveries, after their time.
    DeleteOldRecords,
}

/// Why an attempt did not do the job.
#[derive(Debug)]
pub(crate) enum JobError {
    /// It may go better later.
    Retry(String),
    /// It will never go better.
    GiveUp(String),
}

impl From<Error> for JobError {
    fn from(error: Error) -> Self {
        Self::Retry(error.to_string())
    }
}

impl Job {
    /// Pauses between its attempts; after the last one it is dead.
    const fn pauses(&self) -> &'static [TimeDelta] {
        match self {
            Self::DeliverWebhook { .. } => &webhooks::PAUSES,
            Self::RollUpAnalytics | Self::DeleteOldRecords => &backoff::PAUSES,
        }
    }

    async fn run(&self, carbot: &Carbot) -> Result<(), JobError> {
        match self {
            Self::RollUpAnalytics => Ok(analytics::roll_up(carbot).await?),
            Self::DeliverWebhook { delivery_id } => webhooks::deliver(carbot, *delivery_id).await,
            Self::DeleteOldRecords => {
                let jobs = queue::delete_done(carbot).await?;
                let deliveries = webhooks::delete_old_deliveries(carbot).await?;
                tracing::info!(jobs, deliveries, "deleted old records");
                Ok(())
            }
        }
    }
}
