//! What was read of a destination's deliveries, so that none is taken a second time when it also
//! comes by the short way.

use std::collections::HashSet;

use hookloom_core::id::DeliveryId;

use super::handover::Turn;

/// The last two reads.
#[derive(Default)]
pub(super) struct Seen {
    /// The turn that began when the read before the last was over.
    before: Turn,
    /// The turn that began when the last read was over.
    last: Turn,
    /// What the last read gave.
    ids: HashSet<DeliveryId>,
}

impl Seen {
    /// Everything that was written before that turn may have been read.
    pub fn before(turn: Turn) -> Self {
        Self {
            before: turn,
            last: turn,
            ids: HashSet::new(),
        }
    }

    /// Notes what was read, and the turn that began then.
    pub fn note(&mut self, ids: impl Iterator<Item = DeliveryId>, turn: Turn) {
        self.before = self.last;
        self.last = turn;
        self.ids = ids.collect();
    }

    /// Whether a delivery whose writing began in that turn may have been read already.
    pub fn may_hold(&self, id: DeliveryId, turn: Turn) -> bool {
        turn < self.before || self.ids.contains(&id)
    }

    /// The turn that began when the last read was over.
    pub fn last(&self) -> Turn {
        self.last
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn id(number: u128) -> DeliveryId {
        DeliveryId::new(Uuid::from_u128(number))
    }

    #[test]
    fn what_the_last_read_gave_is_held_whenever_it_was_written() {
        let mut seen = Seen::default();
        seen.note([id(1)].into_iter(), 1);
        assert!(seen.may_hold(id(1), 0));
        assert!(seen.may_hold(id(1), 1));
        assert!(!seen.may_hold(id(2), 0));
    }

    #[test]
    fn what_was_written_before_an_earlier_read_was_over_may_be_held() {
        let mut seen = Seen::default();
        seen.note([id(1)].into_iter(), 1);
        seen.note([id(2)].into_iter(), 2);
        assert!(seen.may_hold(id(1), 0), "the first read gave it");
        assert!(!seen.may_hold(id(3), 1), "neither gave it");
    }

    #[test]
    fn nothing_from_before_is_taken_once_everything_was_forgotten() {
        let seen = Seen::before(5);
        assert!(seen.may_hold(id(1), 4));
        assert!(!seen.may_hold(id(1), 5));
    }
}
