//! Deliveries on their way into a file.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::DeliveryId;

/// How deliveries are written into a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// One JSON document on each line, with everything that is known.
    JsonLines,
    /// One line of values for each delivery, for a spreadsheet.
    Csv,
}

/// A piece of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportPart {
    /// The lines.
    pub text: String,
    /// How many deliveries are in it.
    #[ts(type = "number")]
    pub count: u64,
    /// Where the next piece begins; nothing when this was the last.
    pub next: Option<DeliveryId>,
}
