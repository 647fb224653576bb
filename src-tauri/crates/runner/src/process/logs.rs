//! What the runner writes down about itself: on standard error, and in a file for each day.

use std::{
    fs,
    io::{self, IsTerminal},
};

use anyhow::{Context, Result};
use hookloom_api::data_folder::DataFolder;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::{EnvFilter, Layer, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// The folder, in the data folder.
const FOLDER: &str = "logs";
/// How many days are kept.
const DAYS: usize = 14;
/// zbus warns of its own orderly end.
const USUAL: &str = "info,zbus=error";

/// Deletes what was written down.
///
/// # Errors
/// When it can't be deleted.
pub fn forget(folder: &DataFolder) -> Result<()> {
    let path = folder.path().join(FOLDER);
    match fs::remove_dir_all(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} can't be deleted", path.display()))
        }
        _ => Ok(()),
    }
}

/// Starts to log. `HOOKLOOM_LOG` says how much, such as `debug` or `hookloom_engine=trace`.
///
/// # Errors
/// When the folder of the logs can't be written.
pub fn start(folder: &DataFolder) -> Result<()> {
    let path = folder.path().join(FOLDER);
    let unwritable = || format!("{} can't be written", path.display());
    fs::create_dir_all(&path).with_context(unwritable)?;
    let files = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("runner")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(&path)
        .with_context(unwritable)?;
    let wanted = EnvFilter::try_from_env("HOOKLOOM_LOG").unwrap_or_else(|_| EnvFilter::new(USUAL));
    let screen = fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal());
    let file = fmt::layer().with_writer(files).with_ansi(false);
    tracing_subscriber::registry()
        .with(screen.and_then(file).with_filter(wanted))
        .init();
    std::panic::set_hook(Box::new(|panic| tracing::error!("{panic}")));
    Ok(())
}
