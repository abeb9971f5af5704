//! `cargo xtask openapi`: the description of the REST API as a file of the repository.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::process;
use crate::workspace::{Profile, Workspace};

/// Writes `docs/openapi.json` as the server describes itself.
pub fn write(workspace: &Workspace) -> Result<()> {
    let binary = workspace.build_server(Profile::Debug)?;
    let description = process::read(Command::new(binary).arg("openapi"))?;
    let path = workspace.root.join("docs/openapi.json");
    fs::write(&path, description).with_context(|| format!("cannot write {}", path.display()))?;
    println!("{}", path.display());
    Ok(())
}
