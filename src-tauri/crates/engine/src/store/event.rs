//! The table of events.

use hookloom_core::{
    event::Event,
    id::{AutomationId, EventId},
    moment::Moment,
    redaction::Redaction,
};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    Store,
    column::{Json, JsonText, Stored, Word, first_of},
    error::StoreError,
    transaction::Transaction,
};

const COLUMNS: &str = "id, automation, kind, at, summary, data";

impl Store {
    /// The newest event of an automation; a test is none.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn last_event(&self, automation: AutomationId) -> Result<Option<Event>, StoreError> {
        self.read(move |connection| Ok(newest(connection, automation)?))
            .await
    }

    /// One event.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn event(
        &self,
        automation: AutomationId,
        id: EventId,
    ) -> Result<Option<Event>, StoreError> {
        self.read(move |connection| Ok(get(connection, (automation, id)).optional()?))
            .await
    }

    /// The newest events of an automation from `since` on, newest first; tests are none.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn events_since(
        &self,
        automation: AutomationId,
        since: Moment,
        limit: u32,
    ) -> Result<Vec<Event>, StoreError> {
        self.read(move |connection| Ok(since_then(connection, automation, since, limit)?))
            .await
    }

    /// The bytes of an inbound call, as they came.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn raw(&self, event: &Event) -> Result<Option<Vec<u8>>, StoreError> {
        let key = (event.automation, event.id);
        self.read(move |connection| Ok(raw(connection, key)?)).await
    }
}

/// Ids sort by time: the newest event of an automation is its last.
pub(super) type Key = (AutomationId, EventId);

const ADD: &str = "
    INSERT INTO events (id, automation, kind, at, summary, data, raw, test)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

/// Adds an event; `data` is what it holds.
pub(super) fn add(
    transaction: &Transaction<'_>,
    event: &Event,
    data: &JsonText,
    raw: Option<&[u8]>,
    test: bool,
) -> rusqlite::Result<()> {
    let Event {
        id,
        automation,
        kind,
        at,
        summary,
        data: _,
    } = event;
    let values = params![
        Stored(*id),
        Stored(*automation),
        Word(kind),
        Stored(*at),
        summary,
        data,
        raw,
        test,
    ];
    transaction.put(ADD, values).map(drop)
}

/// Keeps less of what happened.
pub(super) fn redact(
    connection: &Connection,
    key: Key,
    redaction: &Redaction,
) -> rusqlite::Result<()> {
    let Event { data, .. } = get(connection, key)?;
    let sql = "UPDATE events SET data = ?3, raw = NULL WHERE automation = ?1 AND id = ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let data = redaction.data(data);
    statement.execute(params![Stored(key.0), Stored(key.1), Json(&data)])?;
    Ok(())
}

pub(super) fn get(connection: &Connection, key: Key) -> rusqlite::Result<Event> {
    let sql = format!("SELECT {COLUMNS} FROM events WHERE automation = ?1 AND id = ?2");
    connection
        .prepare_cached(&sql)?
        .query_row((Stored(key.0), Stored(key.1)), from_row)
}

fn raw(connection: &Connection, key: Key) -> rusqlite::Result<Option<Vec<u8>>> {
    let sql = "SELECT raw FROM events WHERE automation = ?1 AND id = ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row((Stored(key.0), Stored(key.1)), |row| row.get(0));
    Ok(found.optional()?.flatten())
}

fn newest(connection: &Connection, automation: AutomationId) -> rusqlite::Result<Option<Event>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM events WHERE automation = ?1 AND test = 0 ORDER BY id DESC LIMIT 1"
    );
    connection
        .prepare_cached(&sql)?
        .query_row([Stored(automation)], from_row)
        .optional()
}

pub(super) fn since_sql() -> String {
    format!(
        "SELECT {COLUMNS} FROM events
         WHERE automation = ?1 AND id >= ?2 AND test = 0 ORDER BY id DESC LIMIT ?3"
    )
}

fn since_then(
    connection: &Connection,
    automation: AutomationId,
    since: Moment,
    limit: u32,
) -> rusqlite::Result<Vec<Event>> {
    let first = EventId::new(first_of(since));
    connection
        .prepare_cached(&since_sql())?
        .query_map(params![Stored(automation), Stored(first), limit], from_row)?
        .collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Event> {
    Ok(Event {
        id: row.get::<_, Stored<_>>(0)?.0,
        automation: row.get::<_, Stored<_>>(1)?.0,
        kind: row.get::<_, Word<_>>(2)?.0,
        at: row.get::<_, Stored<_>>(3)?.0,
        summary: row.get(4)?,
        data: row.get::<_, Json<_>>(5)?.0,
    })
}
