//! `cargo xtask test`: every check and test of the project, ending in one summary.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::architecture;
use crate::browser_tests;
use crate::bundles;
use crate::fuzz_api;
use crate::process;
use crate::tools;
use crate::wordpress;
use crate::workspace::{Profile, Workspace};

/// Everything that runs natively, but for xtask: the two browser crates are checked for wasm32,
/// and xtask's dependencies would give the server's ones other features than `cargo xtask demo`
/// builds them with, so that most of them would be compiled twice.
const NATIVE_CRATES: [&str; 7] = [
    "--workspace",
    "--exclude",
    "frontend",
    "--exclude",
    "widget-wasm",
    "--exclude",
    "xtask",
];

/// How a step ended.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Passed,
    /// With what went wrong.
    Failed(String),
    /// With the reason.
    Skipped(String),
}

impl Outcome {
    fn is_failure(&self) -> bool {
        matches!(self, Self::Failed(_))
    }
}

/// What a step that could run says about itself.
enum Verdict {
    Done,
    /// Something outside the project is missing, as the sentence says.
    Unavailable(String),
}

#[derive(Default)]
struct Report {
    steps: Vec<(&'static str, Outcome, Duration)>,
}

/// Runs every step, also after failures. Fails when one did.
pub fn run(workspace: &Workspace, skip_browser_tests: bool) -> ExitCode {
    let mut report = Report::default();
    let cargo = |arguments: &[&str]| process::run(workspace.cargo().args(arguments));

    report.run("format", || cargo(&["fmt", "--all", "--check"]));
    report.run("architecture", || architecture::check(workspace));
    report.run("clippy", || {
        workspace.create_dist_folders()?;
        for crates in [NATIVE_CRATES.as_slice(), &["--package", "xtask"]] {
            let mut command = workspace.cargo();
            command.arg("clippy").args(crates);
            process::run(command.args(["--all-targets", "--", "-D", "warnings"]))?;
        }
        Ok(())
    });
    report.run("clippy of the dashboard for wasm", || {
        tools::install_wasm_target(workspace)?;
        clippy_for_wasm(workspace, "frontend")
    });
    report.run("clippy of the widget for wasm", || {
        clippy_for_wasm(workspace, "widget-wasm")
    });
    report.run_if_available("PostgreSQL for the tests", || {
        if std::env::var_os("DATABASE_URL").is_some() {
            return Ok(Verdict::Done);
        }
        Ok(verdict_on(tools::postgresql()))
    });
    report.run_if_available("Redis for the tests", || Ok(verdict_on(tools::redis())));
    report.run_if_available("curl for the tests", || Ok(verdict_on(tools::curl())));
    report.run_if_available("S3 for the tests", || {
        Ok(verdict_on(tools::moto(workspace)))
    });
    report.run("unit, integration and doc tests", || {
        let mut command = workspace.cargo();
        process::run_tests(
            command
                .arg("test")
                .args(NATIVE_CRATES)
                .arg("--no-fail-fast"),
        )
    });
    report.run_if_available("the API against its description", || {
        if let unavailable @ Verdict::Unavailable(_) = verdict_on(tools::schemathesis(workspace)) {
            return Ok(unavailable);
        }
        let binary = workspace.build_tested_server(&NATIVE_CRATES)?;
        fuzz_api::run(workspace, &binary, &fuzz_api::BRIEF)?;
        Ok(Verdict::Done)
    });
    report.run("widget and xtask tests", || {
        for arguments in [["widget-wasm", "--lib"].as_slice(), &["xtask"]] {
            let mut command = workspace.cargo();
            process::run_tests(command.args(["test", "--package"]).args(arguments))?;
        }
        Ok(())
    });
    let has_bundles = report.run("browser bundles", || {
        bundles::build(workspace, Profile::Debug)
    });
    report.run_if_available("browser tests", || {
        if skip_browser_tests {
            return Ok(Verdict::Unavailable("left out by --skip-e2e".to_owned()));
        }
        if !has_bundles {
            bail!("they need the browser bundles, which failed");
        }
        if let unavailable @ Verdict::Unavailable(_) = verdict_on(tools::browser()) {
            return Ok(unavailable);
        }
        let binary = workspace.build_tested_server(&NATIVE_CRATES)?;
        browser_tests::run(workspace, &binary, &[])?;
        Ok(Verdict::Done)
    });
    report.run_if_available("WordPress plugin", || match tools::php() {
        Ok(php) => wordpress::test(workspace, &php).map(|()| Verdict::Done),
        Err(error) => Ok(Verdict::Unavailable(format!("{error:#}"))),
    });
    report.run("licences, bans and sources", || {
        let mut command = std::process::Command::new(tools::cargo_deny(workspace)?);
        command.current_dir(&workspace.root);
        process::run(command.args(["--workspace", "check", "bans", "licenses", "sources"]))
    });
    report.run("spelling", || {
        let mut command = std::process::Command::new(tools::typos(workspace)?);
        process::run(command.current_dir(&workspace.root))
    });

    println!("\n{}", report.summary());
    if report.count(Outcome::is_failure) > 0 {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

/// One crate at a time, because cargo would build several with the features of each.
fn clippy_for_wasm(workspace: &Workspace, package: &str) -> Result<()> {
    let mut command = workspace.cargo();
    command.args(["clippy", "--package", package]);
    process::run(command.args(["--target", tools::WASM_TARGET, "--", "-D", "warnings"]))
}

fn verdict_on<T>(found: Result<T>) -> Verdict {
    match found {
        Ok(_) => Verdict::Done,
        Err(error) => Verdict::Unavailable(format!("{error:#}")),
    }
}

/// On a build server nothing may be left out for want of a program.
fn is_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| !value.is_empty() && value != "false")
}

impl Report {
    /// Runs a step and returns whether it passed.
    fn run(&mut self, name: &'static str, action: impl FnOnce() -> Result<()>) -> bool {
        self.run_if_available(name, || action().map(|()| Verdict::Done))
    }

