//! The pictures of the templates, `public/templates/*.jpg`, taken from the templates themselves.

use std::ffi::OsStr;
use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::process;
use crate::tools;
use crate::workspace::Workspace;

/// Renders the sample page of every template and takes a picture of its top.
pub fn take(workspace: &Workspace) -> Result<()> {
    tools::install_npm_packages(workspace)?;
    let browser = tools::browser()?;
    let pages = workspace.root.join("target/previews");
    fs::create_dir_all(&pages)?;
    for sample in fs::read_dir(workspace.root.join("crates/templates/samples"))? {
        let sample = sample?.path();
        let template = sample
            .file_stem()
            .and_then(OsStr::to_str)
            .context("a sample without a name")?;
        let mut render = workspace.cargo();
        render.args(["run", "-q", "-p", "templates", "--example", "render_page"]);
        let output = render.args(["--", template]).output()?;
        let cause = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{template}: {cause}");
        fs::write(pages.join(format!("{template}.html")), output.stdout)?;
    }
    let mut pictures = Command::new("node");
    pictures
        .current_dir(workspace.end2end_dir())
        .arg("previews.mjs")
        .args([&pages, &workspace.root.join("public")])
        .env("CHROME_PATH", browser);
    process::run(&mut pictures)
}
