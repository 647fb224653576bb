//! How much room the database takes, and giving back what it no longer needs.

use std::{ffi::OsString, fs, path::Path};

use rusqlite::Connection;

use super::{Store, connection::PATIENCE, error::StoreError};

impl Store {
    /// How many bytes the database takes on disk, its log included.
    pub fn bytes_on_disk(&self) -> u64 {
        let path = self.path();
        let mut log = OsString::from(path);
        log.push("-wal");
        let length = |path: &Path| fs::metadata(path).map_or(0, |file| file.len());
        length(path) + length(Path::new(&log))
    }

    /// How many bytes of the database hold something.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn bytes_used(&self) -> Result<u64, StoreError> {
        self.read(|connection| {
            let pages = number(connection, "page_count")? - number(connection, "freelist_count")?;
            Ok(pages * number(connection, "page_size")?)
        })
        .await
    }

    /// Cuts up to so many unused pages off the file. Gives how many are left.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn cut_off(&self, pages: u32) -> Result<u64, StoreError> {
        self.write(move |connection| {
            // Each step of the statement cuts off one page.
            let mut statement =
                connection.prepare(&format!("PRAGMA incremental_vacuum({pages})"))?;
            let mut steps = statement.query([])?;
            while steps.next()?.is_some() {}
            drop(steps);
            Ok(number(connection, "freelist_count")?)
        })
        .await
    }

    /// Moves what is in the log into the file, as far as nobody reads it. Left alone, SQLite does so
    /// once it has 16 MB together, and whoever writes next waits for all of it.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn move_log(&self) -> Result<(), StoreError> {
        self.aside(|connection| {
            Ok(connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?)
        })
        .await
    }

    /// Moves what is in the log into the file and empties the log, unless somebody reads or writes
    /// just now. Only then the file becomes shorter.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn empty_log(&self) -> Result<(), StoreError> {
        self.aside(|connection| {
            connection.busy_timeout(std::time::Duration::ZERO)?;
            let emptied = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
            connection.busy_timeout(PATIENCE)?;
            Ok(emptied?)
        })
        .await
    }
}

fn number(connection: &Connection, pragma: &str) -> rusqlite::Result<u64> {
    connection.pragma_query_value(None, pragma, |row| {
        row.get::<_, super::column::Stored<u64>>(0)
            .map(|number| number.0)
    })
}
