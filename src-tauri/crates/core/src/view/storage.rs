//! How large the database is, and what can be given back.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::moment::Moment;

/// How large the database is, and what can be given back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Storage {
    /// How many bytes it takes on disk.
    #[ts(type = "number")]
    pub bytes: u64,
    /// How many deliveries are in the log.
    #[ts(type = "number")]
    pub deliveries: u64,
    /// When the oldest of them was made.
    pub oldest: Option<Moment>,
    /// How many finished deliveries are older than the log is kept.
    #[ts(type = "number")]
    pub too_old: u64,
    /// Set while old deliveries are being removed.
    pub cleaning: Option<Cleaning>,
    /// What was removed last.
    pub last_cleaning: Option<Cleaned>,
    /// The backups, newest first.
    pub backups: Vec<Backup>,
    /// Why the last backup could not be made, if it could not.
    pub backup_problem: Option<String>,
}

/// How many deliveries could be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OldDeliveries {
    /// So many.
    #[ts(type = "number")]
    pub count: u64,
}

/// Old deliveries are being removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Cleaning {
    /// How many were removed so far.
    #[ts(type = "number")]
    pub removed: u64,
}

/// What was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Cleaned {
    /// When that was done.
    pub at: Moment,
    /// How many deliveries, with their attempts and events.
    #[ts(type = "number")]
    pub deliveries: u64,
    /// How many bytes the disk got back.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// A backup of the database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Backup {
    /// When it was made.
    pub at: Moment,
    /// How many bytes it takes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// The file.
    pub path: String,
}
