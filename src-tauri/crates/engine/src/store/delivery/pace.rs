//! What an automation's limit per minute asks and changes.

use hookloom_core::{
    id::{AutomationId, DeliveryId, DestinationId},
    moment::Moment,
};
use rusqlite::{Connection, params};

use super::super::{Store, column::Stored, error::StoreError};

/// What was sent of an automation and what waits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// When deliveries came to their end.
    pub sent: Vec<Moment>,
    /// When those that wait are due.
    pub waiting: Vec<Moment>,
}

impl Store {
    /// What an automation sent to these destinations since that moment and ended, and what waits
    /// there, no more than the last `limit` of each; in their order.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn traffic(
        &self,
        automation: AutomationId,
        destinations: Vec<DestinationId>,
        since: Moment,
        limit: usize,
    ) -> Result<Traffic, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.read(move |connection| {
            let mut traffic = Traffic::default();
            for destination in destinations {
                let of = (Stored(automation), Stored(destination));
                let values = params![of.0, of.1, Stored(since), limit];
                traffic
                    .sent
                    .extend(moments(connection, SENT_SINCE, values)?);
                let values = params![of.0, of.1, limit];
                traffic
                    .waiting
                    .extend(moments(connection, WAITING, values)?);
            }
            traffic.sent.sort_unstable();
            traffic.waiting.sort_unstable();
            Ok(traffic)
        })
        .await
    }

    /// Lets pending deliveries wait for longer.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn put_off(&self, until: Vec<(DeliveryId, Moment)>) -> Result<(), StoreError> {
        self.write(move |connection| {
            let mut statement = connection.prepare_cached(
                "UPDATE deliveries SET due_at = ?2 WHERE id = ?1 AND state = 'pending'",
            )?;
            for (id, due_at) in &until {
                statement.execute(params![Stored(*id), Stored(*due_at)])?;
            }
            Ok(())
        })
        .await
    }
}

pub(in super::super) const SENT_SINCE: &str = "
    SELECT state_at FROM deliveries INDEXED BY deliveries_by_moment
    WHERE automation = ?1 AND destination = ?2 AND state IN ('succeeded', 'failed')
        AND state_at >= ?3 AND attempts > 0
    ORDER BY state_at DESC LIMIT ?4";

pub(in super::super) const WAITING: &str = "
    SELECT due_at FROM deliveries INDEXED BY deliveries_due
    WHERE automation = ?1 AND destination = ?2 AND state = 'pending'
    ORDER BY due_at DESC LIMIT ?3";

fn moments(
    connection: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
) -> rusqlite::Result<Vec<Moment>> {
    let mut statement = connection.prepare_cached(sql)?;
    let moment = |row: &rusqlite::Row<'_>| Ok(row.get::<_, Stored<Moment>>(0)?.0);
    statement.query_map(values, moment)?.collect()
}
