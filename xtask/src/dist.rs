//! A folder of finished browser files, written so that what did not change is not touched: the
//! release server embeds these files, and is compiled again when their times change.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

use crate::workspace::Profile;

/// Files worth compressing; pictures and fonts are compressed already.
const COMPRESSED_EXTENSIONS: [&str; 9] = [
    "css",
    "html",
    "js",
    "json",
    "svg",
    "ts",
    "txt",
    "wasm",
    "webmanifest",
];

/// The files one folder shall hold, by their path in it.
#[derive(Default)]
pub struct Dist {
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl Dist {
    /// Adds a file.
    pub fn insert(&mut self, path: impl Into<PathBuf>, content: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), content.into());
    }

    /// Adds all files of a folder, at any depth.
    pub fn insert_folder(&mut self, folder: &Path) -> Result<()> {
        for path in list_files(folder)? {
            let content = fs::read(folder.join(&path))
                .with_context(|| format!("cannot read {}", folder.join(&path).display()))?;
            self.files.insert(path, content);
        }
        Ok(())
    }

    /// Makes the folder hold these files and no others. For release a brotli copy `NAME.br` lies
    /// beside every file worth it; `cache` keeps them between builds.
    pub fn write(mut self, folder: &Path, profile: Profile, cache: &Path) -> Result<()> {
        if profile.is_release() {
            self.add_brotli_copies(cache)?;
        }
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot create {}", folder.display()))?;
        for stale in list_files(folder)? {
            if !self.files.contains_key(&stale) {
                fs::remove_file(folder.join(&stale))?;
            }
        }
        for (path, content) in &self.files {
            write_if_changed(&folder.join(path), content)?;
        }
        remove_empty_folders(folder)
    }

    fn add_brotli_copies(&mut self, cache: &Path) -> Result<()> {
        let mut copies = BTreeMap::new();
        for (path, content) in &self.files {
            let extension = path.extension().and_then(|extension| extension.to_str());
            if extension.is_some_and(|extension| COMPRESSED_EXTENSIONS.contains(&extension)) {
                let mut name = path.clone().into_os_string();
                name.push(".br");
                copies.insert(PathBuf::from(name), brotli_cached(content, cache)?);
            }
        }
        self.files.append(&mut copies);
        Ok(())
    }
}

/// The first 16 hexadecimal digits of SHA-256 over the contents in turn.
pub fn content_hash<'a>(contents: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = Sha256::new();
    for content in contents {
        hasher.update(content);
    }
    let mut digits = hex::encode(hasher.finalize());
    digits.truncate(16);
    digits
}

/// Brotli at quality 11.
pub fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 64 * 1024, 11, 22);
    writer.write_all(content)?;
    Ok(writer.into_inner())
}

/// The same, kept on disk by content: quality 11 is slow, more so in an xtask built for debug.
pub fn brotli_cached(content: &[u8], cache: &Path) -> Result<Vec<u8>> {
    let cached = cache.join(format!("{}.br", content_hash([content])));
    if let Ok(compressed) = fs::read(&cached) {
        return Ok(compressed);
    }
    let compressed = brotli(content)?;
    write_if_changed(&cached, &compressed)?;
    Ok(compressed)
}

/// Writes a file and the folders above it, unless it holds exactly this already.
pub fn write_if_changed(path: &Path, content: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|existing| existing == content) {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)
            .with_context(|| format!("cannot create {}", parent.display()))?;
    }
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

/// All files below a folder, relative to it; none when there is no such folder.
pub fn list_files(folder: &Path) -> Result<BTreeSet<PathBuf>> {
    let mut files = BTreeSet::new();
    let mut open = vec![PathBuf::new()];
    while let Some(relative) = open.pop() {
        let Ok(entries) = fs::read_dir(folder.join(&relative)) else {
            continue;
        };
        for entry in entries {
            let entry = entry?;
            let path = relative.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                open.push(path);
            } else {
                files.insert(path);
            }
        }
    }
    Ok(files)
}

fn remove_empty_folders(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            remove_empty_folders(&entry.path())?;
            // Fails, as it should, when the folder still holds something.
            let _ = fs::remove_dir(entry.path());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let files = list_files(folder).unwrap();
        files
            .iter()
            .map(|path| path.to_str().unwrap().to_owned())
            .collect()
    }

    fn dist(files: &[(&str, &str)]) -> Dist {
        let mut dist = Dist::default();
        for (name, content) in files {
            dist.insert(*name, *content);
        }
        dist
    }

    #[test]
    fn stale_files_and_folders_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let (out, cache) = (folder.path().join("out"), folder.path().join("cache"));
        let first = dist(&[("widget.js", "a"), ("0123/bundle.js", "b")]);
        first.write(&out, Profile::Debug, &cache).unwrap();
        let second = dist(&[("widget.js", "a"), ("4567/bundle.js", "c")]);
        second.write(&out, Profile::Debug, &cache).unwrap();
        assert_eq!(names(&out), ["4567/bundle.js", "widget.js"]);
        assert!(!out.join("0123").exists());
    }

    #[test]
    fn release_has_brotli_copies_and_debug_removes_them() {
        let folder = tempfile::tempdir().unwrap();
        let (out, cache) = (folder.path().join("out"), folder.path().join("cache"));
        let files = [("carbot.css", "a{color:red}"), ("photo.png", "not really")];
        dist(&files).write(&out, Profile::Release, &cache).unwrap();
        assert_eq!(names(&out), ["carbot.css", "carbot.css.br", "photo.png"]);
        let mut text = String::new();
        let compressed = fs::read(out.join("carbot.css.br")).unwrap();
        brotli::Decompressor::new(compressed.as_slice(), 4096)
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text, "a{color:red}");

        dist(&files).write(&out, Profile::Debug, &cache).unwrap();
        assert_eq!(names(&out), ["carbot.css", "photo.png"]);
    }

    #[test]
    fn unchanged_files_keep_their_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b.txt");
        write_if_changed(&path, b"one").unwrap();
        let long_ago = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
        fs::File::options()
            .write(true)
            .open(&path)
            .unwrap()
            .set_modified(long_ago)
            .unwrap();
        write_if_changed(&path, b"one").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), long_ago);
        write_if_changed(&path, b"two").unwrap();
        assert_ne!(fs::metadata(&path).unwrap().modified().unwrap(), long_ago);
    }
}
