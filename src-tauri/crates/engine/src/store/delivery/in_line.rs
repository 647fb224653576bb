//! Lines of deliveries that keep an order. Once one is in its line, the database sees to it.

use hookloom_core::id::DeliveryId;
use rusqlite::{Connection, OptionalExtension};

use super::super::{Store, column::Stored, error::StoreError};

impl Store {
    /// The delivery that goes first of those that a waiting one keeps order with; nothing if it is
    /// itself the first, or keeps no order.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn ahead_of(&self, id: DeliveryId) -> Result<Option<DeliveryId>, StoreError> {
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(AHEAD_OF)?;
            let found = statement.query_row([Stored(id)], |row| row.get::<_, Stored<_>>(0));
            Ok(found.optional()?.map(|first| first.0))
        })
        .await
    }
}

/// Puts a delivery that was just added to the end of its line.
pub(super) fn join(connection: &Connection, id: DeliveryId) -> rusqlite::Result<()> {
    connection.prepare_cached(JOIN)?.execute([Stored(id)])?;
    Ok(())
}

const JOIN: &str = "
    UPDATE deliveries AS one SET (turn, behind) = (
        SELECT coalesce(max(turn), 0) + 1, count(*) > 0 FROM (
            SELECT d.turn FROM deliveries d INDEXED BY deliveries_in_line
            WHERE d.automation = one.automation AND d.destination = one.destination
                AND d.order_key = one.order_key AND d.order_key IS NOT NULL
                AND d.due_at IS NOT NULL AND d.id <> one.id
            ORDER BY d.turn DESC LIMIT 1))
    WHERE id = ?1";

pub(in super::super) const AHEAD_OF: &str = "
    SELECT d.id FROM deliveries one CROSS JOIN deliveries d INDEXED BY deliveries_in_line
    WHERE one.id = ?1 AND one.behind = 1 AND d.automation = one.automation
        AND d.destination = one.destination AND d.order_key = one.order_key
        AND d.order_key IS NOT NULL AND d.due_at IS NOT NULL
    ORDER BY d.turn LIMIT 1";
