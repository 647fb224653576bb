//! What does not get through: destinations that fail, and what is tried again or held on each way.

use std::collections::HashMap;

use hookloom_core::{
    id::{AutomationId, DeliveryId, DestinationId},
    moment::Moment,
};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::super::{Store, column::Stored, error::StoreError};

/// A destination at which nothing was sent since something was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failing {
    /// Which.
    pub destination: DestinationId,
    /// How many were given up since the last that was sent.
    pub failed: u64,
    /// The last of them.
    pub last: DeliveryId,
}

/// From an automation to a destination.
pub type Way = (AutomationId, DestinationId);

/// What will be tried again on one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retrying {
    /// From where to where.
    pub way: Way,
    /// How many deliveries.
    pub deliveries: u64,
    /// When the first of them is tried.
    pub first: Moment,
}

impl Store {
    /// Where the last thing that came to an end since that moment was given up.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn failing(&self, since: Moment) -> Result<Vec<Failing>, StoreError> {
        self.read(move |connection| Ok(failing(connection, since)?))
            .await
    }

    /// What failed and will be tried again.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn retrying(&self) -> Result<Vec<Retrying>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(RETRYING)?;
            let rows = statement.query_map([], |row| {
                Ok(Retrying {
                    way: way(row)?,
                    deliveries: row.get::<_, Stored<_>>(2)?.0,
                    first: row.get::<_, Stored<_>>(3)?.0,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// How many are held on each way.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn held_by_way(&self) -> Result<HashMap<Way, u64>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(HELD_BY_WAY)?;
            let rows =
                statement.query_map([], |row| Ok((way(row)?, row.get::<_, Stored<_>>(2)?.0)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// True once there ever was a delivery.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn was_used(&self) -> Result<bool, StoreError> {
        self.read(|connection| {
            let sql = "SELECT EXISTS (SELECT 1 FROM deliveries)
                OR EXISTS (SELECT 1 FROM tallies)";
            Ok(connection
                .prepare_cached(sql)?
                .query_row([], |row| row.get(0))?)
        })
        .await
    }
}

fn way(row: &Row<'_>) -> rusqlite::Result<Way> {
    Ok((row.get::<_, Stored<_>>(0)?.0, row.get::<_, Stored<_>>(1)?.0))
}

/// When something was last sent, and last given up. Tests count nowhere here.
pub(in super::super) const LAST_ENDS: &str = "
    SELECT id,
        (SELECT max(state_at) FROM deliveries INDEXED BY deliveries_by_moment
            WHERE destination = destinations.id AND state = 'succeeded'
                AND state_at IS NOT NULL AND test = 0),
        (SELECT max(state_at) FROM deliveries INDEXED BY deliveries_by_moment
            WHERE destination = destinations.id AND state = 'failed' AND state_at >= ?1
                AND test = 0)
    FROM destinations WHERE deleted_at IS NULL";

pub(in super::super) const FAILED_SINCE: &str = "
    SELECT count(*) FROM deliveries INDEXED BY deliveries_by_moment
    WHERE destination = ?1 AND state = 'failed' AND state_at > ?2 AND test = 0";

pub(in super::super) const LAST_FAILED: &str = "
    SELECT id FROM deliveries INDEXED BY deliveries_by_moment
    WHERE destination = ?1 AND state = 'failed' AND state_at IS NOT NULL AND test = 0
    ORDER BY state_at DESC LIMIT 1";

pub(in super::super) const RETRYING: &str = "
    SELECT automation, destination, count(*), min(due_at)
    FROM deliveries INDEXED BY deliveries_retrying
    WHERE state = 'pending' AND attempts > 0 GROUP BY destination, automation";

pub(in super::super) const HELD_BY_WAY: &str = "
    SELECT automation, destination, count(*) FROM deliveries INDEXED BY deliveries_by_state
    WHERE state = 'held' AND state <> 'succeeded' AND state <> 'pending' GROUP BY automation, destination";

fn failing(connection: &Connection, since: Moment) -> rusqlite::Result<Vec<Failing>> {
    let mut statement = connection.prepare_cached(LAST_ENDS)?;
    let moment = |row: &Row<'_>, index| {
        let at: Option<Stored<Moment>> = row.get(index)?;
        Ok::<_, rusqlite::Error>(at.map(|at| at.0))
    };
    let ends = |row: &Row<'_>| {
        let id: DestinationId = row.get::<_, Stored<_>>(0)?.0;
        Ok((id, moment(row, 1)?, moment(row, 2)?))
    };
    let ends: Vec<_> = statement
        .query_map([Stored(since)], ends)?
        .collect::<Result<_, _>>()?;
    let failing = ends.into_iter().filter(|(_, sent, failed)| failed > sent);
    failing
        .filter_map(|(id, sent, _)| {
            let after = sent.unwrap_or(since).max(since);
            failing_at(connection, id, after).transpose()
        })
        .collect()
}

fn failing_at(
    connection: &Connection,
    destination: DestinationId,
    after: Moment,
) -> rusqlite::Result<Option<Failing>> {
    let failed: Stored<u64> = connection
        .prepare_cached(FAILED_SINCE)?
        .query_row(params![Stored(destination), Stored(after)], |row| {
            row.get(0)
        })?;
    let last = connection
        .prepare_cached(LAST_FAILED)?
        .query_row([Stored(destination)], |row| row.get(0))
        .optional()?;
    Ok(last.map(|Stored(last)| Failing {
        destination,
        failed: failed.0,
        last,
    }))
}
