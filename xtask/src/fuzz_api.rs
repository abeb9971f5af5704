//! schemathesis against a running server with the demo business: requests made from the published
//! description, right ones and wrong ones, whose answers must be what it says.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};

use crate::browser_tests::check_log;
use crate::process;
use crate::stack::{Stack, StackKind};
use crate::tools;
use crate::workspace::{Profile, Workspace};

/// How long and how thoroughly is asked.
pub struct Effort {
    /// Seconds after which no further requests are made up.
    seconds: u32,
    /// Requests made up for each operation.
    examples: u32,
    /// Where chance begins; another one each time if there is none.
    seed: Option<u32>,
    phases: &'static str,
}

/// A few requests of each kind, the same at every run.
pub const BRIEF: Effort = Effort {
    seconds: 75,
    examples: 5,
    seed: Some(1),
    phases: "examples,coverage,fuzzing",
};

/// Many, other ones at every run, and chains of requests that use each other's answers.
pub fn thorough(minutes: u32) -> Effort {
    Effort {
        seconds: minutes * 60,
        examples: 200,
        seed: None,
        phases: "examples,coverage,fuzzing,stateful",
    }
}

/// Builds the server, then asks.
pub fn build_and_run(workspace: &Workspace, effort: &Effort) -> Result<()> {
    let binary = workspace.build_server(Profile::Debug)?;
    run(workspace, &binary, effort)
}

/// Asks a server that is built already. One that logged an error has failed, whatever it answered.
pub fn run(workspace: &Workspace, binary: &Path, effort: &Effort) -> Result<()> {
    let schemathesis = tools::schemathesis(workspace)?;
    let folder = workspace.root.join("target/fuzz-api");
    let log = folder.join("server.log");
    let kind = StackKind::Temporary {
        log: log.clone(),
        settings: &[("CARBOT_RATE_LIMITS", "off")],
    };
    let stack = process::step("demo business and server", || {
        Stack::start(workspace, binary, kind)
    })?;
    let settings = workspace.root.join("xtask/fuzz-api/schemathesis.toml");
    let settings = fs::read_to_string(&settings)
        .with_context(|| format!("cannot read {}", settings.display()))?
        .replace("${email}", &stack.demo.email)
        .replace("${password}", &stack.demo.password)
        .replace("${client_key}", &stack.demo.client_key);
    fs::write(folder.join("schemathesis.toml"), settings)?;
    let mut command = Command::new(schemathesis);
    command
        // Where it keeps what it has learned, apart from the sources.
        .current_dir(&folder)
        .args(["--config-file", "schemathesis.toml"])
        .arg("run")
        .arg(format!(
            "http://127.0.0.1:{}/api/v1/openapi.json",
            stack.port
        ))
        .args(["--phases", effort.phases])
        .args(["--max-time", &effort.seconds.to_string()])
        .args(["--max-examples", &effort.examples.to_string()])
        .args(["--checks", "all", "--continue-on-failure"])
        // An unoptimised server learns a business's words for seconds, on a busy machine for more.
        .args(["--request-timeout", "60"])
        .args(["--warnings", "off", "--no-color"]);
    if let Some(seed) = effort.seed {
        command
            .args(["--seed", &seed.to_string()])
            .args(["--generation-database", "none"]);
    }
    let result = process::step("schemathesis", || {
        let mut schemathesis = command.spawn().context("st could not be started")?;
        let Some(status) = process::wait_unless_interrupted(&mut schemathesis)? else {
            process::stop(&mut schemathesis);
            bail!("stopped by Ctrl-C");
        };
        ensure!(status.success(), "schemathesis reports failures ({status})");
        Ok(())
    });
    drop(stack);
    check_log(&log, result)
}
