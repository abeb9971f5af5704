//! The browser bundles: cargo for wasm32, wasm-bindgen as a library, wasm-opt and esbuild for
//! release, and the folders the server serves. No cargo-leptos, trunk or wasm-bindgen needed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;

use crate::css;
use crate::dist::{self, Dist};
use crate::process;
use crate::tools::{self, ReleaseTools};
use crate::workspace::{Profile, Workspace};

/// The place in the launcher that takes the name of the bundle's folder.
const BUNDLE_PLACEHOLDER: &str = "__CARBOT_BUNDLE__";

/// One crate that becomes JavaScript glue and a wasm module.
struct Bundle {
    package: &'static str,
    /// The name of the generated files, before `.js` and `_bg.wasm`.
    out_name: &'static str,
}

/// leptos' hydration script imports it.
const DASHBOARD: Bundle = Bundle {
    package: "frontend",
    out_name: "carbot",
};

/// The launcher imports it when a visitor opens the chat.
const WIDGET: Bundle = Bundle {
    package: "widget-wasm",
    out_name: "carbot_widget",
};

/// Builds both bundles and fills the folders the server serves.
pub fn build(workspace: &Workspace, profile: Profile) -> Result<()> {
    tools::install_wasm_target(workspace)?;
    let release_tools = if profile.is_release() {
        Some(tools::release_tools(workspace)?)
    } else {
        None
    };
    let build_one =
        |bundle: &Bundle| build_bundle(workspace, bundle, profile, release_tools.as_ref());
    let dashboard = process::step("dashboard for the browser", || build_one(&DASHBOARD))?;
    let widget = process::step("chat widget for the browser", || build_one(&WIDGET))?;
    process::step("style sheet, launcher and static files", || {
        write_site(workspace, &dashboard, profile)?;
        write_widget(workspace, &widget, profile, release_tools.as_ref())
    })
}

/// Compiles one crate and returns the folder of its finished files.
fn build_bundle(
    workspace: &Workspace,
    bundle: &Bundle,
    profile: Profile,
    release_tools: Option<&ReleaseTools>,
) -> Result<PathBuf> {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--package", bundle.package, "--lib"]);
    cargo.args(["--target", tools::WASM_TARGET]);
    if profile.is_release() {
        cargo.args(["--profile", profile.wasm_folder()]);
    }
    process::run(&mut cargo)?;

    let input = workspace
        .target_dir
        .join(tools::WASM_TARGET)
        .join(profile.wasm_folder())
        .join(format!("{}.wasm", bundle.package.replace('-', "_")));
    let folder = workspace
        .work_dir()
        .join(profile.wasm_folder())
        .join(bundle.out_name);
    let stamp_file = folder.with_extension("stamp");
    let stamp = stamp(&input, release_tools)?;
    if fs::read_to_string(&stamp_file).is_ok_and(|existing| existing == stamp) {
        return Ok(folder);
    }

    // A folder without its stamp is never taken for finished.
    remove_if_present(&stamp_file)?;
    if folder.is_dir() {
        fs::remove_dir_all(&folder)?;
    }
    generate_glue(bundle, &input, &folder, profile)?;
    if let Some(release_tools) = release_tools {
        release_tools.optimize_wasm(&folder.join(format!("{}_bg.wasm", bundle.out_name)))?;
        let glue = folder.join(format!("{}.js", bundle.out_name));
        fs::write(&glue, release_tools.minify_js(&fs::read(&glue)?)?)?;
    }
    fs::write(&stamp_file, stamp)?;
    Ok(folder)
}

fn generate_glue(bundle: &Bundle, input: &Path, folder: &Path, profile: Profile) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(input)
        .out_name(bundle.out_name)
        .typescript(false)
        // Both are told where their wasm lies by who imports them.
        .omit_default_module_path(true)
        .remove_name_section(profile.is_release())
        .remove_producers_section(profile.is_release());
    // ES modules for both: they set no global that could collide with one of the host page.
    bindgen
        .web(true)
        .and_then(|bindgen| bindgen.generate(folder))
        .map_err(|error| anyhow!("wasm-bindgen refuses {}: {error:#}", input.display()))
}

/// What a bundle was made from and by which build of xtask; when this is unchanged, so is the
/// result.
fn stamp(input: &Path, release_tools: Option<&ReleaseTools>) -> Result<String> {
    let metadata =
        fs::metadata(input).with_context(|| format!("cargo built no {}", input.display()))?;
    let xtask = std::env::current_exe().and_then(fs::metadata)?;
    Ok(format!(
        "{:?} {} {:?} {release_tools:?}",
        metadata.modified()?,
        metadata.len(),
        xtask.modified()?,
    ))
}

