//! What is due. Every question is answered from the index of what waits, however much else there is,
//! and however much stands behind what has to go first.

use std::time::Duration;

use hookloom_core::{delivery::Delivery, id::DestinationId, moment::Moment};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    super::{Store, column::Stored, error::StoreError},
    COLUMNS, WIDTH, from_row,
};

/// The longest wait is a week and a fifth of it.
const FARTHEST: Duration = Duration::from_secs(9 * 24 * 60 * 60);

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
    /// A person sent it again after it was finished.
    pub resent: bool,
}

impl DueDelivery {
    /// One that was just made.
    pub(crate) fn new(delivery: Delivery) -> Self {
        Self {
            delivery,
            attempts_before: 0,
            next_number: 1,
            hurried: false,
            resent: false,
        }
    }
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

    /// The delivery that is held for a destination and has been due for longest.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn first_held(
        &self,
        destination: DestinationId,
    ) -> Result<Option<DueDelivery>, StoreError> {
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(&first_held_sql())?;
            let first = statement.query_row([Stored(destination)], due_from_row);
            Ok(first.optional()?)
        })
        .await
    }

    /// Moves what waits with the clock that was set by so many milliseconds: its distances stay as
    /// they are. `from` is the earlier of the two times that the clock showed. What is due in more
    /// than nine days is not moved: no wait is as long, so another clock must have set it. Gives how
    /// many.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn move_with_clock(&self, from: Moment, millis: i64) -> Result<usize, StoreError> {
        self.write(move |connection| {
            let until = from
                .plus(FARTHEST)
                .plus(Duration::from_millis(millis.unsigned_abs()));
            let values = params![millis, Stored(from), Stored(until)];
            let moved = connection.prepare_cached(MOVE)?.execute(values)?;
            let values = params![millis, Stored(from)];
            connection.prepare_cached(MOVE_ENDS)?.execute(values)?;
            Ok(moved)
        })
        .await
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
    let due = due_columns();
    format!(
        "SELECT {due}
         FROM deliveries INDEXED BY deliveries_due
         WHERE destination = ?1 AND state = 'pending' AND behind = 0 AND due_at <= ?2
         ORDER BY due_at, id LIMIT ?3"
    )
}

fn due_columns() -> String {
    format!("{COLUMNS}, attempts, attempts_before_resend, hurried, resent")
}

/// The one that has been due for longest, and none that stands behind another.
pub(in super::super) fn first_held_sql() -> String {
    let due = due_columns();
    format!(
        "SELECT {due} FROM deliveries INDEXED BY deliveries_due
         WHERE destination = ?1 AND state = 'held' AND behind = 0 AND due_at IS NOT NULL
         ORDER BY due_at, id LIMIT 1"
    )
}

const MOVE: &str = "
    UPDATE deliveries SET due_at = due_at + ?1
    WHERE state = 'pending' AND due_at > ?2 AND due_at < ?3";

/// What is of use for a while is so for as long as before.
const MOVE_ENDS: &str = "
    UPDATE deliveries INDEXED BY deliveries_useless SET useless_at = useless_at + ?1
    WHERE useless_at > ?2 AND due_at IS NOT NULL";

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
        resent: row.get(WIDTH + 3)?,
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
