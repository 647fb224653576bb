//! Sending again what is finished.

use std::collections::HashMap;

use hookloom_core::{
    delivery::{DeliveryState, HoldReason},
    id::{DeliveryId, DestinationId},
    masking::MASK,
    moment::Moment,
};
use rusqlite::{Connection, OptionalExtension, params};

use super::{
    super::{Store, column::Stored, destination, error::StoreError},
    settle::put_standing,
    state::Standing,
};

impl Store {
    /// Makes a finished delivery due again, or held if something holds it back, and gives its new
    /// state. Its attempts go on counting, its retry rule starts anew, it is of use for ever, and it
    /// stands behind those that it keeps in order with. Nothing happens, and nothing is given, if it
    /// is not finished, has nothing to send, or was masked once it was delivered.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] if its destination was deleted, or when nothing could be written.
    pub async fn resend(
        &self,
        id: DeliveryId,
        due_at: Moment,
        held: Option<HoldReason>,
    ) -> Result<Option<DeliveryState>, StoreError> {
        self.write(move |connection| resend(connection, id, due_at, held))
            .await
    }
}

impl Store {
    /// Sends those of the deliveries again that can be, and gives which ones. `held` says what holds
    /// a destination back.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn resend_these(
        &self,
        ids: Vec<DeliveryId>,
        due_at: Moment,
        held: HashMap<DestinationId, HoldReason>,
    ) -> Result<Vec<DeliveryId>, StoreError> {
        self.write(move |connection| {
            let mut resent = Vec::with_capacity(ids.len());
            let mut sent_to = connection.prepare_cached(LIVING_DESTINATION)?;
            for id in &ids {
                let found = sent_to
                    .query_row([Stored(*id)], |row| row.get(0))
                    .optional()?;
                let Some(Stored(destination)) = found else {
                    continue;
                };
                let why = held.get(&destination).copied();
                if resend(connection, *id, due_at, why)?.is_some() {
                    resent.push(*id);
                }
            }
            Ok(resent)
        })
        .await
    }
}

const LIVING_DESTINATION: &str = "
    SELECT t.id FROM deliveries d JOIN destinations t ON t.id = d.destination
    WHERE d.id = ?1 AND t.deleted_at IS NULL";

fn resend(
    connection: &Connection,
    id: DeliveryId,
    due_at: Moment,
    held: Option<HoldReason>,
) -> Result<Option<DeliveryState>, StoreError> {
    let mut statement = connection.prepare_cached(
        "UPDATE deliveries SET resent = 1, hurried = 0, attempts_before_resend = attempts,
            useless_at = NULL
         WHERE id = ?1 AND state NOT IN ('pending', 'held') AND method IS NOT NULL
            AND NOT (state = 'succeeded'
                AND instr(url || headers || coalesce(body, '') || coalesce(upload, ''), ?2) > 0)
         RETURNING destination",
    )?;
    let found = statement.query_row(params![Stored(id), MASK], |row| row.get(0));
    let Some(Stored(sent_to)) = found.optional()? else {
        return Ok(None);
    };
    destination::expect(connection, sent_to)?;
    let standing = Standing::new(match held {
        Some(why) => DeliveryState::Held { since: due_at, why },
        None => DeliveryState::Pending { due_at },
    });
    put_standing(connection, id, &standing)?;
    Ok(Some(standing.state))
}
