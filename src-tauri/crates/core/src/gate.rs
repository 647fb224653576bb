//! How a destination's queue is held while this computer is offline, and let go gently afterwards.

use std::time::Duration;

use crate::moment::Moment;

/// The first distance between two looks at the routing table, which send nothing, and the longest.
const GLANCE: Duration = Duration::from_secs(2);
const LONGEST_GLANCE: Duration = Duration::from_secs(15);
/// The first distance between two tries of a way that seems closed, and the longest.
const TRY: Duration = Duration::from_secs(5);
const LONGEST_TRY: Duration = Duration::from_secs(5 * 60);

/// What a queue has to pass. Without one it goes at its full width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    width: usize,
    closed: Option<Closed>,
}

/// Why and for how long nothing passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Since when.
    pub since: Moment,
    /// What stands in the way, in one sentence.
    pub why: String,
    /// True when it is this computer as a whole, and not only the way to that destination.
    pub everything: bool,
    looks: u32,
    until: Moment,
}

impl Gate {
    /// One request at first.
    pub fn narrow() -> Self {
        Self {
            width: 1,
            closed: None,
        }
    }

    /// The computer proved to be offline. Several requests that were under way together prove it
    /// once.
    pub fn close(&mut self, why: &str, everything: bool, online: bool, now: Moment) {
        let (since, looks) = match &self.closed {
            Some(closed) if closed.until > now => return,
            Some(closed) => (closed.since, closed.looks),
            None => (now, 0),
        };
        self.width = 1;
        self.closed = Some(Closed {
            since,
            why: why.to_owned(),
            everything,
            looks: looks + 1,
            until: now.plus(distance(looks, online)),
        });
    }

    /// Looks again at once: something else got through, or the computer woke up.
    pub fn look_now(&mut self, now: Moment) {
        if let Some(closed) = &mut self.closed {
            closed.looks = 0;
            closed.until = closed.until.min(now);
        }
    }

    /// A request came back that was not kept by being offline: twice as many may follow.
    pub fn passed(&mut self) {
        self.closed = None;
        self.width = self.width.saturating_mul(2);
    }

    /// Why nothing passes, as long as that is so.
    pub fn closed(&self) -> Option<&Closed> {
        self.closed.as_ref()
    }

    /// Until when not even a look is worth while.
    pub fn rests_until(&self, now: Moment) -> Option<Moment> {
        let until = self.closed.as_ref().map(|closed| closed.until);
        until.filter(|until| *until > now)
    }

    /// How many requests may be under way.
    pub fn width(&self) -> usize {
        self.width
    }
}

fn distance(looks: u32, online: bool) -> Duration {
    let (first, longest) = match online {
        true => (TRY, LONGEST_TRY),
        false => (GLANCE, LONGEST_GLANCE),
    };
    first
        .saturating_mul(2_u32.saturating_pow(looks.min(16)))
        .min(longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Moment {
        Moment::from_unix_seconds(seconds)
    }

    /// The seconds between the looks of a gate that stays closed.
    fn distances(online: bool, count: usize) -> Vec<u64> {
        let (mut gate, mut now) = (Gate::narrow(), at(0));
        let mut found = Vec::new();
        for _ in 0..count {
            gate.close("offline", true, online, now);
            let next = gate.rests_until(now).map_or(now, |until| until);
            found.push(next.since(now).as_secs());
            now = next;
        }
        found
    }

    #[test]
    fn looks_grow_apart_and_cheap_ones_stay_near() {
        assert_eq!(distances(false, 6), [2, 4, 8, 15, 15, 15]);
        assert_eq!(distances(true, 9), [5, 10, 20, 40, 80, 160, 300, 300, 300]);
    }

    #[test]
    fn what_was_under_way_together_closes_it_once() {
        let mut gate = Gate::narrow();
        for second in 0..4 {
            gate.close("offline", true, true, at(second));
        }
        assert_eq!(gate.rests_until(at(4)), Some(at(5)));
        assert_eq!(gate.closed().map(|closed| closed.since), Some(at(0)));
    }

    #[test]
    fn it_opens_one_request_wide_and_doubles_with_each_that_comes_back() {
        let mut gate = Gate::narrow();
        gate.passed();
        gate.passed();
        assert_eq!(gate.width(), 4);
        gate.close("offline", true, false, at(0));
        assert_eq!(gate.width(), 1);
        assert_eq!(gate.rests_until(at(2)), None, "one look is due");
        gate.passed();
        assert_eq!((gate.width(), gate.closed()), (2, None));
    }

    #[test]
    fn a_sign_of_life_has_it_looked_at_once() {
        let mut gate = Gate::narrow();
        gate.close("no names", true, true, at(0));
        gate.look_now(at(1));
        assert_eq!(gate.rests_until(at(1)), None);
        gate.close("no names", true, true, at(1));
        assert_eq!(gate.rests_until(at(1)), Some(at(6)), "from the start again");
    }
}
