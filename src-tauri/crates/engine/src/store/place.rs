//! Whether the database is still where it was opened.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::error::StoreError;

/// A file, whatever its name.
#[cfg(unix)]
type Identity = (u64, u64);
#[cfg(not(unix))]
type Identity = ();

/// Where the database was opened, and which file that was.
///
/// SQLite goes on with a file that was moved away or deleted, in write-ahead mode without a word:
/// all that is "on disk" from then on is gone with the process.
pub(super) struct Place {
    path: PathBuf,
    file: Identity,
}

impl Place {
    pub fn of(path: &Path) -> io::Result<Self> {
        let (path, file) = (path.to_owned(), identity(path)?);
        Ok(Self { path, file })
    }

    /// Where it was opened.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Refuses to go on when another file, or none, is at the place.
    pub fn check(&self) -> Result<(), StoreError> {
        match identity(&self.path) {
            Ok(file) if file == self.file => Ok(()),
            _ => Err(StoreError::Moved(self.path.clone())),
        }
    }
}

#[cfg(unix)]
fn identity(path: &Path) -> io::Result<Identity> {
    use std::os::unix::fs::MetadataExt;

    let file = fs::metadata(path)?;
    Ok((file.dev(), file.ino()))
}

/// An open file can't be moved away here.
#[cfg(not(unix))]
fn identity(path: &Path) -> io::Result<Identity> {
    fs::metadata(path).map(drop)
}
