//! `cargo xtask bench`: how fast the release build is, beside yardsticks of the same run.

use anyhow::Result;

use crate::app::{Build, program};
use crate::commands::{cargo, run};
use crate::{needs, ui};

/// Both in every command: another selection would build what they share with other features.
const PACKAGES: [&str; 4] = [
    "--package",
    "hookloom-engine",
    "--package",
    "hookloom-runner",
];

/// The name of the measurement of the real window, which needs a display of its own and a build
/// that takes long, so it runs only when it is asked for.
const WINDOW: &str = "window";

/// Runs all measurements but the window's, or those that are named, and prints them as a table.
///
/// # Errors
/// When something does not build, or a measurement finds that something was lost.
pub fn measure(names: &[&str]) -> Result<()> {
    if names.contains(&WINDOW) {
        return measure_window();
    }
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

/// From the start of the window to a list that can be used, and its memory.
fn measure_window() -> Result<()> {
    needs::for_the_tests()?;
    ui::build()?;
    let packages = [
        "--package",
        "hookloom-runner",
        "--package",
        "hookloom-desktop",
    ];
    let mut build = cargo(["build", "--release", "--bins", "--example", "bare_page"]);
    build.args(packages);
    run(build)?;
    let mut bench = cargo(["bench", "--bench", WINDOW]);
    bench.args(packages);
    let runner = program(Build::Release, "hookloom")?;
    bench.env("HOOKLOOM_PROGRAMS", runner.with_file_name(""));
    run(bench)
}
