//! Paused destinations: what is unhealthy is tried in time, and what is resumed begins gently.

use std::{collections::HashSet, sync::Arc};

use hookloom_core::{id::DestinationId, moment::Moment, target::Target};

use super::{Dispatcher, Landing, set_off};
use crate::{delivery::lane::Lane, store::StoreError};

impl Dispatcher {
    /// Follows what is paused and resumed, and gives when the next destination is tried.
    pub(super) async fn follow_pauses(
        &mut self,
        now: Moment,
    ) -> Result<Option<Moment>, StoreError> {
        let catalog = self.courier.catalog.get();
        let all = catalog.destinations.values();
        let paused = |destination: &&Arc<Target>| destination.paused.is_some();
        let present: HashSet<_> = all.filter(paused).map(|one| one.id).collect();
        for resumed in self.paused.difference(&present) {
            self.gates.narrow(*resumed);
        }
        let mut next_probe = None;
        for id in &present {
            let next = self.probe_in_time(*id, now).await?;
            next_probe = next_probe.into_iter().chain(next).min();
        }
        self.paused = present;
        Ok(next_probe)
    }

    /// Tries an unhealthy destination with what was held first, if it is time; otherwise tells when
    /// it will be.
    async fn probe_in_time(
        &mut self,
        id: DestinationId,
        now: Moment,
    ) -> Result<Option<Moment>, StoreError> {
        let Some(next) = self.next_probe(id) else {
            return Ok(None);
        };
        if next > now {
            return Ok(Some(next));
        }
        if !self.lanes.get(id).is_none_or(Lane::is_still) {
            return Ok(None);
        }
        let free_at = self.courier.free_at(id).await?;
        if free_at > now {
            return Ok(Some(free_at));
        }
        if let Some(held) = self.courier.store.first_held(id).await? {
            self.courier.paces.started(id, now);
            self.lanes.of(id).begin(&held);
            self.under_way += 1;
            let landing = Landing::of(&self.courier, &self.landing, &held);
            self.couriers
                .spawn(set_off(Arc::clone(&self.courier), Box::new(held), landing));
        }
        Ok(None)
    }

    fn next_probe(&self, id: DestinationId) -> Option<Moment> {
        let catalog = self.courier.catalog.get();
        let paused = catalog.destinations.get(&id)?.paused.as_ref()?;
        Some(paused.probe.as_ref()?.next)
    }
}
