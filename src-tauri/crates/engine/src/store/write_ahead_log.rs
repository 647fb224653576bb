//! When the write-ahead log is moved into the database file, and when it is begun anew.
//!
//! Left alone, SQLite moves its pages once it has [`CHECKPOINT_AFTER`] of them together, and whoever
//! writes next waits for all of it. Whoever writes much at a stretch has it moved in small portions
//! meanwhile ([`Store::move_log`]).
//!
//! It begins the log anew only at a moment at which nobody reads from it. With lists that are read
//! over and over such a moment may never come, and the log would grow with everything that is
//! written: so the writer empties one that became too long ([`WriteAheadLog::look`]), as does whoever
//! wants the file to become shorter ([`Store::empty_log`]).

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use rusqlite::Connection;

use super::{
    Store,
    connection::{self, PATIENCE},
    error::StoreError,
};

/// How many pages the log grows by (16 MB) before they are moved into the file. Busy pages are written to
/// the log over and over, and to the file once.
pub(super) const CHECKPOINT_AFTER: u32 = 4000;
/// How long the write-ahead log may stay after a checkpoint, in bytes.
pub(super) const LONGEST_LOG: i64 = 64 * 1024 * 1024;
/// A log of that many bytes does not become shorter by itself.
const LONG: u64 = 24 * 1024 * 1024;
/// How often it is looked at while something is written.
const LOOKED_EVERY: Duration = Duration::from_millis(500);
/// How long whoever reads just now is waited for. Whoever begins meanwhile reads from the file.
const READERS: Duration = Duration::from_millis(100);

/// The log beside a database.
pub(super) struct WriteAheadLog {
    path: PathBuf,
    next_look: Instant,
}

impl WriteAheadLog {
    /// That of the database at `path`.
    pub fn beside(path: &Path) -> Self {
        Self {
            path: of(path),
            next_look: Instant::now(),
        }
    }

    /// Empties it if it has become too long. No transaction may be open.
    pub fn look(&mut self, connection: &Connection) {
        let now = Instant::now();
        if now < self.next_look {
            return;
        }
        self.next_look = now + LOOKED_EVERY;
        if fs::metadata(&self.path).is_ok_and(|log| log.len() >= LONG)
            && let Err(error) = empty(connection, READERS)
        {
            tracing::warn!(%error, "the write-ahead log could not be emptied");
        }
    }
}

impl Store {
    /// Moves what is in the log into the file, as far as nobody reads it. Whoever writes meanwhile
    /// does not wait for it: it has a connection of its own, and closing waits for it as for whoever
    /// reads.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn move_log(&self) -> Result<(), StoreError> {
        let path = self.path().to_owned();
        self.read(move |_| {
            let own = connection::for_moving(&path, PATIENCE);
            let own = own.map_err(|error| StoreError::Refused(error.to_string()))?;
            Ok(own.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?)
        })
        .await
    }

    /// Moves what is in the log into the file and empties the log, unless somebody reads or writes
    /// just now. Only then the file becomes shorter.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn empty_log(&self) -> Result<(), StoreError> {
        self.aside(|connection| Ok(empty(connection, Duration::ZERO)?))
            .await
    }
}

/// Where the log of a database lies.
pub(super) fn of(database: &Path) -> PathBuf {
    let mut log = database.as_os_str().to_owned();
    log.push("-wal");
    log.into()
}

/// That somebody reads for longer is no error: it is tried again.
fn empty(connection: &Connection, patience: Duration) -> rusqlite::Result<()> {
    connection.busy_timeout(patience)?;
    let emptied = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    connection.busy_timeout(PATIENCE)?;
    emptied
}
