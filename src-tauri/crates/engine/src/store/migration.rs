//! Steps from each version of the schema to the next, all or none.

use rusqlite::{Connection, Transaction, TransactionBehavior::Immediate};

/// Marks a database as one of ours: "Hook".
pub(super) const APPLICATION_ID: i32 = 0x486f_6f6b;

/// Step n leads from version n to version n + 1.
const STEPS: &[&str] = &[include_str!("migrations/0001_first.sql")];

/// The newest version that this program knows.
pub(super) fn newest() -> u32 {
    version_after(STEPS)
}

/// Brings the schema to the newest version.
pub(super) fn migrate(connection: &Connection) -> rusqlite::Result<()> {
    run(connection, STEPS)
}

fn run(connection: &Connection, steps: &[&str]) -> rusqlite::Result<()> {
    // A step may rebuild a table that others refer to; all references are checked at the end.
    connection.pragma_update(None, "foreign_keys", false)?;
    let migrated = run_steps(connection, steps);
    connection.pragma_update(None, "foreign_keys", true)?;
    migrated
}

fn run_steps(connection: &Connection, steps: &[&str]) -> rusqlite::Result<()> {
    let transaction = Transaction::new_unchecked(connection, Immediate)?;
    let version: u32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let missing = steps.get(version as usize..).unwrap_or_default();
    if missing.is_empty() {
        return Ok(());
    }
    for step in missing {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", version_after(steps))?;
    super::health::check_references(&transaction)?;
    transaction.commit()
}

fn version_after(steps: &[&str]) -> u32 {
    u32::try_from(steps.len()).expect("there are few steps")
}
