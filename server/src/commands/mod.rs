//! What the commands do.

mod admin;
mod jobs;
mod serve;
mod setup;
mod upkeep;
mod workers;

use crate::{
    cli::{Cli, Command, Config as ConfigAction, Migrate},
    config::Config,
};
use anyhow::{Context, Result, ensure};
use migration::MigratorTrait as _;
use std::io::Write as _;

pub use serve::serve;

/// Runs the command that was asked for.
pub async fn run(cli: Cli) -> Result<()> {
    let config = Config::load()?;
    let command = cli.command.unwrap_or(Command::Serve {
        no_migrate: false,
        no_worker: false,
    });
    match command {
        Command::Serve {
            no_migrate,
            no_worker,
        } => serve(&config, !no_migrate, !no_worker).await,
        Command::Worker => workers::work(&config).await,
        Command::Jobs { action } => jobs::run(&config, action).await,
        Command::Migrate { direction } => migrate(&config, direction).await,
        Command::Demo { json } => demo(&config, json).await,
        Command::Admin { action } => admin::run(&config, action).await,
        Command::Config {
            action: ConfigAction::Check,
        } => print("the settings are valid\n"),
        Command::Config {
            action: ConfigAction::Print,
        } => print(&config.to_toml()),
    }
}

async fn migrate(config: &Config, direction: Migrate) -> Result<()> {
    let database = setup::connect(config).await?;
    let connection = database.connection();
    match direction {
        Migrate::Up => migration::Migrator::up(connection, None).await?,
        Migrate::Down { steps } => migration::Migrator::down(connection, Some(steps)).await?,
        Migrate::Status => {
            for step in migration::Migrator::get_migration_with_status(connection).await? {
                print(&format!(
                    "{:<10} {}\n",
                    step.status().to_string(),
                    step.name()
                ))?;
            }
        }
    }
    database.close().await.context("cannot close the database")
}

async fn demo(config: &Config, json: bool) -> Result<()> {
    use domain::demo::{CLIENT_KEY, EMAIL, PASSWORD, SUBDOMAIN};
    ensure!(
        !config.is_https(),
        "the demo business has a password everybody knows and is for localhost only, not for {}",
        config.public_url
    );
    let carbot = setup::carbot(config, true).await?;
    domain::demo::fill(&carbot)
        .await
        .context("cannot fill the demo business")?;
    if json {
        let facts = serde_json::json!({
            "email": EMAIL, "password": PASSWORD, "client_key": CLIENT_KEY, "subdomain": SUBDOMAIN,
        });
        print(&format!("{facts}\n"))?;
    } else {
        print(&format!(
            "The demo business is ready.\n  login     {EMAIL}\n  password  {PASSWORD}\n  test key  {CLIENT_KEY}\n  page      {}\n",
            carbot.page_url(SUBDOMAIN)
        ))?;
    }
    Ok(())
}

/// Writes to the standard output; a closed pipe is the reader's decision.
fn print(text: &str) -> Result<()> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
