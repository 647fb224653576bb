//! What limits per minute ask and change.

use hookloom_core::{
    id::{AutomationId, DeliveryId, DestinationId},
    moment::Moment,
};
use rusqlite::{Connection, params};

use super::super::{Store, column::Stored, error::StoreError};

/// What was sent and what waits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// When attempts were made.
    pub sent: Vec<Moment>,
    /// When those that wait are due.
    pub waiting: Vec<Moment>,
}

impl Store {
    /// What was sent to these destinations since that moment, of one automation or of all, and what
    /// waits there, no more than the last `limit` of each; in their order.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn traffic(
        &self,
        automation: Option<AutomationId>,
        destinations: Vec<DestinationId>,
        since: Moment,
        limit: usize,
    ) -> Result<Traffic, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.read(move |connection| {
            let mut traffic = Traffic::default();
            for destination in destinations {
                let to = Stored(destination);
                let of = automation.map(Stored);
                for sql in [ENDED_SINCE, TRIED_SINCE] {
                    let values = params![of, to, Stored(since), limit];
                    traffic.sent.extend(moments(connection, sql, values)?);
                }
                let values = params![of, to, limit];
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

/// The attempts of what waits no more, or is held.
pub(in super::super) const ENDED_SINCE: &str = "
    SELECT a.at FROM deliveries d INDEXED BY deliveries_by_moment
        CROSS JOIN attempts a ON a.delivery = d.id
    WHERE d.destination = ?2 AND d.state IN ('held', 'succeeded', 'failed', 'skipped', 'cancelled')
        AND d.state_at >= ?3 AND a.at >= ?3 AND (?1 IS NULL OR d.automation = ?1)
    ORDER BY a.at DESC LIMIT ?4";

/// The attempts of what is tried again.
pub(in super::super) const TRIED_SINCE: &str = "
    SELECT a.at FROM deliveries d INDEXED BY deliveries_retrying
        CROSS JOIN attempts a ON a.delivery = d.id
    WHERE d.destination = ?2 AND d.state = 'pending' AND d.attempts > 0
        AND a.at >= ?3 AND (?1 IS NULL OR d.automation = ?1)
    ORDER BY a.at DESC LIMIT ?4";

pub(in super::super) const WAITING: &str = "
    SELECT due_at FROM deliveries INDEXED BY deliveries_due
    WHERE destination = ?2 AND state = 'pending' AND behind = 0 AND due_at IS NOT NULL
        AND (?1 IS NULL OR automation = ?1)
    UNION ALL
    SELECT due_at FROM deliveries INDEXED BY deliveries_due
    WHERE destination = ?2 AND state = 'pending' AND behind = 1 AND due_at IS NOT NULL
        AND (?1 IS NULL OR automation = ?1)
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
