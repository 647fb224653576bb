//! What is ready to be sent to one destination, in memory.

use std::collections::VecDeque;

use crate::store::DueDelivery;

/// How much of what comes in by the short way is kept ready, in bytes. What is beyond that is read
/// when it is its turn.
const MOST: usize = 1024 * 1024;

/// What a delivery takes beside its body, about.
const FRAME: usize = 1024;

/// Deliveries in the order in which they are due.
#[derive(Default)]
pub(super) struct Ready {
    queue: VecDeque<Box<DueDelivery>>,
    bytes: usize,
}

impl Ready {
    /// Whether one more may come in by the short way.
    pub(super) fn has_room(&self) -> bool {
        self.bytes < MOST
    }

    pub(super) fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.queue.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &DueDelivery> {
        self.queue.iter().map(Box::as_ref)
    }

    pub(super) fn push_back(&mut self, due: Box<DueDelivery>) {
        self.bytes += bytes(&due);
        self.queue.push_back(due);
    }

    pub(super) fn push_front(&mut self, due: Box<DueDelivery>) {
        self.bytes += bytes(&due);
        self.queue.push_front(due);
    }

    pub(super) fn remove(&mut self, index: usize) -> Option<Box<DueDelivery>> {
        let due = self.queue.remove(index)?;
        self.bytes -= bytes(&due);
        Some(due)
    }
}

impl FromIterator<DueDelivery> for Ready {
    fn from_iter<T: IntoIterator<Item = DueDelivery>>(due: T) -> Self {
        let mut ready = Self::default();
        for due in due {
            ready.push_back(Box::new(due));
        }
        ready
    }
}

fn bytes(due: &DueDelivery) -> usize {
    let request = due.delivery.request.as_ref();
    let body = request.and_then(|request| request.body.as_ref());
    FRAME + body.map_or(0, String::len)
}
