//! Holding back and letting go: of everything, or of what goes to one destination.

use hookloom_core::{id::DestinationId, moment::Moment};
use rusqlite::{Connection, params};

use super::super::{Store, column::Stored, error::StoreError};

/// What is held back or let go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// Everything.
    All,
    /// What goes to one destination.
    Destination(DestinationId),
}

impl Store {
    /// Holds back what is pending; each delivery remembers when it was due. Gives how many.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn hold(&self, which: Hold, since: Moment) -> Result<usize, StoreError> {
        self.write(move |connection| {
            Ok(match which {
                Hold::All => run(connection, HOLD_ALL, params![Stored(since)])?,
                Hold::Destination(id) => {
                    run(connection, HOLD_ONE, params![Stored(since), Stored(id)])?
                }
            })
        })
        .await
    }

    /// Lets go what is held, each due when it was before: overdue ones at once and in their order,
    /// a retry no sooner than its distance. Gives how many.
    ///
    /// What something else still holds back stays held for that reason: a paused destination, or,
    /// when one destination is let go, that everything is paused (`runner_paused`).
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn release(&self, which: Hold, runner_paused: bool) -> Result<usize, StoreError> {
        self.write(move |connection| {
            Ok(match which {
                Hold::All => release_all(connection)?,
                Hold::Destination(id) if runner_paused => {
                    run(connection, STILL_PAUSED, params![Stored(id)])?;
                    0
                }
                Hold::Destination(id) => run(connection, RELEASE_ONE, params![Stored(id)])?,
            })
        })
        .await
    }

    /// Holds and lets go so that every delivery stands as the pauses say. A process that ends between
    /// a pause and what follows from it leaves that to be done.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn align_holds(&self, runner_paused: bool, now: Moment) -> Result<(), StoreError> {
        self.write(move |connection| {
            if !runner_paused {
                release_all(connection)?;
            }
            Ok(align(connection, runner_paused, now)?)
        })
        .await
    }
}

/// Holds back what is pending and should not be.
pub(super) fn align(
    connection: &Connection,
    runner_paused: bool,
    now: Moment,
) -> rusqlite::Result<()> {
    let sql = if runner_paused { HOLD_ALL } else { HOLD_PAUSED };
    run(connection, sql, params![Stored(now)])?;
    Ok(())
}

const HOLD_ALL: &str = "
    UPDATE deliveries INDEXED BY deliveries_due
    SET state = 'held', state_at = ?1, state_reason = 'runner_paused'
    WHERE state = 'pending' AND due_at IS NOT NULL
        AND destination IN (SELECT id FROM destinations)";

const HOLD_ONE: &str = "
    UPDATE deliveries INDEXED BY deliveries_due
    SET state = 'held', state_at = ?1, state_reason = 'destination_paused'
    WHERE state = 'pending' AND destination = ?2 AND due_at IS NOT NULL";

const HOLD_PAUSED: &str = "
    UPDATE deliveries INDEXED BY deliveries_due
    SET state = 'held', state_at = ?1, state_reason = 'destination_paused'
    WHERE state = 'pending' AND due_at IS NOT NULL
        AND destination IN (SELECT id FROM destinations WHERE paused_since IS NOT NULL)";

const RELEASE_UNPAUSED: &str = "
    UPDATE deliveries INDEXED BY deliveries_by_state
    SET state = 'pending', state_at = NULL, state_reason = NULL
    WHERE state = 'held' AND state <> 'succeeded' AND state <> 'pending'
        AND destination NOT IN (SELECT id FROM destinations WHERE paused_since IS NOT NULL)";

/// After [`RELEASE_UNPAUSED`] only those of paused destinations are left.
const STILL_HELD: &str = "
    UPDATE deliveries INDEXED BY deliveries_by_state SET state_reason = 'destination_paused'
    WHERE state = 'held' AND state <> 'succeeded' AND state <> 'pending'";

const RELEASE_ONE: &str = "
    UPDATE deliveries INDEXED BY deliveries_by_state
    SET state = 'pending', state_at = NULL, state_reason = NULL
    WHERE state = 'held' AND state <> 'succeeded' AND state <> 'pending' AND destination = ?1";

const STILL_PAUSED: &str = "
    UPDATE deliveries INDEXED BY deliveries_by_state SET state_reason = 'runner_paused'
    WHERE state = 'held' AND state <> 'succeeded' AND state <> 'pending' AND destination = ?1";

fn release_all(connection: &Connection) -> rusqlite::Result<usize> {
    let released = run(connection, RELEASE_UNPAUSED, params![])?;
    run(connection, STILL_HELD, params![])?;
    Ok(released)
}

fn run(
    connection: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
) -> rusqlite::Result<usize> {
    connection.prepare_cached(sql)?.execute(values)
}
