//! What becomes of a delivery whose attempt was refused for its token alone: it is tried once more at
//! once, so it stands where it stood.

use hookloom_core::{attempt::Attempt, delivery::StateName};
use rusqlite::{Connection, OptionalExtension, params};

use super::super::{
    Store,
    attempt::{self, NewAttempt},
    column::{Stored, Word},
    error::StoreError,
};

impl Store {
    /// Keeps such an attempt, which takes nothing from the retry rule and is no failure of anybody.
    /// Gives where the delivery stands by now: somebody may have stopped it or held it meanwhile.
    ///
    /// # Errors
    /// [`StoreError::Refused`] if the attempt is not the next one, or when nothing could be written.
    pub async fn keep_refused(&self, attempt: Attempt) -> Result<StateName, StoreError> {
        let attempt = NewAttempt::from(attempt);
        self.write(move |connection| {
            let stands = count(connection, &attempt)?.ok_or_else(|| {
                let Attempt {
                    delivery, number, ..
                } = &*attempt;
                let words = format!("attempt {number} of {delivery} does not follow the last");
                StoreError::Refused(words)
            })?;
            attempt::add(connection, &attempt)?;
            Ok(stands)
        })
        .await
    }
}

fn count(connection: &Connection, attempt: &Attempt) -> rusqlite::Result<Option<StateName>> {
    let mut statement = connection.prepare_cached(
        "UPDATE deliveries SET attempts = ?2, last_status = ?3, last_took_ms = ?4,
            attempts_before_resend = attempts_before_resend + 1
         WHERE id = ?1 AND attempts = ?2 - 1 RETURNING state",
    )?;
    let values = params![
        Stored(attempt.delivery),
        attempt.number,
        attempt::status(attempt),
        attempt.phases.total_ms,
    ];
    let state = statement.query_row(values, |row| Ok(row.get::<_, Word<_>>(0)?.0));
    state.optional()
}
