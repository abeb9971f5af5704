//! `cargo xtask demo`: from a clone to a conversation.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, ensure};

use crate::bundles;
use crate::process;
use crate::stack::{self, Stack, StackKind};
use crate::workspace::{Profile, Workspace};

/// What the person asked for.
pub struct DemoOptions {
    /// Port of the dashboard.
    pub port: u16,
    /// Port of the sample customer's website.
    pub site_port: u16,
    /// How to build.
    pub profile: Profile,
    /// Where the database is kept.
    pub data_dir: PathBuf,
}

/// Builds, starts and shows everything until Ctrl-C, or until the server ends by itself, whose
/// exit code then becomes this command's.
pub fn run(workspace: &Workspace, options: &DemoOptions) -> Result<ExitCode> {
    ensure!(
        options.port != options.site_port,
        "--port and --site-port must differ, since the sample website is another origin"
    );
    // Better to hear it now than after the build.
    stack::ensure_port_is_free(options.port, "--port")?;
    stack::ensure_port_is_free(options.site_port, "--site-port")?;

    bundles::build(workspace, options.profile)?;
    let binary = workspace.build_server(options.profile)?;
    let kind = StackKind::Demo {
        port: options.port,
        site_port: options.site_port,
        data_dir: options.data_dir.clone(),
    };
    let mut stack = process::step("demo business and server", || {
        Stack::start(workspace, &binary, kind)
    })?;
    print_addresses(&stack);

    let ended = process::wait_unless_interrupted(&mut stack.server)?;
    let Some(status) = ended else {
        println!("\nStopping …");
        return Ok(ExitCode::SUCCESS);
    };
    if process::is_interrupted() {
        // Ctrl-C in a terminal reaches the server as well, which may be the first to act on it.
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("carbot ended by itself ({status})");
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

fn print_addresses(stack: &Stack) {
    let demo = &stack.demo;
    println!();
    println!("  CarBot is ready.");
    println!();
    println!("  Dashboard             {}", stack.url());
    println!("  Sample customer site  {}", stack.site_url());
    println!("  Landing page          {}", stack.page_url());
    println!("  Demo login            {} / {}", demo.email, demo.password);
    println!();
    println!("  Ctrl-C stops everything.");
    println!();
}
