//! Starting other programs from the workspace's root, and saying so.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The folder of the workspace's `Cargo.toml`.
pub fn root() -> &'static Path {
    let this_crate = Path::new(env!("CARGO_MANIFEST_DIR"));
    this_crate
        .ancestors()
        .nth(3)
        .expect("this crate lies three folders below the root")
}

/// Where Cargo puts what it builds; this program lies in there itself, in `<target>/debug`.
pub fn target() -> Result<PathBuf> {
    let this_program = std::env::current_exe().context("cannot tell where xtask lies")?;
    let folder = this_program.ancestors().nth(2);
    Ok(folder
        .context("xtask does not lie in a target folder")?
        .into())
}

/// A command that runs in the workspace's root.
pub fn command<A: AsRef<OsStr>>(
    program: impl AsRef<OsStr>,
    arguments: impl IntoIterator<Item = A>,
) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// The Cargo that started this program.
pub fn cargo<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    command(cargo, arguments)
}

/// npm, in `ui/`. On Windows npm is a script, which has to be named in full.
pub fn npm<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Command {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut command = command(npm, arguments);
    command.current_dir(root().join("ui"));
    command
}

/// Says what is about to run, the way one would type it.
pub fn announce(command: &Command) {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let words: Vec<_> = std::iter::once(name)
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect();
    println!("$ {}", words.join(" "));
}

/// Runs a command to its end; any other end than success is an error.
pub fn run(mut command: Command) -> Result<()> {
    announce(&command);
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command
        .status()
        .with_context(|| format!("`{name}` could not be started"))?;
    if !status.success() {
        bail!("`{name}` ended with {status}");
    }
    Ok(())
}

/// Where a program lies on the `PATH`, if it is there.
pub fn find(program: &str) -> Option<PathBuf> {
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(&name))
        .find(|path| path.is_file())
}
