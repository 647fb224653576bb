//! The pace of each automation and each destination that has a limit per minute.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use hookloom_core::{
    automation::Automation,
    destination::Destination,
    id::{AutomationId, DestinationId},
    limits::Pace,
    moment::Moment,
};

use crate::store::{Store, StoreError, Traffic};

/// How far back what was sent still counts when a pace begins.
const LOOK_BACK: Duration = Duration::from_secs(61);

/// The paces of all automations and destinations with a limit.
///
/// Of an automation, intake gives deliveries their places and the dispatcher asks whether they may
/// start: so those of others go past them on the same way. What goes to one destination waits in
/// its order, so the dispatcher only asks when the next may start.
#[derive(Default)]
pub struct Paces {
    automations: Mutex<BTreeMap<AutomationId, Pace>>,
    destinations: Mutex<BTreeMap<DestinationId, Pace>>,
}

impl Paces {
    /// Makes the automation's pace that of its limit, going on from what the store knows; true
    /// when it has a limit.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn keep(
        &self,
        automation: &Automation,
        store: &Store,
        now: Moment,
    ) -> Result<bool, StoreError> {
        let id = automation.id;
        let Some(per_minute) = automation.settings.limits.per_minute else {
            return Ok(false);
        };
        let limit = usize::try_from(per_minute).unwrap_or(usize::MAX);
        if self
            .lock()
            .get(&id)
            .is_some_and(|pace| pace.per_minute() == limit)
        {
            return Ok(true);
        }
        let sends = &automation.settings.sends;
        let mut destinations: Vec<_> = sends.iter().map(|send| send.destination).collect();
        destinations.sort_unstable();
        destinations.dedup();
        let traffic = store.traffic(Some(id), destinations, now.minus(LOOK_BACK), limit);
        let Traffic { sent, waiting } = Box::pin(traffic).await?;
        let pace = Pace::new(per_minute, sent, waiting);
        self.lock().insert(id, pace);
        Ok(true)
    }

    /// When a delivery that is made now is due.
    pub fn reserve(&self, id: AutomationId, now: Moment) -> Moment {
        self.lock()
            .get_mut(&id)
            .map_or(now, |pace| pace.reserve(now))
    }

    /// Notes that a delivery starts now.
    ///
    /// # Errors
    /// It must not, but may at the moment given.
    pub fn start(&self, id: AutomationId, now: Moment) -> Result<(), Moment> {
        self.lock()
            .get_mut(&id)
            .map_or(Ok(()), |pace| pace.start(now))
    }

    /// When the next may start to a destination: at once, or at a later moment. Its pace begins
    /// with what the store knows.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn free_at(
        &self,
        destination: &Destination,
        store: &Store,
        now: Moment,
    ) -> Result<Moment, StoreError> {
        let id = destination.id;
        let Some(per_minute) = destination.settings.limits.per_minute else {
            self.to_destinations().remove(&id);
            return Ok(now);
        };
        let limit = usize::try_from(per_minute).unwrap_or(usize::MAX);
        if let Some(pace) = self.to_destinations().get_mut(&id) {
            if pace.per_minute() != limit {
                *pace = pace.with_limit(per_minute);
            }
            return Ok(pace.free_at(now));
        }
        let since = now.minus(LOOK_BACK);
        let traffic = store.traffic(None, vec![id], since, limit);
        let traffic = Box::pin(traffic).await?;
        let mut pace = Pace::new(per_minute, traffic.sent, Vec::new());
        let free_at = pace.free_at(now);
        self.to_destinations().insert(id, pace);
        Ok(free_at)
    }

    /// When the next may start to a destination, as far as it is known that it has a limit.
    pub fn known_free_at(&self, id: DestinationId, now: Moment) -> Option<Moment> {
        Some(self.to_destinations().get_mut(&id)?.free_at(now))
    }

    /// Notes that something starts to a destination, which was free for it.
    pub fn started(&self, id: DestinationId, now: Moment) {
        if let Some(pace) = self.to_destinations().get_mut(&id) {
            // It was free a moment ago, and nobody else starts anything.
            let _ = pace.start(now);
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<AutomationId, Pace>> {
        self.automations
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn to_destinations(&self) -> MutexGuard<'_, BTreeMap<DestinationId, Pace>> {
        self.destinations
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
