//! The table of deliveries.

mod cancel;
mod count;
mod due;
mod go_on;
mod hold;
mod pace;
mod page;
mod past;
mod record;
mod resend;
mod settle;
mod state;
mod trouble;

pub use count::{Counts, DestinationCounts};
pub use due::DueDelivery;
pub use go_on::Stopped;
pub use hold::Hold;
pub use pace::Traffic;
pub use past::SentSince;
pub use record::DeliveryRecord;
pub use trouble::{Failing, Retrying, Way};

pub(super) use cancel::{cancel_waiting_for, cancel_waiting_of};

#[cfg(test)]
pub(super) use {
    count::{BY_DESTINATION, COUNTS, LAST_RESULTS},
    due::{NEXT_DUE, NEXT_DUE_AFTER, due_sql},
    go_on::GO_ON,
    pace::{SENT_SINCE, WAITING},
    page::page_sql,
    past::PAST_SINCE,
    trouble::{FAILED_SINCE, HELD_BY_WAY, LAST_ENDS, LAST_FAILED, RETRYING},
};

use hookloom_core::{delivery::Delivery, request::Request};
use rusqlite::{Connection, Row, params};

use super::column::{Json, Stored, Word};
use state::Standing;

/// What [`from_row`] reads.
const COLUMNS: &str = "id, event, automation, destination, created_at, retry, state, due_at, \
                       state_at, state_reason, method, url, headers, timeout_seconds, body, test";

/// How many columns [`COLUMNS`] has.
const WIDTH: usize = 16;

/// Adds a delivery that no attempt was made of.
pub(super) fn add(connection: &Connection, delivery: &Delivery) -> rusqlite::Result<()> {
    let Delivery {
        id,
        event,
        automation,
        destination,
        state,
        request,
        retry,
        created_at,
        test,
    } = delivery;
    let standing = Standing::new(state.clone());
    let request = request.as_ref();
    let mut statement = connection.prepare_cached(
        "INSERT INTO deliveries (id, event, automation, destination, created_at, retry, state,
            due_at, state_at, state_reason, method, url, headers, timeout_seconds, body, test)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
    )?;
    statement.execute(params![
        Stored(*id),
        Stored(*event),
        Stored(*automation),
        Stored(*destination),
        Stored(*created_at),
        Json(retry),
        Word(state.name()),
        standing.due_at.map(Stored),
        standing.at().map(Stored),
        standing.reason(),
        request.map(|request| Word(request.method)),
        request.map(|request| &request.url),
        request.map(|request| Json(&request.headers)),
        request.map(|request| request.timeout_seconds),
        request.and_then(|request| request.body.as_ref()),
        test,
    ])?;
    Ok(())
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Delivery> {
    Ok(Delivery {
        id: row.get::<_, Stored<_>>(0)?.0,
        event: row.get::<_, Stored<_>>(1)?.0,
        automation: row.get::<_, Stored<_>>(2)?.0,
        destination: row.get::<_, Stored<_>>(3)?.0,
        created_at: row.get::<_, Stored<_>>(4)?.0,
        retry: row.get::<_, Json<_>>(5)?.0,
        state: Standing::from_row(row, 6)?.state,
        request: request_from_row(row, 10)?,
        test: row.get(15)?,
    })
}

fn request_from_row(row: &Row<'_>, first: usize) -> rusqlite::Result<Option<Request>> {
    let Some(Word(method)) = row.get(first)? else {
        return Ok(None);
    };
    Ok(Some(Request {
        method,
        url: row.get(first + 1)?,
        headers: row.get::<_, Json<_>>(first + 2)?.0,
        timeout_seconds: row.get(first + 3)?,
        body: row.get(first + 4)?,
    }))
}
