//! One destination's deliveries on their way out.

use std::collections::HashMap;

use hookloom_core::{
    id::{AutomationId, DeliveryId},
    moment::Moment,
};

use super::{
    handover::{Handed, Turn},
    ready::Ready,
    seen::Seen,
};
use crate::store::DueDelivery;

/// How many due deliveries are read ahead, so that a backlog costs one read per so many sends
/// while its bulk stays in the database.
pub(super) const READ_AHEAD: usize = 64;

/// What deliveries that keep an order have in common.
type Key = (AutomationId, String);

/// A delivery that set off.
struct InFlight {
    key: Option<Key>,
    /// It arrived, and that is being written down.
    arrived: bool,
}

/// What is read and under way for one destination.
pub(super) struct Lane {
    ready: Ready,
    in_flight: HashMap<DeliveryId, InFlight>,
    rests_until: Option<Moment>,
    /// More may be due in the store than is ready or under way.
    more_in_store: bool,
    seen: Seen,
}

impl Lane {
    /// An empty one. What was written before that turn may have been read by an earlier lane.
    pub(super) fn since(turn: Turn) -> Self {
        Self {
            ready: Ready::default(),
            in_flight: HashMap::new(),
            rests_until: None,
            more_in_store: false,
            seen: Seen::before(turn),
        }
    }

    /// How many rows to read so that at least [`READ_AHEAD`] of them can start: each that is under
    /// way may be among them, and one that waits for it.
    pub(super) fn rows_to_read(&self) -> usize {
        2 * self.in_flight.len() + READ_AHEAD
    }

    /// True when nothing that is ready can start, and the store may have more.
    pub(super) fn wants_more(&self) -> bool {
        self.more_in_store && self.first().is_none()
    }

    /// Something may have become due in the store.
    pub(super) fn expect_more(&mut self) {
        self.more_in_store = true;
    }

    /// Takes over what was read, at most `limit`, before that turn; what is under way still stands
    /// as pending and is left out.
    pub(super) fn refill(&mut self, due: Vec<DueDelivery>, limit: usize, turn: Turn) {
        self.more_in_store = due.len() >= limit;
        self.seen.note(due.iter().map(|due| due.delivery.id), turn);
        let fresh = due
            .into_iter()
            .filter(|due| !self.in_flight.contains_key(&due.delivery.id));
        self.ready = fresh.collect();
    }

    /// Takes over what came by the short way, behind everything that is due already. Where that
    /// can't be known, it is left to be read.
    pub(super) fn take_over(&mut self, Handed { turn, delivery }: Handed) {
        self.more_in_store |= !self.ready.has_room() || self.seen.may_hold(delivery.id, turn);
        if !self.more_in_store {
            self.ready.push_back(Box::new(DueDelivery::new(delivery)));
        }
    }

    /// True while something may start, as far as this lane knows.
    pub(super) fn has_work(&self) -> bool {
        self.more_in_store || !self.ready.is_empty()
    }

    /// Whether as many wait here as are read ahead, or more are in the store.
    pub(super) fn is_crowded(&self) -> bool {
        self.more_in_store || self.ready.len() >= READ_AHEAD
    }

    /// The next to send while fewer than `parallel` are under way. One that was stopped under way
    /// gives its key free in the database, but not here: the next of its key waits until it has
    /// landed.
    pub(super) fn next(&mut self, parallel: usize) -> Option<Box<DueDelivery>> {
        if self.is_full(parallel) {
            return None;
        }
        let due = self.ready.remove(self.first()?)?;
        self.begin(&due);
        Some(due)
    }

    /// Notes that this one is under way, beside what was read.
    pub(super) fn begin(&mut self, due: &DueDelivery) {
        let begun = InFlight {
            key: key(due),
            arrived: false,
        };
        self.in_flight.insert(due.delivery.id, begun);
    }

    /// True while nothing is under way.
    pub(super) fn is_still(&self) -> bool {
        self.in_flight.is_empty()
    }

    /// True while no more may set off: so many requests are out, or twice as many deliveries are not
    /// written down yet because the disk is slow.
    pub(super) fn is_full(&self, parallel: usize) -> bool {
        let out = self.in_flight.values().filter(|one| !one.arrived);
        self.in_flight.len() >= 2 * parallel || out.count() >= parallel
    }

    /// Puts what did not start back to where it was.
    pub(super) fn put_back(&mut self, due: Box<DueDelivery>) {
        self.landed(due.delivery.id);
        self.ready.push_front(due);
    }

    /// A delivery arrived: its place is free.
    pub(super) fn arrived(&mut self, id: DeliveryId) {
        if let Some(one) = self.in_flight.get_mut(&id) {
            one.arrived = true;
        }
    }

