//! The dashboard's style sheet: `style/main.css` and what it imports, as one file.

use std::io;
use std::path::Path;

use anyhow::{Result, anyhow};
use lightningcss::bundler::{Bundler, FileProvider, ResolveResult, SourceProvider};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
use lightningcss::targets::{Browsers, Targets};

use crate::workspace::Profile;

/// The oldest browsers the style sheet is written for, kept equal to `browserquery` in the
/// workspace's leptos metadata. All of them know nesting, `light-dark()` and container queries.
const OLDEST_BROWSERS: Browsers = Browsers {
    android: None,
    chrome: Some(version(123, 0)),
    edge: Some(version(123, 0)),
    firefox: Some(version(121, 0)),
    ie: None,
    ios_saf: Some(version(17, 5)),
    opera: None,
    safari: Some(version(17, 5)),
    samsung: None,
};

/// lightningcss packs a browser's version into one number.
const fn version(major: u32, minor: u32) -> u32 {
    major << 16 | minor << 8
}

/// Bundles a style sheet with its imports (layers and media of an `@import` are kept), minified
/// for release. Web addresses in it are taken over as they stand.
pub fn bundle(main: &Path, profile: Profile) -> Result<String> {
    let targets = Targets::from(OLDEST_BROWSERS);
    let files = Files(FileProvider::new());
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(main).map_err(|error| anyhow!("{error}"))?;
    sheet
        .minify(MinifyOptions {
            targets,
            ..MinifyOptions::default()
        })
        .map_err(|error| anyhow!("{error}"))?;
    let printed = sheet
        .to_css(PrinterOptions {
            minify: profile.is_release(),
            targets,
            ..PrinterOptions::default()
        })
        .map_err(|error| anyhow!("{error}"))?;
    Ok(printed.code)
}

/// Files on disk, whose errors name the file.
struct Files(FileProvider);

impl SourceProvider for Files {
    type Error = io::Error;

    fn read<'a>(&'a self, file: &Path) -> io::Result<&'a str> {
        self.0.read(file).map_err(|error| {
            io::Error::new(
                error.kind(),
                format!("cannot read {}: {error}", file.display()),
            )
        })
    }

    fn resolve(&self, specifier: &str, originating_file: &Path) -> io::Result<ResolveResult> {
        self.0.resolve(specifier, originating_file)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn bundle_of(files: &[(&str, &str)], profile: Profile) -> Result<String> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        bundle(&folder.path().join("main.css"), profile)
    }

    #[test]
    fn imports_come_in_order_and_in_their_layer() {
        let css = bundle_of(
            &[
                ("main.css", "@layer base, parts;\n@import \"base.css\" layer(base);\n@import \"parts.css\" layer(parts);"),
                ("base.css", "body { margin: 0 }"),
                ("parts.css", ".card { padding: 4px }"),
            ],
            Profile::Release,
        )
        .unwrap();
        assert_eq!(
            css,
            "@layer base{body{margin:0}}@layer parts{.card{padding:4px}}"
        );
    }

    #[test]
    fn modern_css_is_left_as_it_is() {
        let css = bundle_of(
            &[(
                "main.css",
                ".a { color: light-dark(red, blue); &:hover { color: red } }",
            )],
            Profile::Release,
        )
        .unwrap();
        assert_eq!(css, ".a{color:light-dark(red,#00f);&:hover{color:red}}");
    }

    #[test]
    fn debug_keeps_lines() {
        let css = bundle_of(&[("main.css", "a{color:red}")], Profile::Debug).unwrap();
        assert_eq!(css, "a {\n  color: red;\n}\n");
    }

    #[test]
    fn a_missing_import_is_an_error_that_names_it() {
        let error = bundle_of(&[("main.css", "@import \"gone.css\";")], Profile::Debug);
        assert!(error.unwrap_err().to_string().contains("gone.css"));
    }
}
