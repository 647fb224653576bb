//! Wakes the dispatcher.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicI64, Ordering},
};

use hookloom_core::moment::Moment;
use tokio::sync::{Notify, futures::Notified};

/// Rung whenever there may be something to send.
#[derive(Clone, Default)]
pub struct Bell(Arc<Inner>);

struct Inner {
    notify: Notify,
    rung: AtomicBool,
    afresh: AtomicBool,
    impatient: AtomicBool,
    /// Before this moment, in milliseconds, nothing that waits comes to the end of its use.
    ends: AtomicI64,
}

impl Default for Inner {
    fn default() -> Self {
        Self {
            notify: Notify::new(),
            // Nobody has looked yet.
            rung: AtomicBool::new(true),
            afresh: AtomicBool::new(false),
            impatient: AtomicBool::new(false),
            // Nobody has looked yet.
            ends: AtomicI64::new(i64::MIN),
        }
    }
}

impl Bell {
    /// Something new may be due, and the database says what.
    pub fn ring(&self) {
        self.0.rung.store(true, Ordering::Release);
        self.nudge();
    }

    /// Something was handed over that is not to be looked for.
    pub(super) fn nudge(&self) {
        self.0.notify.notify_one();
    }

    /// What was read earlier may no longer hold: deliveries were cancelled or held.
    pub fn ring_afresh(&self) {
        self.0.afresh.store(true, Ordering::Release);
        self.ring();
    }

    /// Something waits that is of no use from that moment on.
    pub fn expect_end(&self, at: Moment) {
        self.0.ends.fetch_min(at.unix_millis(), Ordering::AcqRel);
    }

    /// Things wait again of which nobody knows when they are of no use.
    pub fn look_for_ends(&self) {
        self.0.ends.store(i64::MIN, Ordering::Release);
        self.ring();
    }

    /// When something may come to the end of its use; nothing if never.
    pub(super) fn next_end(&self) -> Option<Moment> {
        let millis = self.0.ends.load(Ordering::Acquire);
        (millis < i64::MAX).then(|| Moment::from_unix_millis(millis))
    }

    /// Forgets the ends up to now, because somebody looks for them.
    pub(super) fn take_ends(&self) {
        self.0.ends.store(i64::MAX, Ordering::Release);
    }

    /// A person does not want to wait: what rests because this computer is offline is tried now.
    pub fn ring_impatiently(&self) {
        self.0.impatient.store(true, Ordering::Release);
        self.ring();
    }

    /// Completes at the next ring or nudge; one between two looks is kept, so none is missed.
    pub(super) fn rung(&self) -> Notified<'_> {
        self.0.notify.notified()
    }

    /// True once after each [`Bell::ring`].
    pub(super) fn take_rung(&self) -> bool {
        self.0.rung.swap(false, Ordering::AcqRel)
    }

    /// True once after each [`Bell::ring_afresh`].
    pub(super) fn take_afresh(&self) -> bool {
        self.0.afresh.swap(false, Ordering::AcqRel)
    }

    /// True once after each [`Bell::ring_impatiently`].
    pub(super) fn take_impatient(&self) -> bool {
        self.0.impatient.swap(false, Ordering::AcqRel)
    }
}
