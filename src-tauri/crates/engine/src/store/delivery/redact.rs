//! What is no longer kept of a delivery that got through.

use hookloom_core::{
    id::{AutomationId, DeliveryId, EventId},
    redaction::Redaction,
};
use rusqlite::{Connection, params};

use super::{
    super::{column::Json, column::Stored, event},
    request_from_row,
};

/// Keeps less of a delivery's request, and of its event.
pub(super) fn redact(
    connection: &Connection,
    id: DeliveryId,
    redaction: &Redaction,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT method, url, headers, timeout_seconds, body, upload, gzip, automation, event
         FROM deliveries WHERE id = ?1",
    )?;
    let (request, of) = statement.query_row([Stored(id)], |row| {
        let automation: AutomationId = row.get::<_, Stored<_>>(7)?.0;
        let event: EventId = row.get::<_, Stored<_>>(8)?.0;
        Ok((request_from_row(row, 0)?, (automation, event)))
    })?;
    match request.and_then(|request| redaction.request(request)) {
        Some(request) => {
            let sql = "UPDATE deliveries SET headers = ?2, body = ?3, upload = ?4 WHERE id = ?1";
            let mut statement = connection.prepare_cached(sql)?;
            let upload = request.upload.as_ref().map(Json);
            statement.execute(params![
                Stored(id),
                Json(&request.headers),
                request.body,
                upload
            ])?;
        }
        None => {
            let sql = "UPDATE deliveries SET method = NULL, url = NULL, headers = NULL,
                timeout_seconds = NULL, body = NULL, upload = NULL WHERE id = ?1";
            connection.prepare_cached(sql)?.execute([Stored(id)])?;
        }
    }
    event::redact(connection, of, redaction)
}
