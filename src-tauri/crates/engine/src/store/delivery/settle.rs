//! What becomes of a delivery when an attempt ends.

use hookloom_core::{
    attempt::{Attempt, Why},
    delivery::DeliveryState,
    id::{AutomationId, DeliveryId, DestinationId},
    moment::Moment,
    redaction::Redaction,
    tally::counted,
};
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params, params_from_iter};

use super::{
    super::{
        Store,
        attempt::{self, NewAttempt},
        column::{Stored, Word},
        error::StoreError,
        transaction::Transaction,
    },
    due::DueDelivery,
    redact::redact,
    state::Standing,
};

/// A delivery, and what its sender knows of it, which spares a look at it.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    id: DeliveryId,
    taken: Option<Taken>,
}

/// How a delivery was when it was taken to be sent.
#[derive(Clone, Copy, Debug)]
struct Taken {
    counting: Counting,
    resent: bool,
    /// Others wait in line for its end.
    in_order: bool,
}

/// What the tallies need of a delivery.
#[derive(Clone, Copy, Debug)]
struct Counting {
    /// From where it goes whither.
    way: (AutomationId, DestinationId),
    /// When its event was accepted; nothing if it was sent again since.
    accepted: Option<Moment>,
    /// A test is not counted.
    test: bool,
}

impl From<DeliveryId> for Known {
    fn from(id: DeliveryId) -> Self {
        Self { id, taken: None }
    }
}

impl From<&DueDelivery> for Known {
    fn from(due: &DueDelivery) -> Self {
        let delivery = &due.delivery;
        let counting = Counting {
            way: (delivery.automation, delivery.destination),
            accepted: (!due.resent).then_some(delivery.created_at),
            test: delivery.test,
        };
        let taken = matches!(delivery.state, DeliveryState::Pending { .. }).then_some(Taken {
            counting,
            resent: due.resent,
            in_order: delivery.order_key.is_some(),
        });
        Self {
            id: delivery.id,
            taken,
        }
    }
}

impl Known {
    /// Nobody waits for the end of what arrived, unless others are behind it.
    fn can_wait(&self, state: &DeliveryState) -> bool {
        matches!(state, DeliveryState::Succeeded { .. })
            && self.taken.is_some_and(|taken| !taken.in_order)
    }
}

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
        delivery: impl Into<Known>,
        state: DeliveryState,
    ) -> Result<DeliveryState, StoreError> {
        let known = delivery.into();
        let attempt = attempt.map(NewAttempt::from);
        let patient = known.can_wait(&state);
        let work = move |transaction: &Transaction<'_>| {
            settle(transaction, attempt.as_ref(), &known, &state)
        };
        match patient {
            true => self.write_patiently(work).await,
            false => self.write(work).await,
        }
    }

    /// The same. Once it was delivered, only that is kept of it which `redaction` leaves.
    ///
    /// # Errors
    /// The same.
    pub async fn settle_redacted(
        &self,
        attempt: Option<Attempt>,
        delivery: impl Into<Known>,
        state: DeliveryState,
        redaction: Redaction,
    ) -> Result<DeliveryState, StoreError> {
        let known = delivery.into();
        let attempt = attempt.map(NewAttempt::from);
        self.write(move |transaction| {
            let after = settle(transaction, attempt.as_ref(), &known, &state)?;
            if let DeliveryState::Succeeded { .. } = after {
                redact(transaction, known.id, &redaction)?;
            }
            Ok(after)
        })
        .await
    }
}

fn settle(
    transaction: &Transaction<'_>,
    attempt: Option<&NewAttempt>,
    known: &Known,
    wanted: &DeliveryState,
) -> Result<DeliveryState, StoreError> {
    if let (Some(attempt), Some(taken)) = (attempt, &known.taken)
        && attempt.delivery == known.id
        && !matches!(wanted, DeliveryState::Held { .. })
        && put_as_taken(transaction, attempt, taken, wanted)?
    {
        attempt::add(transaction, attempt)?;
        count(transaction, &taken.counting, None, wanted, Some(attempt));
        return Ok(wanted.clone());
    }
    settle_as_found(transaction, attempt, known.id, wanted)
}

/// Looks at the delivery first.
fn settle_as_found(
    transaction: &Transaction<'_>,
    attempt: Option<&NewAttempt>,
    id: DeliveryId,
    wanted: &DeliveryState,
) -> Result<DeliveryState, StoreError> {
    let unsettled =
        unsettled(transaction, id)?.ok_or_else(|| StoreError::Unknown(format!("delivery {id}")))?;
    let before = unsettled.standing.state.clone();
    let after = unsettled.standing.after(wanted.clone());
    match attempt {
        Some(attempt) if (attempt.delivery, attempt.number) == (id, unsettled.attempts + 1) => {
            attempt::add(transaction, attempt)?;
            put_attempted(transaction, attempt, &after)?;
        }
        Some(attempt) => return Err(out_of_turn(attempt, id, unsettled.attempts)),
        None => put_standing(transaction, id, &after)?,
    }
    let before = Some(&before);
    count(
        transaction,
        &unsettled.counting,
        before,
        &after.state,
        attempt,
    );
    Ok(after.state)
}

