//! The size of what browsers download, held against its budget.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::bundles;
use crate::dist;
use crate::workspace::{Profile, Workspace};

/// A limit for some files together, in bytes after brotli.
struct Budget {
    what: &'static str,
    limit: usize,
    covers: fn(&Path) -> bool,
}

const BUDGETS: [Budget; 3] = [
    Budget {
        what: "widget launcher",
        limit: 5_000,
        covers: |path| path == Path::new("widget/widget.js"),
    },
    Budget {
        what: "widget bundle",
        limit: 45_000,
        covers: |path| path.starts_with("widget") && path.components().count() > 2,
    },
    Budget {
        what: "dashboard wasm",
        limit: 350_000,
        covers: |path| path == Path::new("site/pkg/carbot.wasm"),
    },
];

/// One file, in bytes.
struct Measured {
    /// Below `target`.
    path: PathBuf,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Builds the release bundles, prints their sizes and fails when a budget is exceeded.
pub fn run(workspace: &Workspace) -> Result<()> {
    bundles::build(workspace, Profile::Release)?;
    let mut files = measure(workspace, &workspace.site_dist(), "site")?;
    files.extend(measure(workspace, &workspace.widget_dist(), "widget")?);

    println!(
        "{:<48} {:>9} {:>9} {:>9}",
        "file (bytes)", "raw", "gzip", "brotli"
    );
    for file in &files {
        println!(
            "{:<48} {:>9} {:>9} {:>9}",
            file.path.display(),
            file.raw,
            file.gzip,
            file.brotli
        );
    }
    println!();
    println!(
        "{:<48} {:>9} {:>9}",
        "budget (bytes after brotli)", "limit", "is"
    );
    for (budget, size) in budgets_with_sizes(&files) {
        println!("{:<48} {:>9} {size:>9}", budget.what, budget.limit);
    }
    let exceeded: Vec<&str> = budgets_with_sizes(&files)
        .filter(|(budget, size)| *size > budget.limit)
        .map(|(budget, _)| budget.what)
        .collect();
    if !exceeded.is_empty() {
        bail!("over budget: {}", exceeded.join(", "));
    }
    Ok(())
}

fn measure(workspace: &Workspace, folder: &Path, prefix: &str) -> Result<Vec<Measured>> {
    let cache = workspace.work_dir().join("brotli");
    let mut files = Vec::new();
    for path in dist::list_files(folder)? {
        let is_code = path.extension().is_some_and(|extension| {
            extension == "js" || extension == "wasm" || extension == "css"
        });
        if !is_code {
            continue;
        }
        let content = fs::read(folder.join(&path))?;
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&content)?;
        files.push(Measured {
            path: Path::new(prefix).join(path),
            raw: content.len(),
            gzip: gzip.finish()?.len(),
            brotli: dist::brotli_cached(&content, &cache)?.len(),
        });
    }
    Ok(files)
}

fn budgets_with_sizes(files: &[Measured]) -> impl Iterator<Item = (&'static Budget, usize)> {
    BUDGETS.iter().map(move |budget| {
        let covered = files.iter().filter(|file| (budget.covers)(&file.path));
        (budget, covered.map(|file| file.brotli).sum())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_budget_counts_its_own_files() {
        let files: Vec<Measured> = [
            ("site/pkg/carbot.js", 10),
            ("site/pkg/carbot.wasm", 200),
            ("widget/0123456789abcdef/carbot_widget.js", 3),
            ("widget/0123456789abcdef/carbot_widget_bg.wasm", 30),
            ("widget/widget.js", 4),
        ]
        .into_iter()
        .map(|(path, brotli)| Measured {
            path: path.into(),
            raw: 0,
            gzip: 0,
            brotli,
        })
        .collect();
        let sizes: Vec<_> = budgets_with_sizes(&files)
            .map(|(budget, size)| (budget.what, size))
            .collect();
        assert_eq!(
            sizes,
            [
                ("widget launcher", 4),
                ("widget bundle", 33),
                ("dashboard wasm", 200)
            ]
        );
    }
}
