//! Steps from each version of the schema to the next, all or none.

use rusqlite::{Connection, Transaction, TransactionBehavior::Immediate};

/// Marks a database as one of ours: "Hook".
pub(super) const APPLICATION_ID: i32 = 0x486f_6f6b;

/// A way from nothing to a version: step n leads from version n to version n + 1.
#[derive(Clone, Copy)]
pub(super) struct Steps(pub &'static [&'static str]);

/// The way to the version that this program knows.
pub(super) const STEPS: Steps = Steps(&[
    include_str!("migrations/0001_first.sql"),
    include_str!("migrations/0002_tallies.sql"),
    include_str!("migrations/0003_undo.sql"),
    include_str!("migrations/0004_file_marks.sql"),
    include_str!("migrations/0005_tests.sql"),
    include_str!("migrations/0006_secrets.sql"),
    include_str!("migrations/0007_by_event.sql"),
    include_str!("migrations/0008_log.sql"),
    include_str!("migrations/0009_inbound.sql"),
    include_str!("migrations/0010_retry_on.sql"),
    include_str!("migrations/0011_order.sql"),
    include_str!("migrations/0012_health.sql"),
    include_str!("migrations/0013_uploads.sql"),
    include_str!("migrations/0014_left_out.sql"),
    include_str!("migrations/0015_checks.sql"),
    include_str!("migrations/0016_success_on.sql"),
    include_str!("migrations/0017_as_in_settings.sql"),
    include_str!("migrations/0018_in_order.sql"),
    include_str!("migrations/0019_waiting.sql"),
    include_str!("migrations/0020_lines.sql"),
]);

impl Steps {
    /// The version at the end of the way.
    pub fn newest(self) -> u32 {
        u32::try_from(self.0.len()).expect("there are few steps")
    }
}

/// Goes the rest of the way, or no step of it.
pub(super) fn migrate(connection: &Connection, steps: Steps) -> rusqlite::Result<()> {
    // A step may rebuild a table that others refer to; all references are checked at the end.
    connection.pragma_update(None, "foreign_keys", false)?;
    let migrated = run_steps(connection, steps);
    connection.pragma_update(None, "foreign_keys", true)?;
    migrated
}

fn run_steps(connection: &Connection, steps: Steps) -> rusqlite::Result<()> {
    let transaction = Transaction::new_unchecked(connection, Immediate)?;
    let version: u32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let missing = steps.0.get(version as usize..).unwrap_or_default();
    if missing.is_empty() {
        return Ok(());
    }
    for step in missing {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", steps.newest())?;
    super::health::check_references(&transaction)?;
    transaction.commit()
}