/// Adds to the tallies what the end of an attempt adds.
fn count(
    transaction: &Transaction<'_>,
    counting: &Counting,
    before: Option<&DeliveryState>,
    after: &DeliveryState,
    attempt: Option<&NewAttempt>,
) {
    let tried = attempt.map(|attempt| (attempt.at, &attempt.outcome));
    match counted(before, after, tried, counting.accepted) {
        Some(counted) if !counting.test => transaction.count(counting.way, &counted),
        _ => {}
    }
}

fn out_of_turn(attempt: &Attempt, id: DeliveryId, attempts: u32) -> StoreError {
    let Attempt {
        delivery, number, ..
    } = attempt;
    let words = format!("attempt {number} of {delivery} does not follow {attempts} of {id}");
    StoreError::Refused(words)
}

/// A delivery before its attempt is kept.
struct Unsettled {
    standing: Standing,
    /// How many attempts there were.
    attempts: u32,
    counting: Counting,
}

fn unsettled(connection: &Connection, id: DeliveryId) -> rusqlite::Result<Option<Unsettled>> {
    let mut statement = connection.prepare_cached(
        "SELECT state, due_at, state_at, state_reason, attempts, automation, destination,
            CASE resent WHEN 0 THEN created_at END, test
         FROM deliveries WHERE id = ?1",
    )?;
    let found = |row: &Row<'_>| {
        Ok(Unsettled {
            standing: Standing::from_row(row, 0)?,
            attempts: row.get(4)?,
            counting: Counting {
                way: (row.get::<_, Stored<_>>(5)?.0, row.get::<_, Stored<_>>(6)?.0),
                accepted: row.get::<_, Option<Stored<_>>>(7)?.map(|at| at.0),
                test: row.get(8)?,
            },
        })
    };
    statement.query_row([Stored(id)], found).optional()
}

/// Writes where a delivery stands, and nothing else.
const PUT: &str = "
    UPDATE deliveries SET state = ?2, due_at = ?3, state_at = ?4, state_reason = ?5
    WHERE id = ?1";

/// Writes where it stands after an attempt. `OR FAIL`: a write that fails is undone with its transaction
/// or its savepoint, so SQLite need not keep a copy of each page for this statement alone.
const PUT_ATTEMPTED: &str = "
    UPDATE OR FAIL deliveries SET state = ?2, due_at = ?3, state_at = ?4, state_reason = ?5,
        attempts = ?6, last_status = ?7, last_took_ms = ?8, hurried = 0,
        attempts_before_resend = attempts_before_resend + ?9
    WHERE id = ?1";

/// The same if it still is as it was taken to be sent.
const PUT_AS_TAKEN: &str = "
    UPDATE OR FAIL deliveries SET state = ?2, due_at = ?3, state_at = ?4, state_reason = ?5,
        attempts = ?6, last_status = ?7, last_took_ms = ?8, hurried = 0,
        attempts_before_resend = attempts_before_resend + ?9
    WHERE id = ?1 AND state = 'pending' AND attempts = ?6 - 1 AND resent = ?10";

/// Writes where a delivery stands.
pub(super) fn put_standing(
    connection: &Connection,
    id: DeliveryId,
    standing: &Standing,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(PUT)?;
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
    transaction: &Transaction<'_>,
    attempt: &Attempt,
    standing: &Standing,
) -> rusqlite::Result<()> {
    put_after(transaction, PUT_ATTEMPTED, attempt, standing, &[]).map(drop)
}

/// Writes where a delivery stands if it still is as it was taken, and says whether it was.
fn put_as_taken(
    transaction: &Transaction<'_>,
    attempt: &Attempt,
    taken: &Taken,
    wanted: &DeliveryState,
) -> rusqlite::Result<bool> {
    let standing = Standing::new(wanted.clone());
    put_after(
        transaction,
        PUT_AS_TAKEN,
        attempt,
        &standing,
        &[&taken.resent],
    )
}

fn put_after(
    transaction: &Transaction<'_>,
    sql: &'static str,
    attempt: &Attempt,
    standing: &Standing,
    more: &[&dyn ToSql],
) -> rusqlite::Result<bool> {
    // What only tries the destination, or was cut off, takes nothing from the retry rule.
    let not_counted = attempt.why == Why::Probe || attempt.outcome.is_interrupted();
    let reason = standing.reason();
    let values: [&dyn ToSql; 9] = [
        &Stored(attempt.delivery),
        &Word(standing.state.name()),
        &standing.due_at.map(Stored),
        &standing.at().map(Stored),
        &reason,
        &attempt.number,
        &attempt::status(attempt),
        &attempt.phases.total_ms,
        &u32::from(not_counted),
    ];
    let values = values.iter().chain(more);
    Ok(transaction.put(sql, params_from_iter(values))? == 1)
}
