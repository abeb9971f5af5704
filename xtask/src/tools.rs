//! Programs that building and testing need: found, installed on demand, or named in one sentence
//! with the command that installs them.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};

use crate::process;
use crate::workspace::Workspace;

/// The target of both browser bundles.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

const CARGO_DENY_VERSION: &str = "0.20.2";
const TYPOS_VERSION: &str = "1.52.0";
const MOTO_VERSION: &str = "5.2.5";

/// Chromium under the names distributions give it. Chrome itself comes last.
const BROWSER_NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// Installs what the other commands would install when they need it.
pub fn install_everything(workspace: &Workspace) -> Result<()> {
    install_wasm_target(workspace)?;
    install_npm_packages(workspace)?;
    println!("browser: {}", browser()?.display());
    println!("PostgreSQL: {}", postgresql()?.display());
    println!("Redis: {}", redis()?.display());
    println!("PHP: {}", php()?.display());
    println!("S3: {}", moto(workspace)?.display());
    cargo_deny(workspace)?;
    typos(workspace)?;
    schemathesis(workspace)?;
    println!("curl: {}", curl()?.display());
    Ok(())
}

/// Adds the wasm target to the toolchain in use.
pub fn install_wasm_target(workspace: &Workspace) -> Result<()> {
    let libraries = process::read(Command::new("rustc").current_dir(&workspace.root).args([
        "--print",
        "target-libdir",
        "--target",
        WASM_TARGET,
    ]))?;
    if Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    process::step("wasm target for Rust", || {
        process::run(Command::new("rustup").current_dir(&workspace.root).args([
            "target",
            "add",
            WASM_TARGET,
        ]))
        .with_context(|| format!("the wasm target is missing: rustup target add {WASM_TARGET}"))
    })
}

/// Installs the npm packages of `end2end` unless they are there and as new as their lock file.
pub fn install_npm_packages(workspace: &Workspace) -> Result<()> {
    let folder = workspace.end2end_dir();
    let modified = |name: &str| {
        let metadata = folder.join(name).metadata();
        metadata.and_then(|it| it.modified()).ok()
    };
    let newest_wish = || modified("package-lock.json").max(modified("package.json"));
    let installed = modified("node_modules/.package-lock.json");
    ensure!(
        folder.join("package.json").is_file(),
        "{} has no package.json",
        folder.display()
    );
    if installed.is_some() && installed >= newest_wish() {
        return Ok(());
    }
    ensure!(
        find_program("npm").is_some(),
        "Node.js with npm is missing; install it with: sudo apt-get install nodejs npm"
    );
    process::step("npm packages", || {
        let verb = if folder.join("package-lock.json").is_file() {
            "ci"
        } else {
            "install"
        };
        let mut npm = Command::new("npm");
        npm.current_dir(&folder)
            .args([verb, "--no-audit", "--no-fund"]);
        process::run(&mut npm)?;
        // npm keeps the old time when nothing changed, and this would run again and again. Asked
        // again, because npm writes the lock file when there was none.
        let marker = folder.join("node_modules/.package-lock.json");
        if let (Ok(file), Some(time)) = (File::options().append(true).open(marker), newest_wish()) {
            file.set_modified(time)?;
        }
        Ok(())
    })
}

/// A Chromium, from `CHROME_PATH`, the usual places, or apt.
pub fn browser() -> Result<PathBuf> {
    let find = || {
        let named = std::env::var_os("CHROME_PATH")
            .map(PathBuf::from)
            .filter(|it| it.is_file());
        named.or_else(|| BROWSER_NAMES.iter().find_map(|name| find_program(name)))
    };
    find_or_install("Chromium", find, &["chromium", "fonts-dejavu-core"])
}

/// The PostgreSQL server program, whose neighbours tests use to start a server of their own.
pub fn postgresql() -> Result<PathBuf> {
    let find = || {
        find_program("postgres")
            .or_else(|| newest_debian_postgres(Path::new("/usr/lib/postgresql")))
    };
    find_or_install("PostgreSQL's server", find, &["postgresql"])
}

/// The Redis server, which tests start for themselves.
pub fn redis() -> Result<PathBuf> {
    find_or_install("Redis", || find_program("redis-server"), &["redis-server"])
}

/// PHP, for the tests of the WordPress plugin.
pub fn php() -> Result<PathBuf> {
    find_or_install("PHP", || find_program("php"), &["php-cli"])
}

