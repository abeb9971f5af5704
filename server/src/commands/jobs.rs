//! The queue, from the command line.

use super::{print, setup};
use crate::{cli::Jobs, config::Config};
use anyhow::{Result, bail};
use domain::{
    Carbot,
    jobs::{self, JobStatus},
};
use std::fmt::Write as _;

/// Lists jobs or tries them again.
pub async fn run(config: &Config, action: Jobs) -> Result<()> {
    let carbot = setup::carbot(config, true).await?;
    match action {
        Jobs::List { status, limit } => list(&carbot, parse_status(&status)?, limit).await,
        Jobs::Retry { id: Some(id), .. } => match jobs::retry_job(&carbot, id).await {
            Err(domain::Error::NotFound) => bail!("{id} is not a job that was given up"),
            other => {
                other?;
                print(&format!("{id} is tried again.\n"))
            }
        },
        Jobs::Retry { id: None, .. } => {
            let count = jobs::retry_all_dead_jobs(&carbot).await?;
            print(&format!("{count} job(s) are tried again.\n"))
        }
    }
}

fn parse_status(text: &str) -> Result<JobStatus> {
    let all = [JobStatus::Dead, JobStatus::Waiting, JobStatus::Done];
    match all.into_iter().find(|it| it.as_str() == text) {
        Some(status) => Ok(status),
        None => bail!("`{text}` is not one of dead, waiting, done"),
    }
}

/// One line for each job, and one more for why it failed.
async fn list(carbot: &Carbot, status: JobStatus, limit: u64) -> Result<()> {
    let mut text = String::new();
    for job in jobs::list_jobs(carbot, status, limit).await? {
        let created = job.created_at.format("%Y-%m-%d %H:%M:%S");
        writeln!(
            text,
            "{}  {created}  {:<20} {} attempt(s)  {}",
            job.id, job.kind, job.attempts, job.payload
        )?;
        if let Some(error) = job.last_error {
            writeln!(text, "    {error}")?;
        }
    }
    if text.is_empty() {
        writeln!(text, "no {} jobs", status.as_str())?;
    }
    print(&text)
}
