//! Developer commands, run as `cargo xtask <command>`. Each does its own set-up.
//!
//! This crate stands on the standard library and `anyhow` alone, so that the first command on a
//! fresh machine starts within seconds and can install what everything else needs.

mod app;
mod bench;
mod bindings;
mod commands;
mod memory;
mod needs;
mod steps;
mod tally;
mod test;
mod ui;

use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
Developer commands of Hookloom

  cargo xtask run [--release]   set up, build and start the app
  cargo xtask test [step …]     set up and run every check and test, or the named steps
  cargo xtask bench [name …]    measure speed beside yardsticks of the same run, or one measurement:
                                throughput, latency, start, idle, past
  cargo xtask memory            measure the memory of the idle release runner with its tray
  cargo xtask bindings          write the TypeScript types of the local API anew
  cargo xtask help              this text
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    perform(&words).unwrap_or_else(|error| {
        eprintln!("{error:#}");
        ExitCode::FAILURE
    })
}

fn perform(words: &[&str]) -> Result<ExitCode> {
    match words {
        ["run"] => app::run(app::Build::Debug)?,
        ["run", "--release"] => app::run(app::Build::Release)?,
        ["bench", names @ ..] => bench::measure(names)?,
        ["memory"] => memory::measure()?,
        ["bindings"] => bindings::write()?,
        ["test", steps @ ..] => return test::run(steps),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}\nSteps of `cargo xtask test`:\n\n{}", steps::list());
        }
        other => bail!("`{}` is not a command here.\n\n{HELP}", other.join(" ")),
    }
    Ok(ExitCode::SUCCESS)
}
