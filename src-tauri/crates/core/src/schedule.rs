//! Schedules: wall-clock moments in a time zone.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{moment::Moment, problem::Problems};

/// Settings of a schedule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ScheduleTrigger {
    /// When it is due.
    pub schedule: Schedule,
    /// IANA name of the time zone, such as `Europe/Stockholm`.
    pub time_zone: String,
    /// What happens when the computer was off or asleep.
    #[serde(default)]
    pub when_missed: WhenMissed,
}

/// When a schedule is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Schedule {
    /// At a fixed distance, counted from when the schedule was saved.
    Every {
        /// How many.
        n: u32,
        /// Of what.
        unit: IntervalUnit,
    },
    /// Every day.
    Daily {
        /// Time of day, `HH:MM`.
        at: String,
    },
    /// On some days of the week.
    Weekly {
        /// Which days.
        days: Vec<Weekday>,
        /// Time of day, `HH:MM`.
        at: String,
    },
    /// On a day of the month.
    Monthly {
        /// 1 to 31; a month without that day is left out.
        day: u32,
        /// Time of day, `HH:MM`.
        at: String,
    },
    /// A cron expression of 5 parts, or 6 with the seconds in front.
    Cron {
        /// The expression.
        expression: String,
    },
}

/// The unit of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IntervalUnit {
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

/// What happens with moments that passed while the computer was off or asleep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum WhenMissed {
    /// Nothing.
    Skip {},
    /// One run when back, however many were missed.
    RunOnce {},
    /// A run for each that was missed, as far back as the window goes.
    RunAll {
        /// The window.
        within_minutes: u32,
    },
}

impl Default for WhenMissed {
    fn default() -> Self {
        Self::RunOnce {}
    }
}

/// One of the next runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NextRun {
    /// When.
    pub at: Moment,
    /// A change of the clock that moves it, in words.
    pub note: Option<String>,
}

impl ScheduleTrigger {
    /// Notes what is wrong with the settings.
    pub fn check(&self, _problems: &mut Problems) {}
}
