//! When a destination from which nothing but failures come is paused, and tried again.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::moment::Moment;

/// The first distance between two probes, and the longest.
const FIRST: Duration = Duration::from_secs(60 * 60);
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);
/// How long a probe waits that could not be made, because this computer is offline.
pub const OFFLINE_REST: Duration = Duration::from_secs(5 * 60);
/// After how many hours of nothing but failures a destination may be paused: up to 60 days, for
/// which failures are remembered.
pub const HOURS: std::ops::RangeInclusive<u32> = 1..=60 * 24;
/// Five days.
pub const USUAL_HOURS: u32 = 5 * 24;

/// How an unhealthy destination is tried again: by one of the deliveries that are held for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Probe {
    /// Since when nothing but failures came.
    pub failing_since: Moment,
    /// What went wrong last, in one sentence.
    pub trouble: String,
    /// How many probes failed.
    pub failed: u32,
    /// When the next one is made at the earliest; it needs something that is held.
    pub next: Moment,
}

impl Probe {
    /// The first one after a pause that began now.
    pub fn first(failing_since: Moment, trouble: String, now: Moment) -> Self {
        Self {
            failing_since,
            trouble,
            failed: 0,
            next: now.plus(FIRST),
        }
    }

    /// What follows when it failed: the distances grow from one hour to a day.
    #[must_use]
    pub fn after_failure(self, trouble: String, now: Moment) -> Self {
        let failed = self.failed.saturating_add(1);
        let wait = FIRST.saturating_mul(2_u32.saturating_pow(failed.min(8)));
        Self {
            trouble,
            failed,
            next: now.plus(wait.min(LONGEST)),
            ..self
        }
    }
}

/// Whether nothing but failures came for so long that the destination is paused.
pub fn is_unhealthy(failing_since: Moment, now: Moment, after_hours: u32) -> bool {
    now.since(failing_since) >= Duration::from_secs(3600 * u64::from(after_hours))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: i64) -> Moment {
        Moment::from_unix_seconds(1_700_000_000 + hours * 3600)
    }

    #[test]
    fn a_destination_is_unhealthy_after_its_time_and_no_sooner() {
        assert!(!is_unhealthy(at(0), at(119), USUAL_HOURS));
        assert!(is_unhealthy(at(0), at(120), USUAL_HOURS));
        assert!(
            !is_unhealthy(at(120), at(0), 1),
            "a clock that was set back"
        );
    }

    #[test]
    fn probes_grow_apart_from_an_hour_to_a_day() {
        let mut now = at(0);
        let mut probe = Probe::first(at(-120), "503".to_owned(), now);
        let mut hours = Vec::new();
        for _ in 0..7 {
            hours.push(probe.next.since(now).as_secs() / 3600);
            now = probe.next;
            probe = probe.after_failure("503".to_owned(), now);
        }
        assert_eq!(hours, [1, 2, 4, 8, 16, 24, 24]);
        assert_eq!((probe.failed, probe.failing_since), (7, at(-120)));
    }
}
