//! A Redis server that lives as long as its handle.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    process::{Child, Command, Stdio},
    sync::Once,
};

/// Runs the server until the end of its input: when the handle is dropped, or when this process
/// ends, even if it is killed.
const KEEPER: &str = r#"
redis-server --port "$1" --bind 127.0.0.1 --save '' --appendonly no &
server=$!
cat > /dev/null
kill "$server"
wait "$server""#;

/// A free port can be taken by somebody else before the server has it.
const ATTEMPTS: usize = 3;

/// A throw-away Redis server.
#[derive(Debug)]
pub struct RedisServer {
    port: u16,
    keeper: Child,
}

impl RedisServer {
    /// A fresh server; `None`, and a loud note past the test harness's capture, where there is no
    /// `redis-server`.
    ///
    /// # Panics
    ///
    /// When Redis is there but does not start.
    pub fn start_if_available() -> Option<Self> {
        static NOTE: Once = Once::new();
        if !is_installed() {
            let note =
                "there is no redis-server (on Debian and Ubuntu: apt-get install redis-server)";
            NOTE.call_once(|| {
                // If even stderr is gone, nobody is left to tell.
                let _ = writeln!(std::io::stderr(), "\nRedis tests are SKIPPED: {note}.\n");
            });
            return None;
        }
        let server = (0..ATTEMPTS).find_map(|_| Self::start_on(free_port()));
        Some(server.expect("redis-server starts"))
    }

    /// Starts a server on a port; `None` where it is taken.
    ///
    /// # Panics
    ///
    /// When there is no shell.
    pub fn start_on(port: u16) -> Option<Self> {
        let mut keeper = Command::new("sh")
            .args(["-c", KEEPER, "sh", &port.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell starts");
        let output = keeper.stdout.take().expect("the output is piped");
        let is_ready = BufReader::new(output)
            .lines()
            .map_while(Result::ok)
            .any(|line| line.contains("Ready to accept connections"));
        let server = Self { port, keeper };
        is_ready.then_some(server)
    }

    /// Where it is.
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Its port.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Ends the server now.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

fn is_installed() -> bool {
    Command::new("redis-server")
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|it| it.success())
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    listener.local_addr().expect("it is bound").port()
}
