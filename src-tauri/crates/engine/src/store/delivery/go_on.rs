//! Going on with what was stopped.

use hookloom_core::{
    id::{AutomationId, DeliveryId, DestinationId},
    moment::Moment,
};
use rusqlite::{Connection, params};

use super::{
    super::{Store, column::Stored, error::StoreError},
    hold,
};

/// Deliveries that were stopped together: they bear the same moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped {
    /// When.
    pub at: Moment,
    /// Only those of this automation.
    pub automation: Option<AutomationId>,
    /// Only those to this destination.
    pub destination: Option<DestinationId>,
}

impl Store {
    /// Makes stopped deliveries wait again, each until it was due before; what is overdue is due at
    /// once. What a pause holds back is held. Those of a deleted destination stay stopped. Gives
    /// which go on.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn go_on(
        &self,
        stopped: Stopped,
        now: Moment,
        runner_paused: bool,
    ) -> Result<Vec<DeliveryId>, StoreError> {
        self.write(move |connection| {
            let ids = go_on(connection, stopped, now)?;
            hold::align(connection, runner_paused, now)?;
            Ok(ids)
        })
        .await
    }
}

fn go_on(
    connection: &Connection,
    stopped: Stopped,
    now: Moment,
) -> rusqlite::Result<Vec<DeliveryId>> {
    let Stopped {
        at,
        automation,
        destination,
    } = stopped;
    let values = params![
        Stored(at),
        automation.map(Stored),
        destination.map(Stored),
        Stored(now)
    ];
    connection
        .prepare_cached(GO_ON)?
        .query_map(values, |row| Ok(row.get::<_, Stored<_>>(0)?.0))?
        .collect()
}

pub(in super::super) const GO_ON: &str = "
    UPDATE deliveries INDEXED BY deliveries_by_state
    SET state = 'pending', due_at = coalesce(due_before, ?4), state_at = NULL
    WHERE state = 'cancelled' AND state <> 'succeeded' AND state <> 'pending'
        AND state_at = ?1
        AND (?2 IS NULL OR automation = ?2) AND (?3 IS NULL OR destination = ?3)
        AND destination IN (SELECT id FROM destinations WHERE deleted_at IS NULL)
    RETURNING id";
