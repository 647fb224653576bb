//! Schedules: wall-clock moments in a time zone.
//!
//! Every moment is computed from the settings, never by adding up sleeps, so a schedule does not
//! drift and gives the same moments after a restart. When clocks go forward, a time that does not
//! exist runs at the moment of the change; when they go back, a time that comes twice runs once,
//! while a rhythm such as "every 10 minutes" keeps its pace.

mod cron;
mod due;
mod moments;
mod words;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{moment::Moment, problem::Problems};

pub use due::Due;
pub(crate) use due::MOST_MOMENTS;

use moments::Moments;

/// The largest number of an interval.
const MAX_EVERY: u32 = 9_999;
/// The longest window for missed runs: 30 days.
const MAX_WINDOW_MINUTES: u32 = 30 * 24 * 60;

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
    pub fn check(&self, problems: &mut Problems) {
        problems.within("schedule", |problems| self.schedule.check(problems));
        problems.take("time_zone", moments::time_zone(&self.time_zone));
        if let WhenMissed::RunAll { within_minutes } = self.when_missed {
            let holds = (1..=MAX_WINDOW_MINUTES).contains(&within_minutes);
            let message =
                format!("Enter 1 to {MAX_WINDOW_MINUTES} minutes; you wrote {within_minutes}.");
            problems.expect(holds, "when_missed.within_minutes", message);
        }
    }

    /// The first moment after `after`, if there is one. Intervals are counted from `anchor`, the
    /// moment when the schedule was saved.
    pub fn next_after(&self, anchor: Moment, after: Moment) -> Option<Moment> {
        self.moments(anchor)?.next_after(after)
    }

    /// The next `count` moments after `after`, with changes of the clock noted.
    pub fn next_runs(&self, anchor: Moment, after: Moment, count: usize) -> Vec<NextRun> {
        let Some(moments) = self.moments(anchor) else {
            return Vec::new();
        };
        let next = |at: &Moment| moments.next_after(*at);
        std::iter::successors(next(&after), next)
            .take(count)
            .map(|at| NextRun {
                at,
                note: moments.note(at),
            })
            .collect()
    }

    /// Decides what runs now. `checked` is the moment up to which everything was decided before;
    /// at first it is the anchor.
    pub fn due(&self, anchor: Moment, checked: Moment, now: Moment) -> Due {
        let moments = self.moments(anchor);
        due::decide(self.when_missed, checked, now, |after| {
            moments.as_ref()?.next_after(after)
        })
    }

    /// The schedule in words that follow *Runs*: "every day at 09:00".
    pub fn describe(&self) -> String {
        words::describe(&self.schedule)
    }

    /// Nothing for settings that a check refuses.
    fn moments(&self, anchor: Moment) -> Option<Moments> {
        match &self.schedule {
            Schedule::Every { n, unit } => Moments::every(anchor, unit.millis(*n)),
            other => Moments::calendar(&other.cron_expression()?, &self.time_zone).ok(),
        }
    }
}

impl Schedule {
    fn check(&self, problems: &mut Problems) {
        match self {
            Self::Every { n, .. } => {
                let message = format!("Enter 1 to {MAX_EVERY}; you wrote {n}.");
                problems.expect((1..=MAX_EVERY).contains(n), "n", message);
            }
            Self::Daily { at } => {
                problems.take("at", time_of_day(at));
            }
            Self::Weekly { days, at } => {
                problems.expect(!days.is_empty(), "days", "Pick at least one day.");
                problems.take("at", time_of_day(at));
            }
            Self::Monthly { day, at } => {
                let message = format!("Day must be 1 to 31; you wrote {day}.");
                problems.expect((1..=31).contains(day), "day", message);
                problems.take("at", time_of_day(at));
            }
            Self::Cron { expression } => {
                problems.take("expression", cron::check(expression));
            }
        }
    }

    /// The same as a cron expression; nothing for intervals and for times that are none.
    fn cron_expression(&self) -> Option<String> {
        let at = |at: &str| {
            let (hour, minute) = time_of_day(at).ok()?;
            Some(format!("{minute} {hour}"))
        };
        match self {
            Self::Every { .. } => None,
            Self::Daily { at: time } => Some(format!("{} * * *", at(time)?)),
            Self::Weekly { days, at: time } => {
                let days: Vec<_> = days.iter().map(|day| day.cron_number()).collect();
                Some(format!("{} * * {}", at(time)?, days.join(",")))
            }
            Self::Monthly { day, at: time } => Some(format!("{} {day} * *", at(time)?)),
            Self::Cron { expression } => Some(expression.clone()),
        }
    }
}

impl IntervalUnit {
    fn millis(self, n: u32) -> i64 {
        let unit = match self {
            Self::Seconds => 1_000,
            Self::Minutes => 60_000,
            Self::Hours => 3_600_000,
        };
        i64::from(n) * unit
    }
}

impl Weekday {
    fn cron_number(self) -> &'static str {
        match self {
            Self::Sunday => "0",
            Self::Monday => "1",
            Self::Tuesday => "2",
            Self::Wednesday => "3",
            Self::Thursday => "4",
            Self::Friday => "5",
            Self::Saturday => "6",
        }
    }
}

/// Hour and minute of `HH:MM`.
pub(crate) fn time_of_day(text: &str) -> Result<(u8, u8), String> {
    let number = |text: &str| match text.len() {
        1 | 2 if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse::<u8>().ok(),
        _ => None,
    };
    text.split_once(':')
        .and_then(|(hour, minute)| Some((number(hour)?, number(minute)?)))
        .filter(|(hour, minute)| *hour < 24 && *minute < 60)
        .ok_or_else(|| format!("‘{text}’ isn't a time of day. Write it like 09:30."))
}

#[cfg(test)]
mod tests;
