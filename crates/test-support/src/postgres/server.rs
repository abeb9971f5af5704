//! A PostgreSQL server that lives as long as this process.

use super::{
    PostgresError,
    installation::{Version, newest_binaries},
};
use std::{
    fs,
    io::Read as _,
    net::TcpListener,
    os::unix::{
        fs::{MetadataExt as _, chown},
        process::CommandExt as _,
    },
    path::Path,
    process::{ChildStdin, Command, Stdio},
};
use url::Url;

/// Runs the server and waits for the end of its input.
const SCRIPT: &str = include_str!("server.sh");

/// The system user of the server where this process is root, as whom PostgreSQL refuses to run.
const SYSTEM_USER: &str = "postgres";

/// A free port can be taken by somebody else before the server has it.
const ATTEMPTS: u32 = 3;

/// A running server. The keeper, a shell, stops it and removes its files when the pipe to it
/// closes: when this is dropped, or when the process ends, even if it is killed.
pub struct ThrowAwayServer {
    url: Url,
    version: Version,
    /// Never written to.
    _keeper: ChildStdin,
}

impl ThrowAwayServer {
    /// Starts a server from the newest binaries the system has.
    pub fn start() -> Result<Self, PostgresError> {
        let (version, binaries) = newest_binaries().ok_or(PostgresError::NotInstalled)?;
        let mut attempt = 1;
        loop {
            match Self::try_start(version, &binaries) {
                Err(_) if attempt < ATTEMPTS => attempt += 1,
                result => return result,
            }
        }
    }

    fn try_start(version: Version, binaries: &Path) -> Result<Self, PostgresError> {
        let failed = |it| PostgresError::failed("cannot prepare a server", it);
        let directory = tempfile::Builder::new()
            .prefix("carbot-postgres-")
            .tempdir()
            .map_err(failed)?;
        // Who owns what we create is who we are.
        let is_root = fs::metadata(directory.path()).map_err(failed)?.uid() == 0;
        if is_root {
            let (user, group) = (system_id("-u")?, system_id("-g")?);
            chown(directory.path(), Some(user), Some(group)).map_err(failed)?;
        }
        let port = TcpListener::bind(("127.0.0.1", 0))
            .and_then(|it| it.local_addr())
            .map_err(failed)?
            .port();
        let mut command = Command::new("sh");
        command
            .args(["-c", SCRIPT, "carbot-postgres"])
            .arg(directory.path())
            .arg(port.to_string())
            .arg(binaries)
            .args(
                is_root
                    .then_some(["runuser", "-u", SYSTEM_USER, "--"])
                    .into_iter()
                    .flatten(),
            )
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // What kills the group of the tests must not kill the keeper.
            .process_group(0);
        let mut child = command.spawn().map_err(failed)?;
        // The keeper removes it.
        let _ = directory.keep();
        let keeper = child.stdin.take().expect("standard input is piped");
        let mut report = String::new();
        child
            .stdout
            .take()
            .expect("standard output is piped")
            .read_to_string(&mut report)
            .map_err(failed)?;
        if report.trim() != "ready" {
            return Err(PostgresError::failed(
                "cannot start a server",
                report.trim(),
            ));
        }
        let url = Url::parse(&format!("postgres://postgres@127.0.0.1:{port}/postgres"))
            .expect("a host and a port make a URL");
        Ok(Self {
            url,
            version,
            _keeper: keeper,
        })
    }

    pub fn version(&self) -> Version {
        self.version
    }

    /// The maintenance database.
    pub fn url(&self) -> &Url {
        &self.url
    }
}

/// The number of the system user or its group.
fn system_id(option: &str) -> Result<u32, PostgresError> {
    Command::new("id")
        .args([option, SYSTEM_USER])
        .output()
        .ok()
        .and_then(|it| String::from_utf8(it.stdout).ok()?.trim().parse().ok())
        .ok_or_else(|| {
            PostgresError::Failed(format!(
                "root needs the system user `{SYSTEM_USER}` to run the server as, which is missing"
            ))
        })
}
