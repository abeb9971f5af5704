//! The queue in the database.

use super::{Job, JobError, backoff::pause_after};
use crate::{Carbot, Error, Result, entities::job};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Set,
    sea_query::{Expr, LockBehavior, LockType, OnConflict},
};
use serde_json::{Value as Json, json};
use uuid::Uuid;

pub(super) const WAITING: &str = "waiting";
pub(super) const DONE: &str = "done";
pub(super) const DEAD: &str = "dead";

/// How long a job belongs to the worker that claimed it. Longer than an attempt may take.
const CLAIM: TimeDelta = TimeDelta::minutes(10);
/// How long a job that was done is kept. Longer than any schedule's period, whose occurrences are
/// known by their rows.
const KEEP_DONE: TimeDelta = TimeDelta::days(7);
/// Most characters kept of an error.
const MAX_ERROR: usize = 500;

/// Puts a job into the queue, in the caller's transaction. After its commit the caller says
/// [`Carbot::wake_worker`], or the job is found when the worker looks by itself.
pub(crate) async fn enqueue(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    job: &Job,
) -> Result<()> {
    to_row(carbot, job, None)?.insert(connection).await?;
    Ok(())
}

/// Puts the occurrence of a schedule into the queue, unless it is or was there.
pub(super) async fn enqueue_once(carbot: &Carbot, job: &Job, occurrence: &str) -> Result<()> {
    let row = to_row(carbot, job, Some(occurrence))?;
    let once = OnConflict::column(job::Column::UniqueKey)
        .do_nothing()
        .to_owned();
    job::Entity::insert(row)
        .on_conflict(once)
        .exec_without_returning(carbot.database.connection())
        .await?;
    Ok(())
}

fn to_row(carbot: &Carbot, job: &Job, occurrence: Option<&str>) -> Result<job::ActiveModel> {
    let tagged = serde_json::to_value(job)?;
    let kind = tagged["kind"].as_str().unwrap_or_default();
    let now = carbot.clock.now();
    Ok(job::ActiveModel {
        id: Set(Uuid::now_v7()),
        kind: Set(kind.to_owned()),
        payload: Set(match &tagged["payload"] {
            Json::Null => json!({}),
            payload => payload.clone(),
        }),
        status: Set(WAITING.to_owned()),
        unique_key: Set(occurrence.map(|it| format!("{kind}@{it}"))),
        attempts: Set(0),
        run_at: Set(Some(now)),
        last_error: Set(None),
        created_at: Set(now),
        finished_at: Set(None),
    })
}

fn from_row(row: &job::Model) -> Result<Job> {
    let with_payload = json!({ "kind": row.kind, "payload": row.payload });
    let job = serde_json::from_value(with_payload);
    // Jobs without a payload have an empty one in the database.
    Ok(job.or_else(|_| serde_json::from_value(json!({ "kind": row.kind })))?)
}

/// A job that this worker has to do now.
pub(super) struct Claimed {
    id: Uuid,
    attempt: i32,
    pub kind: String,
    /// What it is; an error where it was written by another version.
    pub job: Result<Job>,
}

/// When the next job is due, past times included; nothing while the queue is empty.
pub(super) async fn next_due(carbot: &Carbot) -> Result<Option<DateTime<Utc>>> {
    let first = job::Entity::find()
        .filter(job::Column::Status.eq(WAITING))
        .order_by_asc(job::Column::RunAt)
        .one(carbot.database.connection())
        .await?;
    Ok(first.and_then(|it| it.run_at))
}

/// Takes up to `limit` jobs that are due. Finding and taking are one statement: on PostgreSQL
/// workers pass over what others are taking, on SQLite there is one writer at a time.
pub(super) async fn claim(carbot: &Carbot, limit: usize) -> Result<Vec<Claimed>> {
    let now = carbot.clock.now();
    let due = job::Entity::find()
        .select_only()
        .column(job::Column::Id)
        .filter(job::Column::Status.eq(WAITING))
        .filter(job::Column::RunAt.lte(now))
        .order_by_asc(job::Column::RunAt)
        .order_by_asc(job::Column::Id)
        .limit(limit as u64)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .into_query();
    let attempts = job::Column::Attempts;
    let rows = job::Entity::update_many()
        .col_expr(attempts, Expr::col(attempts).add(1))
        .col_expr(job::Column::RunAt, Expr::value(Some(now + CLAIM)))
        .filter(job::Column::Id.in_subquery(due))
        .exec_with_returning(carbot.database.connection())
        .await?;
    let claimed = rows.into_iter().map(|row| Claimed {
        id: row.id,
        attempt: row.attempts,
        job: from_row(&row),
        kind: row.kind,
    });
    Ok(claimed.collect())
}

/// Keeps what became of an attempt. A worker that has taken too long finds the job claimed by
/// another one, and leaves it to that one.
pub(super) async fn finish(
    carbot: &Carbot,
    claimed: &Claimed,
    outcome: Result<(), JobError>,
) -> Result<()> {
    let now = carbot.clock.now();
    let (id, kind, attempt) = (claimed.id, &claimed.kind, claimed.attempt);
    let pauses = claimed.job.as_ref().map(Job::pauses).unwrap_or_default();
    let (status, run_at, error) = match outcome {
        Ok(()) => (DONE, None, None),
        Err(JobError::GiveUp(cause)) => (DEAD, None, Some(cause)),
        Err(JobError::Retry(cause)) => match pause_after(attempt, pauses) {
            Some(pause) => (WAITING, Some(now + pause), Some(cause)),
            None => (DEAD, None, Some(cause)),
        },
    };
    match (&error, run_at) {
        (None, _) => tracing::debug!(%id, kind, attempt, "a job is done"),
        (Some(cause), Some(_)) => tracing::warn!(%id, kind, attempt, cause, "a job failed"),
        (Some(cause), None) => tracing::error!(%id, kind, attempt, cause, "a job is given up"),
    }
    let error: Option<String> = error.map(|it| it.chars().take(MAX_ERROR).collect());
    let finished_at = run_at.is_none().then_some(now);
    job::Entity::update_many()
        .col_expr(job::Column::Status, Expr::value(status))
        .col_expr(job::Column::RunAt, Expr::value(run_at))
        .col_expr(job::Column::LastError, Expr::value(error))
        .col_expr(job::Column::FinishedAt, Expr::value(finished_at))
        .filter(job::Column::Id.eq(id))
        .filter(job::Column::Status.eq(WAITING))
        .filter(job::Column::Attempts.eq(attempt))
        .exec(carbot.database.connection())
        .await?;
    Ok(())
}

/// Deletes what was done a week ago; gives how much that was.
pub(super) async fn delete_done(carbot: &Carbot) -> Result<u64> {
    let deleted = job::Entity::delete_many()
        .filter(job::Column::Status.eq(DONE))
        .filter(job::Column::FinishedAt.lt(carbot.clock.now() - KEEP_DONE))
        .exec(carbot.database.connection())
        .await?;
    Ok(deleted.rows_affected)
}

impl From<&Error> for JobError {
    fn from(error: &Error) -> Self {
        Self::GiveUp(error.to_string())
    }
}
