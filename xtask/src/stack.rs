//! A running CarBot with the demo business and a sample customer's website on another origin:
//! what the demo shows, the browser tests use and the screenshots are taken of.

use std::fs::File;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;
use tempfile::TempDir;

use crate::process;
use crate::site::{Placeholders, Site};
use crate::workspace::Workspace;

/// How long the server may take to be ready; a first start migrates an empty database.
const START_PATIENCE: Duration = Duration::from_mins(1);

const POLL_INTERVAL: Duration = Duration::from_millis(50);

/// Settings of the server that come from the person's environment and would make a test depend
/// on it. Names that begin with `CARBOT_` are left out as well.
const OUTSIDE_SETTINGS: [&str; 12] = [
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "DATABASE_REPLICA_URL",
    "DATABASE_URL",
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
    "OPENAI_MODEL",
    "REDIS_URL",
    "SMTP_URL",
    "STRIPE_API_BASE",
    "STRIPE_SECRET_KEY",
    "STRIPE_WEBHOOK_SECRET",
];

/// Which ports, which data, and where the log goes.
pub enum StackKind {
    /// For a person: fixed ports, data that stays, log in the terminal.
    Demo {
        port: u16,
        site_port: u16,
        data_dir: PathBuf,
    },
    /// For tests: free ports, an empty folder that is removed, log in a file.
    Temporary { log: PathBuf },
}

/// What `carbot demo` says about the demo business.
pub struct DemoAccount {
    /// Login of the owner.
    pub email: String,
    /// Password of the owner.
    pub password: String,
    /// The key in the sample website's script tag.
    pub client_key: String,
    /// The subdomain of the landing page.
    pub subdomain: String,
}

/// The running parts. Dropping this stops them.
pub struct Stack {
    /// The server process.
    pub server: Child,
    /// The demo business.
    pub demo: DemoAccount,
    /// The port of the server.
    pub port: u16,
    /// Where the server keeps its data.
    pub data_dir: PathBuf,
    site: Site,
    _temporary_data: Option<TempDir>,
}

impl Stack {
    /// Fills the demo business, starts the server and the website, and waits until it is ready.
    pub fn start(workspace: &Workspace, binary: &Path, kind: StackKind) -> Result<Self> {
        process::catch_interrupt();
        let (port, site_port, data_dir, temporary_data, log) = match kind {
            StackKind::Demo {
                port,
                site_port,
                data_dir,
            } => (port, site_port, data_dir, None, None),
            StackKind::Temporary { log } => {
                let folder = tempfile::Builder::new().prefix("carbot-").tempdir()?;
                let path = folder.path().join("data");
                (free_port()?, 0, path, Some(folder), Some(log))
            }
        };
        let carbot = || {
            let mut command = Command::new(binary);
            command.current_dir(&workspace.root);
            if log.is_some() {
                forget_outside_settings(&mut command);
            }
            command
                .env("CARBOT_LISTEN", format!("127.0.0.1:{port}"))
                .env("CARBOT_PUBLIC_URL", format!("http://localhost:{port}"))
                .env("CARBOT_DATA_DIR", &data_dir);
            command
        };

        let answer = process::read(carbot().args(["demo", "--json"]).stderr(Stdio::inherit()))
            .context("the demo business could not be filled")?;
        let demo = parse_demo_account(&answer)?;
        let site = Site::start(
            &workspace.root.join("examples/customer-site"),
            site_port,
            Placeholders {
                carbot_url: format!("http://localhost:{port}"),
                client_key: demo.client_key.clone(),
            },
        )?;
        let mut serve = carbot();
        serve.arg("serve").stdin(Stdio::null());
        if let Some(log) = &log {
            let file = create_log(log)?;
            serve.stdout(file.try_clone()?).stderr(file);
        }
        let server = serve.spawn().context("carbot could not be started")?;
        let mut stack = Self {
            server,
            demo,
            port,
            data_dir,
            site,
            _temporary_data: temporary_data,
        };
        if let Err(error) = stack.wait_until_ready() {
            if let Some(log) = &log {
                eprintln!("{}", std::fs::read_to_string(log).unwrap_or_default());
            }
            return Err(error);
        }
        Ok(stack)
    }

