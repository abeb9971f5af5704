//! The directions in which our crates may depend on each other, checked against what their
//! manifests say. docs/architecture.md draws the same graph.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};
use serde_json::Value;

use crate::dist;
use crate::workspace::Workspace;

/// Every crate of the workspace with those of ours it may depend on.
const ALLOWED: [(&str, &[&str]); 11] = [
    ("api", &[]),
    ("app", &["api", "domain"]),
    ("brain", &[]),
    ("domain", &["api", "brain", "templates"]),
    ("frontend", &["app"]),
    ("migration", &[]),
    (
        "server",
        &["api", "app", "domain", "migration", "templates"],
    ),
    ("templates", &["api"]),
    ("test-support", &["domain", "migration"]),
    ("widget-wasm", &["api"]),
    ("xtask", &[]),
];

/// Any crate may use it in its tests.
const TEST_CRATE: &str = "test-support";

/// Who may depend on the database library directly.
const DATABASE_USERS: [&str; 4] = ["api", "domain", "migration", "test-support"];
const DATABASE_LIBRARIES: [&str; 2] = ["sea-orm", "sea-orm-migration"];

/// Folders whose sources never name the database library.
const DATABASE_FREE_FOLDERS: [&str; 2] = ["app", "server"];

struct Package {
    name: String,
    dependencies: Vec<Dependency>,
    /// Features that switch on the optional dependency `domain`.
    features_with_domain: Vec<String>,
}

struct Dependency {
    name: String,
    is_dev: bool,
    is_optional: bool,
}

/// Checks manifests and sources; the error lists every violation.
pub fn check(workspace: &Workspace) -> Result<()> {
    let packages: Vec<Package> = workspace.metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .map(read_package)
        .collect();
    let mut violations = find_violations(&packages);
    for folder in DATABASE_FREE_FOLDERS {
        violations.extend(find_database_uses(&workspace.root, folder)?);
    }
    if violations.is_empty() {
        println!(
            "{} crates, all dependencies point the allowed way",
            packages.len()
        );
        return Ok(());
    }
    bail!(
        "{} violation(s) of the architecture:\n  {}",
        violations.len(),
        violations.join("\n  ")
    )
}

fn read_package(json: &Value) -> Package {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let dependencies = json["dependencies"].as_array().into_iter().flatten();
    let features = json["features"].as_object().into_iter().flatten();
    Package {
        name: text(&json["name"]),
        dependencies: dependencies
            .map(|dependency| Dependency {
                name: text(&dependency["name"]),
                is_dev: dependency["kind"] == "dev",
                is_optional: dependency["optional"] == true,
            })
            .collect(),
        features_with_domain: features
            .filter(|(_, parts)| {
                let mut parts = parts.as_array().into_iter().flatten();
                parts.any(|part| {
                    let part = part.as_str().unwrap_or_default();
                    part == "dep:domain" || part.starts_with("domain/")
                })
            })
            .map(|(name, _)| name.clone())
            .collect(),
    }
}

fn find_violations(packages: &[Package]) -> Vec<String> {
    let mut violations = Vec::new();
    for package in packages {
        let name = package.name.as_str();
        let Some((_, allowed)) = ALLOWED.iter().find(|(known, _)| *known == name) else {
            violations.push(format!(
                "{name} has no place in the architecture yet (xtask/src/architecture.rs)"
            ));
            continue;
        };
        for dependency in &package.dependencies {
            let target = dependency.name.as_str();
            let is_ours = packages.iter().any(|other| other.name == target);
            let is_test_support = dependency.is_dev && target == TEST_CRATE;
            if is_ours && !is_test_support && !allowed.contains(&target) {
                violations.push(format!("{name} must not depend on {target}"));
            }
            if DATABASE_LIBRARIES.contains(&target) && !DATABASE_USERS.contains(&name) {
                violations.push(format!(
                    "{name} must not depend on {target}: only `domain` touches tables"
                ));
            }
        }
        violations.extend(find_unconditional_uses(package));
    }
    violations
}

/// What the browser bundles must not carry: `domain` in `app`, the database in `api`.
fn find_unconditional_uses(package: &Package) -> Vec<String> {
    let always = |target: &str| {
        let mut dependencies = package.dependencies.iter();
        dependencies.any(|it| it.name == target && !it.is_optional && !it.is_dev)
    };
    let mut violations = Vec::new();
    if package.name == "app" {
        if always("domain") {
            violations.push("app may depend on domain only by its feature `ssr`".to_owned());
        }
        for feature in package
            .features_with_domain
            .iter()
            .filter(|it| *it != "ssr")
        {
            violations.push(format!(
                "app must not switch on domain by its feature `{feature}`"
            ));
        }
    }
    if package.name == "api" && always("sea-orm") {
        violations.push("api may depend on sea-orm only by a feature".to_owned());
    }
    violations
}

