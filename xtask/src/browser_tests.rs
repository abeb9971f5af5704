//! Playwright against a fresh demo: the browser tests, and the pictures for the documentation.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};

use crate::bundles;
use crate::dist;
use crate::process;
use crate::stack::{Stack, StackKind};
use crate::tools;
use crate::workspace::{Profile, Workspace};

/// How many warnings and errors of the server's log are shown when something failed.
const SHOWN_LOG_LINES: usize = 40;

/// Where the reporter of the tests names those that failed, beneath `end2end`.
const FAILURES: &str = "test-results/failures.txt";

/// Builds everything, then runs the tests.
pub fn build_and_run(workspace: &Workspace, profile: Profile, arguments: &[String]) -> Result<()> {
    bundles::build(workspace, profile)?;
    let binary = workspace.build_server(profile)?;
    run(workspace, &binary, arguments)
}

/// Runs the tests on a server and bundles that are built already. A test run whose server logged an error or
/// panicked has failed, whatever the browser saw.
pub fn run(workspace: &Workspace, binary: &Path, arguments: &[String]) -> Result<()> {
    let log = workspace.root.join("target/e2e/server.log");
    let result = run_playwright(workspace, binary, &log, |command| {
        command.args(arguments);
    });
    check_log(&log, result)
}

/// Fails also where a server logged an error, and then shows its last lines.
pub fn check_log(log: &Path, result: Result<()>) -> Result<()> {
    let text = fs::read_to_string(log).unwrap_or_default();
    let result = result.and_then(|()| match first_error(&text) {
        Some(line) => bail!("the server logged an error during the tests: {line}"),
        None => Ok(()),
    });
    if result.is_err() && !text.is_empty() {
        eprintln!("last warnings and errors of {}:", log.display());
        let lines: Vec<&str> = text.lines().filter(|line| is_noteworthy(line)).collect();
        for line in &lines[lines.len().saturating_sub(SHOWN_LOG_LINES)..] {
            eprintln!("  {line}");
        }
    }
    result
}

/// Takes the pictures of `docs/images` by the Playwright project `screenshots`.
pub fn take_screenshots(workspace: &Workspace) -> Result<()> {
    bundles::build(workspace, Profile::Release)?;
    let binary = workspace.build_server(Profile::Release)?;
    let folder = workspace.root.join("docs/images");
    fs::create_dir_all(&folder)?;
    let log = workspace.root.join("target/screenshots/server.log");
    run_playwright(workspace, &binary, &log, |command| {
        command
            .args(["--project", "screenshots"])
            .env("CARBOT_SCREENSHOT_DIR", &folder);
    })?;
    let is_picture = |path: &&std::path::PathBuf| path.extension() == Some(OsStr::new("png"));
    let files = dist::list_files(&folder)?;
    let pictures: Vec<_> = files.iter().filter(is_picture).collect();
    ensure!(
        !pictures.is_empty(),
        "no picture was written to {}",
        folder.display()
    );
    for picture in pictures {
        println!("{}", folder.join(picture).display());
    }
    Ok(())
}

fn run_playwright(
    workspace: &Workspace,
    binary: &Path,
    log: &Path,
    configure: impl FnOnce(&mut Command),
) -> Result<()> {
    tools::install_npm_packages(workspace)?;
    let browser = tools::browser()?;
    let kind = StackKind::Temporary {
        log: log.to_path_buf(),
        settings: &[],
    };
    let stack = process::step("demo business and server", || {
        Stack::start(workspace, binary, kind)
    })?;

    let mut command = Command::new("npx");
    command
        .current_dir(workspace.end2end_dir())
        .args(["--no-install", "playwright", "test"])
        .env("CHROME_PATH", browser)
        .env("CARBOT_URL", stack.url())
        .env("CARBOT_SITE_URL", stack.site_url())
        .env("CARBOT_PAGE_URL", stack.page_url())
        .env("CARBOT_DEMO_EMAIL", &stack.demo.email)
        .env("CARBOT_DEMO_PASSWORD", &stack.demo.password)
        .env("CARBOT_DEMO_KEY", &stack.demo.client_key)
        .env("CARBOT_BINARY", binary)
        .env("CARBOT_DATA_DIR", &stack.data_dir);
    configure(&mut command);
    process::step("Playwright", || {
        let mut playwright = command.spawn().context("npx could not be started")?;
        let Some(status) = process::wait_unless_interrupted(&mut playwright)? else {
            process::stop(&mut playwright);
            bail!("stopped by Ctrl-C");
        };
        if !status.success() {
            let failed = fs::read_to_string(workspace.end2end_dir().join(FAILURES));
            let failed = failed.unwrap_or_default();
            let names: Vec<&str> = failed.lines().collect();
            bail!("Playwright ({status}): {}", names.join("; "));
        }
        Ok(())
    })
}

/// The first line of a server log that a healthy run never has.
fn first_error(log: &str) -> Option<&str> {
    log.lines().find(|line| is_error(line))
}

fn is_error(line: &str) -> bool {
    line.contains("ERROR") || line.contains("panicked")
}

fn is_noteworthy(line: &str) -> bool {
    is_error(line) || line.contains("WARN")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_and_panics_are_found_in_both_log_forms() {
        assert_eq!(first_error("INFO ready\nWARN slow"), None);
        for bad in [
            "{\"level\":\"ERROR\",\"message\":\"lost\"}",
            "2026-01-01 ERROR lost",
            "thread 'main' panicked at src/main.rs:1:1",
        ] {
            assert_eq!(first_error(&format!("INFO ready\n{bad}\n")), Some(bad));
        }
    }
}
