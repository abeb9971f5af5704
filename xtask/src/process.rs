//! Running other programs: with a visible step, with one clear sentence on failure, and so that
//! Ctrl-C leaves nothing behind.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

/// How long a program may take to stop before it is killed.
const STOP_PATIENCE: Duration = Duration::from_secs(15);

const POLL_INTERVAL: Duration = Duration::from_millis(100);

static INTERRUPTED: AtomicBool = AtomicBool::new(false);
static INSTALL_HANDLER: Once = Once::new();

/// Says what is being done, does it, and says how long it took.
pub fn step<T>(name: &str, action: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("▸ {name} …");
    let started = Instant::now();
    let result = action();
    let seconds = started.elapsed().as_secs_f32();
    match &result {
        Ok(_) => eprintln!("  {name}: {seconds:.1} s"),
        Err(_) => eprintln!("  {name}: failed after {seconds:.1} s"),
    }
    result
}

/// Runs a program to its end with its output passed through.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("{} could not be started", describe(command)))?;
    check(command, status)
}

/// Runs tests of Rust with their output passed through; an error names those that failed.
pub fn run_tests(command: &mut Command) -> Result<()> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} could not be started", describe(command)))?;
    let mut failed = Vec::new();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines() {
            let line = line?;
            println!("{line}");
            failed.extend(failed_test(&line).map(str::to_owned));
        }
    }
    let checked = check(command, child.wait()?);
    if failed.is_empty() {
        return checked;
    }
    checked.with_context(|| format!("failed: {}", failed.join(", ")))
}

/// The name in a line such as `test chat::answers ... FAILED`.
fn failed_test(line: &str) -> Option<&str> {
    line.strip_prefix("test ")?.strip_suffix(" ... FAILED")
}

/// Runs a program quietly and returns what it wrote to standard output.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command
        .output()
        .with_context(|| format!("{} could not be started", describe(command)))?;
    if !output.status.success() {
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
    }
    check(command, output.status)?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn check(command: &Command, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("`{}` failed ({status})", describe(command));
    }
    Ok(())
}

/// The command line, as a person would type it.
fn describe(command: &Command) -> String {
    let mut line = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}

/// From now on Ctrl-C and SIGTERM only set a flag, so that started programs can be stopped and
/// temporary folders removed.
pub fn catch_interrupt() {
    INSTALL_HANDLER.call_once(|| {
        let installed = ctrlc::set_handler(|| INTERRUPTED.store(true, Ordering::SeqCst));
        if let Err(error) = installed {
            eprintln!("warning: Ctrl-C cannot be caught: {error}");
        }
    });
}

/// Whether Ctrl-C was pressed since [`catch_interrupt`].
pub fn is_interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// Waits for a program to end by itself; `None` when Ctrl-C came first.
pub fn wait_unless_interrupted(child: &mut Child) -> Result<Option<ExitStatus>> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if is_interrupted() {
            return Ok(None);
        }
        thread::sleep(POLL_INTERVAL);
    }
}

/// Asks a program to stop, and kills it when it does not.
pub fn stop(child: &mut Child) {
    ask_to_stop(child);
    let deadline = Instant::now() + STOP_PATIENCE;
    while Instant::now() < deadline {
        match child.try_wait() {
            Ok(None) => thread::sleep(POLL_INTERVAL),
            Ok(Some(_)) | Err(_) => return,
        }
    }
    // Both fail only when the program has ended meanwhile, which is what is wanted.
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(unix)]
fn ask_to_stop(child: &mut Child) {
    // A reaped child's id may belong to another program by now.
    if !matches!(child.try_wait(), Ok(None)) {
        return;
    }
    let pid = i32::try_from(child.id())
        .ok()
        .and_then(rustix::process::Pid::from_raw);
    if let Some(pid) = pid {
        let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
    }
}

#[cfg(not(unix))]
fn ask_to_stop(child: &mut Child) {
    let _ = child.kill();
}
