//! Removing what is old: finished deliveries, oldest first, with their attempts and events.
//!
//! What is to go is looked for by a reader and removed in small batches, so that sending never
//! waits long for its turn. What waits to be sent is never removed, however old it is.

use hookloom_core::{
    id::{AutomationId, DeliveryId, EventId},
    moment::Moment,
};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::{Store, column::Stored, error::StoreError};

/// A finished delivery that may go, and its event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finished {
    /// The delivery.
    pub delivery: DeliveryId,
    automation: AutomationId,
    event: EventId,
}

impl Store {
    /// Up to `limit` deliveries that were made and finished before that moment, oldest first, from
    /// after a delivery on.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn finished_before(
        &self,
        before: Moment,
        after: Option<DeliveryId>,
        limit: u32,
    ) -> Result<Vec<Finished>, StoreError> {
        self.read(move |connection| Ok(finished(connection, before, after, limit)?))
            .await
    }

    /// How many deliveries were made and finished before that moment.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn count_finished_before(&self, before: Moment) -> Result<u64, StoreError> {
        self.read(move |connection| {
            let values = params![first_id_of(before), Stored(before)];
            let mut statement = connection.prepare_cached(COUNT_FINISHED)?;
            Ok(statement
                .query_row(values, |row| row.get::<_, Stored<u64>>(0))?
                .0)
        })
        .await
    }

    /// Removes deliveries with their attempts, and each event that is left without any. One that is
    /// to be sent again meanwhile stays. Gives how many were removed.
    ///
    /// # Errors
    /// When nothing could be written; then nothing was removed.
    pub async fn remove(&self, finished: Vec<Finished>) -> Result<u64, StoreError> {
        self.write(move |connection| {
            let mut removed = 0;
            for one in &finished {
                removed += u64::from(remove(connection, one)?);
            }
            Ok(removed)
        })
        .await
    }

    /// Removes up to `limit` events that nothing was sent of and that happened before that moment.
    /// Gives how many were removed.
    ///
    /// # Errors
    /// When nothing could be written; then nothing was removed.
    pub async fn remove_events_without_deliveries(
        &self,
        automation: AutomationId,
        before: Moment,
        limit: u32,
    ) -> Result<usize, StoreError> {
        let found = self
            .read(move |connection| {
                let mut statement = connection.prepare_cached(EVENTS_ALONE)?;
                let values = params![Stored(automation), first_id_of(before), limit];
                let ids = statement.query_map(values, |row| row.get::<_, Stored<EventId>>(0))?;
                Ok(ids
                    .map(|id| Ok(id?.0))
                    .collect::<rusqlite::Result<Vec<_>>>()?)
            })
            .await?;
        if found.is_empty() {
            return Ok(0);
        }
        self.write(move |connection| {
            let mut removed = 0;
            for event in &found {
                removed += remove_event_alone(connection, automation, *event)?;
            }
            Ok(removed)
        })
        .await
    }

    /// How many deliveries there are, and when the first of them was made.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn log_length(&self) -> Result<(u64, Option<Moment>), StoreError> {
        self.read(|connection| {
            let count = connection.query_row("SELECT count(*) FROM deliveries", [], |row| {
                row.get::<_, Stored<u64>>(0)
            })?;
            let oldest = "SELECT created_at FROM deliveries ORDER BY id LIMIT 1";
            let oldest = connection.query_row(oldest, [], |row| row.get::<_, Stored<_>>(0));
            Ok((count.0, oldest.optional()?.map(|oldest| oldest.0)))
        })
        .await
    }
}

/// Ids sort by time, so a walk along them begins with the oldest.
pub(super) const FINISHED: &str = "
    SELECT id, automation, event FROM deliveries
    WHERE id > ?1 AND id < ?2 AND state NOT IN ('pending', 'held') AND state_at < ?3
    ORDER BY id LIMIT ?4";

pub(super) const COUNT_FINISHED: &str = "
    SELECT count(*) FROM deliveries
    WHERE id < ?1 AND state NOT IN ('pending', 'held') AND state_at < ?2";

pub(super) const EVENTS_ALONE: &str = "
    SELECT id FROM events WHERE automation = ?1 AND id < ?2 AND NOT EXISTS (
        SELECT 1 FROM deliveries WHERE event = events.id AND automation = ?1)
    ORDER BY id LIMIT ?3";

fn finished(
    connection: &Connection,
    before: Moment,
    after: Option<DeliveryId>,
    limit: u32,
) -> rusqlite::Result<Vec<Finished>> {
    let after = after.unwrap_or_else(|| DeliveryId::new(Uuid::nil()));
    let values = params![Stored(after), first_id_of(before), Stored(before), limit];
    let from_row = |row: &Row<'_>| {
        Ok(Finished {
            delivery: row.get::<_, Stored<_>>(0)?.0,
            automation: row.get::<_, Stored<_>>(1)?.0,
            event: row.get::<_, Stored<_>>(2)?.0,
        })
    };
    let mut statement = connection.prepare_cached(FINISHED)?;
    statement.query_map(values, from_row)?.collect()
}

fn remove(connection: &Connection, one: &Finished) -> rusqlite::Result<bool> {
    let still = "SELECT 1 FROM deliveries WHERE id = ?1 AND state NOT IN ('pending', 'held')";
    let mut still = connection.prepare_cached(still)?;
    if !still.exists([Stored(one.delivery)])? {
        return Ok(false);
    }
    for sql in [
        "DELETE FROM attempts WHERE delivery = ?1",
        "DELETE FROM deliveries WHERE id = ?1",
    ] {
        connection
            .prepare_cached(sql)?
            .execute([Stored(one.delivery)])?;
    }
    remove_event_alone(connection, one.automation, one.event)?;
    Ok(true)
}

fn remove_event_alone(
    connection: &Connection,
    automation: AutomationId,
    event: EventId,
) -> rusqlite::Result<usize> {
    let mut statement = connection.prepare_cached(
        "DELETE FROM events WHERE automation = ?1 AND id = ?2 AND NOT EXISTS (
            SELECT 1 FROM deliveries WHERE event = ?2 AND automation = ?1)",
    )?;
    statement.execute(params![Stored(automation), Stored(event)])
}

/// The first id that can be made at that moment: UUIDv7 begins with the milliseconds since 1970.
fn first_id_of(moment: Moment) -> Stored<DeliveryId> {
    let millis = u128::try_from(moment.unix_millis()).unwrap_or(0);
    Stored(DeliveryId::new(Uuid::from_u128(millis << 80)))
}
