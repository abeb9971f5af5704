//! The queue as operators see it.

use super::queue::{DEAD, DONE, WAITING};
use crate::{Carbot, Error, Result, entities::job};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, UpdateMany, sea_query::Expr,
};
use uuid::Uuid;

/// The longest list.
const MAX_LIST: u64 = 1_000;

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobStatus {
    /// It is due, waits for its time or its next attempt, or is being done.
    Waiting,
    /// It is done.
    Done,
    /// It failed too often, and is kept until an operator tries it again.
    Dead,
}

impl JobStatus {
    /// The name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => WAITING,
            Self::Done => DONE,
            Self::Dead => DEAD,
        }
    }
}

/// A job in a list. Its payload holds ids only.
#[derive(Clone, Debug, PartialEq)]
pub struct JobSummary {
    /// Its id.
    pub id: Uuid,
    /// What it does: `deliver_webhook`.
    pub kind: String,
    /// What it does it to.
    pub payload: serde_json::Value,
    /// How often it was begun.
    pub attempts: i32,
    /// When it is due next.
    pub run_at: Option<DateTime<Utc>>,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
    /// When it was put into the queue.
    pub created_at: DateTime<Utc>,
    /// When it was done or given up.
    pub finished_at: Option<DateTime<Utc>>,
}

/// The newest jobs of a status.
pub async fn list_jobs(carbot: &Carbot, status: JobStatus, limit: u64) -> Result<Vec<JobSummary>> {
    let rows = job::Entity::find()
        .filter(job::Column::Status.eq(status.as_str()))
        .order_by_desc(job::Column::Id)
        .limit(limit.min(MAX_LIST))
        .all(carbot.database.connection())
        .await?;
    let summaries = rows.into_iter().map(|row| JobSummary {
        id: row.id,
        kind: row.kind,
        payload: row.payload,
        attempts: row.attempts,
        run_at: row.run_at,
        last_error: row.last_error,
        created_at: row.created_at,
        finished_at: row.finished_at,
    });
    Ok(summaries.collect())
}

/// Tries a dead job again, now and with all its attempts.
pub async fn retry_job(carbot: &Carbot, id: Uuid) -> Result<()> {
    let revived = revive(carbot)
        .filter(job::Column::Id.eq(id))
        .exec(carbot.database.connection())
        .await?;
    if revived.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    carbot.wake_worker();
    Ok(())
}

/// Tries every dead job again; gives how many that are.
pub async fn retry_all_dead_jobs(carbot: &Carbot) -> Result<u64> {
    let revived = revive(carbot).exec(carbot.database.connection()).await?;
    carbot.wake_worker();
    Ok(revived.rows_affected)
}

fn revive(carbot: &Carbot) -> UpdateMany<job::Entity> {
    job::Entity::update_many()
        .col_expr(job::Column::Status, Expr::value(WAITING))
        .col_expr(job::Column::Attempts, Expr::value(0))
        .col_expr(job::Column::RunAt, Expr::value(Some(carbot.clock.now())))
        .col_expr(job::Column::FinishedAt, Expr::value(None::<DateTime<Utc>>))
        .filter(job::Column::Status.eq(DEAD))
}
