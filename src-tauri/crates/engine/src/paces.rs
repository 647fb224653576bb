//! The pace of each automation that has a limit per minute.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use hookloom_core::{automation::Automation, id::AutomationId, limits::Pace, moment::Moment};

use crate::store::{Store, StoreError, Traffic};

/// How far back what was sent still counts when a pace begins.
const LOOK_BACK: Duration = Duration::from_secs(61);

/// The paces of all automations with a limit. Intake gives deliveries their places, the dispatcher
/// asks whether they may start.
#[derive(Default)]
pub struct Paces(Mutex<HashMap<AutomationId, Pace>>);

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
        let Traffic { sent, waiting } = store
            .traffic(id, destinations, now.minus(LOOK_BACK), limit)
            .await?;
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

    fn lock(&self) -> MutexGuard<'_, HashMap<AutomationId, Pace>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
