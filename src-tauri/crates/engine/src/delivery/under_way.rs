//! What is under way, for those who must not take it for waiting.

use std::{
    collections::{BTreeMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use hookloom_core::id::{DeliveryId, DestinationId};

/// The deliveries under way, by destination. Clones share it. The dispatcher has its own account
/// of them and acts by that; here others can look.
#[derive(Clone, Default)]
pub struct UnderWay(Arc<Mutex<BTreeMap<DestinationId, HashSet<DeliveryId>>>>);

impl UnderWay {
    /// What is under way to a destination.
    pub fn to(&self, destination: DestinationId) -> Vec<DeliveryId> {
        let all = self.lock();
        let there = all.get(&destination);
        there.map_or_else(Vec::new, |there| there.iter().copied().collect())
    }

    /// Everything that is under way.
    pub(super) fn all(&self) -> Vec<DeliveryId> {
        self.lock().values().flatten().copied().collect()
    }

    pub(super) fn started(&self, destination: DestinationId, delivery: DeliveryId) {
        self.lock().entry(destination).or_default().insert(delivery);
    }

    pub(super) fn landed(&self, destination: DestinationId, delivery: DeliveryId) {
        let mut all = self.lock();
        if let Some(there) = all.get_mut(&destination) {
            there.remove(&delivery);
            if there.is_empty() {
                all.remove(&destination);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<DestinationId, HashSet<DeliveryId>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
