//! Whether the database is whole.

use rusqlite::Connection;

use super::{Store, error::StoreError};

impl Store {
    /// Everything that SQLite finds broken in the file; nothing when all is well.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn integrity_check(&self) -> Result<Vec<String>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare("PRAGMA integrity_check")?;
            let lines = statement.query_map([], |row| row.get(0))?;
            let lines: Vec<String> = lines.collect::<Result<_, _>>()?;
            Ok(lines.into_iter().filter(|line| line != "ok").collect())
        })
        .await
    }

    /// The first thing that SQLite finds broken; quicker than all of them.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn quick_check(&self) -> Result<Option<String>, StoreError> {
        self.read(|connection| Ok(quick_check(connection)?)).await
    }

    /// Every row that refers to one which is not there; nothing when all is well.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn foreign_key_check(&self) -> Result<Vec<String>, StoreError> {
        self.read(|connection| Ok(dangling(connection)?)).await
    }
}

/// The first thing that SQLite finds broken in the file, without looking at the order of indexes.
pub(super) fn quick_check(connection: &Connection) -> rusqlite::Result<Option<String>> {
    let found: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    Ok((found != "ok").then_some(found))
}

/// Refuses a database in which a row refers to one that is not there.
pub(super) fn check_references(connection: &Connection) -> rusqlite::Result<()> {
    match dangling(connection)?.first() {
        None => Ok(()),
        Some(row) => Err(rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT),
            Some(format!("a reference leads nowhere: {row}")),
        )),
    }
}

fn dangling(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let rows = statement.query_map([], |row| {
        let (table, id): (String, Option<i64>) = (row.get(0)?, row.get(1)?);
        let id = id.map_or_else(String::new, |id| format!(" row {id}"));
        Ok(format!(
            "{table}{id} refers to a missing {}",
            row.get::<_, String>(2)?
        ))
    })?;
    rows.collect()
}
