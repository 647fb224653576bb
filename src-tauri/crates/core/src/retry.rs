//! When a delivery is tried again.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// When a delivery is tried again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Retry {
    /// 8 attempts over about 28 hours.
    Patient {},
    /// 5 attempts within 10 minutes.
    Quick {},
    /// One attempt.
    Never {},
    /// One's own distances.
    Own {
        /// Seconds before each further attempt.
        delays_seconds: Vec<u32>,
    },
}

impl Default for Retry {
    fn default() -> Self {
        Self::Patient {}
    }
}