fn remove_if_present(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// The dashboard's site root, laid out as cargo-leptos does: `pkg/carbot.{js,wasm,css}` and the
/// static files of `public/`.
fn write_site(workspace: &Workspace, bundle: &Path, profile: Profile) -> Result<()> {
    let mut site = Dist::default();
    site.insert_folder(&workspace.root.join("public"))?;
    let wasm_name = PathBuf::from(format!("{}_bg.wasm", DASHBOARD.out_name));
    for path in dist::list_files(bundle)? {
        let content = fs::read(bundle.join(&path))?;
        // leptos asks for `carbot.wasm` when LEPTOS_OUTPUT_NAME was set while it was compiled,
        // which .cargo/config.toml and cargo-leptos both see to.
        let name = if path == wasm_name {
            "carbot.wasm".into()
        } else {
            path
        };
        site.insert(Path::new("pkg").join(name), content);
    }
    let style = css::bundle(&workspace.root.join("style/main.css"), profile)?;
    site.insert("pkg/carbot.css", style);
    site.write(
        &workspace.site_dist(),
        profile,
        &workspace.work_dir().join("brotli"),
    )
}

/// The widget's files: the launcher under a fixed name, the bundle in a folder named by its
/// content, so that browsers may keep it for ever.
fn write_widget(
    workspace: &Workspace,
    bundle: &Path,
    profile: Profile,
    release_tools: Option<&ReleaseTools>,
) -> Result<()> {
    let read = |name: &str| {
        let path = bundle.join(name);
        fs::read(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let glue = read("carbot_widget.js")?;
    let wasm = read("carbot_widget_bg.wasm")?;
    let hash = dist::content_hash([glue.as_slice(), wasm.as_slice()]);

    let launcher_folder = workspace.root.join("widget-wasm/launcher");
    let script = |name: &str| {
        let source = launcher_folder.join(name);
        let script = fs::read_to_string(&source)
            .with_context(|| format!("cannot read {}", source.display()))?;
        let script = name_bundle(&script, &hash)
            .with_context(|| format!("{} has no {BUNDLE_PLACEHOLDER}", source.display()))?;
        match release_tools {
            Some(tools) => tools.minify_js(strip_lines(&script).as_bytes()),
            None => Ok(script.into_bytes()),
        }
    };

    let mut widget = Dist::default();
    widget.insert("widget.js", script("widget.js")?);
    widget.insert("frame.js", script("frame.js")?);
    widget.insert(
        "widget.d.ts",
        fs::read(launcher_folder.join("widget.d.ts"))?,
    );
    widget.insert(format!("{hash}/carbot_widget.js"), glue);
    widget.insert(format!("{hash}/carbot_widget_bg.wasm"), wasm);
    widget.write(
        &workspace.widget_dist(),
        profile,
        &workspace.work_dir().join("brotli"),
    )
}

/// Writes the bundle's folder into the launcher; `None` when it has no place for it.
fn name_bundle(launcher: &str, hash: &str) -> Option<String> {
    launcher
        .contains(BUNDLE_PLACEHOLDER)
        .then(|| launcher.replace(BUNDLE_PLACEHOLDER, hash))
}

/// Drops indentation, empty lines and lines of comment. esbuild leaves text as it is, and the style
/// sheets in these scripts are text; nothing in them depends on what is dropped.
fn strip_lines(script: &str) -> String {
    let lines = script.lines().map(str::trim);
    let kept = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
    kept.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_in_scripts_lose_their_indentation() {
        let script = "// Says what it is.\nconst STYLES = `\n    .root { margin: 0 }\n`;\n\n";
        assert_eq!(
            strip_lines(script),
            "const STYLES = `\n.root { margin: 0 }\n`;"
        );
    }

    #[test]
    fn the_launcher_learns_the_folder_of_its_bundle() {
        let launcher = "const bundle = '/widget/__CARBOT_BUNDLE__/carbot_widget.js';";
        assert_eq!(
            name_bundle(launcher, "0123456789abcdef").as_deref(),
            Some("const bundle = '/widget/0123456789abcdef/carbot_widget.js';")
        );
        assert_eq!(name_bundle("const bundle = '';", "0123"), None);
    }
}
