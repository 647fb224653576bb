//! One destination's deliveries on their way out.

use std::collections::{HashMap, VecDeque};

use hookloom_core::{
    id::{AutomationId, DeliveryId},
    moment::Moment,
};

use crate::store::DueDelivery;

/// How many due deliveries are read ahead, so that a backlog costs one read per so many sends
/// while its bulk stays in the database.
pub(super) const READ_AHEAD: usize = 64;

/// What deliveries that keep an order have in common.
type Key = (AutomationId, String);

/// What is read and under way for one destination.
#[derive(Default)]
pub(super) struct Lane {
    ready: VecDeque<DueDelivery>,
    in_flight: HashMap<DeliveryId, Option<Key>>,
    rests_until: Option<Moment>,
}

impl Lane {
    /// How many rows to read so that at least [`READ_AHEAD`] of them can start: each that is under
    /// way may be among them, and one that waits for it.
    pub(super) fn rows_to_read(&self) -> usize {
        2 * self.in_flight.len() + READ_AHEAD
    }

    /// True when nothing that was read can start.
    pub(super) fn is_dry(&self) -> bool {
        self.first().is_none()
    }

    /// Takes over what was read; what is under way still stands as pending and is left out.
    pub(super) fn refill(&mut self, due: Vec<DueDelivery>) {
        let fresh = due
            .into_iter()
            .filter(|due| !self.in_flight.contains_key(&due.delivery.id));
        self.ready = fresh.collect();
    }

    /// The next to send while fewer than `parallel` are under way. One that was stopped under way
    /// gives its key free in the database, but not here: the next of its key waits until it has
    /// landed.
    pub(super) fn next(&mut self, parallel: usize) -> Option<DueDelivery> {
        if self.is_full(parallel) {
            return None;
        }
        let due = self.ready.remove(self.first()?)?;
        self.in_flight.insert(due.delivery.id, key(&due));
        Some(due)
    }

    /// Notes that this one is under way, beside what was read.
    pub(super) fn begin(&mut self, due: &DueDelivery) {
        self.in_flight.insert(due.delivery.id, key(due));
    }

    /// True while nothing is under way.
    pub(super) fn is_still(&self) -> bool {
        self.in_flight.is_empty()
    }

    /// True while no more may be under way.
    pub(super) fn is_full(&self, parallel: usize) -> bool {
        self.in_flight.len() >= parallel
    }

    /// Puts what did not start back to where it was.
    pub(super) fn put_back(&mut self, due: DueDelivery) {
        self.landed(due.delivery.id);
        self.ready.push_front(due);
    }

    /// A delivery came back.
    pub(super) fn landed(&mut self, id: DeliveryId) {
        self.in_flight.remove(&id);
    }

    /// What was read may no longer hold.
    pub(super) fn forget_ready(&mut self) {
        self.ready.clear();
    }

    /// Nothing starts here before that moment.
    pub(super) fn rest(&mut self, until: Option<Moment>) {
        self.rests_until = until;
    }

    /// When the next may start, where that is known.
    pub(super) fn rests_until(&self) -> Option<Moment> {
        self.rests_until
    }

    /// True when the lane holds nothing and can be dropped.
    pub(super) fn is_idle(&self) -> bool {
        self.ready.is_empty() && self.in_flight.is_empty()
    }

    /// Where the first is that waits for nothing under way.
    fn first(&self) -> Option<usize> {
        let waits = |due: &DueDelivery| {
            let key = key(due);
            key.is_some() && self.in_flight.values().any(|under_way| *under_way == key)
        };
        self.ready.iter().position(|due| !waits(due))
    }
}

fn key(due: &DueDelivery) -> Option<Key> {
    let delivery = &due.delivery;
    Some((delivery.automation, delivery.order_key.clone()?))
}
