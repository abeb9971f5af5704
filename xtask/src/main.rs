//! `cargo xtask`: the one door to everything that is done with this repository, from the demo to
//! the tests. It needs rustup and nothing else; what is missing it installs, or names with the
//! command that does.
//!
//! It knows how the parts are built and started, and nothing of what they do.

mod architecture;
mod bench;
mod browser_tests;
mod bundles;
mod css;
mod demo;
mod dist;
mod process;
mod site;
mod size;
mod stack;
mod test;
mod tools;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::demo::DemoOptions;
use crate::workspace::{Profile, Workspace};

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "Builds, shows and checks CarBot"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what the other commands need: the wasm target, npm packages, browser, PostgreSQL, Redis
    Setup,
    /// Build the browser bundles, then the `carbot` binary
    Build {
        /// Optimised and small; the binary carries the bundles in itself
        #[arg(long)]
        release: bool,
    },
    /// Build and start CarBot with the demo business and a sample customer's website
    Demo {
        /// Port of the dashboard
        #[arg(long, default_value_t = 3000)]
        port: u16,
        /// Port of the sample customer's website
        #[arg(long, default_value_t = 3100)]
        site_port: u16,
        /// Build optimised (takes longer)
        #[arg(long)]
        release: bool,
        /// Where the demo keeps its database, below the repository unless absolute
        #[arg(long, default_value = "data")]
        data_dir: PathBuf,
    },
    /// Run every check and test, ending in one summary
    Test {
        /// Leave out the browser tests
        #[arg(long)]
        skip_e2e: bool,
    },
    /// Run the browser tests against a fresh demo; arguments after `--` go to Playwright
    E2e {
        /// Test the optimised build, as it is shipped (takes longer)
        #[arg(long)]
        release: bool,
        #[arg(last = true)]
        playwright_arguments: Vec<String>,
    },
    /// Run the benchmarks, all or the one named
    Bench { name: Option<String> },
    /// Measure the release bundles and hold them against their budgets
    Size,
    /// Take the pictures in docs/images from a fresh demo
    Screenshots,
    /// Format all Rust code
    Fmt,
    /// Check the directions in which our crates may depend on each other
    CheckArchitecture,
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    let workspace = Workspace::find()?;
    match command {
        Command::Setup => tools::install_everything(&workspace)?,
        Command::Build { release } => {
            let profile = Profile::from_release_flag(release);
            bundles::build(&workspace, profile)?;
            let binary = workspace.build_server(profile)?;
            println!("{}", binary.display());
        }
        Command::Demo {
            port,
            site_port,
            release,
            data_dir,
        } => {
            let options = DemoOptions {
                port,
                site_port,
                profile: Profile::from_release_flag(release),
                data_dir: workspace.root.join(data_dir),
            };
            return demo::run(&workspace, &options);
        }
        Command::Test { skip_e2e } => return Ok(test::run(&workspace, skip_e2e)),
        Command::E2e {
            release,
            playwright_arguments,
        } => {
            let profile = Profile::from_release_flag(release);
            browser_tests::build_and_run(&workspace, profile, &playwright_arguments)?;
        }
        Command::Bench { name } => bench::run(&workspace, name.as_deref())?,
        Command::Size => size::run(&workspace)?,
        Command::Screenshots => browser_tests::take_screenshots(&workspace)?,
        Command::Fmt => process::run(workspace.cargo().args(["fmt", "--all"]))?,
        Command::CheckArchitecture => architecture::check(&workspace)?,
    }
    Ok(ExitCode::SUCCESS)
}
