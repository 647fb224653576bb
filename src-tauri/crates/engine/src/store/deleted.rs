//! What was deleted and is kept for a while: the rows of automations and destinations stay for the
//! log anyway, and keep their settings until they are forgotten.

use hookloom_core::{
    automation::{Automation, AutomationSettings},
    destination::{Destination, DestinationSettings},
    id::{AutomationId, DestinationId},
    moment::Moment,
};
use rusqlite::{Connection, params, types::FromSql};

use super::{
    Store, automation,
    column::{Json, Stored},
    destination,
    error::StoreError,
    undo,
};

/// A deleted thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Deleted<Id, Settings> {
    /// Its id.
    pub id: Id,
    /// Its settings.
    pub settings: Settings,
    /// The end of its secret; only destinations have one.
    pub secret_hint: Option<String>,
    /// When it was deleted.
    pub at: Moment,
}

impl Store {
    /// All automations and destinations that ever were, with those that were deleted.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn owners(&self) -> Result<(Vec<AutomationId>, Vec<DestinationId>), StoreError> {
        self.read(|connection| {
            let mut automations = connection.prepare("SELECT id FROM automations")?;
            let automations = automations
                .query_map([], |row| row.get(0).map(|Stored(id)| id))?
                .collect::<Result<_, _>>()?;
            let mut destinations = connection.prepare("SELECT id FROM destinations")?;
            let destinations = destinations
                .query_map([], |row| row.get(0).map(|Stored(id)| id))?
                .collect::<Result<_, _>>()?;
            Ok((automations, destinations))
        })
        .await
    }

    /// The automations that were deleted and not forgotten yet, newest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn deleted_automations(
        &self,
    ) -> Result<Vec<Deleted<AutomationId, AutomationSettings>>, StoreError> {
        self.read(|connection| {
            let sql = "SELECT id, kept, NULL, deleted_at FROM automations
                       WHERE kept IS NOT NULL ORDER BY deleted_at DESC, name";
            deleted(connection, sql)
        })
        .await
    }

    /// The destinations that were deleted and not forgotten yet, newest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn deleted_destinations(
        &self,
    ) -> Result<Vec<Deleted<DestinationId, DestinationSettings>>, StoreError> {
        self.read(|connection| {
            let sql = "SELECT id, kept, secret_hint, deleted_at FROM destinations
                       WHERE kept IS NOT NULL ORDER BY deleted_at DESC, name";
            deleted(connection, sql)
        })
        .await
    }

    /// Brings a deleted automation back under its old id, with these settings.
    ///
    /// # Errors
    /// [`StoreError::NameTaken`], [`StoreError::Unknown`] if it is not deleted or was forgotten, or
    /// when nothing could be written.
    pub async fn restore_automation(
        &self,
        id: AutomationId,
        settings: AutomationSettings,
        at: Moment,
    ) -> Result<Automation, StoreError> {
        self.write(move |connection| {
            let sql = "UPDATE automations SET name = ?2, settings = ?3, updated_at = ?4,
                           deleted_at = NULL, kept = NULL
                       WHERE id = ?1 AND kept IS NOT NULL";
            let values = params![Stored(id), settings.name, Json(&settings), Stored(at)];
            restored(connection, sql, values, &settings.name)?;
            automation::one(connection, id)?.ok_or_else(|| automation::unknown(id))
        })
        .await
    }

    /// Brings a deleted destination back under its old id, with these settings.
    ///
    /// # Errors
    /// [`StoreError::NameTaken`], [`StoreError::Unknown`] if it is not deleted or was forgotten, or
    /// when nothing could be written.
    pub async fn restore_destination(
        &self,
        id: DestinationId,
        settings: DestinationSettings,
        at: Moment,
    ) -> Result<Destination, StoreError> {
        self.write(move |connection| {
            let sql = "UPDATE destinations SET name = ?2, settings = ?3, updated_at = ?4,
                           deleted_at = NULL, kept = NULL
                       WHERE id = ?1 AND kept IS NOT NULL";
            let values = params![Stored(id), settings.name, Json(&settings), Stored(at)];
            restored(connection, sql, values, &settings.name)?;
            destination::one(connection, id)?.ok_or_else(|| destination::unknown(id))
        })
        .await
    }

    /// Forgets what was deleted before a moment, and that it could be taken back.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn forget_deleted(&self, before: Moment) -> Result<(), StoreError> {
        self.write(move |connection| {
            for sql in [
                "UPDATE automations SET kept = NULL WHERE kept IS NOT NULL AND deleted_at < ?1",
                "UPDATE destinations SET kept = NULL, secret_hint = NULL
                 WHERE kept IS NOT NULL AND deleted_at < ?1",
            ] {
                connection.prepare_cached(sql)?.execute([Stored(before)])?;
            }
            Ok(undo::forget(connection, before)?)
        })
        .await
    }
}

/// Reads deleted things; the statement gives id, settings, secret hint and moment.
fn deleted<Id, Settings>(
    connection: &Connection,
    sql: &str,
) -> Result<Vec<Deleted<Id, Settings>>, StoreError>
where
    Stored<Id>: FromSql,
    Json<Settings>: FromSql,
{
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        Ok(Deleted {
            id: row.get::<_, Stored<Id>>(0)?.0,
            settings: row.get::<_, Json<_>>(1)?.0,
            secret_hint: row.get(2)?,
            at: row.get::<_, Stored<Moment>>(3)?.0,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Runs a restoring statement; a row that is not there says nothing here, the caller looks.
fn restored(
    connection: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
    name: &str,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(sql)?
        .execute(values)
        .map_err(|error| StoreError::named(error, name))?;
    Ok(())
}
