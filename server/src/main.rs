//! The one binary of CarBot.

use clap::Parser as _;
use server::{cli::Cli, commands, telemetry};
use std::process::ExitCode;

/// Pages are rendered recursively, which takes more stack than the usual 2 MiB
/// in builds without optimisation. Only what is used takes memory.
const STACK_BYTES: usize = 16 * 1024 * 1024;

fn main() -> ExitCode {
    let cli = Cli::parse();
    telemetry::start();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(STACK_BYTES)
        .build();
    let result = runtime
        .map_err(anyhow::Error::from)
        .and_then(|runtime| runtime.block_on(commands::run(cli)));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // One sentence for the person at the terminal: causes joined by colons.
            eprintln!("carbot: {error:#}");
            ExitCode::FAILURE
        }
    }
}
