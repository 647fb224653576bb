//! Which package may depend on which, read from the manifests.

use crate::files::{self, File};
use crate::{Breach, assert_none};

/// What each package may take of ours. Packages that are not listed take nothing.
const OURS: &[(&str, &[&str])] = &[
    ("hookloom-engine", &["hookloom-core"]),
    ("hookloom-api", &["hookloom-core"]),
    (
        "hookloom-runner",
        &["hookloom-api", "hookloom-core", "hookloom-engine"],
    ),
    ("hookloom-desktop", &["hookloom-api"]),
];

/// Everything core may take: nothing here reads a clock, rolls dice or does I/O unasked.
const PURE: &[&str] = &[
    "aws-lc-rs",
    "base64",
    "croner",
    "globset",
    "hmac",
    "http",
    "httpdate",
    "jiff",
    "minijinja",
    "regex",
    "serde",
    "serde_json",
    "serde_path_to_error",
    "sha2",
    "thiserror",
    "ts-rs",
    "url",
    "uuid",
    "zeroize",
];

/// Libraries that only one package may take; the tests of others may, too.
const RESERVED: &[(&str, &str)] = &[
    ("rusqlite", "hookloom-engine"),
    ("reqwest", "hookloom-engine"),
];

struct Dependency<'a> {
    name: &'a str,
    line: usize,
    only_for_tests: bool,
}

fn breaches(file: &File) -> Vec<Breach> {
    let package = package_name(&file.text);
    let found = dependencies(&file.text);
    let broken = found.iter().filter_map(|dependency| {
        let rule = broken_rule(package, dependency)?;
        let place = format!("{}:{}", file.path, dependency.line);
        Some(Breach {
            rule,
            place,
            found: dependency.name.into(),
        })
    });
    broken.collect()
}

fn broken_rule(package: &str, dependency: &Dependency<'_>) -> Option<&'static str> {
    let name = dependency.name;
    let of_ours = OURS
        .iter()
        .find(|(owner, _)| *owner == package)
        .map_or(&[][..], |(_, ours)| ours);
    if name.starts_with("hookloom-") && !of_ours.contains(&name) {
        return Some("no arrow leads there");
    }
    if name.starts_with("tauri") && package != "hookloom-desktop" {
        return Some("tauri belongs to the window");
    }
    if dependency.only_for_tests {
        return None;
    }
    if package == "hookloom-core" && !PURE.contains(&name) {
        return Some("core takes only what is pure; if this is, add it to PURE");
    }
    let reserved = RESERVED
        .iter()
        .any(|(library, owner)| *library == name && *owner != package);
    reserved.then_some("another package owns this library")
}

fn package_name(manifest: &str) -> &str {
    let (_, package) = manifest.split_once("[package]").unwrap_or_default();
    let line = package
        .lines()
        .find_map(|line| line.strip_prefix("name = "));
    line.unwrap_or_default().trim_matches('"')
}

/// The entries of every `[…dependencies]` table but the workspace's list of versions.
fn dependencies(manifest: &str) -> Vec<Dependency<'_>> {
    let mut table = "";
    let mut found = Vec::new();
    for (text, line) in manifest.lines().zip(1..) {
        if text.starts_with('[') {
            table = text.trim_matches(['[', ']']);
        } else if let Some((key, _)) = text.split_once('=')
            && table.ends_with("dependencies")
            && table != "workspace.dependencies"
        {
            let name = key.split('.').next().unwrap_or_default().trim();
            let only_for_tests = table.ends_with("dev-dependencies");
            found.push(Dependency {
                name,
                line,
                only_for_tests,
            });
        }
    }
    found
}

#[test]
fn every_manifest_keeps_the_arrows() {
    let mut manifests = files::below("src-tauri/crates", &["Cargo.toml"]);
    manifests.push(files::one("Cargo.toml"));
    assert!(
        manifests.len() >= 6,
        "only {} manifests were found",
        manifests.len()
    );
    for manifest in &manifests {
        assert!(
            !package_name(&manifest.text).is_empty(),
            "{} names no package",
            manifest.path
        );
    }
    assert_none(&manifests.iter().flat_map(breaches).collect::<Vec<_>>());
}

/// Two copies in one process would undo each other's locks on the same file.
#[test]
fn there_is_one_sqlite() {
    let lock = files::one("Cargo.lock").text;
    let names = lock.lines().filter_map(|line| line.strip_prefix("name = "));
    let found: Vec<&str> = names.filter(|name| name.contains("sqlite")).collect();
    // Two of them stand for it in web pages only.
    let expected = [
        "libsqlite3-sys",
        "rsqlite-vfs",
        "rusqlite",
        "sqlite-wasm-rs",
    ];
    assert_eq!(found, expected.map(|name| format!("\"{name}\"")));
}

#[test]
fn a_forbidden_dependency_is_noticed() {
    let forbidden = [
        (
            "hookloom-core",
            "[dependencies]",
            "hookloom-api.workspace = true",
        ),
        ("hookloom-core", "[dependencies]", "tokio = \"1\""),
        (
            "hookloom-core",
            "[dev-dependencies]",
            "hookloom-engine.workspace = true",
        ),
        (
            "hookloom-engine",
            "[dependencies]",
            "hookloom-api.workspace = true",
        ),
        (
            "hookloom-desktop",
            "[dependencies]",
            "hookloom-engine.workspace = true",
        ),
        (
            "hookloom-runner",
            "[target.'cfg(unix)'.dependencies]",
            "tauri = \"2\"",
        ),
        (
            "hookloom-runner",
            "[dependencies]",
            "rusqlite.workspace = true",
        ),
        (
            "hookloom-api",
            "[build-dependencies]",
            "reqwest = { version = \"1\" }",
        ),
    ];
    for (package, table, entry) in forbidden {
        assert_eq!(
            breaches(&manifest(package, table, entry)).len(),
            1,
            "{package}: {table} {entry}"
        );
    }
}

#[test]
fn an_allowed_dependency_is_not_reported() {
    let allowed = [
        ("hookloom-core", "[dependencies]", "jiff.workspace = true"),
        (
            "hookloom-core",
            "[dev-dependencies]",
            "proptest.workspace = true",
        ),
        (
            "hookloom-runner",
            "[dependencies]",
            "hookloom-engine.workspace = true",
        ),
        (
            "hookloom-runner",
            "[dev-dependencies]",
            "rusqlite.workspace = true",
        ),
        (
            "hookloom-desktop",
            "[workspace.dependencies]",
            "rusqlite = \"1\"",
        ),
        (
            "hookloom-desktop",
            "[build-dependencies]",
            "tauri-build = \"2\"",
        ),
    ];
    for (package, table, entry) in allowed {
        assert_none(&breaches(&manifest(package, table, entry)));
    }
}

fn manifest(package: &str, table: &str, entry: &str) -> File {
    File {
        path: "Cargo.toml".into(),
        text: format!("[package]\nname = \"{package}\"\n\n{table}\n{entry}\n"),
    }
}
