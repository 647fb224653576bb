//! `cargo xtask bench`: how fast the release build is, beside yardsticks of the same run.

use anyhow::Result;

use crate::app::{Build, program};
use crate::commands::{cargo, run};
use crate::needs;

/// Both in every command: another selection would build what they share with other features.
const PACKAGES: [&str; 4] = [
    "--package",
    "hookloom-engine",
    "--package",
    "hookloom-runner",
];

/// Runs all measurements, or those that are named, and prints them as a table.
///
/// # Errors
/// When something does not build, or a measurement finds that something was lost.
pub fn measure(names: &[&str]) -> Result<()> {
    needs::for_the_runner()?;
    let mut build = cargo([
        "build",
        "--release",
        "--bin",
        "hookloom",
        "--bench",
        "yardsticks",
    ]);
    build.args(PACKAGES);
    run(build)?;
    let mut bench = cargo(["bench", "--bench", "yardsticks"]);
    bench.args(PACKAGES).arg("--").args(names);
    bench.env("HOOKLOOM_PROGRAM", program(Build::Release, "hookloom")?);
    run(bench)
}
