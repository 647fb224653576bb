//! Begins the process again, after it has ended in order.

use std::{env, process::Command};

use anyhow::{Context, Result};
use hookloom_api::data_folder::DataFolder;

/// What only concerns the start at which it was typed.
const ONCE: [&str; 2] = ["--safe", "--start-fresh"];

/// Runs this program again on the same folder, as it was started: in this very process where the
/// system can do that, so that whoever looks after it goes on doing so.
///
/// # Errors
/// When it can't be run.
pub fn begin(folder: &DataFolder) -> Result<()> {
    let program = env::current_exe().context("this program does not know where it lies")?;
    let words = env::args_os().skip(1);
    let mut command = Command::new(program);
    command
        .args(words.filter(|word| !ONCE.iter().any(|once| word == once)))
        .env("HOOKLOOM_DATA", folder.path());
    replace(command).context("Hookloom can't start again")
}

#[cfg(unix)]
fn replace(mut command: Command) -> std::io::Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec())
}

#[cfg(not(unix))]
fn replace(mut command: Command) -> std::io::Result<()> {
    command.spawn().map(drop)
}
