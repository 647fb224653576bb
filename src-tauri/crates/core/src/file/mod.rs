//! Files: what is watched, and what happened to them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::problem::Problems;

/// Settings of a file trigger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FileTrigger {
    /// The folder to watch: an absolute path.
    pub folder: String,
    /// Folders below it too.
    #[serde(default = "yes")]
    pub subfolders: bool,
    /// Patterns of the files that count, such as `*.pdf`.
    #[serde(default = "everything")]
    pub only: Vec<String>,
    /// Patterns that are left out.
    #[serde(default)]
    pub ignore: Vec<String>,
    /// What has to happen to a file.
    #[serde(default = "added")]
    pub on: Vec<FileEventKind>,
    /// How long a file must stay unchanged first, in seconds (0 to 300).
    #[serde(default = "two")]
    pub settle_seconds: f64,
}

/// What can happen to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileEventKind {
    /// It is new.
    Added,
    /// Its content changed.
    Changed,
    /// It has another name or folder.
    Renamed,
    /// It is gone.
    Deleted,
}

fn yes() -> bool {
    true
}
fn everything() -> Vec<String> {
    vec!["*".to_owned()]
}
fn added() -> Vec<FileEventKind> {
    vec![FileEventKind::Added]
}
fn two() -> f64 {
    2.0
}

impl FileTrigger {
    /// Notes what is wrong with the settings.
    pub fn check(&self, _problems: &mut Problems) {}
}
