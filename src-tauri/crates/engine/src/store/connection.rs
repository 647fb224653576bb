//! Connections that keep what the store promises, or are refused.

use std::{ffi::CStr, path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, ToSql, config::DbConfig, types::FromSql};

use super::{
    error::OpenError,
    log_file,
    write_ahead_log::{CHECKPOINT_AFTER, LONGEST_LOG},
};

/// How long a connection waits for another program that holds the database.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// 3.7.0 to 3.51.2 can corrupt a write-ahead log that two connections use at once.
const OLDEST_SQLITE: i32 = 3_051_003;

/// How many prepared statements a connection keeps: more than there are queries.
const STATEMENTS: usize = 96;

/// The connection that writes. It creates the database if there is none.
pub(super) fn for_writing(path: &Path, patience: Duration) -> Result<Connection, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let connection = open(path, flags, log_file::layer(), patience)?;
    let refused = |error: rusqlite::Error| OpenError::of_sqlite(path, &error);
    if connection.is_readonly(rusqlite::MAIN_DB).map_err(refused)? {
        return Err(OpenError::ReadOnly {
            path: path.to_owned(),
        });
    }
    // Counts only before the first table, and before the log is switched on.
    set(&connection, path, "auto_vacuum", "INCREMENTAL")?;
    set(&connection, path, "journal_mode", "WAL")?;
    set(&connection, path, "wal_autocheckpoint", CHECKPOINT_AFTER)?;
    set(&connection, path, "journal_size_limit", LONGEST_LOG)?;
    Ok(connection)
}

/// A connection that reads a database which is open for writing already.
pub(super) fn for_reading(path: &Path, patience: Duration) -> Result<Connection, OpenError> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_ONLY, None, patience)?;
    set(&connection, path, "query_only", "ON")?;
    Ok(connection)
}

/// A connection that moves the log of a database which is open for writing already.
pub(super) fn for_moving(path: &Path, patience: Duration) -> Result<Connection, OpenError> {
    open(path, OpenFlags::SQLITE_OPEN_READ_WRITE, None, patience)
}

fn open(
    path: &Path,
    flags: OpenFlags,
    layer: Option<&CStr>,
    patience: Duration,
) -> Result<Connection, OpenError> {
    let refused = |error: rusqlite::Error| OpenError::of_sqlite(path, &error);
    // Each connection belongs to one thread at a time.
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = match layer {
        Some(layer) => Connection::open_with_flags_and_vfs(path, flags, layer),
        None => Connection::open_with_flags(path, flags),
    };
    let connection = connection.map_err(refused)?;
    connection.busy_timeout(patience).map_err(refused)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // Otherwise a statement is prepared anew whenever another value is put into it.
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .map_err(refused)?;
    set(&connection, path, "synchronous", "FULL")?;
    set(&connection, path, "fullfsync", "ON")?;
    set(&connection, path, "checkpoint_fullfsync", "ON")?;
    Ok(connection)
}

fn set(
    connection: &Connection,
    path: &Path,
    pragma: &str,
    value: impl ToSql,
) -> Result<(), OpenError> {
    connection
        .pragma_update(None, pragma, value)
        .map_err(|error| OpenError::of_sqlite(path, &error))
}

/// Refuses a connection on which "written" would not mean "on disk", whatever was asked for.
pub(super) fn verify(connection: &Connection, path: &Path) -> Result<(), OpenError> {
    let oldest = rusqlite::version_number() >= OLDEST_SQLITE;
    let version = rusqlite::version();
    let holds = [
        (oldest, format!("SQLite {version} is older than 3.51.3")),
        expect(connection, path, "journal_mode", "wal".to_owned())?,
        expect(connection, path, "synchronous", 2)?,
        expect(connection, path, "foreign_keys", 1)?,
        expect(connection, path, "fullfsync", 1)?,
    ];
    match holds.into_iter().find(|(holds, _)| !holds) {
        None => Ok(()),
        Some((_, detail)) => Err(OpenError::Unsafe {
            path: path.to_owned(),
            detail,
        }),
    }
}

fn expect<T: FromSql + PartialEq + std::fmt::Debug>(
    connection: &Connection,
    path: &Path,
    pragma: &str,
    wanted: T,
) -> Result<(bool, String), OpenError> {
    let found: T = connection
        .pragma_query_value(None, pragma, |row| row.get(0))
        .map_err(|error| OpenError::of_sqlite(path, &error))?;
    let detail = format!("{pragma} is {found:?} instead of {wanted:?}");
    Ok((found == wanted, detail))
}
