//! Words of the log, and where they stand. The index knows words and numbers alone; the texts stay
//! where they are.
//!
//! What is written here comes after the fact, by a worker of its own: accepting and settling do not
//! wait for it.

mod document;
mod index;
mod look;
mod progress;

pub use document::Document;
pub use progress::Reading;

pub(super) use look::{Looking, count, page};
#[cfg(test)]
pub(super) use look::{bounds_sql, page_sql};
