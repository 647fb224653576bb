//! What is due. Every question is answered from the index of what waits, however much else there is,
//! and however much stands behind what has to go first.

use hookloom_core::{delivery::Delivery, id::DestinationId, moment::Moment};
use rusqlite::{Connection, Row, params};

use super::{
    super::{Store, column::Stored, error::StoreError},
    COLUMNS, WIDTH, from_row,
};

/// A delivery that is due.
#[derive(Clone, Debug, PartialEq)]
pub struct DueDelivery {
    /// The delivery, with its request.
    pub delivery: Delivery,
    /// How many attempts its retry rule counts: those since it was last sent again.
    pub attempts_before: u32,
    /// The number of the next attempt.
    pub next_number: u32,
    /// A person asked for the next attempt before its time.
    pub hurried: bool,
}

impl Store {
    /// What is due at a destination by `now`, the longest due first. What is under way at the moment
    /// is still pending and counts against the limit.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn due(
        &self,
        destination: DestinationId,
        now: Moment,
        limit: usize,
    ) -> Result<Vec<DueDelivery>, StoreError> {
        self.read(move |connection| Ok(due(connection, destination, now, limit)?))
            .await
    }

    /// Every destination for which something is pending that may go, with the moment at which the first of it
    /// is or was due.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn next_due(&self) -> Result<Vec<(DestinationId, Moment)>, StoreError> {
        self.read(|connection| Ok(next_due(connection)?)).await
    }

    /// The first moment after `now` at which something becomes due.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn next_due_after(&self, now: Moment) -> Result<Option<Moment>, StoreError> {
        self.read(move |connection| Ok(next_due_after(connection, now)?))
            .await
    }
}

pub(in super::super) fn due_sql() -> String {
    format!(
        "SELECT {COLUMNS}, attempts, attempts_before_resend, hurried
         FROM deliveries INDEXED BY deliveries_due
         WHERE destination = ?1 AND state = 'pending' AND behind = 0 AND due_at <= ?2
         ORDER BY due_at, id LIMIT ?3"
    )
}

pub(in super::super) const NEXT_DUE: &str = "
    SELECT id, (
        SELECT due_at FROM deliveries INDEXED BY deliveries_due
        WHERE destination = destinations.id AND state = 'pending' AND behind = 0
            AND due_at IS NOT NULL
        ORDER BY due_at LIMIT 1
    ) AS first FROM destinations WHERE first IS NOT NULL";

pub(in super::super) const NEXT_DUE_AFTER: &str = "
    SELECT min((
        SELECT due_at FROM deliveries INDEXED BY deliveries_due
        WHERE destination = destinations.id AND state = 'pending' AND behind = 0 AND due_at > ?1
        ORDER BY due_at LIMIT 1
    )) FROM destinations";

fn due(
    connection: &Connection,
    destination: DestinationId,
    now: Moment,
    limit: usize,
) -> rusqlite::Result<Vec<DueDelivery>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached(&due_sql())?;
    statement
        .query_map(
            params![Stored(destination), Stored(now), limit],
            due_from_row,
        )?
        .collect()
}

fn due_from_row(row: &Row<'_>) -> rusqlite::Result<DueDelivery> {
    let (attempts, before_resend): (u32, u32) = (row.get(WIDTH)?, row.get(WIDTH + 1)?);
    Ok(DueDelivery {
        delivery: from_row(row)?,
        attempts_before: attempts - before_resend,
        next_number: attempts + 1,
        hurried: row.get(WIDTH + 2)?,
    })
}

fn next_due(connection: &Connection) -> rusqlite::Result<Vec<(DestinationId, Moment)>> {
    let mut statement = connection.prepare_cached(NEXT_DUE)?;
    let first = |row: &Row<'_>| Ok((row.get::<_, Stored<_>>(0)?.0, row.get::<_, Stored<_>>(1)?.0));
    statement.query_map([], first)?.collect()
}

fn next_due_after(connection: &Connection, now: Moment) -> rusqlite::Result<Option<Moment>> {
    let mut statement = connection.prepare_cached(NEXT_DUE_AFTER)?;
    let first: Option<Stored<_>> = statement.query_row([Stored(now)], |row| row.get(0))?;
    Ok(first.map(|first| first.0))
}
