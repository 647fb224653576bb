//! A client's queue of changes, which never makes its connection wait.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use tokio::sync::mpsc;

use crate::change::Change;

/// How many changes may wait to be taken.
const WAITING: usize = 1024;

/// The changes of a subscription.
pub struct Changes {
    queue: mpsc::Receiver<Change>,
    missed: Arc<AtomicBool>,
}

/// Where the connection puts changes.
pub(crate) struct Outlet {
    queue: mpsc::Sender<Change>,
    missed: Arc<AtomicBool>,
}

pub(crate) fn channel() -> (Outlet, Changes) {
    let (sender, receiver) = mpsc::channel(WAITING);
    let missed = Arc::new(AtomicBool::new(false));
    let outlet = Outlet {
        queue: sender,
        missed: Arc::clone(&missed),
    };
    let changes = Changes {
        queue: receiver,
        missed,
    };
    (outlet, changes)
}

impl Changes {
    /// The next change; nothing once the connection has ended. Where changes were left out because
    /// they were not taken in time, one [`Change::Missed`] stands for them.
    pub async fn recv(&mut self) -> Option<Change> {
        if let Ok(change) = self.queue.try_recv() {
            return Some(change);
        }
        if self.missed.swap(false, Ordering::SeqCst) {
            return Some(Change::Missed {});
        }
        self.queue.recv().await
    }
}

impl Outlet {
    /// Never waits: a connection that stood still for changes would also keep answers back.
    pub fn put(&self, change: Change) {
        if self.queue.try_send(change).is_err() {
            self.missed.store(true, Ordering::SeqCst);
            // A queue that is still full leads whoever empties it to the mark; one that was
            // emptied just now needs to wake its reader.
            let _ = self.queue.try_send(Change::Missed {});
        }
    }
}
