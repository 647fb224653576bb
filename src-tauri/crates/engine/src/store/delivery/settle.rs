//! What becomes of one delivery: an attempt ends, a person stops it or sends it again.

use hookloom_core::{
    attempt::Attempt,
    delivery::{DeliveryState, HoldReason},
    id::{AutomationId, DeliveryId, DestinationId},
    moment::Moment,
};
use rusqlite::{Connection, OptionalExtension, ToSql, params};

use super::{
    super::{
        Store, attempt,
        column::{Stored, Word},
        destination,
        error::StoreError,
    },
    state::Standing,
};

impl Store {
    /// Keeps an attempt together with the state that follows from it, and gives the state that now
    /// holds: a delivery that was held meanwhile stays held, and one that was cancelled stays
    /// cancelled unless it was delivered after all. No attempt means that none was made.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] if there is no such delivery, [`StoreError::Refused`] if the attempt
    /// is not the next one, or when nothing could be written.
    pub async fn settle(
        &self,
        attempt: Option<Attempt>,
        delivery: DeliveryId,
        state: DeliveryState,
    ) -> Result<DeliveryState, StoreError> {
        self.write(move |connection| settle(connection, attempt.as_ref(), delivery, state))
            .await
    }

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
            let sql = format!("{CANCEL} AND id = ?2");
            let cancelled = connection
                .prepare_cached(&sql)?
                .execute(params![Stored(at), Stored(id)])?;
            Ok((cancelled == 1).then_some(DeliveryState::Cancelled { at }))
        })
        .await
    }

    /// Makes a finished delivery due again, or held if something holds it back, and gives its new
    /// state. Its attempts go on counting, its retry rule starts anew. Nothing happens, and nothing
    /// is given, if it is not finished, has nothing to send, or its destination was deleted.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn resend(
        &self,
        id: DeliveryId,
        due_at: Moment,
        held: Option<HoldReason>,
    ) -> Result<Option<DeliveryState>, StoreError> {
        let state = match held {
            Some(why) => DeliveryState::Held { since: due_at, why },
            None => DeliveryState::Pending { due_at },
        };
        self.write(move |connection| resend(connection, id, state))
            .await
    }
}

/// Whose deliveries are meant.
pub(in super::super) enum Owner {
    Automation(AutomationId),
    Destination(DestinationId),
}

const CANCEL: &str = "UPDATE deliveries
    SET state = 'cancelled', due_at = NULL, state_at = ?1, state_reason = NULL
    WHERE state IN ('pending', 'held')";

/// Stops everything that waits.
pub(in super::super) fn cancel_waiting_of(
    connection: &Connection,
    owner: Owner,
    at: Moment,
) -> Result<Vec<DeliveryId>, StoreError> {
    let (column, id): (_, Box<dyn ToSql>) = match owner {
        Owner::Automation(id) => ("automation", Box::new(Stored(id))),
        Owner::Destination(id) => ("destination", Box::new(Stored(id))),
    };
    let sql = format!("{CANCEL} AND {column} = ?2 RETURNING id");
    let mut statement = connection.prepare_cached(&sql)?;
    let ids = statement.query_map(params![Stored(at), id], |row| row.get::<_, Stored<_>>(0))?;
    Ok(ids.map(|id| id.map(|id| id.0)).collect::<Result<_, _>>()?)
}

fn settle(
    connection: &Connection,
    attempt: Option<&Attempt>,
    id: DeliveryId,
    wanted: DeliveryState,
) -> Result<DeliveryState, StoreError> {
    let (standing, attempts) =
        standing(connection, id)?.ok_or_else(|| StoreError::Unknown(format!("delivery {id}")))?;
    if let Some(attempt) = attempt {
        keep_attempt(connection, attempt, id, attempts)?;
    }
    let after = standing.clone().after(wanted);
    if after != standing {
        put_standing(connection, id, &after)?;
    }
    Ok(after.state)
}

fn standing(connection: &Connection, id: DeliveryId) -> rusqlite::Result<Option<(Standing, u32)>> {
    let mut statement = connection.prepare_cached(
        "SELECT state, due_at, state_at, state_reason, attempts FROM deliveries WHERE id = ?1",
    )?;
    let found = |row: &rusqlite::Row<'_>| Ok((Standing::from_row(row, 0)?, row.get(4)?));
    statement.query_row([Stored(id)], found).optional()
}

fn keep_attempt(
    connection: &Connection,
    attempt: &Attempt,
    id: DeliveryId,
    before: u32,
) -> Result<(), StoreError> {
    let number = attempt.number;
    if (attempt.delivery, number) != (id, before + 1) {
        let words = format!(
            "attempt {number} of {} does not follow {before} of {id}",
            attempt.delivery
        );
        return Err(StoreError::Refused(words));
    }
    attempt::add(connection, attempt)?;
    let mut statement = connection.prepare_cached(
        "UPDATE deliveries SET attempts = ?2, last_status = ?3, last_took_ms = ?4 WHERE id = ?1",
    )?;
    let (status, took) = (attempt::status(attempt), attempt.phases.total_ms);
    statement.execute(params![Stored(id), number, status, took])?;
    Ok(())
}

fn put_standing(
    connection: &Connection,
    id: DeliveryId,
    standing: &Standing,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "UPDATE deliveries SET state = ?2, due_at = ?3, state_at = ?4, state_reason = ?5
         WHERE id = ?1",
    )?;
    statement.execute(params![
        Stored(id),
        Word(standing.state.name()),
        standing.due_at.map(Stored),
        standing.at().map(Stored),
        standing.reason(),
    ])?;
    Ok(())
}

fn resend(
    connection: &Connection,
    id: DeliveryId,
    state: DeliveryState,
) -> Result<Option<DeliveryState>, StoreError> {
    let mut statement = connection.prepare_cached(
        "UPDATE deliveries SET resent = 1, attempts_before_resend = attempts
         WHERE id = ?1 AND state NOT IN ('pending', 'held') AND method IS NOT NULL
         RETURNING destination",
    )?;
    let sent_to = statement
        .query_row([Stored(id)], |row| row.get::<_, Stored<_>>(0))
        .optional()?;
    let Some(Stored(sent_to)) = sent_to else {
        return Ok(None);
    };
    destination::expect(connection, sent_to)?;
    put_standing(connection, id, &Standing::new(state.clone()))?;
    Ok(Some(state))
}
