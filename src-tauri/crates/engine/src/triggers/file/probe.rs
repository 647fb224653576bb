//! Whether the system tells what happens in a folder: it is tried with one.

use std::{fs, io, path::Path, sync::mpsc, time::Duration};

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

/// How long the system may take to tell.
const PATIENCE: Duration = Duration::from_secs(2);

/// Watches a new folder in `place` and makes a file there. Takes two seconds at the most.
///
/// # Errors
/// Why the system does not tell.
pub fn tells(place: &Path) -> Result<(), String> {
    let folder = place.join(format!("check-{}", uuid::Uuid::now_v7().simple()));
    fs::create_dir(&folder).map_err(|error| error.to_string())?;
    let told = tells_in(&folder);
    if let Err(error) = fs::remove_dir_all(&folder) {
        tracing::warn!(%error, folder = %folder.display(), "it could not be deleted");
    }
    told
}

fn tells_in(folder: &Path) -> Result<(), String> {
    let (told, heard) = mpsc::channel();
    let mut watcher = RecommendedWatcher::new(
        move |event: notify::Result<_>| {
            // Whoever waits may have given up.
            let _ = told.send(event.map(drop));
        },
        notify::Config::default(),
    )
    .map_err(|error| error.to_string())?;
    let watched = watcher.watch(folder, RecursiveMode::NonRecursive);
    watched.map_err(|error| error.to_string())?;
    let made: io::Result<()> = fs::write(folder.join("file"), "");
    made.map_err(|error| error.to_string())?;
    match heard.recv_timeout(PATIENCE) {
        Ok(event) => event.map_err(|error| error.to_string()),
        Err(_) => Err("a new file was not told of".to_owned()),
    }
}
