//! What can be taken back, as lists show it.

use crate::{id::UndoId, moment::Moment};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Something that was done and can be taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UndoRow {
    /// Its id.
    pub id: UndoId,
    /// When it was done.
    pub at: Moment,
    /// What was done, in one sentence.
    pub done: String,
    /// When it was taken back, if it was.
    pub undone_at: Option<Moment>,
}
