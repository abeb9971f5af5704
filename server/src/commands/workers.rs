//! What is done beside requests: the queue and the mails.

use super::setup;
use crate::config::Config;
use anyhow::{Context, Result};
use domain::{Carbot, jobs, mail};
use std::time::Duration;
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
    task::JoinHandle,
};

/// How long what is under way may take after we were asked to stop.
pub const GRACE: Duration = Duration::from_secs(10);

/// The workers of this process.
#[derive(Default)]
pub struct Workers {
    tasks: Vec<JoinHandle<()>>,
}

impl Workers {
    /// Begins to work on the queue and to send mails.
    pub fn start(
        carbot: &Carbot,
        config: &Config,
        stopped: &watch::Receiver<bool>,
    ) -> Result<Self> {
        let mailer = config.mailer()?;
        if config.smtp_url.is_none() {
            tracing::warn!(
                folder = %config.outbox_dir().display(),
                "SMTP_URL is not set: mails are written to a folder and reach nobody"
            );
        }
        Ok(Self {
            tasks: vec![
                tokio::spawn(jobs::run(carbot.clone(), stopped.clone())),
                tokio::spawn(mail::run(carbot.clone(), mailer, stopped.clone())),
            ],
        })
    }

    /// Waits until what is under way is done. What takes too long is done again, by this or
    /// another process.
    pub async fn finish(self) {
        let deadline = tokio::time::Instant::now() + GRACE;
        for mut task in self.tasks {
            if tokio::time::timeout_at(deadline, &mut task).await.is_err() {
                tracing::warn!("gave up on a job or a mail that was under way");
                task.abort();
            }
        }
    }
}

/// Works until SIGTERM or Ctrl-C. Servers bring the database up to date, not workers.
pub async fn work(config: &Config) -> Result<()> {
    let carbot = setup::carbot(config, false).await?;
    let mut stopped = stop_signal();
    let workers = Workers::start(&carbot, config, &stopped)?;
    tracing::info!("working");
    // An error means that the sender is gone, which is a stop as well.
    let _ = stopped.wait_for(|it| *it).await;
    workers.finish().await;
    let database = carbot.database().clone();
    database
        .close()
        .await
        .context("cannot close the database")?;
    tracing::info!("stopped");
    Ok(())
}

/// Holds `true` once we were asked to stop.
pub fn stop_signal() -> watch::Receiver<bool> {
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(async move {
        asked_to_stop().await;
        tracing::info!("stopping");
        // Nobody listens any more only when all has ended already.
        let _ = stop.send(true);
    });
    stopped
}

async fn asked_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
        }
        Err(error) => {
            tracing::warn!(%error, "cannot wait for SIGTERM");
            let _ = interrupted.await;
        }
    }
}
