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

    /// The folder's path.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Makes the folder, readable for its owner alone.
    ///
    /// # Errors
    /// When it can't be made, or its rights can't be set.
    pub fn create(&self) -> io::Result<()> {
        std::fs::create_dir_all(&self.0)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(&self.0, std::fs::Permissions::from_mode(0o700))?;
        }
        Ok(())
    }
}
