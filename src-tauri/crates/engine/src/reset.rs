//! Starting over: everything that is kept is deleted, and the app is as new.
//!
//! What is wanted is written down first, in a file of its own. The deleting is done when an engine
//! starts, before it opens anything; whoever is killed meanwhile goes on with it at the next start.
//! So all is there or all is gone.

use std::{
    fs::{self, File},
    io,
    path::Path,
};

use crate::{
    secrets::{self, Owner, Preference, SecretStore},
    store::Store,
};

/// Lies in the data folder from the moment on at which everything is to be deleted.
const MARK: &str = "reset.wanted";

/// Whether the next start deletes everything first.
pub fn is_wanted(data_folder: &Path) -> bool {
    data_folder.join(MARK).exists()
}

/// Has the next start delete everything. It is on disk when this returns.
pub(crate) fn want(data_folder: &Path) -> io::Result<()> {
    File::create(data_folder.join(MARK))?.sync_all()?;
    sync(data_folder)
}

/// Deletes everything, if that is wanted: secrets, then files, then the mark.
pub(crate) async fn finish(
    data_folder: &Path,
    config_folder: &Path,
    secrets: Preference,
) -> io::Result<()> {
    if !is_wanted(data_folder) {
        return Ok(());
    }
    tracing::info!("everything is reset");
    if let Some(owners) = owners(data_folder).await {
        let secrets = SecretStore::open(data_folder, config_folder, secrets).await;
        forget(&secrets, owners).await;
    }
    for entry in fs::read_dir(data_folder)? {
        let entry = entry?;
        if is_ours(&entry.file_name().to_string_lossy()) {
            remove(&entry.path())?;
        }
    }
    // Nothing that was deleted may come back once the mark is gone.
    sync(data_folder)?;
    fs::remove_file(data_folder.join(MARK))?;
    sync(data_folder)
}

/// Whose secrets there may be. What is deleted already, or can't be read, names nobody.
async fn owners(data_folder: &Path) -> Option<Vec<Owner>> {
    if !Store::is_there(data_folder) {
        return None;
    }
    let store = match Store::open(data_folder) {
        Ok(store) => store,
        Err(error) => {
            tracing::warn!(%error, "whose secrets there are can't be read");
            return None;
        }
    };
    let read = store.owners().await;
    store.close().await;
    match read {
        Ok((automations, destinations)) => Some(
            (automations.into_iter().map(Owner::from))
                .chain(destinations.into_iter().map(Owner::from))
                .chain([Owner::Settings])
                .collect(),
        ),
        Err(error) => {
            tracing::warn!(%error, "whose secrets there are can't be read");
            None
        }
    }
}

/// A key store that does not answer now keeps what it has: nobody would find it again anyway, since
/// its mark goes, too.
async fn forget(secrets: &SecretStore, owners: Vec<Owner>) {
    for owner in owners {
        if let Err(error) = secrets.delete(owner).await {
            tracing::warn!(%error, "secrets stay behind in the system's key store");
            return;
        }
    }
}

fn is_ours(name: &str) -> bool {
    Store::owns(name) || secrets::owns(name) || crate::reserve::owns(name)
}

fn remove(path: &Path) -> io::Result<()> {
    let removed = match path.is_dir() {
        true => fs::remove_dir_all(path),
        false => fs::remove_file(path),
    };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// What was made or deleted in a folder is on disk only when the folder is.
fn sync(folder: &Path) -> io::Result<()> {
    match cfg!(unix) {
        true => File::open(folder)?.sync_all(),
        false => Ok(()),
    }
}
