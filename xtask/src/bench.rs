//! The benchmarks, run natively for the crates that have some.

use anyhow::{Result, bail, ensure};
use serde_json::Value;

use crate::process;
use crate::workspace::Workspace;

/// Runs all benchmarks, or the one named.
pub fn run(workspace: &Workspace, name: Option<&str>) -> Result<()> {
    let benchmarks = find_benchmarks(&workspace.metadata);
    ensure!(
        !benchmarks.is_empty(),
        "no crate of the workspace has a benchmark"
    );
    let wanted: Vec<_> = benchmarks
        .iter()
        .filter(|(_, benchmark)| name.is_none_or(|name| name == benchmark))
        .collect();
    if wanted.is_empty() {
        let names: Vec<&str> = benchmarks.iter().map(|(_, it)| it.as_str()).collect();
        bail!(
            "there is no such benchmark; there are: {}",
            names.join(", ")
        );
    }
    for (package, benchmark) in wanted {
        process::step(&format!("benchmark {benchmark} of {package}"), || {
            process::run(workspace.cargo().args([
                "bench",
                "--package",
                package,
                "--bench",
                benchmark,
            ]))
        })?;
    }
    println!("Published figures, with the machine and the command, stand in docs/benchmarks.md.");
    Ok(())
}

/// Package and benchmark names, from cargo's metadata.
fn find_benchmarks(metadata: &Value) -> Vec<(String, String)> {
    let mut benchmarks = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        for target in package["targets"].as_array().into_iter().flatten() {
            let mut kinds = target["kind"].as_array().into_iter().flatten();
            if kinds.any(|kind| kind == "bench")
                && let (Some(package), Some(name)) =
                    (package["name"].as_str(), target["name"].as_str())
            {
                benchmarks.push((package.to_owned(), name.to_owned()));
            }
        }
    }
    benchmarks
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_bench_targets_count() {
        let metadata = json!({ "packages": [
            { "name": "brain", "targets": [
                { "name": "brain", "kind": ["lib"] },
                { "name": "reply", "kind": ["bench"] },
            ] },
            { "name": "api", "targets": [{ "name": "api", "kind": ["lib"] }] },
        ] });
        assert_eq!(
            find_benchmarks(&metadata),
            [("brain".to_owned(), "reply".to_owned())]
        );
    }
}
