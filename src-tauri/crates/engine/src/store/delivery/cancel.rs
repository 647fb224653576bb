//! Stopping what waits.

use hookloom_core::{
    delivery::DeliveryState,
    id::{AutomationId, DeliveryId, DestinationId},
    moment::Moment,
};
use rusqlite::{Connection, Row, params};

use super::super::{Store, column::Stored, error::StoreError};

impl Store {
    /// Stops a delivery that is pending or held, and gives its new state; nothing if it is finished
    /// or not there.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn cancel(
        &self,
        id: DeliveryId,
        at: Moment,
    ) -> Result<Option<DeliveryState>, StoreError> {
        self.write(move |connection| {
            let mut statement = connection.prepare_cached(CANCEL_ONE)?;
            let cancelled = statement.execute(params![Stored(at), Stored(id)])?;
            Ok((cancelled == 1).then_some(DeliveryState::Cancelled { at }))
        })
        .await
    }
}

impl Store {
    /// Stops those of the deliveries that are pending or held, and gives which ones were.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn cancel_these(
        &self,
        ids: Vec<DeliveryId>,
        at: Moment,
    ) -> Result<Vec<DeliveryId>, StoreError> {
        self.write(move |connection| {
            let mut cancelled = Vec::with_capacity(ids.len());
            let mut statement = connection.prepare_cached(CANCEL_ONE)?;
            for id in &ids {
                if statement.execute(params![Stored(at), Stored(*id)])? == 1 {
                    cancelled.push(*id);
                }
            }
            Ok(cancelled)
        })
        .await
    }
}

/// Stops everything that an automation has waiting.
pub(in super::super) fn cancel_waiting_of(
    connection: &Connection,
    automation: AutomationId,
    at: Moment,
) -> Result<Vec<DeliveryId>, StoreError> {
    let mut statement = connection.prepare_cached(CANCEL_OF)?;
    let ids = statement.query_map(params![Stored(at), Stored(automation)], id)?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// Stops everything that waits for a destination.
pub(in super::super) fn cancel_waiting_for(
    connection: &Connection,
    destination: DestinationId,
    at: Moment,
) -> Result<Vec<DeliveryId>, StoreError> {
    let mut statement = connection.prepare_cached(CANCEL_FOR)?;
    let ids = statement.query_map(params![Stored(at), Stored(destination)], id)?;
    Ok(ids.collect::<Result<_, _>>()?)
}

fn id(row: &Row<'_>) -> rusqlite::Result<DeliveryId> {
    Ok(row.get::<_, Stored<_>>(0)?.0)
}

const CANCEL_ONE: &str = "
    UPDATE deliveries
    SET state = 'cancelled', due_before = due_at, due_at = NULL, state_at = ?1, state_reason = NULL
    WHERE id = ?2 AND state IN ('pending', 'held')";

const CANCEL_OF: &str = "
    UPDATE deliveries INDEXED BY deliveries_due
    SET state = 'cancelled', due_before = due_at, due_at = NULL, state_at = ?1, state_reason = NULL
    WHERE state IN ('pending', 'held') AND due_at IS NOT NULL
        AND destination IN (SELECT id FROM destinations) AND automation = ?2
    RETURNING id";

const CANCEL_FOR: &str = "
    UPDATE deliveries INDEXED BY deliveries_due
    SET state = 'cancelled', due_before = due_at, due_at = NULL, state_at = ?1, state_reason = NULL
    WHERE state IN ('pending', 'held') AND due_at IS NOT NULL AND destination = ?2
    RETURNING id";
