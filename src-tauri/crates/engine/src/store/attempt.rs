//! The table of attempts. Rows are added and never changed.

use hookloom_core::{
    attempt::{Attempt, Outcome, Phases},
    id::DeliveryId,
};
use rusqlite::{Connection, Row, params};

use super::column::{Json, Stored};

const COLUMNS: &str = "id, delivery, number, at, wait_ms, read_ms, total_ms, outcome";

/// Adds an attempt.
pub(super) fn add(connection: &Connection, attempt: &Attempt) -> rusqlite::Result<()> {
    let Attempt {
        id,
        delivery,
        number,
        at,
        phases,
        outcome,
    } = attempt;
    let mut statement = connection.prepare_cached(
        "INSERT INTO attempts (id, delivery, number, at, wait_ms, read_ms, total_ms, outcome)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    statement.execute(params![
        Stored(*id),
        Stored(*delivery),
        number,
        Stored(*at),
        phases.wait_ms,
        phases.read_ms,
        phases.total_ms,
        Json(outcome),
    ])?;
    Ok(())
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
    Ok(Attempt {
        id: row.get::<_, Stored<_>>(0)?.0,
        delivery: row.get::<_, Stored<_>>(1)?.0,
        number: row.get(2)?,
        at: row.get::<_, Stored<_>>(3)?.0,
        phases: Phases {
            wait_ms: row.get(4)?,
            read_ms: row.get(5)?,
            total_ms: row.get(6)?,
        },
        outcome: row.get::<_, Json<_>>(7)?.0,
    })
}
