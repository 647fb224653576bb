//! File triggers: what happens to the files of a folder becomes events, each exactly once.
//!
//! The system's file events are not trusted to say what happened, only where to look. They pass
//! through `watcher` (one for all automations, emptied at once), `tree` (whom it concerns) and a
//! bounded `queue` to the `worker` of each automation. Its `watched` folder lets each path come
//! to rest (`settle`), looks at it, compares it with the snapshot of what was known, and hands over
//! what `hookloom_core::file::classify` makes of the difference. Where the system tells nothing (new
//! folders, a full queue, network drives, a folder that was away), a walk (`scan`) finds the same
//! differences and sends them the same way.

mod batch;
mod contents;
mod folders;
mod glance;
mod look;
mod mounts;
mod note;
mod opening;
mod options;
mod past;
mod poll;
mod probe;
mod queue;
mod root;
mod scan;
mod settle;
mod status;
mod tree;
mod triggers;
mod watched;
mod watcher;
mod worker;

pub use batch::FileBatch;
pub(crate) use batch::at_once;
pub use contents::tell;
pub use glance::{Glance, existing, glance};
pub use options::FileOptions;
pub(crate) use options::most_watches;
pub use probe::tells;
pub use root::folder_problem;
pub use status::FileStatus;
pub use triggers::{FileTriggers, FileWatch};
pub use worker::FileStatuses;
