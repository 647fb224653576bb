#![allow(clippy::unwrap_used)]

mod accepting;
#[cfg(unix)]
mod backups;
mod capping;
mod deleting;
mod due;
mod holding;
mod in_line;
mod inbox;
mod listing;
mod log_file;
mod migrating;
mod opening;
mod privacy;
mod restoring;
mod retention;
mod sample;
mod searching;
mod sequences;
mod settling;
mod tallying;
mod walks;
mod writing;
