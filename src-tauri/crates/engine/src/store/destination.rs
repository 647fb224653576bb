//! The table of destinations.

use hookloom_core::{
    destination::{Destination, DestinationPause},
    id::{DeliveryId, DestinationId},
    moment::Moment,
    undo::UndoEntry,
};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    Store,
    column::{Json, Stored, Word},
    delivery,
    error::StoreError,
    undo,
};

const COLUMNS: &str = "id, settings, paused_since, paused_why, secret_hint, built_in, created_at, \
                       updated_at, secrets, probe, resumed_at";

impl Store {
    /// All destinations, by name.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn destinations(&self) -> Result<Vec<Destination>, StoreError> {
        self.read(|connection| Ok(all(connection)?)).await
    }

    /// A destination, unless it was deleted.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn destination(&self, id: DestinationId) -> Result<Option<Destination>, StoreError> {
        self.read(move |connection| Ok(one(connection, id)?)).await
    }

    /// Adds a destination or replaces it.
    ///
    /// # Errors
    /// [`StoreError::NameTaken`], [`StoreError::Unknown`] if it was deleted, or when nothing could be
    /// written.
    pub async fn put_destination(&self, destination: Destination) -> Result<(), StoreError> {
        self.write(move |connection| put(connection, &destination))
            .await
    }

    /// Deletes a destination: what waits for it is cancelled; its log stays, and its name for the
    /// log. The caller has seen that no automation uses it. The settings are kept until they are
    /// forgotten, the entry says how to take it back. Gives the deliveries that were cancelled.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] if there is none, or when nothing could be written.
    pub async fn delete_destination(
        &self,
        id: DestinationId,
        entry: UndoEntry,
    ) -> Result<Vec<DeliveryId>, StoreError> {
        self.write(move |connection| {
            let cancelled = delete(connection, id, entry.at)?;
            undo::keep(connection, &entry)?;
            Ok(cancelled)
        })
        .await
    }
}

/// Refuses a destination that is not there or was deleted.
pub(super) fn expect(connection: &Connection, id: DestinationId) -> Result<(), StoreError> {
    let mut found = connection
        .prepare_cached("SELECT 1 FROM destinations WHERE id = ?1 AND deleted_at IS NULL")?;
    match found.exists([Stored(id)])? {
        true => Ok(()),
        false => Err(unknown(id)),
    }
}

pub(super) fn unknown(id: DestinationId) -> StoreError {
    StoreError::Unknown(format!("destination {id}"))
}

fn all(connection: &Connection) -> rusqlite::Result<Vec<Destination>> {
    let sql = format!("SELECT {COLUMNS} FROM destinations WHERE deleted_at IS NULL ORDER BY name");
    connection
        .prepare_cached(&sql)?
        .query_map([], from_row)?
        .collect()
}

pub(super) fn one(
    connection: &Connection,
    id: DestinationId,
) -> rusqlite::Result<Option<Destination>> {
    let sql = format!("SELECT {COLUMNS} FROM destinations WHERE id = ?1 AND deleted_at IS NULL");
    connection
        .prepare_cached(&sql)?
        .query_row([Stored(id)], from_row)
        .optional()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Destination> {
    let since: Option<Stored<Moment>> = row.get(2)?;
    let why: Option<Word<_>> = row.get(3)?;
    let probe: Option<Json<_>> = row.get(9)?;
    let resumed_at: Option<Stored<_>> = row.get(10)?;
    let paused = since.zip(why).map(|(since, why)| DestinationPause {
        since: since.0,
        why: why.0,
        probe: probe.map(|probe| probe.0),
    });
    Ok(Destination {
        id: row.get::<_, Stored<_>>(0)?.0,
        settings: row.get::<_, Json<_>>(1)?.0,
        paused,
        resumed_at: resumed_at.map(|at| at.0),
        secret_hint: row.get(4)?,
        secrets: row.get::<_, Json<_>>(8)?.0,
        built_in: row.get(5)?,
        created_at: row.get::<_, Stored<_>>(6)?.0,
        updated_at: row.get::<_, Stored<_>>(7)?.0,
    })
}

fn put(connection: &Connection, destination: &Destination) -> Result<(), StoreError> {
    let Destination {
        id,
        settings,
        paused,
        resumed_at,
        secret_hint,
        secrets,
        built_in,
        created_at,
        updated_at,
    } = destination;
    let mut statement = connection.prepare_cached(
        "INSERT INTO destinations (id, name, paused_since, paused_why, secret_hint, built_in,
            created_at, updated_at, settings, secrets, probe, resumed_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
         ON CONFLICT (id) DO UPDATE SET
            name = excluded.name, paused_since = excluded.paused_since,
            paused_why = excluded.paused_why, secret_hint = excluded.secret_hint,
            updated_at = excluded.updated_at, settings = excluded.settings,
            secrets = excluded.secrets, probe = excluded.probe,
            resumed_at = excluded.resumed_at
         WHERE deleted_at IS NULL",
    )?;
    let values = params![
        Stored(*id),
        settings.name,
        paused.as_ref().map(|paused| Stored(paused.since)),
        paused.as_ref().map(|paused| Word(paused.why)),
        secret_hint,
        built_in,
        Stored(*created_at),
        Stored(*updated_at),
        Json(settings),
        Json(secrets),
        paused
            .as_ref()
            .and_then(|paused| paused.probe.as_ref())
            .map(Json),
        resumed_at.map(Stored),
    ];
    let written = statement
        .execute(values)
        .map_err(|error| StoreError::named(error, &settings.name))?;
    if written == 0 {
        Err(unknown(*id))
    } else {
        Ok(())
    }
}

fn delete(
    connection: &Connection,
    id: DestinationId,
    at: Moment,
) -> Result<Vec<DeliveryId>, StoreError> {
    let mut statement = connection.prepare_cached(
        "UPDATE destinations SET kept = settings, settings = NULL, deleted_at = ?2
         WHERE id = ?1 AND deleted_at IS NULL",
    )?;
    if statement.execute(params![Stored(id), Stored(at)])? == 0 {
        return Err(unknown(id));
    }
    delivery::cancel_waiting_for(connection, id, at)
}
