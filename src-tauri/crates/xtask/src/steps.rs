//! What `cargo xtask test` runs, in its order: what fails fast comes first.

use std::process::Command;

use anyhow::Result;

use crate::commands::{cargo, npm, run};
use crate::tally::Reporter;
use crate::{needs, ui};

/// One step: its set-up, its command, and how its outcome is counted.
pub struct Step {
    /// What a developer types to run it alone.
    pub name: &'static str,
    /// What is true when it passes.
    pub title: &'static str,
    /// Makes the command possible; may take minutes the first time.
    pub set_up: fn() -> Result<()>,
    /// The command to run.
    pub command: fn() -> Result<Command>,
    /// How the outcome counts.
    pub counts: Counts,
}

/// How the outcome of a step counts.
#[derive(Debug, Clone, Copy)]
pub enum Counts {
    /// As one check, which its exit code decides.
    AsOne,
    /// As the tests that a runner reports.
    Tests(Reporter),
}

/// Every step, in order.
///
/// All Cargo commands select the same packages and take development dependencies along (that is
/// what `--examples` does for `doc` and `build`): another selection would turn on other features
/// of shared dependencies, and build most of them a second time.
pub const STEPS: &[Step] = &[
    Step {
        name: "format",
        title: "Rust is formatted",
        set_up: || Ok(()),
        command: || Ok(cargo(["fmt", "--all", "--check"])),
        counts: Counts::AsOne,
    },
    Step {
        name: "ui-check",
        title: "The UI's types and style are right",
        set_up: ui::install,
        command: || Ok(npm(["run", "check"])),
        counts: Counts::AsOne,
    },
    Step {
        name: "ui",
        title: "The UI's unit tests pass",
        set_up: ui::install,
        command: || Ok(npm(["test"])),
        counts: Counts::Tests(Reporter::Vitest),
    },
    Step {
        name: "lint",
        title: "Clippy finds nothing",
        set_up: workspace,
        command: || {
            Ok(cargo([
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "--deny=warnings",
            ]))
        },
        counts: Counts::AsOne,
    },
    Step {
        name: "docs",
        title: "The documentation builds without a warning",
        set_up: workspace,
        command: || {
            let mut doc = cargo(["doc", "--workspace", "--no-deps", "--examples"]);
            doc.env("RUSTDOCFLAGS", "--deny=warnings");
            Ok(doc)
        },
        counts: Counts::AsOne,
    },
    Step {
        name: "rust",
        title: "The Rust tests pass",
        set_up: workspace,
        command: || Ok(cargo(["test", "--workspace", "--no-fail-fast"])),
        counts: Counts::Tests(Reporter::Cargo),
    },
    Step {
        name: "browser",
        title: "The UI works in a browser",
        set_up: || {
            needs::for_the_tests()?;
            ui::install()
        },
        command: || {
            let mut playwright = npm(["run", "test:browser"]);
            playwright.env("CHROMIUM", needs::chromium()?);
            Ok(playwright)
        },
        counts: Counts::Tests(Reporter::Playwright),
    },
    Step {
        name: "desktop",
        title: "The real window works, on a display of its own",
        set_up: || {
            workspace()?;
            // The window starts the runner that lies beside it.
            run(cargo(["build", "--workspace", "--bins", "--examples"]))
        },
        command: || Ok(cargo(["test", "--workspace", "--test", "desktop"])),
        counts: Counts::Tests(Reporter::Cargo),
    },
];

/// What the whole workspace needs to compile: system packages, and the pages in the window.
fn workspace() -> Result<()> {
    needs::for_the_tests()?;
    ui::build()
}

/// The steps with their titles, for the help text.
pub fn list() -> String {
    let line = |step: &Step| format!("  {:<10}{}\n", step.name, step.title);
    STEPS.iter().map(line).collect()
}
