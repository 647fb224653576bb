//! The table of files of which something was sent a moment ago.

use hookloom_core::{id::AutomationId, moment::Moment};
use rusqlite::{Connection, params};

use super::{Store, column::Stored, error::StoreError};

/// A file of which something was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileMark {
    /// The automation.
    pub automation: AutomationId,
    /// What tells the file apart.
    pub file: String,
    /// Until when what happens to it is a repeat.
    pub until: Moment,
}

impl Store {
    /// All files that are marked beyond that moment.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn file_marks(&self, beyond: Moment) -> Result<Vec<FileMark>, StoreError> {
        self.read(move |connection| Ok(all(connection, beyond)?))
            .await
    }
}

/// Forgets what is marked no longer.
pub(super) fn forget_ended(connection: &Connection, now: Moment) -> rusqlite::Result<()> {
    let sql = "DELETE FROM file_marks WHERE until < ?1";
    connection.prepare_cached(sql)?.execute([Stored(now)])?;
    Ok(())
}

/// Marks a file, perhaps anew.
pub(super) fn put(connection: &Connection, mark: &FileMark) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO file_marks (automation, file, until) VALUES (?1, ?2, ?3)";
    let values = params![Stored(mark.automation), mark.file, Stored(mark.until)];
    connection.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

pub(super) fn forget(connection: &Connection, automation: AutomationId) -> Result<(), StoreError> {
    let sql = "DELETE FROM file_marks WHERE automation = ?1";
    connection
        .prepare_cached(sql)?
        .execute([Stored(automation)])?;
    Ok(())
}

fn all(connection: &Connection, beyond: Moment) -> rusqlite::Result<Vec<FileMark>> {
    let sql = "SELECT automation, file, until FROM file_marks WHERE until > ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([Stored(beyond)], |row| {
        Ok(FileMark {
            automation: row.get::<_, Stored<_>>(0)?.0,
            file: row.get(1)?,
            until: row.get::<_, Stored<_>>(2)?.0,
        })
    })?;
    rows.collect()
}
