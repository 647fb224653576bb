//! The table of what the Test inbox received.

use hookloom_core::inbox::InboxRequest;
use rusqlite::{Connection, params};

use super::{
    Store,
    column::{Json, Stored},
    error::StoreError,
};

/// How many requests are kept.
const KEPT: u32 = 200;

impl Store {
    /// What the Test inbox received, newest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn inbox_requests(&self) -> Result<Vec<InboxRequest>, StoreError> {
        self.read(|connection| Ok(all(connection)?)).await
    }

    /// Keeps a request that the Test inbox received, and forgets the oldest above 200.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn keep_inbox_request(&self, request: InboxRequest) -> Result<(), StoreError> {
        self.write(move |connection| Ok(keep(connection, &request)?))
            .await
    }

    /// Forgets what the Test inbox received.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn clear_inbox(&self) -> Result<(), StoreError> {
        self.write(|connection| {
            connection.execute("DELETE FROM inbox_requests", [])?;
            Ok(())
        })
        .await
    }
}

fn all(connection: &Connection) -> rusqlite::Result<Vec<InboxRequest>> {
    let sql = "SELECT request FROM inbox_requests ORDER BY id DESC";
    let mut statement = connection.prepare_cached(sql)?;
    statement
        .query_map([], |row| Ok(row.get::<_, Json<_>>(0)?.0))?
        .collect()
}

fn keep(connection: &Connection, request: &InboxRequest) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO inbox_requests (id, request) VALUES (?1, ?2)";
    connection
        .prepare_cached(sql)?
        .execute(params![Stored(request.id), Json(request)])?;
    let sql = "DELETE FROM inbox_requests
               WHERE id <= (SELECT id FROM inbox_requests ORDER BY id DESC LIMIT 1 OFFSET ?1)";
    connection.prepare_cached(sql)?.execute([KEPT])?;
    Ok(())
}
