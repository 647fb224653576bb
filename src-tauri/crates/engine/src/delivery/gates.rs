//! The gates of all destinations that do not go at their full width.

use std::collections::BTreeMap;

use hookloom_core::{gate::Gate, id::DestinationId, moment::Moment, view::Offline};

use super::outage::Closings;

/// How an attempt came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// With an answer, whatever it said.
    Answered,
    /// Without one, and that is the destination's matter.
    Unanswered,
    /// It never got beyond this computer, which says nothing about the way there.
    Unmade,
    /// This computer was offline.
    Offline {
        /// What stood in the way.
        why: String,
        /// True when it is this computer as a whole.
        everything: bool,
    },
}

/// Most of the time there are none.
#[derive(Default)]
pub(super) struct Gates(BTreeMap<DestinationId, Gate>);

impl Gates {
    /// Whether every destination goes at its full width.
    pub(super) fn are_open(&self) -> bool {
        self.0.is_empty()
    }

    /// Lets a queue begin with one request, unless it does already.
    pub(super) fn narrow(&mut self, destination: DestinationId) {
        self.0.entry(destination).or_insert_with(Gate::narrow);
    }

    /// How many requests of `parallel` may be under way.
    pub(super) fn width(&self, destination: DestinationId, parallel: usize) -> usize {
        let gate = self.0.get(&destination);
        gate.map_or(parallel, |gate| gate.width().min(parallel))
    }

    /// Until when nothing is to be tried there. Where one look is due, `online` tells whether any
    /// way leads out at all; if none does, nothing is sent for it.
    pub(super) fn rests_until(
        &mut self,
        destination: DestinationId,
        now: Moment,
        online: impl FnOnce() -> bool,
    ) -> Option<Moment> {
        let gate = self.0.get_mut(&destination)?;
        if let Some(until) = gate.rests_until(now) {
            return Some(until);
        }
        let closed = gate.closed().filter(|closed| closed.everything)?;
        let why = closed.why.clone();
        if online() {
            return None;
        }
        gate.close(&why, true, false, now);
        gate.rests_until(now)
    }

    /// An attempt came back.
    pub(super) fn landed(
        &mut self,
        destination: DestinationId,
        parallel: usize,
        how: &How,
        now: Moment,
        online: impl FnOnce() -> bool,
    ) {
        if let How::Offline { why, everything } = how {
            let gate = self.0.entry(destination).or_insert_with(Gate::narrow);
            gate.close(why, *everything, online(), now);
            return;
        }
        if *how == How::Unmade {
            return;
        }
        let Some(gate) = self.0.get_mut(&destination) else {
            return;
        };
        // What was under way when the gate was closed proves nothing, unless it was answered.
        if *how == How::Answered || gate.rests_until(now).is_none() {
            gate.passed();
        }
        if gate.closed().is_none() && gate.width() >= parallel {
            self.0.remove(&destination);
        }
    }

    /// Has every way that is closed for the whole computer looked at again at once.
    pub(super) fn look_now(&mut self, now: Moment) {
        for gate in self.0.values_mut() {
            gate.look_now(now);
        }
    }

    /// Whether the whole computer seems to be offline somewhere.
    pub(super) fn any_closed(&self) -> bool {
        self.0.values().any(|gate| gate.closed().is_some())
    }

    /// Forgets the gates of queues that are empty.
    pub(super) fn retain(&mut self, is_waiting: impl Fn(DestinationId) -> bool) {
        self.0.retain(|id, _| is_waiting(*id));
    }

    /// What is closed, for whoever shows it.
    pub(super) fn closings(&self) -> Closings {
        let closed = self.0.iter().filter_map(|(id, gate)| {
            let closed = gate.closed()?;
            let offline = Offline {
                since: closed.since,
                why: closed.why.clone(),
            };
            Some((*id, (offline, closed.everything)))
        });
        closed.collect()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const SHOP: DestinationId = DestinationId::new(Uuid::from_u128(1));
    const PARALLEL: usize = 8;

    fn at(seconds: i64) -> Moment {
        Moment::from_unix_seconds(seconds)
    }

    fn landed(gates: &mut Gates, how: &How, seconds: i64) -> usize {
        gates.landed(SHOP, PARALLEL, how, at(seconds), || true);
        gates.width(SHOP, PARALLEL)
    }

    #[test]
    fn what_comes_back_from_there_widens_and_what_never_got_there_does_not() {
        let mut gates = Gates::default();
        gates.narrow(SHOP);
        assert_eq!(landed(&mut gates, &How::Unmade, 0), 1);
        assert_eq!(landed(&mut gates, &How::Unanswered, 1), 2);
        assert_eq!(landed(&mut gates, &How::Unmade, 2), 2);
        assert_eq!(landed(&mut gates, &How::Answered, 3), 4);
        assert_eq!(landed(&mut gates, &How::Answered, 4), 8);
        assert!(gates.are_open());
        landed(&mut gates, &How::Unmade, 5);
        assert!(gates.are_open(), "and it closes nothing");
    }

    #[test]
    fn what_never_got_there_opens_no_way_that_is_closed() {
        let mut gates = Gates::default();
        let offline = How::Offline {
            why: "offline".to_owned(),
            everything: true,
        };
        landed(&mut gates, &offline, 0);
        assert_eq!(landed(&mut gates, &How::Unmade, 3600), 1);
        assert!(gates.any_closed(), "nobody knows better");
        landed(&mut gates, &How::Unanswered, 3601);
        assert!(!gates.any_closed());
    }
}
