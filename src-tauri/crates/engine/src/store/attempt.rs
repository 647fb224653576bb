//! The table of attempts. Rows are added and never changed.

use std::ops::Deref;

use hookloom_core::{
    attempt::{Attempt, Outcome, Phases, Why},
    id::DeliveryId,
};
use rusqlite::{Connection, Row, params};

use super::{
    column::{Json, JsonText, Stored, Word},
    transaction::Transaction,
};

const COLUMNS: &str = "id, delivery, number, at, wait_ms, read_ms, total_ms, outcome, name_ms, \
                       connect_ms, remote, why";

const ADD: &str = "
    INSERT INTO attempts (id, delivery, number, at, wait_ms, read_ms, total_ms, outcome, name_ms,
        connect_ms, remote, why)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";

/// An attempt, with how it ended as the table has that.
pub(super) struct NewAttempt {
    attempt: Attempt,
    outcome: JsonText,
}

impl From<Attempt> for NewAttempt {
    fn from(attempt: Attempt) -> Self {
        let outcome = JsonText::of(&attempt.outcome);
        Self { attempt, outcome }
    }
}

impl Deref for NewAttempt {
    type Target = Attempt;

    fn deref(&self) -> &Attempt {
        &self.attempt
    }
}

/// Adds an attempt.
pub(super) fn add(transaction: &Transaction<'_>, new: &NewAttempt) -> rusqlite::Result<()> {
    let Attempt {
        id,
        delivery,
        number,
        at,
        why,
        remote,
        phases,
        outcome: _,
    } = &new.attempt;
    let values = params![
        Stored(*id),
        Stored(*delivery),
        number,
        Stored(*at),
        phases.wait_ms,
        phases.read_ms,
        phases.total_ms,
        new.outcome,
        phases.name_ms,
        phases.connect_ms,
        remote,
        Word(why),
    ];
    transaction.put(ADD, values).map(drop)
}

/// The status that an attempt was answered with.
pub(super) fn status(attempt: &Attempt) -> Option<u16> {
    match &attempt.outcome {
        Outcome::Answered(answer) => Some(answer.status),
        Outcome::NotSent { .. } => None,
    }
}

/// The attempts of a delivery, oldest first.
pub(super) fn of(connection: &Connection, delivery: DeliveryId) -> rusqlite::Result<Vec<Attempt>> {
    let sql = format!("SELECT {COLUMNS} FROM attempts WHERE delivery = ?1 ORDER BY number");
    connection
        .prepare_cached(&sql)?
        .query_map([Stored(delivery)], from_row)?
        .collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Attempt> {
    let number = row.get(2)?;
    // Attempts of the first version do not say why.
    let why = row.get::<_, Option<Word<_>>>(11)?;
    Ok(Attempt {
        id: row.get::<_, Stored<_>>(0)?.0,
        delivery: row.get::<_, Stored<_>>(1)?.0,
        number,
        at: row.get::<_, Stored<_>>(3)?.0,
        why: why.map_or(Why::of(number, number.saturating_sub(1), false), |why| {
            why.0
        }),
        remote: row.get(10)?,
        phases: Phases {
            name_ms: row.get(8)?,
            connect_ms: row.get(9)?,
            wait_ms: row.get(4)?,
            read_ms: row.get(5)?,
            total_ms: row.get(6)?,
        },
        outcome: row.get::<_, Json<_>>(7)?.0,
    })
}