    /// The same for a step that may be skipped, unless this is a build server.
    fn run_if_available(
        &mut self,
        name: &'static str,
        action: impl FnOnce() -> Result<Verdict>,
    ) -> bool {
        println!("\n━━ {name}");
        let started = Instant::now();
        let outcome = match action() {
            Ok(Verdict::Done) => Outcome::Passed,
            Ok(Verdict::Unavailable(reason)) if is_ci() => {
                eprintln!("error: {reason}");
                Outcome::Failed(reason)
            }
            Ok(Verdict::Unavailable(reason)) => {
                eprintln!("WARNING: {name} SKIPPED: {reason}");
                Outcome::Skipped(reason)
            }
            Err(error) => {
                eprintln!("error: {error:#}");
                Outcome::Failed(format!("{error:#}"))
            }
        };
        let passed = outcome == Outcome::Passed;
        self.steps.push((name, outcome, started.elapsed()));
        passed
    }

    fn count(&self, matches: impl Fn(&Outcome) -> bool) -> usize {
        self.steps
            .iter()
            .filter(|(_, outcome, _)| matches(outcome))
            .count()
    }

    /// One line per step and the closing line.
    fn summary(&self) -> String {
        let mut lines = vec![format!("{:<36} {:<8} {:>8}", "step", "result", "seconds")];
        for (name, outcome, duration) in &self.steps {
            let (result, reason) = match outcome {
                Outcome::Passed => ("ok", None),
                Outcome::Failed(reason) => ("FAILED", Some(reason)),
                Outcome::Skipped(reason) => ("skipped", Some(reason)),
            };
            let mut line = format!("{name:<36} {result:<8} {:>8.1}", duration.as_secs_f32());
            if let Some(reason) = reason {
                line.push_str("  ");
                line.push_str(reason);
            }
            lines.push(line);
        }
        lines.push(String::new());
        lines.push(closing_line(
            self.count(|outcome| *outcome == Outcome::Passed),
            self.count(Outcome::is_failure),
            self.count(|outcome| matches!(outcome, Outcome::Skipped(_))),
        ));
        lines.join("\n")
    }
}

/// The line that people and build servers look for.
fn closing_line(passed: usize, failed: usize, skipped: usize) -> String {
    let line = format!("{passed} passed, {failed} failed");
    if skipped == 0 {
        return line;
    }
    format!("{line}, {skipped} skipped")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_line_names_skips_only_when_there_are_some() {
        assert_eq!(closing_line(12, 0, 0), "12 passed, 0 failed");
        assert_eq!(closing_line(9, 1, 2), "9 passed, 1 failed, 2 skipped");
    }

    #[test]
    fn the_summary_lists_every_step_in_order() {
        let mut report = Report::default();
        assert!(report.run("format", || Ok(())));
        assert!(!report.run("clippy", || bail!("warnings")));
        report.steps.push((
            "browser tests",
            Outcome::Skipped("no Chromium".to_owned()),
            Duration::from_millis(1500),
        ));
        let summary = report.summary();
        let lines: Vec<&str> = summary.lines().collect();
        assert!(lines[1].starts_with("format ") && lines[1].contains(" ok "));
        assert!(lines[2].starts_with("clippy ") && lines[2].contains(" FAILED "));
        assert!(lines[2].ends_with("  warnings"));
        assert!(lines[3].ends_with("1.5  no Chromium"));
        assert_eq!(lines.last(), Some(&"1 passed, 1 failed, 1 skipped"));
    }
}
