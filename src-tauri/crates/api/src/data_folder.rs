//! Where the runner keeps everything, and how clients find it.

use std::{
    env, io,
    path::{Path, PathBuf},
};

use thiserror::Error;

/// Names another data folder, for tests, demos and a second setup.
pub const VARIABLE: &str = "HOOKLOOM_DATA";

/// The folder with the database, the lock and the local API's socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFolder(PathBuf);

/// No data folder can be named.
#[derive(Debug, Error)]
#[error("this system names no folder for a user's data; set {VARIABLE} to a folder of your own")]
pub struct NoDataFolder;

impl DataFolder {
    /// That folder.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// The folder named by `HOOKLOOM_DATA`, or else the system's place for a user's data.
    ///
    /// # Errors
    /// When the system names no such place.
    pub fn find() -> Result<Self, NoDataFolder> {
        match env::var_os(VARIABLE).filter(|path| !path.is_empty()) {
            Some(path) => Ok(Self(path.into())),
            None => Ok(Self(dirs::data_dir().ok_or(NoDataFolder)?.join("hookloom"))),
        }
    }

    /// Whether it is the system's place for a user's data.
    pub fn is_usual(&self) -> bool {
        dirs::data_dir().is_some_and(|data| data.join("hookloom") == self.0)
    }

    /// The folder's path.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Makes the folder, for its owner alone. One that is there keeps the rights it has.
    ///
    /// # Errors
    /// When it can't be made.
    pub fn create(&self) -> io::Result<()> {
        let mut folder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
        folder.recursive(true).create(&self.0)
    }
}
