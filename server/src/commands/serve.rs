//! Serving until asked to stop.

use super::setup;
use crate::{
    config::Config,
    router::{AppState, router},
};
use anyhow::{Context, Result};
use domain::{Carbot, chat, mail, sessions::DatabaseSessionStore};
use std::{future::IntoFuture as _, net::SocketAddr, time::Duration};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::watch,
    task::JoinHandle,
};

/// How long requests under way may take after we were asked to stop.
const GRACE: Duration = Duration::from_secs(10);
const SESSION_SWEEP: Duration = Duration::from_hours(1);

/// Serves until SIGTERM or Ctrl-C: then no new request is taken, those under
/// way are finished, and after ten seconds the rest is given up.
pub async fn serve(config: &Config, migrate: bool) -> Result<()> {
    // The port first: two servers must not migrate the same database at once
    // because the second one was started by mistake.
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("cannot listen on {}", config.listen))?;
    let carbot = setup::carbot(config, migrate).await?;
    let sweep = tokio::spawn(sweep_sessions(DatabaseSessionStore::new(carbot.clone())));
    let (stop, stopped) = watch::channel(false);
    let app = router(AppState {
        stopped: Some(stopped.clone()),
        ..AppState::new(carbot.clone(), config)
    });
    // Takes about a second of one core: the first message need not wait for it.
    tokio::task::spawn_blocking(chat::prepare);
    tracing::info!(url = config.public_url, listen = %config.listen, "ready");
    tokio::spawn(async move {
        asked_to_stop().await;
        tracing::info!("stopping");
        // Nobody listens any more only when serving has ended already.
        let _ = stop.send(true);
    });
    let mails = send_mails(&carbot, config, stopped.clone())?;
    let service = app.into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, service).with_graceful_shutdown(wait(stopped.clone()));
    tokio::select! {
        result = server.into_future() => result.context("cannot serve")?,
        () = give_up(stopped) => tracing::warn!("gave up on requests that did not end"),
    }
    sweep.abort();
    finish(mails).await;
    carbot
        .database()
        .clone()
        .close()
        .await
        .context("cannot close the database")?;
    tracing::info!("stopped");
    Ok(())
}

/// Starts the worker that empties the outbox.
fn send_mails(
    carbot: &Carbot,
    config: &Config,
    stopped: watch::Receiver<bool>,
) -> Result<JoinHandle<()>> {
    let mailer = config.mailer()?;
    if config.smtp_url.is_none() {
        tracing::warn!(
            folder = %config.outbox_dir().display(),
            "SMTP_URL is not set: mails are written to a folder and reach nobody"
        );
    }
    Ok(tokio::spawn(mail::run(carbot.clone(), mailer, stopped)))
}

/// Waits until the mail that is on its way is sent; one that takes too long is tried again after
/// the next start.
async fn finish(mut mails: JoinHandle<()>) {
    if tokio::time::timeout(GRACE, &mut mails).await.is_err() {
        tracing::warn!("gave up on a mail that was being sent");
        mails.abort();
    }
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

async fn wait(mut stopped: watch::Receiver<bool>) {
    // An error means that the sender is gone, which is a stop as well.
    let _ = stopped.wait_for(|it| *it).await;
}

async fn give_up(stopped: watch::Receiver<bool>) {
    wait(stopped).await;
    tokio::time::sleep(GRACE).await;
}

/// Deletes expired sessions once an hour.
async fn sweep_sessions(store: DatabaseSessionStore) {
    let mut timer = tokio::time::interval(SESSION_SWEEP);
    loop {
        timer.tick().await;
        match store.delete_expired().await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "deleted expired sessions"),
            Err(error) => tracing::warn!(%error, "cannot delete expired sessions"),
        }
    }
}
