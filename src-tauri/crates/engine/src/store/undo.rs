//! The table of what was done and can be taken back.

use hookloom_core::{id::UndoId, moment::Moment, undo::UndoEntry};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    Store,
    column::{Json, Stored},
    error::StoreError,
};

/// How many entries a list shows; more are nobody's memory.
const LISTED: u32 = 200;

const COLUMNS: &str = "id, at, done, steps, undone_at";

impl Store {
    /// What was done, newest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn undo_entries(&self) -> Result<Vec<UndoEntry>, StoreError> {
        self.read(|connection| Ok(newest(connection)?)).await
    }

    /// One thing that was done.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn undo_entry(&self, id: UndoId) -> Result<Option<UndoEntry>, StoreError> {
        self.read(move |connection| {
            let sql = format!("SELECT {COLUMNS} FROM undo_log WHERE id = ?1");
            let mut statement = connection.prepare_cached(&sql)?;
            Ok(statement.query_row([Stored(id)], from_row).optional()?)
        })
        .await
    }

    /// Keeps an entry by itself, for what was done elsewhere than in a row of this database.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn keep_undo(&self, entry: UndoEntry) -> Result<(), StoreError> {
        self.write(move |connection| Ok(keep(connection, &entry)?))
            .await
    }

    /// Notes that an entry was taken back.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn mark_undone(&self, id: UndoId, at: Moment) -> Result<(), StoreError> {
        self.write(move |connection| {
            let sql = "UPDATE undo_log SET undone_at = ?2 WHERE id = ?1";
            let mut statement = connection.prepare_cached(sql)?;
            statement.execute(params![Stored(id), Stored(at)])?;
            Ok(())
        })
        .await
    }
}

/// Keeps an entry together with what it takes back.
pub(super) fn keep(connection: &Connection, entry: &UndoEntry) -> rusqlite::Result<()> {
    let UndoEntry {
        id,
        at,
        done,
        steps,
        undone_at,
    } = entry;
    let sql = format!("INSERT INTO undo_log ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5)");
    connection.prepare_cached(&sql)?.execute(params![
        Stored(*id),
        Stored(*at),
        done,
        Json(steps),
        undone_at.map(Stored)
    ])?;
    Ok(())
}

/// Forgets the entries of before a moment.
pub(super) fn forget(connection: &Connection, before: Moment) -> rusqlite::Result<()> {
    let sql = "DELETE FROM undo_log WHERE at < ?1";
    connection.prepare_cached(sql)?.execute([Stored(before)])?;
    Ok(())
}

fn newest(connection: &Connection) -> rusqlite::Result<Vec<UndoEntry>> {
    let sql = format!("SELECT {COLUMNS} FROM undo_log ORDER BY id DESC LIMIT {LISTED}");
    connection
        .prepare_cached(&sql)?
        .query_map([], from_row)?
        .collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<UndoEntry> {
    let undone_at: Option<Stored<Moment>> = row.get(4)?;
    Ok(UndoEntry {
        id: row.get::<_, Stored<_>>(0)?.0,
        at: row.get::<_, Stored<_>>(1)?.0,
        done: row.get(2)?,
        steps: row.get::<_, Json<_>>(3)?.0,
        undone_at: undone_at.map(|at| at.0),
    })
}
