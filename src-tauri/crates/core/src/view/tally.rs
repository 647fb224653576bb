//! What is counted over time, as small charts show it.

use crate::moment::Moment;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What happened in a stretch of time, which lasts until the next of its list begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Tally {
    /// When the stretch begins.
    pub at: Moment,
    /// How many deliveries were sent: answered with a status that counts as success.
    #[ts(type = "number")]
    pub sent: u64,
    /// How many deliveries were given up.
    #[ts(type = "number")]
    pub failed: u64,
    /// How many attempts failed, whether they were tried again or not. Where only the file was
    /// missing, no attempt failed.
    #[ts(type = "number")]
    pub failed_tries: u64,
    /// How many deliveries, files of groups and missed runs of schedules a limit left out.
    #[ts(type = "number")]
    pub left_out: u64,
}

impl Tally {
    /// A stretch in which nothing happened.
    pub fn none(at: Moment) -> Self {
        Self {
            at,
            sent: 0,
            failed: 0,
            failed_tries: 0,
            left_out: 0,
        }
    }
}