/// Debian keeps the server programs of each version in a folder of their own, outside PATH.
fn newest_debian_postgres(folder: &Path) -> Option<PathBuf> {
    let versions = std::fs::read_dir(folder).ok()?.flatten();
    versions
        .map(|version| version.path())
        .filter(|path| path.join("bin/postgres").is_file())
        .max_by_key(|path| {
            let name = path.file_name().and_then(|name| name.to_str());
            name.and_then(|name| name.parse::<u32>().ok())
        })
        .map(|path| path.join("bin/postgres"))
}

/// cargo-deny, built once for this workspace. Optimising it would take minutes and save nothing.
pub fn cargo_deny(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.tools_dir();
    let program = folder
        .join("bin")
        .join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    let wanted = format!("cargo-deny {CARGO_DENY_VERSION}");
    if has_version(&program, &wanted) {
        return Ok(program);
    }
    process::step("cargo-deny, about a minute", || {
        let mut install = workspace.cargo();
        install
            .args([
                "install",
                "--quiet",
                "cargo-deny",
                "--version",
                CARGO_DENY_VERSION,
                "--locked",
            ])
            .arg("--root")
            .arg(&folder)
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        process::run(&mut install)
    })?;
    Ok(program)
}

/// typos, from PyPI, which carries the finished program.
pub fn typos(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.tools_dir().join("python");
    let program = folder
        .join("bin")
        .join(format!("typos{}", std::env::consts::EXE_SUFFIX));
    let wanted = format!("typos-cli {TYPOS_VERSION}");
    if has_version(&program, &wanted) {
        return Ok(program);
    }
    if let Some(installed) = find_program("typos").filter(|it| has_version(it, &wanted)) {
        return Ok(installed);
    }
    let advice = format!(
        "typos is missing; install it with: cargo install typos-cli --version {TYPOS_VERSION} --locked"
    );
    ensure!(find_program("python3").is_some(), "{advice}");
    process::step("typos", || {
        let mut pip = Command::new("python3");
        pip.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--upgrade",
            "--no-deps",
            "--target",
        ])
        .arg(&folder)
        .arg(format!("typos=={TYPOS_VERSION}"))
        .env("PIP_ROOT_USER_ACTION", "ignore");
        process::run(&mut pip).with_context(|| advice.clone())
    })?;
    ensure!(program.is_file(), "{advice}");
    Ok(program)
}

/// schemathesis, from PyPI, in an environment of its own with the versions that were tried.
pub fn schemathesis(workspace: &Workspace) -> Result<PathBuf> {
    let requirements = workspace.root.join("xtask/fuzz-api/requirements.txt");
    let wanted = std::fs::read_to_string(&requirements)
        .with_context(|| format!("cannot read {}", requirements.display()))?;
    let folder = workspace.tools_dir().join("schemathesis");
    let (program, python) = if cfg!(windows) {
        ("Scripts/st.exe", "Scripts/python.exe")
    } else {
        ("bin/st", "bin/python")
    };
    let program = folder.join(program);
    let installed = folder.join("requirements.txt");
    let is_current = std::fs::read_to_string(&installed).is_ok_and(|it| it == wanted);
    if is_current && program.is_file() {
        return Ok(program);
    }
    find_or_install("Python", || find_program("python3"), &["python3"])?;
    let can_make = || {
        let asked = Command::new("python3")
            .args(["-c", "import ensurepip, venv"])
            .stderr(Stdio::null())
            .status();
        asked.is_ok_and(|it| it.success()).then(PathBuf::new)
    };
    find_or_install("Python's venv", can_make, &["python3-venv"])?;
    process::step("schemathesis", || {
        let mut venv = Command::new("python3");
        process::run(venv.args(["-m", "venv", "--clear"]).arg(&folder))?;
        let mut pip = Command::new(folder.join(python));
        pip.args(["-m", "pip", "install", "--quiet", "--requirement"])
            .arg(&requirements)
            .env("PIP_DISABLE_PIP_VERSION_CHECK", "1");
        process::run(&mut pip)
    })?;
    std::fs::write(&installed, wanted)?;
    Ok(program)
}

/// curl, with which a test runs the examples of docs/api.md.
pub fn curl() -> Result<PathBuf> {
    find_or_install("curl", || find_program("curl"), &["curl"])
}

