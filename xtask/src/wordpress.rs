//! The WordPress plugin: its PHP is parsed, and its tests are run.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, ensure};

use crate::dist;
use crate::process;
use crate::workspace::Workspace;

/// Checks every PHP file, then runs the tests, which need no WordPress.
pub fn test(workspace: &Workspace, php: &Path) -> Result<()> {
    let folder = workspace.root.join("deploy/wordpress");
    let mut count = 0;
    for file in dist::list_files(&folder)? {
        if file.extension() == Some(OsStr::new("php")) {
            count += 1;
            // It names each file that is in order, which nobody wants to read.
            process::read(Command::new(php).arg("-l").arg(folder.join(file)))?;
        }
    }
    ensure!(count > 0, "there is no PHP in {}", folder.display());
    process::run(Command::new(php).arg(folder.join("tests/run.php")))
}
