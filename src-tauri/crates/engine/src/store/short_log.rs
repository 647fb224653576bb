//! Keeps the write-ahead log short while somebody reads from it all the time.
//!
//! SQLite moves its pages into the file by itself, but begins the log anew only at a moment at which
//! nobody reads from it. With lists that are read over and over such a moment may never come, and
//! the log would grow with everything that is written.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use rusqlite::Connection;

use super::connection::PATIENCE;

/// A log of that many bytes does not become shorter by itself.
const LONG: u64 = 24 * 1024 * 1024;
/// How often it is looked at while something is written.
const LOOKED_EVERY: Duration = Duration::from_millis(500);
/// How long whoever reads just now is waited for. Whoever begins meanwhile reads from the file.
const READERS: Duration = Duration::from_millis(100);

/// The log beside a database.
pub(super) struct ShortLog {
    path: PathBuf,
    next_look: Instant,
}

impl ShortLog {
    /// That of the database at `path`.
    pub fn beside(path: &Path) -> Self {
        Self {
            path: path.with_extension("db-wal"),
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
            && let Err(error) = empty(connection)
        {
            tracing::warn!(%error, "the write-ahead log could not be emptied");
        }
    }
}

/// That somebody reads for longer is no error: it is tried again.
fn empty(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(READERS)?;
    let emptied = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    connection.busy_timeout(PATIENCE)?;
    emptied
}
