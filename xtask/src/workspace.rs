//! The workspace on disk: where it lies, where cargo puts its artefacts, how cargo is called.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use crate::process;

/// How much cargo optimises.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Profile {
    /// Quick to build; assets are read from disk.
    Debug,
    /// What is shipped; assets are precompressed and embedded.
    Release,
}

impl Profile {
    /// The profile a command's `--release` flag stands for.
    pub fn from_release_flag(release: bool) -> Self {
        if release { Self::Release } else { Self::Debug }
    }

    /// Whether this is the release profile.
    pub fn is_release(self) -> bool {
        self == Self::Release
    }

    /// The folder below cargo's target directory for browser bundles.
    pub fn wasm_folder(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Release => "wasm-release",
        }
    }
}

/// The checked-out workspace.
pub struct Workspace {
    /// The folder of the root `Cargo.toml`.
    pub root: PathBuf,
    /// Where cargo writes; differs from `root/target` when `CARGO_TARGET_DIR` says so.
    pub target_dir: PathBuf,
    /// `cargo metadata --no-deps`, as JSON.
    pub metadata: Value,
}

impl Workspace {
    /// Asks cargo about the workspace that `cargo xtask` was called in. The path xtask was compiled
    /// under is no guide: a target directory may serve several clones.
    pub fn find() -> Result<Self> {
        let mut command = cargo_command();
        if let Some(xtask_folder) = std::env::var_os("CARGO_MANIFEST_DIR") {
            command.current_dir(xtask_folder);
        }
        let output = command
            .args(["metadata", "--format-version=1", "--no-deps"])
            .output()
            .context("cargo could not be started")?;
        ensure!(
            output.status.success(),
            "cargo metadata failed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
        let metadata: Value = serde_json::from_slice(&output.stdout)?;
        let path = |key: &str| {
            metadata[key]
                .as_str()
                .map(PathBuf::from)
                .with_context(|| format!("cargo metadata has no {key}"))
        };
        Ok(Self {
            root: path("workspace_root")?,
            target_dir: path("target_directory")?,
            metadata,
        })
    }

    /// cargo, run in the workspace root.
    pub fn cargo(&self) -> Command {
        let mut command = cargo_command();
        command.current_dir(&self.root);
        command
    }

    /// The dashboard's site root. Always below the workspace root, because the server embeds it
    /// from there when it is compiled.
    pub fn site_dist(&self) -> PathBuf {
        self.root.join("target/site")
    }

    /// The widget's files; apart from the site root, which cargo-leptos wipes.
    pub fn widget_dist(&self) -> PathBuf {
        self.root.join("target/widget")
    }

    /// What xtask itself keeps between runs.
    pub fn work_dir(&self) -> PathBuf {
        self.target_dir.join("xtask")
    }

    /// Tools installed for this workspace only.
    pub fn tools_dir(&self) -> PathBuf {
        self.target_dir.join("tools")
    }

    /// The Playwright project, which is also where npm packages are installed.
    pub fn end2end_dir(&self) -> PathBuf {
        self.root.join("end2end")
    }

    /// Makes the folders that the server embeds, so that it compiles before bundles are built.
    pub fn create_dist_folders(&self) -> Result<()> {
        for folder in [self.site_dist(), self.widget_dist()] {
            std::fs::create_dir_all(&folder)
                .with_context(|| format!("cannot create {}", folder.display()))?;
        }
        Ok(())
    }

    /// Builds the `carbot` binary and returns its path.
    pub fn build_server(&self, profile: Profile) -> Result<PathBuf> {
        process::step("carbot binary", || {
            self.create_dist_folders()?;
            let mut command = self.cargo();
            command.args(["build", "--package", "server", "--bin", "carbot"]);
            if profile.is_release() {
                command.arg("--release");
            }
            process::run(&mut command)?;
            self.server_binary(profile)
        })
    }

    /// The `carbot` binary that `cargo test` builds for the server's integration tests. Crates used
    /// by tests alone change features of some others, so that building it apart would compile
    /// leptos and the database libraries a second time.
    pub fn build_tested_server(&self, tested_crates: &[&str]) -> Result<PathBuf> {
        if !self.has_integration_tests("server") {
            return self.build_server(Profile::Debug);
        }
        process::step("carbot binary", || {
            let mut command = self.cargo();
            command
                .args(["test", "--no-run", "--quiet"])
                .args(tested_crates);
            process::run(&mut command)?;
            self.server_binary(Profile::Debug)
        })
    }

    fn has_integration_tests(&self, name: &str) -> bool {
        let mut packages = self.metadata["packages"].as_array().into_iter().flatten();
        let package = packages.find(|package| package["name"] == name);
        let targets = package.and_then(|package| package["targets"].as_array());
        targets
            .into_iter()
            .flatten()
            .any(|target| target["kind"] == json!(["test"]))
    }

    fn server_binary(&self, profile: Profile) -> Result<PathBuf> {
        let folder = if profile.is_release() {
            "release"
        } else {
            "debug"
        };
        let name = format!("carbot{}", std::env::consts::EXE_SUFFIX);
        let binary = self.target_dir.join(folder).join(name);
        ensure!(binary.is_file(), "cargo built no {}", binary.display());
        Ok(binary)
    }
}

/// cargo without the variables that `cargo run` sets for xtask's own package: some build scripts
/// (ring's) watch them, and would run again whenever cargo is called from here and by hand in turn.
fn cargo_command() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}