fn find_database_uses(root: &Path, folder: &str) -> Result<Vec<String>> {
    let mut violations = Vec::new();
    for path in dist::list_files(&root.join(folder))? {
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let path = Path::new(folder).join(path);
        let source = fs::read_to_string(root.join(&path))?;
        for line in lines_naming_database(&source) {
            violations.push(format!("{}:{line} names sea_orm", path.display()));
        }
    }
    Ok(violations)
}

/// The numbers of the lines that name SeaORM outside of line comments and texts (a log filter may
/// name any crate).
fn lines_naming_database(source: &str) -> Vec<usize> {
    let names_it = |line: &str| {
        let code = line.split("//").next().unwrap_or_default();
        code.split('"')
            .step_by(2)
            .any(|part| part.contains("sea_orm"))
    };
    source
        .lines()
        .enumerate()
        .filter(|(_, line)| names_it(line))
        .map(|(index, _)| index + 1)
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn package(name: &str, dependencies: &[(&str, &str)], features: &Value) -> Package {
        let dependencies: Vec<Value> = dependencies
            .iter()
            .map(|(name, kind)| {
                let dev = if *kind == "dev" {
                    json!("dev")
                } else {
                    Value::Null
                };
                json!({ "name": name, "kind": dev, "optional": *kind == "optional" })
            })
            .collect();
        read_package(&json!({ "name": name, "dependencies": dependencies, "features": features }))
    }

    /// The violations of one crate among all the others.
    fn check(name: &str, dependencies: &[(&str, &str)], features: &Value) -> Vec<String> {
        let mut packages: Vec<Package> = ALLOWED
            .iter()
            .filter(|(other, _)| *other != name)
            .map(|(other, _)| package(other, &[], &json!({})))
            .collect();
        packages.push(package(name, dependencies, features));
        find_violations(&packages)
    }

    #[test]
    fn the_drawn_directions_are_allowed() {
        let none = json!({});
        assert!(
            check(
                "domain",
                &[("api", ""), ("brain", ""), ("sea-orm", "")],
                &none
            )
            .is_empty()
        );
        assert!(check("brain", &[("serde", ""), ("test-support", "dev")], &none).is_empty());
        assert!(check("api", &[("sea-orm", "optional")], &none).is_empty());
        let features = json!({ "hydrate": ["leptos/hydrate"], "ssr": ["dep:domain"] });
        assert!(check("app", &[("api", ""), ("domain", "optional")], &features).is_empty());
    }

    #[test]
    fn other_directions_are_named() {
        let none = json!({});
        for (name, dependency, message) in [
            ("brain", ("api", ""), "brain must not depend on api"),
            ("api", ("brain", "dev"), "api must not depend on brain"),
            (
                "api",
                ("test-support", ""),
                "api must not depend on test-support",
            ),
            (
                "widget-wasm",
                ("domain", "optional"),
                "widget-wasm must not depend on domain",
            ),
            (
                "server",
                ("sea-orm", ""),
                "server must not depend on sea-orm: only `domain` touches tables",
            ),
            (
                "app",
                ("domain", ""),
                "app may depend on domain only by its feature `ssr`",
            ),
            (
                "api",
                ("sea-orm", ""),
                "api may depend on sea-orm only by a feature",
            ),
        ] {
            assert_eq!(check(name, &[dependency], &none), [message]);
        }
    }

    #[test]
    fn domain_comes_into_app_by_ssr_alone() {
        let features = json!({ "ssr": ["dep:domain"], "hydrate": ["domain/x"] });
        assert_eq!(
            check("app", &[("domain", "optional")], &features),
            ["app must not switch on domain by its feature `hydrate`"]
        );
    }

    #[test]
    fn a_new_crate_needs_a_place() {
        assert_eq!(check("utils", &[], &json!({})).len(), 1);
    }

    #[test]
    fn sources_are_searched_outside_of_comments_and_texts() {
        let source = [
            "// sea_orm is private to domain",
            "use sea_orm::Value;",
            "let level = 1; // sea_orm",
            "filter(\"info,sea_orm_migration=warn\")",
            "bind(\"a\", sea_orm::Value::from(1))",
        ]
        .join("\n");
        assert_eq!(lines_naming_database(&source), [2, 5]);
    }
}
