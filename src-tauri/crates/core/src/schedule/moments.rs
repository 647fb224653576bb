//! The moments of a schedule, and what changes of the clock do to them.

use croner::{Cron, JobType};
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp, Zoned};

use super::{cron, words};
use crate::moment::Moment;

/// Where a schedule's moments lie.
pub(super) enum Moments {
    /// At `anchor` plus 1, 2, 3, … periods, in milliseconds.
    Every { anchor: Moment, period: i64 },
    /// Where the clock on the wall fits a pattern.
    Calendar {
        pattern: Box<Cron>,
        time_zone: TimeZone,
    },
}

impl Moments {
    pub(super) fn every(anchor: Moment, period: i64) -> Option<Self> {
        (period > 0).then_some(Self::Every { anchor, period })
    }

    pub(super) fn calendar(expression: &str, zone: &str) -> Result<Self, String> {
        Ok(Self::Calendar {
            pattern: Box::new(cron::read(expression)?),
            time_zone: time_zone(zone)?,
        })
    }

    /// The first moment after `after`.
    pub(super) fn next_after(&self, after: Moment) -> Option<Moment> {
        match self {
            Self::Every { anchor, period } => next_multiple(*anchor, *period, after),
            Self::Calendar { pattern, time_zone } => next_match(pattern, time_zone, after),
        }
    }

    /// What a change of the clock does to the run at `at`, in words.
    pub(super) fn note(&self, at: Moment) -> Option<String> {
        let Self::Calendar { pattern, time_zone } = self else {
            return None;
        };
        let local = local(time_zone, at);
        if !pattern.is_time_matching(&local).ok()? {
            return note_of_gap(pattern, &local);
        }
        match time_zone.to_ambiguous_zoned(local.datetime()).offset() {
            AmbiguousOffset::Fold { .. } => note_of_fold(pattern, &local),
            _ => None,
        }
    }
}

/// The time zone of that IANA name.
pub(super) fn time_zone(name: &str) -> Result<TimeZone, String> {
    match name {
        "" => Err("Choose a time zone.".to_owned()),
        _ => TimeZone::get(name)
            .map_err(|_| format!("‘{name}’ isn't a time zone. Write it like Europe/Stockholm.")),
    }
}

fn next_multiple(anchor: Moment, period: i64, after: Moment) -> Option<Moment> {
    let elapsed = after.unix_millis().saturating_sub(anchor.unix_millis());
    let periods = elapsed.div_euclid(period).max(0).checked_add(1)?;
    let next = period
        .checked_mul(periods)?
        .checked_add(anchor.unix_millis())?;
    let next = Moment::from_unix_millis(next);
    (next > after).then_some(next)
}

fn next_match(pattern: &Cron, time_zone: &TimeZone, after: Moment) -> Option<Moment> {
    let next = pattern.find_next_occurrence(&local(time_zone, after), false);
    next.ok().map(|next| Moment::from(next.timestamp()))
}

/// The run was moved to the end of a gap; the time that was wanted lies inside it.
fn note_of_gap(pattern: &Cron, moved: &Zoned) -> Option<String> {
    let before = moved.checked_sub(SignedDuration::from_secs(1)).ok()?;
    let wanted: DateTime = pattern
        .find_next_occurrence(&before.datetime(), false)
        .ok()?;
    (wanted < moved.datetime()).then(|| {
        format!(
            "On {} {} doesn't exist; it will run at {}.",
            words::date(wanted.date()),
            words::time(wanted.time()),
            words::time(moved.time())
        )
    })
}

/// The time comes twice. There is nothing to say about a rhythm, which keeps its pace.
fn note_of_fold(pattern: &Cron, local: &Zoned) -> Option<String> {
    (pattern.determine_job_type() == JobType::FixedTime).then(|| {
        format!(
            "On {} {} comes twice; it will run only once.",
            words::date(local.date()),
            words::time(local.time())
        )
    })
}

fn local(time_zone: &TimeZone, moment: Moment) -> Zoned {
    Timestamp::from(moment).to_zoned(time_zone.clone())
}
