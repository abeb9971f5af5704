//! Makes sure that the folders which release builds embed exist, and that a
//! change in them is noticed.

use std::{env, fs, path::Path};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target");
    let is_release = env::var("PROFILE").is_ok_and(|it| it == "release");
    for (folder, file) in [("site", "pkg/carbot.js"), ("widget", "widget.js")] {
        let folder = root.join(folder);
        if let Err(error) = fs::create_dir_all(&folder) {
            println!("cargo::error=cannot create {}: {error}", folder.display());
        }
        if is_release {
            println!("cargo::rerun-if-changed={}", folder.display());
            if !folder.join(file).exists() {
                println!(
                    "cargo::warning={file} is missing and will not be embedded: run `cargo xtask build --release`"
                );
            }
        }
    }
    println!("cargo::rerun-if-changed=build.rs");
}
