//! Where nothing gets through at the moment because this computer is offline, for whoever shows it.

use std::{collections::BTreeMap, sync::Arc};

use hookloom_core::{id::DestinationId, view::Offline};
use tokio::sync::watch;

/// What stands in the way to each destination, and whether it is the computer as a whole.
pub type Closings = BTreeMap<DestinationId, (Offline, bool)>;

/// The closings as they are now. Clones share them.
#[derive(Clone, Default)]
pub struct Outage(watch::Sender<Arc<Closings>>);

impl Outage {
    /// What stands in the way to a destination.
    pub fn to(&self, destination: DestinationId) -> Option<Offline> {
        let closed = self.0.borrow();
        closed.get(&destination).map(|(offline, _)| offline.clone())
    }

    /// Set while this computer as a whole is offline: since the first of its signs.
    pub fn of_everything(&self) -> Option<Offline> {
        let closed = self.0.borrow();
        let whole = closed.values().filter(|(_, everything)| *everything);
        let first = whole.min_by_key(|(offline, _)| offline.since);
        first.map(|(offline, _)| offline.clone())
    }

    /// Replaces them; true when they were others before.
    pub(super) fn put(&self, closings: Closings) -> bool {
        self.0.send_if_modified(|present| {
            let differ = **present != closings;
            if differ {
                *present = Arc::new(closings);
            }
            differ
        })
    }
}
