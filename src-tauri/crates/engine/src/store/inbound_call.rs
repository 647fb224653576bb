//! The table of signed calls that were accepted a moment ago.

use hookloom_core::{id::AutomationId, moment::Moment};
use rusqlite::{Connection, params};

use super::{column::Stored, error::StoreError};

/// A signed call, and until when the same one is folded into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboundCall {
    /// The automation.
    pub automation: AutomationId,
    /// What tells the call apart.
    pub call: String,
    /// Until when it is remembered.
    pub until: Moment,
}

/// Remembers a call that was accepted, and forgets those whose time is over.
///
/// # Errors
/// [`StoreError::Repeated`] when it is remembered already.
pub(super) fn add(
    connection: &Connection,
    call: &InboundCall,
    now: Moment,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM inbound_calls WHERE until < ?1";
    connection.prepare_cached(sql)?.execute([Stored(now)])?;
    let sql = "INSERT OR IGNORE INTO inbound_calls (automation, call, until) VALUES (?1, ?2, ?3)";
    let values = params![Stored(call.automation), call.call, Stored(call.until)];
    match connection.prepare_cached(sql)?.execute(values)? {
        0 => Err(StoreError::Repeated),
        _ => Ok(()),
    }
}

pub(super) fn forget(connection: &Connection, automation: AutomationId) -> Result<(), StoreError> {
    let sql = "DELETE FROM inbound_calls WHERE automation = ?1";
    connection
        .prepare_cached(sql)?
        .execute([Stored(automation)])?;
    Ok(())
}
