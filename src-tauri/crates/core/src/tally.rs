//! Counting: how much was sent and how much failed, slot by slot of time, so that charts neither
//! read the log nor end where it was cleaned up.

use std::{collections::BTreeMap, ops::AddAssign, time::Duration};

use jiff::{Timestamp, ToSpan, tz::TimeZone};

use crate::{
    attempt::Outcome,
    delivery::DeliveryState,
    moment::Moment,
    view::{Bar, Series, Span, Tally},
};

/// How long a slot is. Half an hour is a whole number of them, so that every time zone's days
/// begin with a slot.
const SLOT: Duration = Duration::from_secs(5 * 60);

/// How many slots make one of the half hours that older ones are merged into.
pub const SLOTS_PER_HALF_HOUR: i64 = 6;

/// Five minutes, counted from 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub i64);

impl Slot {
    /// The slot that a moment lies in.
    pub fn of(moment: Moment) -> Self {
        let length = i64::try_from(SLOT.as_millis()).expect("a slot is short");
        Self(moment.unix_millis().div_euclid(length))
    }

    /// The moment at which it begins.
    pub fn start(self) -> Moment {
        let length = i64::try_from(SLOT.as_millis()).expect("a slot is short");
        Moment::from_unix_millis(self.0.saturating_mul(length))
    }

    /// The first slot of its half hour.
    #[must_use]
    pub fn half_hour(self) -> Self {
        Self(self.0 - self.0.rem_euclid(SLOTS_PER_HALF_HOUR))
    }
}

/// How many there were of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Deliveries that got through: answered with a status that counts as success.
    pub sent: u64,
    /// Deliveries that were given up.
    pub failed: u64,
    /// Attempts that were answered otherwise, or not at all. One whose file was missing, or that this
    /// app cut off, is none: it says nothing about the destination.
    pub failed_tries: u64,
    /// Deliveries, files of a group and missed runs of schedules that a limit left out.
    pub left_out: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, more: Self) {
        self.sent += more.sent;
        self.failed += more.failed;
        self.failed_tries += more.failed_tries;
        self.left_out += more.left_out;
    }
}

/// What the end of an attempt, or of a delivery, adds to the tallies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The slot that it belongs to.
    pub slot: Slot,
    /// The time from event to answer, rounded, where something was sent for the first time.
    pub took: Option<Took>,
    /// How much it adds.
    pub counts: Counts,
}

impl Counted {
    /// So many more that a limit left out.
    pub fn left_out(at: Moment, left_out: u64) -> Self {
        Self {
            slot: Slot::of(at),
            took: None,
            counts: Counts {
                left_out,
                ..Counts::default()
            },
        }
    }
}

/// What is counted when a delivery goes from one state to another after an attempt, if anything.
/// `accepted` is the moment of its event, unless the time since then says nothing: that of a
/// delivery that a person sent again.
pub fn counted(
    before: Option<&DeliveryState>,
    after: &DeliveryState,
    attempt: Option<(Moment, &Outcome)>,
    accepted: Option<Moment>,
) -> Option<Counted> {
    let arrived = before.is_none_or(|before| before.name() != after.name());
    let (at, mut counts) = match attempt {
        Some((at, outcome)) => (Some(at), tried(outcome, after)),
        None => (None, Counts::default()),
    };
    let mut took = None;
    let at = match after {
        DeliveryState::Succeeded { at } if arrived => {
            counts.sent = 1;
            took = accepted.map(|accepted| Took::rounded(at.since(accepted)));
            Some(*at)
        }
        DeliveryState::Failed { at, .. } if arrived => {
            counts.failed = 1;
            Some(*at)
        }
        DeliveryState::Skipped { at, reason } if arrived => {
            counts.left_out = reason.left_out();
            Some(*at)
        }
        _ => at,
    };
    let slot = Slot::of(at?);
    (counts != Counts::default()).then_some(Counted { slot, took, counts })
}

/// Which answers count as success is not asked here: the state that followed says it.
fn tried(outcome: &Outcome, after: &DeliveryState) -> Counts {
    let got_through = matches!(after, DeliveryState::Succeeded { .. });
    Counts {
        failed_tries: u64::from(!got_through && outcome.blames_the_destination()),
        ..Counts::default()
    }
}

/// A time in milliseconds, rounded down to a quarter of its power of two, so that a few numbers
/// stand for all: 0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, …
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Took(pub u64);

impl Took {
    /// Rounds a time.
    pub fn rounded(time: Duration) -> Self {
        let millis = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        Self(millis - millis % width(millis))
    }

    /// The middle of all times that are rounded to this one.
    fn middle(self) -> u64 {
        self.0 + width(self.0) / 2
    }
}

/// How far the rounded times around a time lie apart.
fn width(millis: u64) -> u64 {
    millis
        .checked_ilog2()
        .map_or(1, |power| (1_u64 << power >> 2).max(1))
}

/// How long many deliveries took.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Times(BTreeMap<Took, u64>);

impl Times {
    /// Adds so many deliveries that took so long.
    pub fn add(&mut self, took: Took, deliveries: u64) {
        *self.0.entry(took).or_default() += deliveries;
    }

