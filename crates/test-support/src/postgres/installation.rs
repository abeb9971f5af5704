//! Finding the PostgreSQL that the system has.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The oldest major version CarBot supports.
pub const OLDEST_MAJOR: u32 = 14;

/// Major and minor.
pub type Version = (u32, u32);

/// A directory with `initdb`, `pg_ctl` and `postgres`, of the newest version there is.
pub fn newest_binaries() -> Option<(Version, PathBuf)> {
    distribution_directories()
        .chain(path_directories())
        .filter(|it| {
            ["initdb", "pg_ctl", "postgres"]
                .iter()
                .all(|name| it.join(name).is_file())
        })
        .filter_map(|it| Some((version(&it)?, it)))
        .filter(|((major, _), _)| *major >= OLDEST_MAJOR)
        .max_by_key(|(version, _)| *version)
}

/// Where Debian and its relatives keep one directory per version.
fn distribution_directories() -> impl Iterator<Item = PathBuf> {
    fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
}

/// The directories of PATH, and those to which links in them lead.
fn path_directories() -> impl Iterator<Item = PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let directories: Vec<_> = env::split_paths(&path).collect();
    directories.into_iter().flat_map(|directory| {
        let linked = fs::canonicalize(directory.join("postgres"))
            .ok()
            .and_then(|it| it.parent().map(Path::to_owned));
        [Some(directory), linked].into_iter().flatten()
    })
}

fn version(binaries: &Path) -> Option<Version> {
    let output = Command::new(binaries.join("postgres"))
        .arg("--version")
        .output()
        .ok()?;
    parse_version(&String::from_utf8_lossy(&output.stdout))
}

/// Reads `postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)`; a pre-release is `18beta1`.
fn parse_version(text: &str) -> Option<Version> {
    let number = text.split_whitespace().nth(2)?;
    let mut parts = number
        .split(|character: char| !character.is_ascii_digit())
        .map(|part| part.parse().unwrap_or(0));
    let major = parts.next().filter(|it| *it > 0)?;
    let minor = if number.contains('.') {
        parts.next().unwrap_or(0)
    } else {
        0
    };
    Some((major, minor))
}

#[cfg(test)]
mod tests {
    use super::parse_version;

    #[test]
    fn versions_are_read_and_ordered() {
        let cases = [
            ("postgres (PostgreSQL) 9.6.24\n", Some((9, 6))),
            (
                "postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)\n",
                Some((15, 14)),
            ),
            ("postgres (PostgreSQL) 15.2\n", Some((15, 2))),
            ("postgres (PostgreSQL) 18beta1\n", Some((18, 0))),
            ("postgres (PostgreSQL) devel\n", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(parse_version(text), expected, "{text:?}");
        }
        assert!(parse_version(cases[1].0) > parse_version(cases[2].0));
    }
}
