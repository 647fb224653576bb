//! Wakes the dispatcher.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use tokio::sync::{Notify, futures::Notified};

/// Rung whenever there may be something to send.
#[derive(Clone, Default)]
pub struct Bell(Arc<Inner>);

#[derive(Default)]
struct Inner {
    notify: Notify,
    afresh: AtomicBool,
}

impl Bell {
    /// Something new may be due.
    pub fn ring(&self) {
        self.0.notify.notify_one();
    }

    /// What was read earlier may no longer hold: deliveries were cancelled or held.
    pub fn ring_afresh(&self) {
        self.0.afresh.store(true, Ordering::Release);
        self.ring();
    }

    /// Completes at the next ring; a ring between two looks is kept, so none is missed.
    pub(super) fn rung(&self) -> Notified<'_> {
        self.0.notify.notified()
    }

    /// True once after each [`Bell::ring_afresh`].
    pub(super) fn take_afresh(&self) -> bool {
        self.0.afresh.swap(false, Ordering::AcqRel)
    }
}
