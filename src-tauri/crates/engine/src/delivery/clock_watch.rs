//! Notices that the computer slept, or that its clock was set.

use std::time::Duration;

use hookloom_core::{clock_jump::clock_jump, moment::Moment};
use tokio::time::Instant;

use crate::clock::Clock;

/// How old what was compared with becomes: reading how long the computer is on takes a moment.
const COMPARE_WITH: Duration = Duration::from_secs(20);

/// What happened to the clock since it was looked at last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    /// The computer slept.
    Woke,
    /// The clock was set from that moment by so many milliseconds.
    Set { from: Moment, millis: i64 },
}

/// What the clocks showed a moment ago.
pub(super) struct ClockWatch {
    wall: Moment,
    awake: Instant,
    on: Option<Duration>,
}

impl ClockWatch {
    pub(super) fn begin(clock: &Clock) -> Self {
        Self {
            wall: clock.now(),
            awake: Instant::now(),
            on: clock.computer_on(),
        }
    }

    /// Compares; a clock that only goes on costs next to nothing.
    pub(super) fn look(&mut self, clock: &Clock) -> Option<Shift> {
        let (wall, awake) = (clock.now(), self.awake.elapsed());
        let passed = wall.unix_millis() - self.wall.unix_millis();
        if clock_jump(passed, awake).is_none() {
            if awake > COMPARE_WITH {
                *self = Self::begin(clock);
            }
            return None;
        }
        let before = std::mem::replace(self, Self::begin(clock));
        let on = self.on.zip(before.on);
        let slept = on.map_or(awake, |(now, then)| now.saturating_sub(then));
        let set = on.and_then(|_| clock_jump(passed, slept));
        Some(match set {
            None => Shift::Woke,
            Some(_) => {
                let slept = i64::try_from(slept.as_millis()).unwrap_or(i64::MAX);
                let millis = passed.saturating_sub(slept);
                let from = wall.unix_millis() - millis.max(0);
                Shift::Set {
                    from: Moment::from_unix_millis(from),
                    millis,
                }
            }
        })
    }
}
