//! What runs now: on time, late, after sleep, and after the clock was changed.

use std::time::Duration;

use super::WhenMissed;
use crate::moment::Moment;

/// A moment that passed at most this long ago is on time. The engine looks every 30 s at least.
const GRACE: Duration = Duration::from_secs(60);

/// The most moments that are looked at, the latest ones, so that a long sleep makes no storm.
pub(crate) const MOST_MOMENTS: usize = 500;

/// What a schedule asks for at some moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The moments that run now, in their order.
    pub runs: Vec<Moment>,
    /// The moments that passed and are left out by the rule, in their order: the latest 500 at most.
    pub left_out: Vec<Moment>,
    /// Up to here everything is decided: what to give as `checked` the next time.
    pub checked: Moment,
}

/// Decides about the moments after `checked` up to `now`; `next` gives the first one after another.
///
/// Moments on time all run. Of the missed ones the rule decides; run once means that a run on time
/// also stands for them.
///
/// No moment runs twice, not even when the clock is set back. But if it is set back so far that the
/// schedule would stay silent for more than two of its own periods, it starts anew from `now`: the
/// clock must have been wrong before.
pub(super) fn decide(
    rule: WhenMissed,
    checked: Moment,
    now: Moment,
    next: impl Fn(Moment) -> Option<Moment>,
) -> Due {
    if now < checked {
        let checked = if silent_too_long(checked, now, &next) {
            now
        } else {
            checked
        };
        return Due {
            runs: Vec::new(),
            left_out: Vec::new(),
            checked,
        };
    }
    let passed = latest_between(checked, now, &next);
    let on_time = passed.partition_point(|at| *at < now.minus(GRACE));
    let (missed, on_time) = passed.split_at(on_time);
    let late = match rule {
        WhenMissed::RunOnce {} if on_time.is_empty() => &missed[missed.len().saturating_sub(1)..],
        WhenMissed::RunAll { within_minutes } => {
            let window = Duration::from_secs(60 * u64::from(within_minutes));
            &missed[missed.partition_point(|at| *at < now.minus(window))..]
        }
        WhenMissed::Skip {} | WhenMissed::RunOnce {} => &[],
    };
    Due {
        runs: [late, on_time].concat(),
        left_out: missed[..missed.len() - late.len()].to_vec(),
        checked: now,
    }
}

/// The latest moments after `after` and up to `until`, in their order: all of them if they are few,
/// otherwise about as many as are looked at. A bisection finds where to begin.
fn latest_between(
    after: Moment,
    until: Moment,
    next: &impl Fn(Moment) -> Option<Moment>,
) -> Vec<Moment> {
    let (mut too_early, mut too_late, mut start) = (after, until, after);
    let mut latest = Vec::new();
    loop {
        let within = |at: &Moment| next(*at).filter(|at| *at <= until);
        let moments = std::iter::successors(within(&start), within);
        let moments: Vec<_> = moments.take(2 * MOST_MOMENTS + 1).collect();
        if moments.len() > 2 * MOST_MOMENTS {
            too_early = start;
        } else {
            too_late = start;
            latest = moments;
        }
        let enough = start == after || latest.len() >= MOST_MOMENTS;
        let span = too_late.since(too_early);
        if (too_late == start && enough) || span < Duration::from_secs(1) {
            let surplus = latest.len().saturating_sub(MOST_MOMENTS);
            return latest.split_off(surplus);
        }
        start = too_early.plus(span / 2);
    }
}

fn silent_too_long(checked: Moment, now: Moment, next: &impl Fn(Moment) -> Option<Moment>) -> bool {
    let Some((first, second)) = next(checked).and_then(|first| Some((first, next(first)?))) else {
        return false;
    };
    first.since(now) > second.since(first).saturating_mul(2)
}
