//! The examples of docs/api.md are run as they stand there, in one shell, against a listening
//! server, and get the answers the page shows.

use crate::{
    openapi::{description, operations},
    test_app::TestApp,
};
use serde_json::Value as Json;
use std::{env, ffi::OsString, fs, path::Path, process::Stdio};
use test_support::TestDatabase;
use tokio::process::Command;

const PAGE: &str = include_str!("../../../docs/api.md");

/// Where the examples expect the server.
const SERVER: &str = "CARBOT=http://localhost:3000";

/// curl as the examples call it, but for notes of what was answered.
const PREAMBLE: &str = r#"
set -u
curl() {
  : > "$NOTES/answer"
  command curl --show-error --max-time 300 --output "$NOTES/answer" --write-out '%{http_code}\n' \
    "$@" >> "$NOTES/$BLOCK.statuses" || return
  cp "$NOTES/answer" "$NOTES/$BLOCK.answer"
  cat "$NOTES/answer"
}
"#;

/// A fenced block of the page.
struct Block {
    language: &'static str,
    text: &'static str,
}

fn blocks() -> Vec<Block> {
    let fenced = PAGE.split("\n```").skip(1).step_by(2);
    let blocks = fenced.filter_map(|it| it.split_once('\n'));
    blocks
        .map(|(language, text)| Block { language, text })
        .collect()
}

/// The statuses a block promises: `# 201`, one for each request.
fn promised(text: &str) -> Vec<&str> {
    let comments = text.lines().filter_map(|it| it.strip_prefix("# "));
    comments
        .filter(|it| it.len() == 3 && it.bytes().all(|byte| byte.is_ascii_digit()))
        .collect()
}

/// All blocks as one program. An example that fails to run does not stop the others.
fn program(blocks: &[Block], server: &str) -> String {
    let mut program = PREAMBLE.to_owned();
    for (index, block) in blocks.iter().enumerate() {
        if block.language == "sh" {
            let text = block.text.replace(SERVER, &format!("CARBOT={server}"));
            let parts = ["BLOCK=", &index.to_string(), "\n", &text, "\n"];
            program.extend(parts);
        }
    }
    program
}

/// Where the shell looks for programs: for ours first.
fn path_with_carbot() -> OsString {
    let folder = Path::new(env!("CARGO_BIN_EXE_carbot")).parent();
    let others = env::var_os("PATH").unwrap_or_default();
    let folders = folder
        .map(Path::to_owned)
        .into_iter()
        .chain(env::split_paths(&others));
    env::join_paths(folders).expect("folders without a colon")
}

/// Whether `shown` is what was answered, where `…` stands for anything.
fn is_shown(shown: &str, answered: &str) -> bool {
    let mut parts = shown.split('…');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = answered.strip_prefix(first) else {
        return false;
    };
    let mut last = first;
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else {
            return false;
        };
        (rest, last) = (after, part);
    }
    // An ellipsis at the end takes all that is left.
    rest.is_empty() || (last.is_empty() && shown.ends_with('…'))
}

/// Everything the page shows is in the answer. It need not show everything.
fn assert_shown(shown: &Json, answered: &Json, place: &str) {
    match (shown, answered) {
        (Json::Object(fields), Json::Object(_)) => {
            for (name, value) in fields {
                assert_shown(value, &answered[name], &format!("{place}/{name}"));
            }
        }
        (Json::Array(items), Json::Array(answered)) => {
            assert_eq!(items.len(), answered.len(), "{place}");
            for (index, (item, answered)) in items.iter().zip(answered).enumerate() {
                assert_shown(item, answered, &format!("{place}/{index}"));
            }
        }
        (Json::String(text), Json::String(answered)) => {
            assert!(is_shown(text, answered), "{place}: {text} is {answered}");
        }
        _ => assert_eq!(shown, answered, "{place}"),
    }
}

fn assert_headers_shown(shown: &str, answer: &str) {
    for line in shown.lines() {
        let found = answer.lines().any(|it| is_shown(line, it.trim_end()));
        assert!(found, "`{line}` is not in\n{answer}");
    }
}

/// Compares what the page promises after its examples with the notes of the shell.
fn check(blocks: &[Block], notes: &Path, output: &str) {
    let read = |name: String| fs::read_to_string(notes.join(name)).unwrap_or_default();
    let mut answer = String::new();
    let mut faults = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        match block.language {
            "sh" => {
                answer = read(format!("{index}.answer"));
                let statuses = read(format!("{index}.statuses"));
                let statuses: Vec<_> = statuses.lines().collect();
                if statuses != promised(block.text) {
                    let text = block.text;
                    faults.push(format!("{text}\nwas {statuses:?}, last with {answer}"));
                }
            }
            _ if !faults.is_empty() => {}
            "json" => {
                let shown = serde_json::from_str(block.text).expect("the page shows JSON");
                let answered = serde_json::from_str(&answer);
                let answered = answered.unwrap_or_else(|error| panic!("{error}: {answer}"));
                assert_shown(&shown, &answered, "");
            }
            "http" => assert_headers_shown(block.text, &answer),
            other => panic!("nobody checks {other}"),
        }
    }
    assert!(faults.is_empty(), "{}\n{output}", faults.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_examples_of_the_page_run_and_answer_what_it_says() {
    let version = Command::new("curl").arg("--version").output().await;
    assert!(
        version.is_ok_and(|it| it.status.success()),
        "this test needs curl; install it with: sudo apt-get install curl"
    );
    let database = TestDatabase::sqlite().await;
    let app = TestApp::new(&database);
    let server = app.listen().await;
    let notes = tempfile::tempdir().expect("a folder");
    let blocks = blocks();
    let program = program(&blocks, &format!("http://{server}"));
    let output = Command::new("sh")
        .args(["-c", &program])
        .env("NOTES", notes.path())
        .env("PATH", path_with_carbot())
        .env("DATABASE_URL", database.url())
        .env("CARBOT_DATA_DIR", notes.path())
        .env("no_proxy", "*")
        .stdin(Stdio::null())
        .output()
        .await
        .expect("sh runs");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!errors.contains("unbound"), "{errors}");
    check(&blocks, notes.path(), &errors);
    let count: usize = blocks.iter().map(|it| promised(it.text).len()).sum();
    assert!(count > 40, "only {count} examples were found");
}

#[tokio::test]
async fn the_page_names_every_route() {
    let database = TestDatabase::sqlite().await;
    let description = description(&TestApp::new(&database)).await;
    for (method, path, _) in operations(&description) {
        let route = path.strip_prefix("/api/v1/").expect("of version 1");
        assert!(
            PAGE.contains(&format!("`{method} {route}`")),
            "docs/api.md does not name `{method} {route}`"
        );
    }
}

#[test]
fn an_ellipsis_stands_for_anything() {
    for (shown, answered, expected) in [
        ("a", "a", true),
        ("a", "ab", false),
        ("…", "", true),
        ("…", "abc", true),
        ("a…", "abc", true),
        ("a…c", "abc", true),
        ("a…c", "abcd", false),
        ("…b…", "abc", true),
        ("…x…", "abc", false),
    ] {
        assert_eq!(is_shown(shown, answered), expected, "{shown} {answered}");
    }
}
