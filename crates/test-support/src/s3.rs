//! An S3-compatible server that lives as long as its handle: moto, which `cargo xtask setup`
//! installs.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Once,
};

/// Runs the server until the end of its input: when the handle is dropped, or when this process
/// ends, even if it is killed.
const KEEPER: &str = r#"
python3 -u -m moto.server -H 127.0.0.1 -p "$1" 2>&1 &
server=$!
cat > /dev/null
kill "$server"
wait "$server""#;

/// A free port can be taken by somebody else before the server has it.
const ATTEMPTS: usize = 3;

/// A throw-away S3-compatible server, empty and without any bucket.
#[derive(Debug)]
pub struct S3Server {
    port: u16,
    keeper: Child,
}

impl S3Server {
    /// A fresh server; `None`, and a loud note past the test harness's capture, where moto is not
    /// installed.
    ///
    /// # Panics
    ///
    /// When moto is there but does not start.
    pub fn start_if_available() -> Option<Self> {
        static NOTE: Once = Once::new();
        let Some(packages) = find_packages() else {
            NOTE.call_once(|| {
                // If even stderr is gone, nobody is left to tell.
                let _ = writeln!(
                    std::io::stderr(),
                    "\nS3 tests are SKIPPED: there is no moto (install it with: cargo xtask setup).\n"
                );
            });
            return None;
        };
        let server = (0..ATTEMPTS).find_map(|_| Self::start_on(free_port(), &packages));
        Some(server.expect("moto starts"))
    }

    fn start_on(port: u16, packages: &Path) -> Option<Self> {
        let mut keeper = Command::new("sh")
            .args(["-c", KEEPER, "sh", &port.to_string()])
            .env("PYTHONPATH", packages)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell starts");
        let output = keeper.stdout.take().expect("the output is piped");
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let is_ready = lines.any(|line| line.contains("Running on http"));
        // Each request writes a line; a full or closed pipe would stop the server.
        std::thread::spawn(move || lines.for_each(drop));
        let server = Self { port, keeper };
        is_ready.then_some(server)
    }

    /// Where it is.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Its port.
    pub const fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for S3Server {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// Where `cargo xtask` puts Python packages: below the target directory this test runs from.
fn find_packages() -> Option<PathBuf> {
    let test = std::env::current_exe().ok()?;
    let packages = test
        .ancestors()
        .map(|it| it.join("tools/moto"))
        .find(|it| it.join("moto").is_dir())?;
    let has_python = Command::new("python3")
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|it| it.success());
    has_python.then_some(packages)
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    listener.local_addr().expect("it is bound").port()
}
