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

use crate::{
    Carbot, Error, accounts, analytics, assets, client_keys, domain_verification, idempotency,
    sessions, webhooks,
};
use api::ids::{AssetId, WebhookDeliveryId};
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
    /// Deletes jobs that were done, and deliveries, after their time, and files of no picture.
    DeleteOldRecords,
    /// Makes the files of a picture.
    ProcessAsset {
        /// The picture.
        asset_id: AssetId,
    },
    /// Deletes the files of a picture that was deleted.
    DeleteAssetFiles {
        /// What it was.
        asset_id: AssetId,
    },
    /// Looks at verified domains whose last look is a day old.
    RecheckDomains,
    /// Tells owners whose keys will expire.
    WarnOfExpiringKeys,
    /// Deletes sessions, refresh tokens, links and kept answers that have expired.
    DeleteExpired,
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
            Self::RollUpAnalytics
            | Self::DeleteOldRecords
            | Self::ProcessAsset { .. }
            | Self::DeleteAssetFiles { .. } => &backoff::PAUSES,
            Self::RecheckDomains | Self::WarnOfExpiringKeys | Self::DeleteExpired => {
                &backoff::PAUSES
            }
        }
    }

    /// Where a whole batch was found there may be more: that is a job of its own, so that none
    /// takes too long.
    async fn go_on(&self, carbot: &Carbot, has_more: bool) -> Result<(), JobError> {
        if has_more {
            enqueue(carbot, carbot.database.connection(), self).await?;
            carbot.wake_worker();
        }
        Ok(())
    }

    async fn run(&self, carbot: &Carbot) -> Result<(), JobError> {
        match self {
            Self::RollUpAnalytics => Ok(analytics::roll_up(carbot).await?),
            Self::DeliverWebhook { delivery_id } => webhooks::deliver(carbot, *delivery_id).await,
            Self::DeleteOldRecords => {
                let jobs = queue::delete_done(carbot).await?;
                let deliveries = webhooks::delete_old_deliveries(carbot).await?;
                let pictures = assets::delete_orphaned_files(carbot).await?;
                tracing::info!(jobs, deliveries, pictures, "deleted old records");
                Ok(())
            }
            Self::ProcessAsset { asset_id } => Ok(assets::process(carbot, *asset_id).await?),
            Self::DeleteAssetFiles { asset_id } => {
                Ok(assets::delete_files(carbot, *asset_id).await?)
            }
            Self::RecheckDomains => {
                let count = domain_verification::recheck_due_domains(carbot).await?;
                tracing::info!(count, "looked at domains again");
                self.go_on(carbot, count >= domain_verification::RECHECK_BATCH)
                    .await
            }
            Self::WarnOfExpiringKeys => {
                let count = client_keys::warn_of_expiring_keys(carbot).await?;
                tracing::info!(count, "warned of keys that expire");
                self.go_on(carbot, count >= client_keys::WARNING_BATCH)
                    .await
            }
            Self::DeleteExpired => {
                let sessions = sessions::delete_expired(carbot).await?;
                let tokens = accounts::delete_expired(carbot).await?;
                let answers = idempotency::delete_expired(carbot).await?;
                tracing::info!(sessions, tokens, answers, "deleted what has expired");
                Ok(())
            }
        }
    }
}
