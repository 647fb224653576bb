//! Takes what is due, within the limits, and hands it to couriers.

mod landing;
mod pauses;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use hookloom_core::{
    doubt::is_out_there,
    id::{DeliveryId, DestinationId},
    moment::Moment,
};
use tokio::sync::mpsc;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{
    bell::Bell,
    clock_watch::{ClockWatch, Shift},
    courier::Courier,
    gates::{Gates, How},
    lane::Lane,
    outage::Outage,
};
use crate::{change::EngineChange, store::StoreError};
use landing::{Landing, set_off};

/// How long to wait before what is useless is looked for again when that went wrong.
const REST_AFTER_STORE_ERROR: std::time::Duration = std::time::Duration::from_secs(5);

/// How often in a row a destination is read on because what was read was put off.
const MOST_PUT_OFF: usize = 8;

/// A delivery that came back, whatever became of it.
type Landed = (DestinationId, DeliveryId, How);

/// The one task that decides what is sent when. In flight is what it remembers, nothing else: after
/// a crash every pending row is simply due again.
pub(crate) struct Dispatcher {
    courier: Arc<Courier>,
    bell: Bell,
    lanes: HashMap<DestinationId, Lane>,
    gates: Gates,
    /// What was paused at the last look: it begins gently.
    paused: HashSet<DestinationId>,
    /// Everything begins gently, because everything stood still.
    ease: bool,
    watch: ClockWatch,
    outage: Outage,
    under_way: usize,
    couriers: TaskTracker,
    landing: mpsc::UnboundedSender<Landed>,
    landed: mpsc::UnboundedReceiver<Landed>,
}

impl Dispatcher {
    pub(crate) fn new(courier: Arc<Courier>, bell: Bell, outage: Outage) -> Self {
        // Bounded by the requests under way: each message is one task that ended.
        let (landing, landed) = mpsc::unbounded_channel();
        let couriers = TaskTracker::new();
        Self {
            watch: ClockWatch::begin(&courier.clock),
            courier,
            bell,
            lanes: HashMap::new(),
            gates: Gates::default(),
            paused: HashSet::new(),
            ease: false,
            outage,
            under_way: 0,
            couriers,
            landing,
            landed,
        }
    }

    /// Sends until `stop`, then waits for what is under way.
    pub(crate) async fn run(mut self, stop: CancellationToken) {
        let bell = self.bell.clone();
        while !stop.is_cancelled() {
            // Registered before looking, so that a ring during the look is not missed.
            let rung = bell.rung();
            let deadline = match self.look().await {
                Ok(deadline) => deadline,
                Err(error) => {
                    tracing::error!(%error, "what is due can't be read; trying again");
                    None
                }
            };
            tokio::select! {
                () = stop.cancelled() => {}
                () = rung => {}
                () = self.courier.clock.sleep_towards(deadline) => {}
                Some(landed) = self.landed.recv() => self.land(landed),
            }
        }
        self.couriers.close();
        self.couriers.wait().await;
    }

    /// Sends what may be sent now and tells when to look again at the latest.
    async fn look(&mut self) -> Result<Option<Moment>, StoreError> {
        while let Ok(landed) = self.landed.try_recv() {
            self.land(landed);
        }
        if self.bell.take_afresh() {
            self.lanes.values_mut().for_each(Lane::forget_ready);
        }
        self.follow_clock().await?;
        let now = self.courier.clock.now();
        self.skip_what_is_useless(now).await?;
        if self.courier.holds.as_they_are().await.pause().is_some() {
            self.ease = true;
            return Ok(self.bell.next_end());
        }
        if self.bell.take_impatient() {
            self.gates.look_now(now);
        }
        let next_probe = self.follow_pauses(now).await?;
        let next_look = self.serve_all(now).await?;
        self.lanes.retain(|_, lane| !lane.is_idle());
        let next_due = self.courier.store.next_due_after(now).await?;
        let rested = self.lanes.values().filter_map(Lane::rests_until);
        Ok(rested
            .filter(|until| *until > now)
            .chain([next_probe, next_look, next_due].into_iter().flatten())
            .chain(self.bell.next_end())
            .min())
    }

