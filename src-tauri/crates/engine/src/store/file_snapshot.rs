//! The table of what file triggers knew at their last look.

use hookloom_core::{
    file::{FileStat, RelativePath, Snapshot, SnapshotUpdate},
    id::AutomationId,
};
use rusqlite::{Connection, Row, params};

use super::{Store, column::Stored, error::StoreError};

impl Store {
    /// What was known of an automation's files.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn file_snapshot(&self, automation: AutomationId) -> Result<Snapshot, StoreError> {
        self.read(move |connection| Ok(get(connection, automation)?))
            .await
    }

    /// Forgets what was known of an automation's files, so that its next look is its first.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn forget_files(&self, automation: AutomationId) -> Result<(), StoreError> {
        self.write(move |connection| forget(connection, automation))
            .await
    }
}

pub(super) fn forget(connection: &Connection, automation: AutomationId) -> Result<(), StoreError> {
    let sql = "DELETE FROM file_snapshots WHERE automation = ?1";
    connection
        .prepare_cached(sql)?
        .execute([Stored(automation)])?;
    Ok(())
}

pub(super) fn apply(
    connection: &Connection,
    automation: AutomationId,
    update: &SnapshotUpdate,
) -> rusqlite::Result<()> {
    match update {
        SnapshotUpdate::Put(path, stat) => put(connection, automation, path, stat),
        SnapshotUpdate::Delete(path) => delete(connection, automation, path),
    }
}

fn get(connection: &Connection, automation: AutomationId) -> rusqlite::Result<Snapshot> {
    let mut statement = connection.prepare_cached(
        "SELECT path, size, modified_ns, inode, born_ns FROM file_snapshots WHERE automation = ?1",
    )?;
    statement
        .query_map([Stored(automation)], from_row)?
        .collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<(RelativePath, FileStat)> {
    let path = RelativePath::from_bytes(row.get::<_, Vec<u8>>(0)?);
    let stat = FileStat {
        size: row.get::<_, Stored<_>>(1)?.0,
        modified_ns: row.get(2)?,
        inode: row.get::<_, Option<Stored<_>>>(3)?.map(|inode| inode.0),
        born_ns: row.get(4)?,
    };
    Ok((path, stat))
}

fn put(
    connection: &Connection,
    automation: AutomationId,
    path: &RelativePath,
    stat: &FileStat,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT OR REPLACE INTO file_snapshots (automation, path, size, modified_ns, inode, born_ns)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    statement.execute(params![
        Stored(automation),
        path.as_bytes(),
        Stored(stat.size),
        stat.modified_ns,
        stat.inode.map(Stored),
        stat.born_ns,
    ])?;
    Ok(())
}

fn delete(
    connection: &Connection,
    automation: AutomationId,
    path: &RelativePath,
) -> rusqlite::Result<()> {
    let sql = "DELETE FROM file_snapshots WHERE automation = ?1 AND path = ?2";
    connection
        .prepare_cached(sql)?
        .execute(params![Stored(automation), path.as_bytes()])?;
    Ok(())
}
