//! A look at the app's own health.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::moment::Moment;

/// What was found when everything was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Checkup {
    /// When.
    pub at: Moment,
    /// One entry for each thing, always in the same order.
    pub checks: Vec<Check>,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Check {
    /// What.
    pub of: Checked,
    /// How it is.
    pub state: CheckState,
    /// The same in a sentence.
    pub sentence: String,
    /// What to do, unless it is good.
    pub advice: Option<String>,
}

/// What can be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Checked {
    /// Whether the database is whole.
    Database,
    /// Whether the log can be written, and how much room there is.
    Disk,
    /// Whether secrets can be read.
    Secrets,
    /// Whether calls are taken.
    Incoming,
    /// Whether the system tells what happens in folders.
    Files,
    /// How old the last backup is.
    Backup,
    /// Whether the clock goes evenly.
    Clock,
}

/// How a thing is that was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    /// In order.
    Good,
    /// It works, but something should be done.
    Doubtful,
    /// It does not work.
    Bad,
}
