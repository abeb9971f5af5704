//! What is to be done from time to time.

use domain::{Carbot, client_keys, domain_verification, idempotency};
use std::{fmt::Display, time::Duration};

const PERIOD: Duration = Duration::from_hours(1);

/// Once an hour looks at domains again, warns of keys that expire, and deletes kept answers. Each
/// step can be done by several processes at once.
pub async fn keep_up(carbot: Carbot) {
    let mut timer = tokio::time::interval(PERIOD);
    loop {
        timer.tick().await;
        report(
            "looked at domains again",
            domain_verification::recheck_due_domains(&carbot).await,
        );
        report(
            "warned of keys that expire",
            client_keys::warn_of_expiring_keys(&carbot).await,
        );
        report(
            "deleted kept answers",
            idempotency::delete_expired(&carbot).await,
        );
    }
}

fn report<T: Default + PartialEq + Display>(what: &str, result: domain::Result<T>) {
    match result {
        Ok(count) if count == T::default() => {}
        Ok(count) => tracing::info!(%count, "{what}"),
        Err(error) => tracing::warn!(%error, "could not: {what}"),
    }
}
