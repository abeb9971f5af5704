//! A server that was started for a process ends with it.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail like tests")]

use std::{
    env,
    io::{BufRead as _, BufReader, Read as _},
    net::TcpStream,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const PREFIX: &str = "server: ";

#[test]
#[ignore = "runs in a process of its own, which the other test starts and kills"]
fn start_a_server_and_wait() {
    println!(
        "\n{PREFIX}{}",
        test_support::postgres_server_url().unwrap_or_default()
    );
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
}

/// Waits until nobody listens there any more.
fn has_ended(address: &str) -> bool {
    let start = Instant::now();
    while let Ok(mut connection) = TcpStream::connect(address) {
        // The server closes the connection when it stops. It is not kept for long: one that came in
        // while the server was stopping would be waited for.
        connection
            .set_read_timeout(Some(Duration::from_millis(100)))
            .unwrap();
        let _ = connection.read(&mut [0]);
        if start.elapsed() > Duration::from_secs(30) {
            return false;
        }
    }
    true
}

#[test]
fn a_killed_process_leaves_no_server() {
    let mut process = Command::new(env::current_exe().unwrap())
        .args([
            "--ignored",
            "--exact",
            "start_a_server_and_wait",
            "--nocapture",
        ])
        .env_remove("DATABASE_URL")
        // Without a server there is nothing to end.
        .env_remove("CI")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let url = BufReader::new(process.stdout.take().unwrap())
        .lines()
        .find_map(|line| line.unwrap().strip_prefix(PREFIX).map(str::to_owned))
        .unwrap();
    if !url.is_empty() {
        let address = url.rsplit('@').next().unwrap().split('/').next().unwrap();
        TcpStream::connect(address).expect("the server runs as long as the process");
        process.kill().unwrap();
        assert!(has_ended(address), "a server still runs on {address}");
    }
    drop(process.stdin.take());
    process.wait().unwrap();
}
