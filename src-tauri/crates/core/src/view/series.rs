//! What charts show.

use crate::moment::Moment;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How far back a chart reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// One hour, in stretches of five minutes.
    Hour,
    /// 24 hours, in stretches of half an hour.
    Day,
    /// Seven days of this computer's time zone, in quarters of a day.
    Week,
    /// 30 days of this computer's time zone, day by day.
    Month,
}

/// What happened over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Series {
    /// How far back it reaches.
    pub span: Span,
    /// The stretches of time, the one that is running last.
    pub bars: Vec<Bar>,
    /// Half of all that was sent was answered within so many milliseconds after its event.
    #[ts(type = "number | null")]
    pub typical_ms: Option<u64>,
    /// 19 of 20 were answered within so many milliseconds.
    #[ts(type = "number | null")]
    pub nearly_all_ms: Option<u64>,
}

/// What happened in a stretch of time, which lasts until the next one begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Bar {
    /// When it begins.
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
    /// Half of what was sent was answered within so many milliseconds after its event.
    #[ts(type = "number | null")]
    pub typical_ms: Option<u64>,
    /// 19 of 20 were answered within so many milliseconds.
    #[ts(type = "number | null")]
    pub nearly_all_ms: Option<u64>,
}
