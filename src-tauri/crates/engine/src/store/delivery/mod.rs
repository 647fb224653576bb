//! The table of deliveries.

mod cancel;
mod cap;
mod count;
mod due;
mod expire;
mod go_on;
mod hold;
mod hurry;
mod in_line;
mod pace;
mod page;
mod past;
mod record;
mod redact;
mod refused;
mod resend;
mod settle;
mod state;
mod trouble;
mod walk;

pub use cap::Cap;
pub use count::{Counts, DestinationCounts};
pub use due::DueDelivery;
pub use expire::Expired;
pub use go_on::Stopped;
pub use hold::Hold;
pub use pace::Traffic;
pub use past::SentSince;
pub use record::DeliveryRecord;
pub use settle::Known;
pub use trouble::{Failing, Retrying, Way};

pub(super) use {
    cancel::{cancel_waiting_for, cancel_waiting_of},
    cap::Caps,
    page::{counted, walked},
    record::record,
    walk::{Direction, Scope},
};

#[cfg(test)]
pub(super) use {
    cap::{COUNT_WAITING, OLDEST},
    count::{BY_DESTINATION, COUNTS, LAST_RESULTS},
    due::{NEXT_DUE, NEXT_DUE_AFTER, due_sql, first_held_sql},
    expire::{NEXT_USELESS, USELESS},
    go_on::GO_ON,
    in_line::AHEAD_OF,
    pace::{ENDED_SINCE, TRIED_SINCE, WAITING},
    page::count_sql,
    past::PAST_SINCE,
    trouble::{FAILED_SINCE, HELD_BY_WAY, LAST_ENDS, LAST_FAILED, RETRYING},
};

use hookloom_core::{
    delivery::Delivery,
    request::Request,
    statuses::{Statuses, Successes},
};
use rusqlite::{Row, params};

use super::{
    Store, automation,
    column::{Json, Stored, Text, Word},
    destination,
    error::StoreError,
    transaction::Transaction,
};
use state::Standing;

/// What [`from_row`] reads.
const COLUMNS: &str = "id, event, automation, destination, created_at, retry, state, due_at, \
                       state_at, state_reason, method, url, headers, timeout_seconds, body, \
                       upload, gzip, test, copy_of, retry_on, order_key, useless_at, success_on";

/// How many columns [`COLUMNS`] has.
const WIDTH: usize = 23;

impl Store {
    /// Adds a delivery of an event that is there already.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] if its automation or destination was deleted meanwhile, or when
    /// nothing could be written.
    pub async fn add_delivery(&self, delivery: Delivery) -> Result<(), StoreError> {
        self.write(move |connection| {
            automation::expect(connection, delivery.automation)?;
            destination::expect(connection, delivery.destination)?;
            Ok(add(connection, &delivery)?)
        })
        .await
    }
}

const ADD: &str = "
    INSERT INTO deliveries (id, event, automation, destination, created_at, retry, state, due_at,
        state_at, state_reason, method, url, headers, timeout_seconds, body, upload, gzip, test,
        copy_of, retry_on, order_key, useless_at, success_on)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
        ?20, ?21, ?22, ?23)";

/// Adds a delivery that no attempt was made of.
pub(super) fn add(transaction: &Transaction<'_>, delivery: &Delivery) -> rusqlite::Result<()> {
    let Delivery {
        id,
        event,
        automation,
        destination,
        state,
        request,
        retry,
        retry_on,
        success_on,
        created_at,
        test,
        copy_of,
        order_key,
        useless_at,
    } = delivery;
    let standing = Standing::new(state.clone());
    let request = request.as_ref();
    let values = params![
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
        request.map(|request| request.method.as_str()),
        request.map(|request| &request.url),
        request.map(|request| Json(&request.headers)),
        request.map(|request| request.timeout_seconds),
        request.and_then(|request| request.body.as_ref()),
        request
            .and_then(|request| request.upload.as_ref())
            .map(Json),
        request.is_some_and(|request| request.gzip),
        test,
        copy_of.map(Stored),
        Some(retry_on).filter(|it| !it.are_usual()).map(Text),
        order_key,
        useless_at.map(Stored),
        Some(success_on).filter(|it| !it.are_usual()).map(Text),
    ];
    transaction.put(ADD, values)?;
    match order_key {
        Some(_) if !state.is_final() => in_line::join(transaction, *id),
        _ => Ok(()),
    }
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
        test: row.get(17)?,
        copy_of: row.get::<_, Option<Stored<_>>>(18)?.map(|id| id.0),
        retry_on: row
            .get::<_, Option<Text<_>>>(19)?
            .map_or_else(Statuses::default, |it| it.0),
        order_key: row.get(20)?,
        useless_at: row.get::<_, Option<Stored<_>>>(21)?.map(|at| at.0),
        success_on: row
            .get::<_, Option<Text<_>>>(22)?
            .map_or_else(Successes::default, |it| it.0),
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
        upload: row.get::<_, Option<Json<_>>>(first + 5)?.map(|it| it.0),
        gzip: row.get(first + 6)?,
    }))
}
