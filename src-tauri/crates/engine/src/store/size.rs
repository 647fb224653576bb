//! How much room the database takes, and giving back what it no longer needs.

use std::{fs, path::Path};

use rusqlite::Connection;

use super::{Store, error::StoreError, write_ahead_log};

impl Store {
    /// How many bytes the database takes on disk, its log included.
    pub fn bytes_on_disk(&self) -> u64 {
        let path = self.path();
        let length = |path: &Path| fs::metadata(path).map_or(0, |file| file.len());
        length(path) + length(&write_ahead_log::of(path))
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
}

fn number(connection: &Connection, pragma: &str) -> rusqlite::Result<u64> {
    connection.pragma_query_value(None, pragma, |row| {
        row.get::<_, super::column::Stored<u64>>(0)
            .map(|number| number.0)
    })
}
