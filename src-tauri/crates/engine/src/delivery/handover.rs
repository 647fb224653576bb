//! The short way from intake to the dispatcher: what was accepted a moment ago and is due at once
//! need not be read from the database again.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use hookloom_core::delivery::Delivery;

use super::bell::Bell;

/// How many may be on the short way; the others are read when it is their turn.
const ROOM: usize = 256;

/// A point in the order of what the dispatcher reads: something that was written after a turn began
/// can't have been read before it.
pub(crate) type Turn = u64;

/// A delivery on the short way.
pub(super) struct Handed {
    /// The turn in which its writing began.
    pub turn: Turn,
    pub delivery: Delivery,
}

/// Where intake leaves deliveries for the dispatcher. Clones share it.
#[derive(Clone, Default)]
pub(crate) struct Handover(Arc<Inner>);

#[derive(Default)]
struct Inner {
    bell: Bell,
    turn: AtomicU64,
    waiting: Mutex<Vec<Handed>>,
}

impl Handover {
    pub(crate) fn new(bell: Bell) -> Self {
        Self(Arc::new(Inner {
            bell,
            turn: AtomicU64::new(0),
            waiting: Mutex::default(),
        }))
    }

    /// The present turn, to be asked for before something is written.
    pub(crate) fn turn(&self) -> Turn {
        self.0.turn.load(Ordering::Acquire)
    }

    /// Begins a turn, after something was read.
    pub(super) fn next_turn(&self) -> Turn {
        self.0.turn.fetch_add(1, Ordering::AcqRel) + 1
    }

    /// Leaves deliveries that are on disk and due. What there is no room for is looked for in the
    /// database.
    pub(crate) fn give(&self, turn: Turn, deliveries: impl Iterator<Item = Delivery>) {
        let mut waiting = self.waiting();
        let mut deliveries = deliveries.peekable();
        while waiting.len() < ROOM
            && let Some(delivery) = deliveries.next()
        {
            waiting.push(Handed { turn, delivery });
        }
        drop(waiting);
        match deliveries.peek() {
            None => self.0.bell.nudge(),
            Some(_) => self.0.bell.ring(),
        }
    }

    /// What was left since the last time.
    pub(super) fn take(&self) -> Vec<Handed> {
        std::mem::take(&mut *self.waiting())
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Handed>> {
        self.0
            .waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
