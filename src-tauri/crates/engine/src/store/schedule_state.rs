//! The table of how far schedules have come.

use hookloom_core::{id::AutomationId, moment::Moment};
use rusqlite::{Connection, OptionalExtension, params};

use super::{Store, column::Stored, error::StoreError};

impl Store {
    /// The moment up to which an automation's schedule was looked after; nothing when it never was.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn schedule_state(
        &self,
        automation: AutomationId,
    ) -> Result<Option<Moment>, StoreError> {
        self.read(move |connection| Ok(get(connection, automation)?))
            .await
    }
}

pub(super) fn put(
    connection: &Connection,
    automation: AutomationId,
    last_checked: Moment,
) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO schedule_states (automation, last_checked) VALUES (?1, ?2)";
    let values = params![Stored(automation), Stored(last_checked)];
    connection.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

pub(super) fn forget(connection: &Connection, automation: AutomationId) -> Result<(), StoreError> {
    let sql = "DELETE FROM schedule_states WHERE automation = ?1";
    connection
        .prepare_cached(sql)?
        .execute([Stored(automation)])?;
    Ok(())
}

fn get(connection: &Connection, automation: AutomationId) -> rusqlite::Result<Option<Moment>> {
    let sql = "SELECT last_checked FROM schedule_states WHERE automation = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row([Stored(automation)], |row| row.get::<_, Stored<_>>(0));
    Ok(found.optional()?.map(|moment| moment.0))
}
