//! The task that empties the outbox.

use super::{Mailer, outbox::deliver_unless};
use crate::Carbot;
use std::time::Duration;
use tokio::sync::watch;

/// How often the outbox is looked into.
const PAUSE: Duration = Duration::from_secs(5);

/// Sends what is due until `stopped` holds `true` or its sender is gone. The mail that is on its
/// way then is finished first.
pub async fn run(carbot: Carbot, mailer: Mailer, mut stopped: watch::Receiver<bool>) {
    loop {
        let is_stopped = || *stopped.borrow();
        match deliver_unless(&carbot, &mailer, is_stopped).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "sent mails"),
            Err(error) => tracing::warn!(%error, "cannot work on the outbox"),
        }
        tokio::select! {
            _ = stopped.wait_for(|it| *it) => return,
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
}
