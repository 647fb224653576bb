//! A file that a person wants something saved in.

use std::{
    fmt::Display,
    io,
    path::{Path, PathBuf},
};

use hookloom_core::problem::Problem;
use tokio::{
    fs::{self, File, OpenOptions},
    io::AsyncWriteExt,
};

use crate::error::EngineError;

/// Who may read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Whoever may read what this person writes.
    Usual,
    /// This person alone.
    Owner,
}

/// A file under way. It lies beside its place until all of it is on disk, so that an older one of
/// that name stays until then; one that is given up leaves nothing.
#[derive(Debug)]
pub struct SavedFile {
    file: File,
    beside: PathBuf,
    place: PathBuf,
    placed: bool,
}

impl SavedFile {
    /// Begins one.
    ///
    /// # Errors
    /// When the path is not that of a file from the root on (anything else would lead to wherever
    /// this program happens to have been started), or nothing can be written there.
    pub async fn begin(place: &Path, readers: Readers) -> Result<Self, EngineError> {
        let folder = place.parent().filter(|_| place.is_absolute());
        let (Some(folder), Some(name)) = (folder, place.file_name()) else {
            return Err(unwritable(place, "it isn't the full path of a file"));
        };
        let beside = folder.join(format!(".{}.part", name.to_string_lossy()));
        let opened = options(readers).open(&beside).await;
        Ok(Self {
            file: opened.map_err(|error| unwritable(place, error))?,
            beside,
            place: place.to_owned(),
            placed: false,
        })
    }

    /// Adds text.
    ///
    /// # Errors
    /// When it can't be written.
    pub async fn write(&mut self, text: &str) -> Result<(), EngineError> {
        let written = self.file.write_all(text.as_bytes()).await;
        written.map_err(|error| unwritable(&self.place, error))
    }

    /// Puts it to its place.
    ///
    /// # Errors
    /// When that can't be done; an older file of that name is as it was.
    pub async fn finish(mut self) -> Result<(), EngineError> {
        let placed = self.put_in_place().await;
        self.placed = placed.is_ok();
        placed.map_err(|error| unwritable(&self.place, error))
    }

    async fn put_in_place(&mut self) -> io::Result<()> {
        self.file.flush().await?;
        self.file.sync_all().await?;
        fs::rename(&self.beside, &self.place).await
    }
}

impl Drop for SavedFile {
    fn drop(&mut self) {
        if !self.placed {
            // What is left over is no fault beside the one that is told.
            let _ = std::fs::remove_file(&self.beside);
        }
    }
}

/// Saves a text.
///
/// # Errors
/// Those of [`SavedFile`].
pub async fn save(place: &Path, text: &str, readers: Readers) -> Result<(), EngineError> {
    let mut file = SavedFile::begin(place, readers).await?;
    file.write(text).await?;
    file.finish().await
}

fn options(readers: Readers) -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    if readers == Readers::Owner {
        options.mode(0o600);
    }
    options
}

fn unwritable(place: &Path, why: impl Display) -> EngineError {
    let place = place.display();
    let message = format!("‘{place}’ can't be written: {why}. Choose another place.");
    EngineError::Invalid(vec![Problem::new("path", message)])
}