/// moto, the S3-compatible server that tests start for themselves, from PyPI.
pub fn moto(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.tools_dir().join("moto");
    let installed = folder.join(format!("moto-{MOTO_VERSION}.dist-info"));
    if installed.is_dir() {
        return Ok(folder);
    }
    ensure!(
        find_program("python3").is_some(),
        "Python is missing; install it with: sudo apt-get install python3 python3-pip"
    );
    process::step("moto, an S3-compatible server for the tests", || {
        let mut pip = Command::new("python3");
        pip.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--upgrade",
            "--no-warn-conflicts",
            "--target",
        ])
        .arg(&folder)
        .arg(format!("moto[s3]=={MOTO_VERSION}"))
        .args(["flask", "flask-cors"])
        .env("PIP_ROOT_USER_ACTION", "ignore");
        process::run(&mut pip).context("moto cannot be installed: python3 -m pip does not work")
    })?;
    ensure!(installed.is_dir(), "pip has installed another moto");
    Ok(folder)
}

/// The programs that make release bundles small.
#[derive(Debug)]
pub struct ReleaseTools {
    wasm_opt: PathBuf,
    esbuild: Option<PathBuf>,
}

/// The oldest wasm-opt that is used. Version 108, which Debian 12 has, exports the function table
/// in place of the table of references, and the bundle cannot start.
const WASM_OPT_VERSION: u32 = 116;

/// Finds them, from npm or PATH. Without esbuild JavaScript stays as it was generated.
pub fn release_tools(workspace: &Workspace) -> Result<ReleaseTools> {
    let bin = workspace.end2end_dir().join("node_modules/.bin");
    if find_program("npm").is_some() {
        install_npm_packages(workspace)?;
    }
    let local = |name: &str| Some(bin.join(name)).filter(|path| path.is_file());
    let found = [local("wasm-opt"), find_program("wasm-opt")];
    let wasm_opt = found
        .into_iter()
        .flatten()
        .find(|it| wasm_opt_version(it).is_some_and(|version| version >= WASM_OPT_VERSION))
        .with_context(|| {
            format!(
                "wasm-opt {WASM_OPT_VERSION} or newer is missing; install Node.js with npm, or binaryen"
            )
        })?;
    let esbuild = local("esbuild").or_else(|| find_program("esbuild"));
    if esbuild.is_none() {
        eprintln!(
            "  note: esbuild is missing, JavaScript is not minified (needs Node.js with npm)"
        );
    }
    Ok(ReleaseTools { wasm_opt, esbuild })
}

impl ReleaseTools {
    /// Rewrites a module, smallest first. Features come from the module itself.
    pub fn optimize_wasm(&self, module: &Path) -> Result<()> {
        let mut command = Command::new(&self.wasm_opt);
        process::run(command.arg("-Oz").arg(module).arg("-o").arg(module))
    }

    /// Minifies a script, keeping its top-level names.
    pub fn minify_js(&self, source: &[u8]) -> Result<Vec<u8>> {
        let Some(esbuild) = &self.esbuild else {
            return Ok(source.to_vec());
        };
        let mut child = Command::new(esbuild)
            .args([
                "--minify",
                "--target=es2020",
                "--charset=utf8",
                "--legal-comments=none",
            ])
            .args(["--loader=js", "--log-level=error"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("esbuild could not be started")?;
        // esbuild reads everything before it writes, so neither pipe can block the other. The
        // handle is dropped at the end of the statement, which ends esbuild's input.
        child
            .stdin
            .take()
            .context("stdin is piped")?
            .write_all(source)?;
        let output = child.wait_with_output()?;
        ensure!(
            output.status.success(),
            "esbuild failed ({})",
            output.status
        );
        Ok(output.stdout)
    }
}

/// A program on PATH.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// `wasm-opt version 132 (version_132)`
fn wasm_opt_version(program: &Path) -> Option<u32> {
    let output = Command::new(program).arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.split_whitespace().nth(2)?.parse().ok()
}

fn has_version(program: &Path, wanted: &str) -> bool {
    let output = Command::new(program)
        .arg("--version")
        .stderr(Stdio::null())
        .output();
    output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).trim() == wanted)
}

fn find_or_install(
    what: &str,
    find: impl Fn() -> Option<PathBuf>,
    packages: &[&str],
) -> Result<PathBuf> {
    if let Some(program) = find() {
        return Ok(program);
    }
    if is_root() && find_program("apt-get").is_some() {
        process::step(&format!("{what} by apt"), || apt_install(packages))?;
        if let Some(program) = find() {
            return Ok(program);
        }
    }
    bail!(
        "{what} is missing; install it with: sudo apt-get install {}",
        packages.join(" ")
    )
}

fn apt_install(packages: &[&str]) -> Result<()> {
    let apt = || {
        let mut apt = Command::new("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        apt
    };
    process::run(apt().args(["update", "-qq"]))?;
    process::run(
        apt()
            .args(["install", "-y", "-qq", "--no-install-recommends"])
            .args(packages),
    )
}

#[cfg(unix)]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}
