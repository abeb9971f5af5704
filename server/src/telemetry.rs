//! Logs: for people in a terminal, JSON otherwise. `RUST_LOG` chooses what.

use std::io::{IsTerminal as _, stderr};
use tracing_subscriber::EnvFilter;

/// Begins to log to the standard error stream.
pub fn start() {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,sea_orm=warn,sea_orm_migration=warn"));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(stderr);
    let started = if stderr().is_terminal() {
        builder.with_target(false).try_init()
    } else {
        builder.json().flatten_event(true).try_init()
    };
    if let Err(error) = started {
        eprintln!("carbot: logging is off: {error}");
    }
}
