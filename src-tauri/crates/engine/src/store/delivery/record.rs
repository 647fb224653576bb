//! One delivery, as a line of the log or with all that is known of it.

use hookloom_core::{
    attempt::Attempt, delivery::Delivery, event::Event, id::DeliveryId, view::DeliveryRow,
};
use rusqlite::{Connection, OptionalExtension, Row};

use super::{
    super::{
        Store, attempt,
        column::{Stored, Word},
        error::StoreError,
        event,
    },
    COLUMNS, WIDTH, from_row,
    state::Standing,
};

/// All that is known of a delivery.
#[derive(Clone, Debug, PartialEq)]
pub struct DeliveryRecord {
    /// Its line in the log.
    pub row: DeliveryRow,
    /// The delivery.
    pub delivery: Delivery,
    /// What happened.
    pub event: Event,
    /// Every attempt, oldest first.
    pub attempts: Vec<Attempt>,
    /// How many of the attempts its retry rule counts: those since it was last sent again.
    pub attempts_counted: u32,
}

impl Store {
    /// A delivery's line in the log.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn delivery_row(&self, id: DeliveryId) -> Result<Option<DeliveryRow>, StoreError> {
        self.read(move |connection| Ok(row(connection, id)?)).await
    }

    /// All that is known of a delivery.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn delivery_record(
        &self,
        id: DeliveryId,
    ) -> Result<Option<DeliveryRecord>, StoreError> {
        self.read(move |connection| Ok(record(connection, id)?))
            .await
    }
}

const ROW: &str = "
    SELECT d.id, d.automation, a.name, d.destination, t.name, e.kind, e.summary, d.created_at,
        d.attempts, d.last_status, d.last_took_ms, d.resent, d.test, d.copy_of,
        d.state, d.due_at, d.state_at, d.state_reason, d.behind
    FROM deliveries d
        JOIN events e ON e.automation = d.automation AND e.id = d.event
        JOIN automations a ON a.id = d.automation
        JOIN destinations t ON t.id = d.destination
    WHERE d.id = ?1";

/// A delivery's line in the log.
pub(super) fn row(
    connection: &Connection,
    id: DeliveryId,
) -> rusqlite::Result<Option<DeliveryRow>> {
    connection
        .prepare_cached(ROW)?
        .query_row([Stored(id)], row_from_row)
        .optional()
}

fn row_from_row(row: &Row<'_>) -> rusqlite::Result<DeliveryRow> {
    Ok(DeliveryRow {
        id: row.get::<_, Stored<_>>(0)?.0,
        automation: row.get::<_, Stored<_>>(1)?.0,
        automation_name: row.get(2)?,
        destination: row.get::<_, Stored<_>>(3)?.0,
        destination_name: row.get(4)?,
        kind: row.get::<_, Word<_>>(5)?.0,
        summary: row.get(6)?,
        created_at: row.get::<_, Stored<_>>(7)?.0,
        attempts: row.get(8)?,
        last_status: row.get(9)?,
        took_ms: row.get(10)?,
        resent: row.get(11)?,
        test: row.get(12)?,
        copy_of: row.get::<_, Option<Stored<_>>>(13)?.map(|id| id.0),
        state: Standing::from_row(row, 14)?.state,
        behind: row.get(18)?,
    })
}

/// All that is known of a delivery.
pub(in super::super) fn record(
    connection: &Connection,
    id: DeliveryId,
) -> rusqlite::Result<Option<DeliveryRecord>> {
    let Some(row) = row(connection, id)? else {
        return Ok(None);
    };
    let sql = format!(
        "SELECT {COLUMNS}, attempts - attempts_before_resend FROM deliveries WHERE id = ?1"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let (delivery, attempts_counted) =
        statement.query_row([Stored(id)], |row| Ok((from_row(row)?, row.get(WIDTH)?)))?;
    let event = event::get(connection, (delivery.automation, delivery.event))?;
    let attempts = attempt::of(connection, id)?;
    Ok(Some(DeliveryRecord {
        row,
        delivery,
        event,
        attempts,
        attempts_counted,
    }))
}