    /// What became of a delivery is written down.
    pub(super) fn landed(&mut self, id: DeliveryId) {
        self.in_flight.remove(&id);
    }

    /// What was read or handed over before that turn may no longer hold.
    pub(super) fn forget_ready(&mut self, turn: Turn) {
        self.ready = Ready::default();
        self.more_in_store = true;
        self.seen = Seen::before(turn);
    }

    /// What was written before that turn may have been read.
    pub(super) fn read_until(&self) -> Turn {
        self.seen.last()
    }

    /// Nothing starts here before that moment.
    pub(super) fn rest(&mut self, until: Option<Moment>) {
        self.rests_until = until;
    }

    /// When the next may start, where that is known.
    pub(super) fn rests_until(&self) -> Option<Moment> {
        self.rests_until
    }

    /// True when nothing is ready or under way.
    pub(super) fn is_empty(&self) -> bool {
        self.ready.is_empty() && self.in_flight.is_empty()
    }

    /// Where the first is that waits for nothing under way.
    fn first(&self) -> Option<usize> {
        let waits = |due: &DueDelivery| {
            let key = key(due);
            key.is_some() && self.in_flight.values().any(|one| one.key == key)
        };
        self.ready.iter().position(|due| !waits(due))
    }
}

fn key(due: &DueDelivery) -> Option<Key> {
    let delivery = &due.delivery;
    Some((delivery.automation, delivery.order_key.clone()?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use hookloom_core::{
        delivery::{Delivery, DeliveryState},
        id::{DestinationId, EventId},
        retry::Retry,
        statuses::{Statuses, Successes},
    };
    use uuid::Uuid;

    use super::*;

    fn due(number: u128) -> DueDelivery {
        let (uuid, now) = (Uuid::from_u128(number), Moment::from_unix_millis(0));
        DueDelivery::new(Delivery {
            id: DeliveryId::new(uuid),
            event: EventId::new(uuid),
            automation: AutomationId::new(Uuid::nil()),
            destination: DestinationId::new(Uuid::nil()),
            state: DeliveryState::Pending { due_at: now },
            request: None,
            retry: Retry::default(),
            retry_on: Statuses::default(),
            success_on: Successes::default(),
            created_at: now,
            test: false,
            copy_of: None,
            order_key: None,
            useless_at: None,
        })
    }

    /// A lane in which these are ready.
    fn lane(numbers: impl IntoIterator<Item = u128>) -> Lane {
        let mut lane = Lane::since(0);
        lane.refill(numbers.into_iter().map(due).collect(), usize::MAX, 1);
        lane
    }

    fn next(lane: &mut Lane, parallel: usize) -> Option<DeliveryId> {
        lane.next(parallel).map(|due| due.delivery.id)
    }

    #[test]
    fn what_is_beyond_a_megabyte_is_left_to_be_read() {
        let mut lane = Lane::since(0);
        for number in 0..=1024 {
            let delivery = due(number).delivery;
            lane.take_over(Handed { turn: 0, delivery });
        }
        let taken = std::iter::from_fn(|| next(&mut lane, usize::MAX / 2)).count();
        assert_eq!(taken, 1024);
        assert!(lane.wants_more());
    }

    #[test]
    fn no_more_requests_are_out_than_the_limit_says() {
        let mut lane = lane(1..=3);
        assert!(next(&mut lane, 2).is_some());
        assert!(next(&mut lane, 2).is_some());
        assert_eq!(next(&mut lane, 2), None);
    }

    #[test]
    fn what_arrived_gives_its_place_free_before_it_is_written_down() {
        let mut lane = lane(1..=2);
        let first = next(&mut lane, 1).unwrap();
        assert_eq!(next(&mut lane, 1), None, "its request is out");
        lane.arrived(first);
        assert!(next(&mut lane, 1).is_some());
    }

    #[test]
    fn a_slow_disk_holds_up_what_would_set_off() {
        let mut lane = lane(1..=3);
        let first = next(&mut lane, 1).unwrap();
        lane.arrived(first);
        let second = next(&mut lane, 1).unwrap();
        lane.arrived(second);
        assert_eq!(next(&mut lane, 1), None, "two wait for the disk");
        lane.landed(first);
        assert!(next(&mut lane, 1).is_some());
    }

    #[test]
    fn what_arrived_is_not_taken_for_due_as_long_as_it_stands_as_pending() {
        let mut lane = lane([1]);
        let first = next(&mut lane, 1).unwrap();
        lane.arrived(first);
        lane.refill(vec![due(1)], usize::MAX, 2);
        assert_eq!(next(&mut lane, 1), None);
        lane.landed(first);
        assert!(lane.is_empty());
    }
}
