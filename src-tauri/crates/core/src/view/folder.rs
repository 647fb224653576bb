//! A folder as the form of a file trigger shows it, before anything is saved.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a look at a folder found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FolderLook {
    /// It can be watched.
    Seen {
        /// How many files match.
        #[ts(type = "number")]
        files: u64,
        /// The names of some of them, as paths below the folder.
        names: Vec<String>,
        /// True when the look ended before all was seen, so that there may be more files.
        more: bool,
        /// Set when there are more folders than the system would watch.
        shortage: Option<WatchShortage>,
        /// Something to know that is no fault, such as that the folder lies on a network drive.
        note: Option<String>,
    },
    /// It is not there.
    Missing {
        /// Which folder, and what to do.
        message: String,
    },
    /// It can't be read or watched.
    Unusable {
        /// Why, and what to do.
        message: String,
    },
}

/// More folders than the system would watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WatchShortage {
    /// How many there are, at least.
    #[ts(type = "number")]
    pub needed: u64,
    /// How many the system would watch.
    #[ts(type = "number")]
    pub allowed: u64,
}

/// The files that are already in the folder of an automation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExistingFiles {
    /// How many match.
    #[ts(type = "number")]
    pub files: u64,
}
