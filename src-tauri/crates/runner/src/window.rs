//! The window's program, which is a process of its own.

use std::{
    env, io,
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, bail};
use hookloom_api::data_folder::{DataFolder, VARIABLE};

const NAME: &str = "hookloom-desktop";

/// Starts the window on that data folder. It lives on when its starter ends.
///
/// # Errors
/// When it is not installed, or can't be started.
pub fn start(folder: &DataFolder, route: Option<&str>) -> Result<Child> {
    let folder = std::path::absolute(folder.path())?;
    let mut window = Command::new(beside_us()?.unwrap_or_else(|| NAME.into()));
    window
        .env(VARIABLE, folder)
        .args(route)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        // Ctrl-C in the runner's terminal is not meant for the window.
        window.process_group(0);
    }
    match window.spawn() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => bail!(
            "The window is not installed: there is no ‘{NAME}’ beside ‘hookloom’ or on the PATH."
        ),
        started => started.context("The window can't be started"),
    }
}

fn beside_us() -> Result<Option<PathBuf>> {
    let file = format!("{NAME}{}", env::consts::EXE_SUFFIX);
    let us = env::current_exe().context("this program's own place is not known")?;
    Ok(Some(us.with_file_name(file)).filter(|path| path.is_file()))
}
