//! What an automation sent, for comparing.

use std::collections::HashMap;

use hookloom_core::{
    backtest::Past,
    id::{AutomationId, DeliveryId, EventId},
    moment::Moment,
};
use rusqlite::{Connection, Row, params};

use super::{
    super::{
        Store,
        column::{Stored, first_of},
        error::StoreError,
    },
    request_from_row,
};

/// How many deliveries are compared, and how many bytes of bodies.
const MOST: u32 = 10_000;
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// What was sent of each event.
#[derive(Clone, Debug, Default)]
pub struct SentSince {
    /// In the order in which it was made.
    pub by_event: HashMap<EventId, Vec<Past>>,
    /// From here on it is complete.
    pub since: Moment,
}

impl Store {
    /// What an automation sent from `since` on, or as far back as can be compared at once. Tests
    /// are left out, what a person sent anew, and what no request was made of.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn sent_since(
        &self,
        automation: AutomationId,
        since: Moment,
    ) -> Result<SentSince, StoreError> {
        self.read(move |connection| Ok(sent_since(connection, automation, since)?))
            .await
    }
}

pub(in super::super) const PAST_SINCE: &str = "
    SELECT id, event, destination, created_at, method, url, headers, timeout_seconds, body,
        upload, gzip
    FROM deliveries INDEXED BY deliveries_by_automation
    WHERE automation = ?1 AND id >= ?2 AND test = 0 AND copy_of IS NULL
        AND method IS NOT NULL
    ORDER BY id DESC LIMIT ?3";

fn sent_since(
    connection: &Connection,
    automation: AutomationId,
    since: Moment,
) -> rusqlite::Result<SentSince> {
    let first = DeliveryId::new(first_of(since));
    let mut statement = connection.prepare_cached(PAST_SINCE)?;
    let mut rows = statement.query(params![Stored(automation), Stored(first), MOST])?;
    let mut sent = SentSince {
        since,
        ..SentSince::default()
    };
    let (mut count, mut bytes) = (0, 0);
    while let Some(row) = rows.next()? {
        let (event, past, length) = past(row)?;
        sent.by_event.entry(event).or_default().insert(0, past);
        count += 1;
        bytes += length;
        if count == MOST || bytes > MOST_BYTES {
            sent.since = row.get::<_, Stored<_>>(3)?.0;
            break;
        }
    }
    Ok(sent)
}

fn past(row: &Row<'_>) -> rusqlite::Result<(EventId, Past, usize)> {
    let request = request_from_row(row, 4)?.ok_or(rusqlite::Error::InvalidQuery)?;
    let past = Past {
        delivery: row.get::<_, Stored<_>>(0)?.0,
        destination: row.get::<_, Stored<_>>(2)?.0,
        request: request.fingerprint(),
    };
    let length = request.body.map_or(0, |body| body.len());
    Ok((row.get::<_, Stored<_>>(1)?.0, past, length))
}
