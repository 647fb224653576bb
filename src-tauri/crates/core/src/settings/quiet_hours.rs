//! Hours in which the desktop is told nothing.

use jiff::{Timestamp, ToSpan, civil::Time, tz::TimeZone};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{moment::Moment, problem::Problems};

/// Hours of every day, on the clock of this computer; they may go over midnight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct QuietHours {
    /// When they begin, `HH:MM`.
    pub from: String,
    /// When they end, `HH:MM`.
    pub to: String,
}

impl QuietHours {
    pub(super) fn check(&self, problems: &mut Problems) {
        for (field, text) in [("from", &self.from), ("to", &self.to)] {
            let message = format!("‘{text}’ isn't a time of day. Write it like 22:00.");
            problems.expect(time(text).is_some(), field, message);
        }
        if problems.is_empty() && self.from == self.to {
            problems.add("to", "Choose an end that differs from the beginning.");
        }
    }

    /// When the desktop may hear of what happened now: now, or at the end of the quiet hours.
    pub fn loud_from(&self, now: Moment, zone: &TimeZone) -> Moment {
        self.end_of_quiet(now, zone).unwrap_or(now)
    }

    fn end_of_quiet(&self, now: Moment, zone: &TimeZone) -> Option<Moment> {
        let (from, to) = (time(&self.from)?, time(&self.to)?);
        let here = Timestamp::from(now).to_zoned(zone.clone());
        let (day, clock) = (here.date(), here.time());
        let over_midnight = to <= from;
        let ends = match (over_midnight, clock >= from, clock < to) {
            (false, true, true) | (true, false, true) => day,
            (true, true, _) => day.checked_add(1.day()).ok()?,
            _ => return None,
        };
        let end = ends.to_datetime(to).to_zoned(zone.clone()).ok()?;
        Some(Moment::from(end.timestamp()))
    }
}

fn time(text: &str) -> Option<Time> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |digits: &str| {
        let two = digits.len() == 2 && digits.bytes().all(|digit| digit.is_ascii_digit());
        two.then(|| digits.parse::<i8>().ok()).flatten()
    };
    Time::new(number(hours)?, number(minutes)?, 0, 0).ok()
}
