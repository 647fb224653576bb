//! A look at what lies at the database's place, without writing a byte.

use std::{fs, path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use super::{
    error::OpenError,
    header::Header,
    health::quick_check,
    migration::{APPLICATION_ID, Steps},
    write_ahead_log,
};

/// Up to how many bytes a database is looked through before it is opened. A larger one would make
/// the start slow; it is looked through while it is in use.
const LOOKED_THROUGH: u64 = 32 * 1024 * 1024;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// No database yet, or one that was never finished.
    Nothing,
    /// One of ours, of this or an older version.
    Version(u32),
}

/// Looks at the file, and refuses whatever may not be opened for writing.
pub(super) fn inspect(path: &Path, patience: Duration, steps: Steps) -> Result<Found, OpenError> {
    let header = Header::read(path)?;
    let damaged = |detail: &str| OpenError::Damaged {
        path: path.to_owned(),
        detail: detail.to_owned(),
    };
    match (header, has_log(path)) {
        // SQLite would throw the log away.
        (None, true) => Err(damaged("its log is there, but the file itself is not")),
        (None, false) => Ok(Found::Nothing),
        (Some(header), false) if header.is_cut() => Err(damaged("the end of the file is missing")),
        (Some(_), _) => inspect_database(path, patience, steps),
    }
}

fn inspect_database(path: &Path, patience: Duration, steps: Steps) -> Result<Found, OpenError> {
    let marks = Marks::read(path, patience).map_err(|error| OpenError::of_sqlite(path, &error))?;
    let (path, known) = (path.to_owned(), steps.newest());
    match marks {
        Marks {
            fault: Some(detail),
            ..
        } => Err(OpenError::Damaged { path, detail }),
        // The very first start was killed before its first commit.
        Marks {
            application: 0,
            version: 0,
            tables: 0,
            ..
        } => Ok(Found::Nothing),
        Marks { application, .. } if application != APPLICATION_ID => {
            Err(OpenError::NotADatabase { path })
        }
        Marks { version: found, .. } if found > known => {
            Err(OpenError::Newer { path, found, known })
        }
        Marks { version, .. } => Ok(Found::Version(version)),
    }
}

/// Whether there is a write-ahead log with something in it.
fn has_log(path: &Path) -> bool {
    fs::metadata(write_ahead_log::of(path)).is_ok_and(|log| log.len() > 0)
}

/// What a database says of itself.
struct Marks {
    application: i32,
    version: u32,
    tables: u32,
    /// What is broken, as far as it was looked for.
    fault: Option<String>,
}

impl Marks {
    fn read(path: &Path, patience: Duration) -> rusqlite::Result<Self> {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        connection.busy_timeout(patience)?;
        // Otherwise closing would move what the log holds into the file.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        let tables = "SELECT count(*) FROM sqlite_schema";
        let small = fs::metadata(path).is_ok_and(|file| file.len() <= LOOKED_THROUGH);
        let fault = if small {
            quick_check(&connection)?
        } else {
            None
        };
        Ok(Self {
            fault,
            application: connection.pragma_query_value(None, "application_id", |row| row.get(0))?,
            version: connection.pragma_query_value(None, "user_version", |row| row.get(0))?,
            tables: connection.query_row(tables, [], |row| row.get(0))?,
        })
    }
}
