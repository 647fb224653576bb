//! The web UI's own set-up: Node.js, its packages, and the built pages that the window embeds.

use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Context, Result, bail};

use crate::commands::{npm, root, run};

/// The oldest Node.js that the UI's tools accept, as (major, minor).
const OLDEST_NODE: (u32, u32) = (20, 19);

/// Installs the packages of `ui/package-lock.json`, unless they are there already.
pub fn install() -> Result<()> {
    check_node()?;
    if packages_are_current() {
        return Ok(());
    }
    run(npm(["ci", "--no-audit", "--no-fund"]))
}

/// Builds the pages into `ui/dist`, once for each run of this program.
pub fn build() -> Result<()> {
    static BUILT: OnceLock<()> = OnceLock::new();
    if BUILT.get().is_none() {
        install()?;
        run(npm(["run", "build"]))?;
        BUILT.get_or_init(|| ());
    }
    Ok(())
}

/// npm leaves its own copy of the lock file behind when it has installed everything.
fn packages_are_current() -> bool {
    let modified = |path: &str| root().join(path).metadata()?.modified();
    match (
        modified("ui/node_modules/.package-lock.json"),
        modified("ui/package-lock.json"),
    ) {
        (Ok(installed), Ok(wanted)) => installed >= wanted,
        _ => false,
    }
}

fn check_node() -> Result<()> {
    let (major, minor) = OLDEST_NODE;
    let needed = format!("Hookloom's UI needs Node.js {major}.{minor} or newer, with npm");
    let output = Command::new("node")
        .arg("--version")
        .output()
        .with_context(|| format!("{needed}; `node` is not on the PATH"))?;
    let version = String::from_utf8_lossy(&output.stdout);
    if node_version(&version).is_none_or(|found| found < OLDEST_NODE) {
        bail!("{needed}; here it is {}", version.trim());
    }
    Ok(())
}

/// `v20.20.2` → (20, 20).
fn node_version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.trim().strip_prefix('v')?.split('.');
    let major = numbers.next()?.parse().ok()?;
    let minor = numbers.next()?.parse().ok()?;
    Some((major, minor))
}

#[cfg(test)]
mod tests {
    use super::{OLDEST_NODE, node_version};

    #[test]
    fn node_versions_compare_by_number() {
        assert!(node_version("v20.20.2\n") >= Some(OLDEST_NODE));
        assert!(node_version("v22.1.0") >= Some(OLDEST_NODE));
        assert!(node_version("v20.9.0") < Some(OLDEST_NODE));
        assert_eq!(node_version("something else"), None);
    }
}
