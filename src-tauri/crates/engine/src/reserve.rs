//! Some room on the disk that is kept for the worst case.
//!
//! A delivery that was sent must be written down, or it is sent again. On a full disk that would be
//! impossible; so a file takes up a little room as long as there is enough, and is deleted when
//! there is not.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// The file, in the data folder.
const FILE: &str = "reserve";
/// How many bytes it takes.
const BYTES: usize = 2 * 1024 * 1024;

/// Whether a name in the data folder is that of the reserve.
pub(crate) fn owns(name: &str) -> bool {
    name == FILE
}

/// The file that takes up the room.
#[derive(Clone)]
pub(crate) struct Reserve(PathBuf);

impl Reserve {
    /// The reserve of a data folder, whether it is taken or not.
    pub(crate) fn of(data_folder: &Path) -> Self {
        Self(data_folder.join(FILE))
    }

    /// Takes up the room, unless it is taken up already.
    ///
    /// # Errors
    /// When there is not enough.
    pub(crate) async fn take(&self) -> io::Result<()> {
        let path = self.0.clone();
        blocking(move || {
            if fs::metadata(&path).is_ok_and(|file| file.len() == BYTES as u64) {
                return Ok(());
            }
            let written = write(&path, BYTES);
            if written.is_err() {
                // Half a reserve takes room from whoever needs it now.
                let _ = fs::remove_file(&path);
            }
            written
        })
        .await
    }

    /// Takes up the room again, if as much is left beside it: otherwise the disk would be as full
    /// as before in a moment.
    ///
    /// # Errors
    /// When there is not enough.
    pub(crate) async fn take_with_ease(&self) -> io::Result<()> {
        let path = self.0.clone();
        blocking(move || {
            let written = write(&path, 2 * BYTES).and_then(|()| {
                let file = File::options().write(true).open(&path)?;
                file.set_len(BYTES as u64)?;
                file.sync_all()
            });
            if written.is_err() {
                // Half a reserve takes room from whoever needs it now.
                let _ = fs::remove_file(&path);
            }
            written
        })
        .await
    }

    /// Gives the room back.
    pub(crate) async fn release(&self) {
        let path = self.0.clone();
        let removed = blocking(move || fs::remove_file(&path)).await;
        if let Err(error) = removed {
            tracing::warn!(%error, "there is no reserve on the disk");
        }
    }
}

fn write(path: &Path, bytes: usize) -> io::Result<()> {
    let mut file = File::create(path)?;
    // No zeros: some file systems keep those without room.
    let block: Vec<u8> = (0..=u8::MAX).cycle().take(64 * 1024).collect();
    for _ in 0..bytes / block.len() {
        file.write_all(&block)?;
    }
    file.sync_all()
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(io::Error::other(error)))
}