    /// The dashboard.
    pub fn url(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// The sample customer's website.
    pub fn site_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.site.port)
    }

    /// The landing page of the demo business.
    pub fn page_url(&self) -> String {
        format!("http://{}.localhost:{}", self.demo.subdomain, self.port)
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let deadline = Instant::now() + START_PATIENCE;
        while Instant::now() < deadline {
            if let Some(status) = self.server.try_wait()? {
                bail!("carbot stopped while starting ({status}); its own words are above");
            }
            ensure!(!process::is_interrupted(), "stopped by Ctrl-C");
            if is_ready(self.port) {
                return Ok(());
            }
            std::thread::sleep(POLL_INTERVAL);
        }
        bail!(
            "carbot was not ready after {} seconds",
            START_PATIENCE.as_secs()
        )
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        process::stop(&mut self.server);
    }
}

/// Refuses a port that something listens on, be it on IPv4 or IPv6: browsers may take `localhost`
/// for either.
pub fn ensure_port_is_free(port: u16, option: &str) -> Result<()> {
    let addresses: [SocketAddr; 2] = [
        (Ipv4Addr::LOCALHOST, port).into(),
        (Ipv6Addr::LOCALHOST, port).into(),
    ];
    for address in addresses {
        match TcpListener::bind(address) {
            Err(error) if error.kind() == ErrorKind::AddrInUse => {
                bail!("port {port} is taken; choose another with {option}")
            }
            Err(error) if error.kind() == ErrorKind::PermissionDenied => {
                bail!("port {port} may not be used; choose one above 1023 with {option}")
            }
            // No IPv6 on this machine: nobody listens there either.
            Ok(_) | Err(_) => {}
        }
    }
    Ok(())
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}

fn forget_outside_settings(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARBOT_") || OUTSIDE_SETTINGS.contains(&&*text) {
            command.env_remove(&name);
        }
    }
}

fn create_log(path: &Path) -> Result<File> {
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    File::create(path).with_context(|| format!("cannot write {}", path.display()))
}

/// The one JSON line that `carbot demo --json` writes.
fn parse_demo_account(output: &str) -> Result<DemoAccount> {
    let json: Value = output
        .lines()
        .rev()
        .find_map(|line| serde_json::from_str(line).ok())
        .context("`carbot demo --json` wrote no JSON line")?;
    let text = |key: &str| {
        json[key]
            .as_str()
            .map(str::to_owned)
            .with_context(|| format!("`carbot demo --json` names no {key}"))
    };
    Ok(DemoAccount {
        email: text("email")?,
        password: text("password")?,
        client_key: text("client_key")?,
        subdomain: text("subdomain")?,
    })
}

fn is_ready(port: u16) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(
            stream,
            "GET /readyz HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"
        )?;
        let mut status_line = [0; 12];
        stream.read_exact(&mut status_line)?;
        Ok(&status_line == b"HTTP/1.1 200")
    };
    ask().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_demo_account_after_other_lines() {
        let output = "filling the demo business\n\
            {\"email\":\"demo@carbot.example\",\"password\":\"p\",\"client_key\":\"cb_test_1\",\"subdomain\":\"demo\"}\n";
        let account = parse_demo_account(output).unwrap();
        assert_eq!(account.email, "demo@carbot.example");
        assert_eq!(account.client_key, "cb_test_1");
        assert_eq!(account.subdomain, "demo");
    }

    #[test]
    fn a_missing_field_is_named() {
        let error = parse_demo_account("{\"email\":\"e\"}").err().unwrap();
        assert_eq!(error.to_string(), "`carbot demo --json` names no password");
        assert!(parse_demo_account("nothing").is_err());
    }

    #[test]
    fn a_taken_port_is_refused_with_advice() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let error = ensure_port_is_free(port, "--port").unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("port {port} is taken; choose another with --port")
        );
        drop(listener);
        assert!(ensure_port_is_free(port, "--port").is_ok());
    }
}
