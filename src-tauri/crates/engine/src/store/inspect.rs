//! A look at what lies at the database's place, without writing a byte.

use std::{fs::File, io::Read, path::Path};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use super::{connection::PATIENCE, error::OpenError, migration};

/// What every SQLite database begins with.
const HEADER: &[u8; 16] = b"SQLite format 3\0";

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// No database yet, or an empty file.
    Nothing,
    /// One of ours, of this or an older version.
    Version(u32),
}

/// Looks at the file, and refuses whatever may not be opened for writing.
pub(super) fn inspect(path: &Path) -> Result<Found, OpenError> {
    if !has_header(path)? {
        return Ok(Found::Nothing);
    }
    let refused = |error: rusqlite::Error| OpenError::of_sqlite(path, &error);
    let (application, version) = read_versions(path).map_err(refused)?;
    let path = path.to_owned();
    if application != migration::APPLICATION_ID {
        return Err(OpenError::NotADatabase { path });
    }
    if version > migration::newest() {
        return Err(OpenError::Newer {
            path,
            found: version,
            known: migration::newest(),
        });
    }
    Ok(Found::Version(version))
}

/// False when there is nothing; an error when there is something else.
fn has_header(path: &Path) -> Result<bool, OpenError> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(OpenError::of_file(path, &error)),
    };
    let mut start = Vec::new();
    let read = file
        .by_ref()
        .take(HEADER.len() as u64)
        .read_to_end(&mut start);
    read.map_err(|error| OpenError::of_file(path, &error))?;
    match start.as_slice() {
        [] => Ok(false),
        start if start == HEADER => Ok(true),
        _ => Err(OpenError::NotADatabase {
            path: path.to_owned(),
        }),
    }
}

fn read_versions(path: &Path) -> rusqlite::Result<(i32, u32)> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.busy_timeout(PATIENCE)?;
    // Otherwise closing would move what the log holds into the file.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get(0));
    let application = pragma("application_id")?;
    let version = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok((application, version))
}
