//! Sends to the destinations, each within its limits.

use std::sync::Arc;

use hookloom_core::{
    id::{DeliveryId, DestinationId},
    moment::Moment,
};

use super::{Dispatcher, Landing, set_off};
use crate::{change::EngineChange, store::StoreError};

/// How often in a row a destination is read on because what was read was put off.
const MOST_PUT_OFF: usize = 8;

impl Dispatcher {
    /// Sends what is due, wherever it gets through, and tells when to look again at what does not.
    pub(super) async fn serve_all(&mut self, now: Moment) -> Result<Option<Moment>, StoreError> {
        let mut due = self.courier.store.next_due().await?;
        due.retain(|(_, due_at)| *due_at <= now);
        if std::mem::take(&mut self.ease) {
            due.iter().for_each(|(id, _)| self.gates.narrow(*id));
        }
        let mut next_look = None;
        for (destination, _) in &due {
            self.lanes.of(*destination).expect_more();
            let online = || self.courier.sender.is_online();
            match self.gates.rests_until(*destination, now, online) {
                Some(until) => next_look = next_look.into_iter().chain([until]).min(),
                None => self.serve(*destination, now).await?,
            }
        }
        let is_due = |id| due.iter().any(|(waiting, _)| *waiting == id);
        self.lanes.keep(|id, lane| !lane.is_empty() || is_due(id));
        let lanes = &self.lanes;
        self.gates
            .retain(|id| is_due(id) || lanes.get(id).is_some());
        if self.outage.put(self.gates.closings()) {
            self.courier.changes.tell(EngineChange::Status);
        }
        Ok(next_look)
    }

    /// Sends what the lanes hold.
    pub(super) async fn serve_lanes(&mut self, now: Moment) -> Result<(), StoreError> {
        for destination in self.lanes.with_work() {
            self.serve(destination, now).await?;
        }
        self.lanes
            .keep(|_, lane| !lane.is_empty() || lane.has_work());
        Ok(())
    }

    /// Sends what may be sent to one destination. What its automation's limit puts off makes room
    /// for others, but not for so long that other destinations wait.
    async fn serve(&mut self, destination: DestinationId, now: Moment) -> Result<(), StoreError> {
        for _ in 0..MOST_PUT_OFF {
            self.fill(destination, now).await?;
            let put_off = self.launch(destination).await?;
            if put_off.is_empty() {
                return Ok(());
            }
            self.courier.store.put_off(put_off).await?;
            // It is due at a time that nobody knows yet.
            self.must_look = true;
        }
        self.bell.ring();
        Ok(())
    }

    async fn fill(&mut self, destination: DestinationId, now: Moment) -> Result<(), StoreError> {
        let (parallel, in_all) = (self.parallel(destination), self.in_all());
        let has_room = self.under_way < in_all;
        let lane = self.lanes.of(destination);
        if has_room && lane.wants_more() && !lane.is_full(parallel) {
            let limit = lane.rows_to_read();
            let due = self.courier.store.due(destination, now, limit);
            let due = Box::pin(due).await?;
            let turn = self.handover.next_turn();
            self.lanes.of(destination).refill(due, limit, turn);
        }
        Ok(())
    }

    /// Starts what may start, and gives what must wait for longer, and until when.
    async fn launch(
        &mut self,
        destination: DestinationId,
    ) -> Result<Vec<(DeliveryId, Moment)>, StoreError> {
        let (parallel, in_all) = (self.parallel(destination), self.in_all());
        let mut put_off = Vec::new();
        let Some(lane) = self.lanes.get_mut(destination) else {
            return Ok(put_off);
        };
        lane.rest(None);
        while self.under_way < in_all
            && let Some(due) = lane.next(parallel)
        {
            let free_at = self.courier.free_at(destination).await?;
            if free_at > self.courier.clock.now() {
                lane.put_back(due);
                lane.rest(Some(free_at));
                break;
            }
            if let Err(later) = self.courier.may_start(&due).await? {
                lane.landed(due.delivery.id);
                put_off.push((due.delivery.id, later));
                continue;
            }
            self.courier
                .paces
                .started(destination, self.courier.clock.now());
            self.under_way += 1;
            let landing = Landing::of(&self.courier, &self.landing, &due);
            // In a box: the task would be moved about with all that an attempt needs.
            let courier = Arc::clone(&self.courier);
            self.couriers
                .spawn(Box::pin(set_off(courier, due, landing)));
        }
        Ok(put_off)
    }

    /// How many requests may be under way to all destinations together.
    fn in_all(&self) -> usize {
        self.courier.chosen.get().sending.parallel as usize
    }

    /// A paused or deleted destination gets nothing.
    fn parallel(&self, destination: DestinationId) -> usize {
        let catalog = self.courier.catalog.get();
        let open = catalog
            .destinations
            .get(&destination)
            .filter(|d| d.paused.is_none());
        let parallel = open.map_or(0, |destination| destination.settings.parallel as usize);
        self.gates.width(destination, parallel)
    }
}