    /// The time within which that share of them was answered, to a ninth; nothing without any.
    pub fn within(&self, share: f64) -> Option<u64> {
        let all: u64 = self.0.values().sum();
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of a count"
        )]
        let wanted = ((all as f64 * share).ceil() as u64).max(1);
        let mut counted = 0;
        let reached = |(took, deliveries): (&Took, &u64)| {
            counted += deliveries;
            (counted >= wanted).then(|| took.middle())
        };
        self.0.iter().find_map(reached)
    }

    /// The time within which half of them were answered.
    pub fn typical(&self) -> Option<u64> {
        self.within(0.5)
    }

    /// The time within which 19 of 20 were answered.
    pub fn nearly_all(&self) -> Option<u64> {
        self.within(0.95)
    }
}

/// Where the last `count` stretches of `slots` slots begin, the last of which holds `now` and ends
/// at a multiple of their length.
pub fn stretches(now: Moment, slots: i64, count: i64) -> Vec<Moment> {
    let end = Slot::of(now).0 + 1;
    let end = end + (-end).rem_euclid(slots);
    (1..=count)
        .rev()
        .map(|back| Slot(end - back * slots).start())
        .collect()
}

/// Where the last `count` days begin in a time zone, the last of which holds `now`.
pub fn days(now: Moment, zone: &TimeZone, count: i64) -> Vec<Moment> {
    (0..count)
        .rev()
        .filter_map(|back| days_ago(now, zone, back))
        .collect()
}

/// The beginning of the day so many days before that of `now`.
pub fn days_ago(now: Moment, zone: &TimeZone, days: i64) -> Option<Moment> {
    let today = Timestamp::from(now).to_zoned(zone.clone()).date();
    let day = today.checked_sub(days.days()).ok()?;
    let start = day.to_zoned(zone.clone()).ok()?;
    Some(Moment::from(start.timestamp()))
}

/// Sums counts up over stretches of time: each from its beginning to that of the next.
pub fn summed(
    stretches: &[Moment],
    counts: impl IntoIterator<Item = (Slot, Counts)>,
) -> Vec<Tally> {
    let mut tallies: Vec<Tally> = stretches.iter().map(|at| Tally::none(*at)).collect();
    for (slot, counts) in counts {
        if let Some(place) = place_in(stretches, slot) {
            let Tally {
                sent,
                failed,
                failed_tries,
                left_out,
                ..
            } = &mut tallies[place];
            *sent += counts.sent;
            *failed += counts.failed;
            *failed_tries += counts.failed_tries;
            *left_out += counts.left_out;
        }
    }
    tallies
}

impl Span {
    /// Where its stretches begin, the last of which holds `now`.
    pub fn stretches(self, now: Moment, zone: &TimeZone) -> Vec<Moment> {
        match self {
            Self::Hour => stretches(now, 1, 12),
            Self::Day => stretches(now, SLOTS_PER_HALF_HOUR, 48),
            Self::Week => quarters(&days(now, zone, 7), now),
            Self::Month => days(now, zone, 30),
        }
    }

    /// How finely it has to be read, in slots.
    pub fn slots(self) -> i64 {
        match self {
            Self::Hour => 1,
            Self::Day | Self::Week | Self::Month => SLOTS_PER_HALF_HOUR,
        }
    }
}

fn quarters(days: &[Moment], now: Moment) -> Vec<Moment> {
    let quarter = Duration::from_secs(6 * 60 * 60);
    days.iter()
        .flat_map(|day| (0..4).map(|n| day.plus(quarter * n)))
        .filter(|at| *at <= now)
        .collect()
}

/// Sums up over stretches of time as [`summed`] does, with the times that it took.
pub fn series(
    span: Span,
    stretches: &[Moment],
    counts: impl IntoIterator<Item = (Slot, Option<Took>, Counts)>,
) -> Series {
    let mut all = Times::default();
    let mut sums = vec![(Counts::default(), Times::default()); stretches.len()];
    for (slot, took, counts) in counts {
        let Some(place) = place_in(stretches, slot) else {
            continue;
        };
        let (sum, times) = &mut sums[place];
        *sum += counts;
        if let Some(took) = took {
            times.add(took, counts.sent);
            all.add(took, counts.sent);
        }
    }
    let bars = stretches.iter().zip(sums);
    let bars = bars.map(|(at, (counts, times))| Bar {
        at: *at,
        sent: counts.sent,
        failed: counts.failed,
        failed_tries: counts.failed_tries,
        left_out: counts.left_out,
        typical_ms: times.typical(),
        nearly_all_ms: times.nearly_all(),
    });
    Series {
        span,
        bars: bars.collect(),
        typical_ms: all.typical(),
        nearly_all_ms: all.nearly_all(),
    }
}

/// The last stretch that begins no later than the slot.
fn place_in(stretches: &[Moment], slot: Slot) -> Option<usize> {
    let start = slot.start();
    stretches.partition_point(|at| *at <= start).checked_sub(1)
}

#[cfg(test)]
mod tests;
