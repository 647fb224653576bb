//! `cargo xtask bindings`: the TypeScript types of the local API, written anew.

use std::fs;

use anyhow::{Context, Result};

use crate::commands::{cargo, root, run};

const FOLDER: &str = "ui/src/bindings";

/// Replaces the committed types by those of the Rust types as they are now. That the two agree is
/// a test of the api crate.
pub fn write() -> Result<()> {
    let folder = root().join(FOLDER);
    if folder.exists() {
        // Types that are gone from the contract must not stay behind.
        fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {FOLDER}"))?;
    }
    let example = ["run", "--package", "hookloom-api", "--example", "bindings"];
    run(cargo(example.into_iter().chain(["--", FOLDER])))
}
