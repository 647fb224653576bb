//! `cargo xtask run`: from a fresh clone to the running app.

use std::path::PathBuf;

use anyhow::Result;

use crate::commands::{cargo, command, run as run_command, target};
use crate::{needs, ui};

/// How the app is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Build {
    /// Quickly.
    Debug,
    /// As it would be shipped.
    Release,
}

/// Builds and starts the app: the window where there is a display, else the runner alone.
pub fn run(build: Build) -> Result<()> {
    if has_display() {
        needs::for_the_window()?;
        ui::build()?;
        compile(build, &["hookloom-runner", "hookloom-desktop"])?;
        return run_command(command(program(build, "hookloom-desktop")?, NOTHING));
    }
    println!("There is no display here, so the runner runs without a window, until Ctrl+C.");
    needs::for_the_runner()?;
    compile(build, &["hookloom-runner"])?;
    run_command(command(program(build, "hookloom")?, ["run"]))
}

const NOTHING: [&str; 0] = [];

/// Compiles packages of the workspace.
pub fn compile(build: Build, packages: &[&str]) -> Result<()> {
    let mut arguments = vec!["build"];
    if build == Build::Release {
        arguments.push("--release");
    }
    for package in packages {
        arguments.extend(["--package", package]);
    }
    run_command(cargo(arguments))
}

/// Where a compiled program lies.
pub fn program(build: Build, name: &str) -> Result<PathBuf> {
    let folder = match build {
        Build::Debug => "debug",
        Build::Release => "release",
    };
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    Ok(target()?.join(folder).join(file))
}

/// macOS and Windows always have one; elsewhere the session says so.
fn has_display() -> bool {
    let names = ["DISPLAY", "WAYLAND_DISPLAY"];
    cfg!(any(windows, target_os = "macos"))
        || names
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
