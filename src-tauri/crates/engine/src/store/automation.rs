//! The table of automations.

use hookloom_core::{
    automation::Automation,
    id::{AutomationId, DeliveryId},
    moment::Moment,
    trigger::Trigger,
    undo::UndoEntry,
};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    Store,
    column::{Json, Stored},
    delivery,
    error::StoreError,
    file_mark, file_snapshot, inbound_call, schedule_state, undo,
};

const COLUMNS: &str = "id, settings, created_at, updated_at, secret_hint";

impl Store {
    /// All automations, by name.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn automations(&self) -> Result<Vec<Automation>, StoreError> {
        self.read(|connection| Ok(all(connection)?)).await
    }

    /// An automation, unless it was deleted.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn automation(&self, id: AutomationId) -> Result<Option<Automation>, StoreError> {
        self.read(move |connection| Ok(one(connection, id)?)).await
    }

    /// Adds an automation or replaces its settings. What its trigger knew is forgotten when it is
    /// about something else now: another folder, another schedule.
    ///
    /// # Errors
    /// [`StoreError::NameTaken`], [`StoreError::Unknown`] if it was deleted, or when nothing could be
    /// written.
    pub async fn put_automation(&self, automation: Automation) -> Result<(), StoreError> {
        self.write(move |connection| put(connection, &automation))
            .await
    }

    /// Replaces the settings of several automations, all or none, and keeps how to take that back.
    ///
    /// # Errors
    /// As with [`Store::put_automation`].
    pub async fn put_automations(
        &self,
        automations: Vec<Automation>,
        entry: Option<UndoEntry>,
    ) -> Result<(), StoreError> {
        self.write(move |connection| {
            for automation in &automations {
                put(connection, automation)?;
            }
            if let Some(entry) = &entry {
                undo::keep(connection, entry)?;
            }
            Ok(())
        })
        .await
    }

    /// Deletes automations, all or none: what they have waiting is cancelled, what their triggers
    /// knew is forgotten; their log stays, and their names for the log. The settings are kept until
    /// they are forgotten, the entry says how to take it back. Gives the deliveries that were
    /// cancelled.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] if one is not there, or when nothing could be written.
    pub async fn delete_automations(
        &self,
        ids: Vec<AutomationId>,
        entry: UndoEntry,
    ) -> Result<Vec<DeliveryId>, StoreError> {
        self.write(move |connection| {
            let mut cancelled = Vec::new();
            for id in &ids {
                cancelled.append(&mut delete(connection, *id, entry.at)?);
            }
            undo::keep(connection, &entry)?;
            Ok(cancelled)
        })
        .await
    }
}

/// Refuses an automation that is not there or was deleted.
pub(super) fn expect(connection: &Connection, id: AutomationId) -> Result<(), StoreError> {
    let mut found = connection
        .prepare_cached("SELECT 1 FROM automations WHERE id = ?1 AND deleted_at IS NULL")?;
    match found.exists([Stored(id)])? {
        true => Ok(()),
        false => Err(unknown(id)),
    }
}

/// Refuses an automation that is not there or doesn't watch this folder.
pub(super) fn expect_folder(
    connection: &Connection,
    id: AutomationId,
    folder: &str,
) -> Result<(), StoreError> {
    let mut found = connection.prepare_cached(
        "SELECT 1 FROM automations
         WHERE id = ?1 AND deleted_at IS NULL AND settings ->> '$.trigger.folder' = ?2",
    )?;
    match found.exists(params![Stored(id), folder])? {
        true => Ok(()),
        false => Err(StoreError::Unknown(format!(
            "automation {id} with the folder {folder}"
        ))),
    }
}

/// Leaves a name for the log under the id of something that is no automation, unless there is one.
pub(super) fn leave_name(
    connection: &Connection,
    id: AutomationId,
    name: &str,
    at: Moment,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO automations (id, name, created_at, updated_at, deleted_at)
         VALUES (?1, ?2, ?3, ?3, ?3) ON CONFLICT (id) DO NOTHING",
    )?;
    statement.execute(params![Stored(id), name, Stored(at)])?;
    Ok(())
}

pub(super) fn unknown(id: AutomationId) -> StoreError {
    StoreError::Unknown(format!("automation {id}"))
}

fn all(connection: &Connection) -> rusqlite::Result<Vec<Automation>> {
    let sql = format!("SELECT {COLUMNS} FROM automations WHERE deleted_at IS NULL ORDER BY name");
    connection
        .prepare_cached(&sql)?
        .query_map([], from_row)?
        .collect()
}

pub(super) fn one(
    connection: &Connection,
    id: AutomationId,
) -> rusqlite::Result<Option<Automation>> {
    let sql = format!("SELECT {COLUMNS} FROM automations WHERE id = ?1 AND deleted_at IS NULL");
    connection
        .prepare_cached(&sql)?
        .query_row([Stored(id)], from_row)
        .optional()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Automation> {
    Ok(Automation {
        id: row.get::<_, Stored<_>>(0)?.0,
        settings: row.get::<_, Json<_>>(1)?.0,
        created_at: row.get::<_, Stored<_>>(2)?.0,
        updated_at: row.get::<_, Stored<_>>(3)?.0,
        secret_hint: row.get(4)?,
    })
}

fn put(connection: &Connection, automation: &Automation) -> Result<(), StoreError> {
    let Automation {
        id,
        settings,
        secret_hint,
        created_at,
        updated_at,
    } = automation;
    if let Some(before) = one(connection, *id)? {
        forget_cursor(connection, *id, &before.settings.trigger, &settings.trigger)?;
    }
    let mut statement = connection.prepare_cached(
        "INSERT INTO automations (id, name, created_at, updated_at, settings, secret_hint)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (id) DO UPDATE SET
            name = excluded.name, updated_at = excluded.updated_at, settings = excluded.settings,
            secret_hint = excluded.secret_hint
         WHERE deleted_at IS NULL",
    )?;
    let values = params![
        Stored(*id),
        settings.name,
        Stored(*created_at),
        Stored(*updated_at),
        Json(settings),
        secret_hint
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

/// Forgets what a trigger knew of another folder or another schedule.
fn forget_cursor(
    connection: &Connection,
    id: AutomationId,
    before: &Trigger,
    now: &Trigger,
) -> Result<(), StoreError> {
    let same_folder = matches!((before, now),
        (Trigger::File(before), Trigger::File(now)) if before.folder == now.folder);
    if !same_folder {
        file_snapshot::forget(connection, id)?;
    }
    let same_schedule = matches!((before, now),
        (Trigger::Schedule(before), Trigger::Schedule(now))
            if (&before.schedule, &before.time_zone) == (&now.schedule, &now.time_zone));
    if !same_schedule {
        schedule_state::forget(connection, id)?;
    }
    Ok(())
}

fn delete(
    connection: &Connection,
    id: AutomationId,
    at: Moment,
) -> Result<Vec<DeliveryId>, StoreError> {
    let mut statement = connection.prepare_cached(
        "UPDATE automations SET kept = settings, settings = NULL, deleted_at = ?2
         WHERE id = ?1 AND deleted_at IS NULL",
    )?;
    if statement.execute(params![Stored(id), Stored(at)])? == 0 {
        return Err(unknown(id));
    }
    file_mark::forget(connection, id)?;
    inbound_call::forget(connection, id)?;
    file_snapshot::forget(connection, id)?;
    schedule_state::forget(connection, id)?;
    delivery::cancel_waiting_of(connection, id, at)
}
