//! What can go wrong with the database, in words.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use thiserror::Error;

/// Why the database was not opened. Whatever is at its place was left as it is.
#[derive(Debug, Error)]
pub enum OpenError {
    /// A later version of the app wrote it.
    #[error(
        "The database {} was written by a newer Hookloom (its version is {found}, this one knows \
         {known}). Install the newer Hookloom; nothing was changed.", path.display()
    )]
    Newer {
        /// The database.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The newest version that this program knows.
        known: u32,
    },
    /// Something else is at its place.
    #[error(
        "{} is not a Hookloom database; it was not touched. Move it away, choose another data folder, \
         or set it aside and begin with an empty one by ‘hookloom run --start-fresh’.", path.display()
    )]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// It could not be brought to the present version.
    #[error(
        "The database {} can't be brought from version {from} to {to}: {detail}. It is as it was; \
         go back to the Hookloom that wrote it.", path.display()
    )]
    NotMigrated {
        /// The database.
        path: PathBuf,
        /// Its version.
        from: u32,
        /// The version that was wanted.
        to: u32,
        /// What SQLite says.
        detail: String,
    },
    /// Its content is broken.
    #[error(
        "The database {} is damaged ({detail}), and there is no backup that could take its place. It \
         was not touched. Put a backup of your own there, or set it aside and begin with an empty \
         one by ‘hookloom run --start-fresh’.", path.display()
    )]
    Damaged {
        /// The database.
        path: PathBuf,
        /// What SQLite says.
        detail: String,
    },
    /// It can be read but not written.
    #[error(
        "{} can't be written. Give yourself the right to write there, or choose another data \
         folder.", path.display()
    )]
    ReadOnly {
        /// The database, or its folder.
        path: PathBuf,
    },
    /// Another program holds it.
    #[error("The database {} is in use by another program. Close it and try again.", path.display())]
    Locked {
        /// The database.
        path: PathBuf,
    },
    /// It can be written, but not so that it survives a power failure.
    #[error(
        "The database {} can't be kept safely: {detail}. Put the data folder on a local disk.",
        path.display()
    )]
    Unsafe {
        /// The database.
        path: PathBuf,
        /// What was asked for and what was found.
        detail: String,
    },
    /// The disk or the file system failed.
    #[error("{} can't be opened: {detail}.", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        detail: String,
    },
}

impl OpenError {
    /// Whether the file itself is at fault, so that a backup in its place would help.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged { .. } | Self::NotADatabase { .. })
    }

    pub(super) fn of_file(path: &Path, error: &std::io::Error) -> Self {
        let path = path.to_owned();
        match error.kind() {
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                Self::ReadOnly { path }
            }
            _ => Self::Io {
                path,
                detail: error.to_string(),
            },
        }
    }

    pub(super) fn of_sqlite(path: &Path, error: &rusqlite::Error) -> Self {
        let (path, detail) = (path.to_owned(), error.to_string());
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotADatabase { path },
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path, detail },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked { path },
            _ => Self::Io { path, detail },
        }
    }
}

/// Why something was not written or read. Nothing of a failed write is kept.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum StoreError {
    /// A call that was accepted already.
    #[error("this call was accepted already")]
    Repeated,
    /// There is no room left.
    #[error("The disk is full. Free some space; nothing was written.")]
    DiskFull,
    /// As many deliveries wait as may wait.
    #[error("As many deliveries wait as may wait. More is accepted when there are fewer.")]
    QueueFull,
    /// The disk or the file system failed.
    #[error("The database can't be written or read: {0}.")]
    Io(String),
    /// The file was moved away or replaced.
    #[error(
        "The database {} was moved or replaced while Hookloom was running; nothing was written. \
         Put it back, then start Hookloom again.", .0.display()
    )]
    Moved(PathBuf),
    /// Another program holds the database.
    #[error("The database is in use by another program. Close it and try again.")]
    Busy,
    /// The store is being closed.
    #[error("Hookloom is closing its database.")]
    Closed,
    /// Two of a kind would have the same name.
    #[error("There is another one named ‘{0}’. Choose another name.")]
    NameTaken(String),
    /// What should be changed is not there, or no longer.
    #[error("There is no {0}.")]
    Unknown(String),
    /// Anything else, which is a fault of this program.
    #[error("The database refused: {0}.")]
    Refused(String),
}

impl StoreError {
    /// What a unique index says of two names, in words.
    pub(super) fn named(error: rusqlite::Error, name: &str) -> Self {
        match error.sqlite_extended_error_code() {
            Some(rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE) => Self::NameTaken(name.to_owned()),
            _ => error.into(),
        }
    }

    /// What is left to say of a job that panicked; the panic itself is in the log.
    pub(super) fn fault() -> Self {
        Self::Refused("the write broke off by a fault of this program".to_owned())
    }

    /// Whether the whole transaction is lost, not only what one caller wanted.
    pub(super) fn spoils_the_batch(&self) -> bool {
        matches!(
            self,
            Self::DiskFull | Self::Io(_) | Self::Busy | Self::Moved(_)
        )
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let words = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(
                ErrorCode::SystemIoFailure
                | ErrorCode::ReadOnly
                | ErrorCode::CannotOpen
                | ErrorCode::DatabaseCorrupt
                | ErrorCode::NotADatabase
                | ErrorCode::OutOfMemory,
            ) => Self::Io(words),
            _ => Self::Refused(words),
        }
    }
}