    /// Skips what waits and is of no use any more; what is under way is left to come to its end.
    async fn skip_what_is_useless(&mut self, now: Moment) -> Result<(), StoreError> {
        if self.bell.next_end().is_none_or(|end| end > now) {
            return Ok(());
        }
        // Taken before the look, so that an end that becomes known meanwhile is not missed.
        self.bell.take_ends();
        let under_way = self.courier.under_way.all();
        let expired = match self.courier.store.expire(now, under_way).await {
            Ok(expired) => expired,
            Err(error) => {
                self.bell.expect_end(now.plus(REST_AFTER_STORE_ERROR));
                return Err(error);
            }
        };
        if let Some(next) = expired.next {
            self.bell.expect_end(next);
        }
        if !expired.ids.is_empty() {
            self.lanes.values_mut().for_each(Lane::forget_ready);
        }
        for id in expired.ids {
            self.courier.changes.tell(EngineChange::Delivery(id));
        }
        Ok(())
    }

    /// Sends what is due, wherever it gets through, and tells when to look again at what does not.
    async fn serve_all(&mut self, now: Moment) -> Result<Option<Moment>, StoreError> {
        let mut due = self.courier.store.next_due().await?;
        due.retain(|(_, due_at)| *due_at <= now);
        if std::mem::take(&mut self.ease) {
            due.iter().for_each(|(id, _)| self.gates.narrow(*id));
        }
        let mut next_look = None;
        for (destination, _) in &due {
            let online = || self.courier.sender.is_online();
            match self.gates.rests_until(*destination, now, online) {
                Some(until) => next_look = next_look.into_iter().chain([until]).min(),
                None => self.serve(*destination, now).await?,
            }
        }
        let lanes = &self.lanes;
        self.gates
            .retain(|id| due.iter().any(|(waiting, _)| *waiting == id) || lanes.contains_key(&id));
        if self.outage.put(self.gates.closings()) {
            self.courier.changes.tell(EngineChange::Status);
        }
        Ok(next_look)
    }

    /// A computer that slept comes back gently. Where its clock was set, what waits is moved with
    /// it, so that nothing is sent sooner or later than it would have been.
    async fn follow_clock(&mut self) -> Result<(), StoreError> {
        let Some(shift) = self.watch.look(&self.courier.clock) else {
            return Ok(());
        };
        if let Shift::Set { from, millis } = shift {
            let moved = self.courier.store.move_with_clock(from, millis).await?;
            tracing::info!(moved, millis, "the clock was set, and what waits with it");
            self.lanes.values_mut().for_each(Lane::forget_ready);
            self.bell.look_for_ends();
        }
        self.gates.look_now(self.courier.clock.now());
        self.ease = true;
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
        }
        self.bell.ring();
        Ok(())
    }

    async fn fill(&mut self, destination: DestinationId, now: Moment) -> Result<(), StoreError> {
        let (parallel, in_all) = (self.parallel(destination), self.in_all());
        let lane = self.lanes.entry(destination).or_default();
        if lane.is_dry() && !lane.is_full(parallel) && self.under_way < in_all {
            let due = self
                .courier
                .store
                .due(destination, now, lane.rows_to_read())
                .await?;
            lane.refill(due);
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
        let Some(lane) = self.lanes.get_mut(&destination) else {
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
            self.couriers
                .spawn(set_off(Arc::clone(&self.courier), due, landing));
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

    /// Opens or closes the gate of a destination after what came back from there. An answer from out
    /// there shows that the other ways are worth a look.
    fn pass(&mut self, destination: DestinationId, how: &How) {
        let catalog = self.courier.catalog.get();
        let Some(settings) = catalog
            .destinations
            .get(&destination)
            .map(|it| &it.settings)
        else {
            return;
        };
        let (now, parallel) = (self.courier.clock.now(), settings.parallel as usize);
        let online = || self.courier.sender.is_online();
        self.gates.landed(destination, parallel, how, now, online);
        let answered = *how == How::Answered && self.gates.any_closed();
        if answered && is_out_there(&settings.address) {
            self.gates.look_now(now);
        }
    }

    fn land(&mut self, (destination, delivery, how): Landed) {
        self.under_way -= 1;
        self.pass(destination, &how);
        if let Some(lane) = self.lanes.get_mut(&destination) {
            lane.landed(delivery);
        }
    }
}
