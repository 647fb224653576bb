//! One destination's deliveries on their way out.

use std::collections::{HashSet, VecDeque};

use hookloom_core::id::DeliveryId;

use crate::store::DueDelivery;

/// How many due deliveries are read ahead, so that a backlog costs one read per so many sends
/// while its bulk stays in the database.
pub(super) const READ_AHEAD: usize = 64;

/// What is read and under way for one destination.
#[derive(Default)]
pub(super) struct Lane {
    ready: VecDeque<DueDelivery>,
    in_flight: HashSet<DeliveryId>,
}

impl Lane {
    /// How many rows to read so that at least [`READ_AHEAD`] of them are not under way already.
    pub(super) fn rows_to_read(&self) -> usize {
        self.in_flight.len() + READ_AHEAD
    }

    /// True when nothing read is left.
    pub(super) fn is_dry(&self) -> bool {
        self.ready.is_empty()
    }

    /// Takes over what was read; what is under way still stands as pending and is left out.
    pub(super) fn refill(&mut self, due: Vec<DueDelivery>) {
        let fresh = due
            .into_iter()
            .filter(|due| !self.in_flight.contains(&due.delivery.id));
        self.ready = fresh.collect();
    }

    /// The next to send while fewer than `parallel` are under way.
    pub(super) fn next(&mut self, parallel: usize) -> Option<DueDelivery> {
        if self.in_flight.len() >= parallel {
            return None;
        }
        let due = self.ready.pop_front()?;
        self.in_flight.insert(due.delivery.id);
        Some(due)
    }

    /// True while no more may be under way.
    pub(super) fn is_full(&self, parallel: usize) -> bool {
        self.in_flight.len() >= parallel
    }

    /// A delivery came back.
    pub(super) fn landed(&mut self, id: DeliveryId) {
        self.in_flight.remove(&id);
    }

    /// What was read may no longer hold.
    pub(super) fn forget_ready(&mut self) {
        self.ready.clear();
    }

    /// True when the lane holds nothing and can be dropped.
    pub(super) fn is_idle(&self) -> bool {
        self.ready.is_empty() && self.in_flight.is_empty()
    }
}
