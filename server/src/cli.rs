//! The command line.

use clap::{Parser, Subcommand};

/// Assistant and website for car workshops.
#[derive(Debug, Parser)]
#[command(
    name = "carbot",
    version,
    about,
    after_help = "Without a command it serves. Settings come from carbot.toml and the environment; see `carbot config print`."
)]
pub struct Cli {
    /// What to do; without one, `serve`.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What the binary can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve dashboard, API, widget and landing pages.
    Serve {
        /// Do not bring the database up to date first.
        #[arg(long)]
        no_migrate: bool,
        /// Leave the queue and the mails to `carbot worker`.
        #[arg(long)]
        no_worker: bool,
    },
    /// Work on the queue and send mails, beside servers on the same database.
    Worker,
    /// Look after the queue.
    Jobs {
        /// What to do.
        #[command(subcommand)]
        action: Jobs,
    },
    /// Bring the database up to date, or take steps back.
    Migrate {
        /// The direction.
        #[command(subcommand)]
        direction: Migrate,
    },
    /// Fill the demo business; an existing one is put back to its profile.
    Demo {
        /// Print the login and the key as one line of JSON.
        #[arg(long)]
        json: bool,
    },
    /// Manage accounts from the command line.
    Admin {
        /// What to do.
        #[command(subcommand)]
        action: Admin,
    },
    /// Look at the settings.
    Config {
        /// What to do.
        #[command(subcommand)]
        action: Config,
    },
}

/// Steps of the database's history.
#[derive(Debug, Subcommand)]
pub enum Migrate {
    /// Take all steps that are missing.
    Up,
    /// Take steps back. What they held is lost.
    Down {
        /// How many.
        #[arg(default_value_t = 1)]
        steps: u32,
    },
    /// Show which steps were taken.
    Status,
}

/// Ways to look after the queue.
#[derive(Debug, Subcommand)]
pub enum Jobs {
    /// List the newest jobs, those that were given up unless said otherwise.
    List {
        /// dead, waiting or done.
        #[arg(long, default_value = "dead")]
        status: String,
        /// How many, at most.
        #[arg(long, default_value_t = 100)]
        limit: u64,
    },
    /// Try jobs again that were given up.
    Retry {
        /// The id of one of them.
        #[arg(required_unless_present = "all", conflicts_with = "all")]
        id: Option<uuid::Uuid>,
        /// All of them.
        #[arg(long)]
        all: bool,
    },
}

/// Work on accounts that needs no login.
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Make an account for an operator of this installation; prints its password.
    Create {
        /// The e-mail address.
        email: String,
    },
    /// Give an account a new password; prints it.
    ResetPassword {
        /// The e-mail address.
        email: String,
    },
    /// Change what an account pays for.
    SetPlan {
        /// The e-mail address.
        email: String,
        /// basic, premium or enterprise.
        tier: String,
    },
    /// Let nobody use the chat on a domain and below it; keys that were verified there are not any
    /// more.
    BlockDomain {
        /// The domain.
        domain: String,
        /// Why, for other operators.
        #[arg(long)]
        reason: Option<String>,
    },
    /// Allow a blocked domain again.
    UnblockDomain {
        /// The domain.
        domain: String,
    },
    /// Vouch that a domain belongs to an account, so that its keys work there.
    VerifyDomain {
        /// The e-mail address of the account.
        email: String,
        /// The domain of its keys.
        domain: String,
    },
}

/// Ways to look at the settings.
#[derive(Debug, Subcommand)]
pub enum Config {
    /// Say whether the settings are valid.
    Check,
    /// Print all settings in force, without secrets.
    Print,
}
