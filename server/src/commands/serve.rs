//! Serving until asked to stop.

use super::{
    setup,
    workers::{self, GRACE, Workers},
};
use crate::{
    config::Config,
    router::{AppState, router},
};
use anyhow::{Context, Result};
use domain::{analytics, chat};
use std::{future::IntoFuture as _, net::SocketAddr};
use tokio::{net::TcpListener, sync::watch};

/// Serves until SIGTERM or Ctrl-C: then no new request is taken, those under
/// way are finished, and after ten seconds the rest is given up.
pub async fn serve(config: &Config, migrate: bool, has_worker: bool) -> Result<()> {
    // The port first: two servers must not migrate the same database at once
    // because the second one was started by mistake.
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("cannot listen on {}", config.listen))?;
    let carbot = setup::carbot(config, migrate).await?;
    let rate_limiter = setup::rate_limiter(config, &carbot).await?;
    let carbot = carbot.with_rate_limiter(rate_limiter);
    let stopped = workers::stop_signal();
    let app = router(AppState {
        stopped: Some(stopped.clone()),
        ..AppState::new(carbot.clone(), config)
    });
    // Takes about a second of one core: the first message need not wait for it.
    tokio::task::spawn_blocking(chat::prepare);
    tracing::info!(url = config.public_url, listen = %config.listen, "ready");
    let workers = if has_worker {
        Workers::start(&carbot, config, &stopped)?
    } else {
        Workers::default()
    };
    // Ends after the last request, which may be a visit too.
    let (end_visits, ended) = watch::channel(false);
    let visits = tokio::spawn(analytics::run(carbot.clone(), ended));
    let service = app.into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, service).with_graceful_shutdown(wait(stopped.clone()));
    tokio::select! {
        result = server.into_future() => result.context("cannot serve")?,
        () = give_up(stopped) => tracing::warn!("gave up on requests that did not end"),
    }
    workers.finish().await;
    drop(end_visits);
    if visits.await.is_err() {
        tracing::warn!("the last visits are lost");
    }
    carbot
        .database()
        .clone()
        .close()
        .await
        .context("cannot close the database")?;
    tracing::info!("stopped");
    Ok(())
}

async fn wait(mut stopped: watch::Receiver<bool>) {
    // An error means that the sender is gone, which is a stop as well.
    let _ = stopped.wait_for(|it| *it).await;
}

async fn give_up(stopped: watch::Receiver<bool>) {
    wait(stopped).await;
    tokio::time::sleep(GRACE).await;
}
