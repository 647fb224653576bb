//! What Home says first: what needs a person, what comes next, and whether one was away.

use std::time::Duration;

use crate::{
    moment::Moment,
    view::{Attention, Coming, RouteHealth},
};

/// Who looks again sooner than this was not away.
const AWAY_AFTER: Duration = Duration::from_secs(10 * 60);

/// How much of what is to come is told.
const COMING: usize = 6;

/// Since when nobody has looked, if that is long enough to tell what happened meanwhile.
pub fn away_since(seen: Option<Moment>, now: Moment) -> Option<Moment> {
    seen.filter(|seen| now.since(*seen) >= AWAY_AFTER)
}

/// Puts what comes next in order and keeps the first of it.
pub fn in_order(mut coming: Vec<Coming>) -> Vec<Coming> {
    coming.sort_by_key(Coming::at);
    coming.truncate(COMING);
    coming
}

/// Puts the most pressing first: what loses events, then what fails, then what only waits.
pub fn by_urgency(mut attention: Vec<Attention>) -> Vec<Attention> {
    attention.sort_by_key(|one| match one {
        Attention::Unreachable { .. } => 0,
        Attention::Broken { .. } => 1,
        Attention::Failing { .. } => 2,
        Attention::Held { .. } => 3,
        Attention::Paused { .. } => 4,
    });
    attention
}

/// What is known of the way from an automation to a destination.
#[derive(Clone, Copy, Debug, Default)]
pub struct Way {
    /// How many were sent in the last 24 hours.
    pub sent: u64,
    /// How many were given up.
    pub failed: u64,
    /// How many attempts failed.
    pub failed_tries: u64,
    /// How many wait for their next try.
    pub retrying: u64,
    /// How many are held.
    pub held: u64,
    /// The last thing that came to an end was given up.
    pub last_failed: bool,
    /// The destination is paused.
    pub paused: bool,
}

impl Way {
    /// How it is.
    pub fn health(self) -> RouteHealth {
        if self.paused || self.held > 0 {
            RouteHealth::Held
        } else if self.last_failed {
            RouteHealth::Failing
        } else if self.retrying > 0 {
            RouteHealth::Retrying
        } else if self.sent + self.failed + self.failed_tries > 0 {
            RouteHealth::Healthy
        } else {
            RouteHealth::Quiet
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Moment {
        Moment::from_unix_seconds(1_700_000_000 + seconds)
    }

    #[test]
    fn one_was_away_after_ten_minutes_and_never_before_the_first_look() {
        assert_eq!(away_since(None, at(0)), None);
        assert_eq!(away_since(Some(at(0)), at(599)), None);
        assert_eq!(away_since(Some(at(0)), at(600)), Some(at(0)));
        assert_eq!(
            away_since(Some(at(600)), at(0)),
            None,
            "a clock that was set"
        );
    }

    #[test]
    fn what_comes_next_stands_first_and_the_far_future_is_left_out() {
        let coming = (0..9).rev().map(|n| Coming::Resume { at: at(n) });
        let told: Vec<Moment> = in_order(coming.collect()).iter().map(Coming::at).collect();
        assert_eq!(told, (0..6).map(at).collect::<Vec<_>>());
    }

    #[test]
    fn a_broken_trigger_is_more_pressing_than_a_pause() {
        let held = Attention::Held {
            held: 2,
            until: None,
        };
        let unreachable = Attention::Unreachable {
            message: "The port is taken.".to_owned(),
        };
        let told = by_urgency(vec![held.clone(), unreachable.clone()]);
        assert_eq!(told, [unreachable, held]);
    }

    #[test]
    fn the_health_of_a_way_is_its_worst_trouble() {
        let sent = Way {
            sent: 3,
            failed: 1,
            ..Way::default()
        };
        let last_failed = Way {
            last_failed: true,
            ..sent
        };
        let retrying = Way {
            retrying: 1,
            ..sent
        };
        let paused = Way {
            paused: true,
            ..last_failed
        };
        for (way, health) in [
            (Way::default(), RouteHealth::Quiet),
            (sent, RouteHealth::Healthy),
            (retrying, RouteHealth::Retrying),
            (last_failed, RouteHealth::Failing),
            (paused, RouteHealth::Held),
        ] {
            assert_eq!(way.health(), health, "{way:?}");
        }
    }
}
