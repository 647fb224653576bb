//! Files: what a file trigger watches for, and what the difference between two looks means.
//!
//! The engine looks at the disk; everything decided from what it saw is decided here. The route is
//! [`Patterns`] (does this path concern the automation), [`Snapshot`] (what was known) and
//! [`classify`] (what happened), which gives [`FileChange`]s.

mod change;
mod classify;
mod content;
mod path;
mod patterns;
mod snapshot;
mod stat;
mod telling;
mod trigger;

pub use change::{FileChange, FileEventKind};
pub use classify::{Classified, Gone, Observed, classify};
pub use content::{Content, ContentKind, LeftOut};
pub use path::RelativePath;
pub use patterns::{PatternError, Patterns};
pub use snapshot::{Snapshot, SnapshotUpdate};
pub use stat::FileStat;
pub use telling::{GROUP_CONTENT, Told, drafts, group_in_words};
pub use trigger::{FileTrigger, Several, preset_ignore};
