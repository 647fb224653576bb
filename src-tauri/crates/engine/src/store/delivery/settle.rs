//! What becomes of one delivery: an attempt ends, a person stops it or sends it again.

use hookloom_core::{
    attempt::Attempt,
    delivery::{DeliveryState, HoldReason},
    id::{AutomationId, DeliveryId, DestinationId},
    moment::Moment,
};
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};

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
        self.write(move |connection| settle(connection, attempt.as_ref(), delivery, &state))
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
            let mut statement = connection.prepare_cached(&sql)?;
            let cancelled = statement.execute(params![Stored(at), Stored(id)])?;
            Ok((cancelled == 1).then_some(DeliveryState::Cancelled { at }))
        })
        .await
    }

    /// Makes a finished delivery due again, or held if something holds it back, and gives its new
    /// state. Its attempts go on counting, its retry rule starts anew. Nothing happens, and nothing
    /// is given, if it is not finished or has nothing to send.
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

fn settle(
    connection: &Connection,
    attempt: Option<&Attempt>,
    id: DeliveryId,
    wanted: &DeliveryState,
) -> Result<DeliveryState, StoreError> {
    let (standing, attempts) =
        standing(connection, id)?.ok_or_else(|| StoreError::Unknown(format!("delivery {id}")))?;
    let after = standing.after(wanted.clone());
    match attempt {
        Some(attempt) if (attempt.delivery, attempt.number) == (id, attempts + 1) => {
            attempt::add(connection, attempt)?;
            put_attempted(connection, attempt, &after)?;
        }
        Some(attempt) => return Err(out_of_turn(attempt, id, attempts)),
        None => put_standing(connection, id, &after)?,
    }
    Ok(after.state)
}

fn out_of_turn(attempt: &Attempt, id: DeliveryId, attempts: u32) -> StoreError {
    let Attempt {
        delivery, number, ..
    } = attempt;
    let words = format!("attempt {number} of {delivery} does not follow {attempts} of {id}");
    StoreError::Refused(words)
}

/// Where a delivery stands, and how many attempts there were.
fn standing(connection: &Connection, id: DeliveryId) -> rusqlite::Result<Option<(Standing, u32)>> {
    let mut statement = connection.prepare_cached(
        "SELECT state, due_at, state_at, state_reason, attempts FROM deliveries WHERE id = ?1",
    )?;
    let found = |row: &Row<'_>| Ok((Standing::from_row(row, 0)?, row.get(4)?));
    statement.query_row([Stored(id)], found).optional()
}

const PUT: &str = "UPDATE deliveries SET state = ?2, due_at = ?3, state_at = ?4, state_reason = ?5";

fn put_standing(
    connection: &Connection,
    id: DeliveryId,
    standing: &Standing,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(&format!("{PUT} WHERE id = ?1"))?;
    statement.execute(params![
        Stored(id),
        Word(standing.state.name()),
        standing.due_at.map(Stored),
        standing.at().map(Stored),
        standing.reason(),
    ])?;
    Ok(())
}

fn put_attempted(
    connection: &Connection,
    attempt: &Attempt,
    standing: &Standing,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(&format!(
        "{PUT}, attempts = ?6, last_status = ?7, last_took_ms = ?8 WHERE id = ?1"
    ))?;
    statement.execute(params![
        Stored(attempt.delivery),
        Word(standing.state.name()),
        standing.due_at.map(Stored),
        standing.at().map(Stored),
        standing.reason(),
        attempt.number,
        attempt::status(attempt),
        attempt.phases.total_ms,
    ])?;
    Ok(())
}

fn resend(
    connection: &Connection,
    id: DeliveryId,
    due_at: Moment,
    held: Option<HoldReason>,
) -> Result<Option<DeliveryState>, StoreError> {
    let mut statement = connection.prepare_cached(
        "UPDATE deliveries SET resent = 1, attempts_before_resend = attempts
         WHERE id = ?1 AND state NOT IN ('pending', 'held') AND method IS NOT NULL
         RETURNING destination",
    )?;
    let found = statement.query_row([Stored(id)], |row| row.get(0));
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

const CANCEL: &str = "UPDATE deliveries
    SET state = 'cancelled', due_at = NULL, state_at = ?1, state_reason = NULL
    WHERE state IN ('pending', 'held') AND state <> 'succeeded'";

/// Whose deliveries are meant.
pub(in super::super) enum Owner {
    Automation(AutomationId),
    Destination(DestinationId),
}

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
