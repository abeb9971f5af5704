//! The one binary of CarBot.

use clap::Parser as _;
use server::{cli::Cli, commands, telemetry};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    telemetry::start();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
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
