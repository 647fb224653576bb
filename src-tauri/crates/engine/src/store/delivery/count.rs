//! How many deliveries there are of each kind, and how the last one ended.

use std::collections::HashMap;

use hookloom_core::{
    delivery::StateName,
    id::{AutomationId, DeliveryId, DestinationId},
    moment::Moment,
    view::LastResult,
};
use rusqlite::{Connection, OptionalExtension, Row};

use super::{
    super::{
        Store,
        column::{Stored, Word},
        error::StoreError,
    },
    state::Standing,
};

/// How the queue is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many are due or wait for their next try.
    pub waiting: u64,
    /// How many are held.
    pub held: u64,
    /// How many were given up since the moment that was asked for.
    pub failed: u64,
}

/// How a destination is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DestinationCounts {
    /// How many wait for it, held ones too.
    pub waiting: u64,
    /// How many were delivered since the moment that was asked for.
    pub sent: u64,
    /// How many were given up since then.
    pub failed: u64,
}

impl Store {
    /// How many deliveries wait and are held, and how many failed since that moment.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn counts(&self, since: Moment) -> Result<Counts, StoreError> {
        self.read(move |connection| Ok(counts(connection, since)?))
            .await
    }

    /// How each destination is doing, and how it did since that moment.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn destination_counts(
        &self,
        since: Moment,
    ) -> Result<HashMap<DestinationId, DestinationCounts>, StoreError> {
        self.read(move |connection| Ok(by_destination(connection, since)?))
            .await
    }

    /// How many of these deliveries are in one of those states.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn count_in_states(
        &self,
        ids: Vec<DeliveryId>,
        states: Vec<StateName>,
    ) -> Result<u64, StoreError> {
        self.read(move |connection| {
            let sql = "SELECT state FROM deliveries WHERE id = ?1";
            let mut statement = connection.prepare_cached(sql)?;
            let mut count = 0;
            for id in &ids {
                let state = statement.query_row([Stored(*id)], |row| row.get::<_, Word<_>>(0));
                let state = state.optional()?;
                count += u64::from(state.is_some_and(|state| states.contains(&state.0)));
            }
            Ok(count)
        })
        .await
    }

    /// Where the newest delivery of each automation stands.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn last_results(&self) -> Result<HashMap<AutomationId, LastResult>, StoreError> {
        self.read(|connection| Ok(last_results(connection)?)).await
    }
}

/// Tests are in no figure.
///
/// SQLite takes an index of only some states for a question that says so in the same words, however
/// plain it is from the rest.
pub(in super::super) const COUNTS: &str = "
    SELECT
        (SELECT count(*) FROM deliveries INDEXED BY deliveries_due
            WHERE destination IN (SELECT id FROM destinations) AND state = 'pending'
                AND due_at IS NOT NULL),
        (SELECT count(*) FROM deliveries INDEXED BY deliveries_due
            WHERE destination IN (SELECT id FROM destinations) AND state = 'held'
                AND due_at IS NOT NULL),
        (SELECT coalesce(sum((
            SELECT count(*) FROM deliveries INDEXED BY deliveries_by_moment
            WHERE destination = destinations.id AND state = 'failed' AND state_at >= ?1 AND test = 0
        )), 0) FROM destinations)";

fn counts(connection: &Connection, since: Moment) -> rusqlite::Result<Counts> {
    connection
        .prepare_cached(COUNTS)?
        .query_row([Stored(since)], |row| {
            Ok(Counts {
                waiting: row.get::<_, Stored<_>>(0)?.0,
                held: row.get::<_, Stored<_>>(1)?.0,
                failed: row.get::<_, Stored<_>>(2)?.0,
            })
        })
}

pub(in super::super) const BY_DESTINATION: &str = "
    SELECT id,
        (SELECT count(*) FROM deliveries INDEXED BY deliveries_due
            WHERE destination = destinations.id AND due_at IS NOT NULL),
        (SELECT count(*) FROM deliveries INDEXED BY deliveries_by_moment
            WHERE destination = destinations.id AND state = 'succeeded' AND state_at >= ?1 AND test = 0),
        (SELECT count(*) FROM deliveries INDEXED BY deliveries_by_moment
            WHERE destination = destinations.id AND state = 'failed' AND state_at >= ?1 AND test = 0)
    FROM destinations WHERE deleted_at IS NULL";

fn by_destination(
    connection: &Connection,
    since: Moment,
) -> rusqlite::Result<HashMap<DestinationId, DestinationCounts>> {
    let mut statement = connection.prepare_cached(BY_DESTINATION)?;
    let counts = |row: &Row<'_>| {
        let counts = DestinationCounts {
            waiting: row.get::<_, Stored<_>>(1)?.0,
            sent: row.get::<_, Stored<_>>(2)?.0,
            failed: row.get::<_, Stored<_>>(3)?.0,
        };
        Ok((row.get::<_, Stored<_>>(0)?.0, counts))
    };
    statement.query_map([Stored(since)], counts)?.collect()
}

/// Ids sort by time.
pub(in super::super) const LAST_RESULTS: &str = "
    SELECT automations.id, d.id, d.last_status, d.state, d.due_at, d.state_at, d.state_reason
    FROM automations CROSS JOIN deliveries d ON d.id = (
        SELECT id FROM deliveries INDEXED BY deliveries_by_automation
        WHERE automation = automations.id AND test = 0 ORDER BY id DESC LIMIT 1)
    WHERE deleted_at IS NULL";

fn last_results(connection: &Connection) -> rusqlite::Result<HashMap<AutomationId, LastResult>> {
    let mut statement = connection.prepare_cached(LAST_RESULTS)?;
    statement.query_map([], last_result)?.collect()
}

fn last_result(row: &Row<'_>) -> rusqlite::Result<(AutomationId, LastResult)> {
    let standing = Standing::from_row(row, 3)?;
    let at = standing.at().or(standing.due_at);
    let last = LastResult {
        delivery: row.get::<_, Stored<_>>(1)?.0,
        state: standing.state.name(),
        at: at.ok_or(rusqlite::Error::InvalidQuery)?,
        status: row.get(2)?,
    };
    Ok((row.get::<_, Stored<_>>(0)?.0, last))
}
