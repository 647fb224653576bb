//! The lanes of all destinations that something is sent to.

use std::collections::BTreeMap;

use hookloom_core::{id::DestinationId, moment::Moment};

use super::{handover::Turn, lane::Lane};

/// A destination without a lane has nothing due in the store.
pub(super) struct Lanes {
    all: BTreeMap<DestinationId, Lane>,
    /// What was written before that turn may have been read by a lane that is gone.
    read_until: Turn,
}

impl Lanes {
    /// None yet; what was written before that turn may have been read by somebody else.
    pub(super) fn since(turn: Turn) -> Self {
        Self {
            all: BTreeMap::new(),
            read_until: turn,
        }
    }

    /// The lane of a destination, which is made if there is none.
    pub(super) fn of(&mut self, destination: DestinationId) -> &mut Lane {
        let lane = self.all.entry(destination);
        lane.or_insert_with(|| Lane::since(self.read_until))
    }

    pub(super) fn get(&self, destination: DestinationId) -> Option<&Lane> {
        self.all.get(&destination)
    }

    pub(super) fn get_mut(&mut self, destination: DestinationId) -> Option<&mut Lane> {
        self.all.get_mut(&destination)
    }

    /// The destinations to which something may start.
    pub(super) fn with_work(&self) -> Vec<DestinationId> {
        let lanes = self.all.iter().filter(|(_, lane)| lane.has_work());
        lanes.map(|(id, _)| *id).collect()
    }

    /// Whether more waits somewhere than comes and goes at once.
    pub(super) fn are_crowded(&self) -> bool {
        self.all.values().any(Lane::is_crowded)
    }

    /// When the first lane that rests at the moment goes on.
    pub(super) fn next_after(&self, now: Moment) -> Option<Moment> {
        let rested = self.all.values().filter_map(Lane::rests_until);
        rested.filter(|until| *until > now).min()
    }

    /// Lets go of the lanes that are not wanted.
    pub(super) fn keep(&mut self, is_wanted: impl Fn(DestinationId, &Lane) -> bool) {
        let Self { all, read_until } = self;
        all.retain(|id, lane| {
            let keep = is_wanted(*id, lane);
            if !keep {
                *read_until = lane.read_until().max(*read_until);
            }
            keep
        });
    }

    /// What was read or handed over before that turn may no longer hold.
    pub(super) fn forget_ready(&mut self, turn: Turn) {
        self.read_until = turn;
        for lane in self.all.values_mut() {
            lane.forget_ready(turn);
        }
    }
}
