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
        self.write(move |connection| Ok(hold(connection, which, since)?))
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
            Ok(match (which, runner_paused) {
                (Hold::All, _) => release_all(connection)?,
                (Hold::Destination(id), false) => release_destination(connection, id)?,
                (Hold::Destination(id), true) => {
                    let sql = "UPDATE deliveries SET state_reason = 'runner_paused'
                               WHERE state = 'held' AND state <> 'succeeded' AND destination = ?1";
                    connection.prepare_cached(sql)?.execute([Stored(id)])?;
                    0
                }
            })
        })
        .await
    }
}

fn hold(connection: &Connection, which: Hold, since: Moment) -> rusqlite::Result<usize> {
    let set = "UPDATE deliveries SET state = 'held', state_at = ?1, state_reason = ";
    match which {
        Hold::All => connection
            .prepare_cached(&format!("{set} 'runner_paused' WHERE state = 'pending'"))?
            .execute([Stored(since)]),
        Hold::Destination(id) => connection
            .prepare_cached(&format!(
                "{set} 'destination_paused' WHERE state = 'pending' AND destination = ?2"
            ))?
            .execute(params![Stored(since), Stored(id)]),
    }
}

const RELEASE: &str =
    "UPDATE deliveries SET state = 'pending', state_at = NULL, state_reason = NULL
     WHERE state = 'held' AND state <> 'succeeded'";

fn release_all(connection: &Connection) -> rusqlite::Result<usize> {
    let paused = "(SELECT id FROM destinations WHERE paused_since IS NOT NULL)";
    let sql = format!("{RELEASE} AND destination NOT IN {paused}");
    let released = connection.prepare_cached(&sql)?.execute([])?;
    let sql = "UPDATE deliveries SET state_reason = 'destination_paused'
               WHERE state = 'held' AND state <> 'succeeded'";
    connection.prepare_cached(sql)?.execute([])?;
    Ok(released)
}

fn release_destination(connection: &Connection, id: DestinationId) -> rusqlite::Result<usize> {
    let sql = format!("{RELEASE} AND destination = ?1");
    connection.prepare_cached(&sql)?.execute([Stored(id)])
}
