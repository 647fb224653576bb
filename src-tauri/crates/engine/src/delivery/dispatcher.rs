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
    handover::{Handed, Handover, Turn},
    lane::Lane,
    outage::Outage,
};
use crate::{change::EngineChange, store::StoreError};
use landing::{Landed, Landing, set_off};

/// How long to wait before what is useless is looked for again when that went wrong.
const REST_AFTER_STORE_ERROR: std::time::Duration = std::time::Duration::from_secs(5);

/// How often in a row a destination is read on because what was read was put off.
const MOST_PUT_OFF: usize = 8;

/// The one task that decides what is sent when. In flight is what it remembers, nothing else: after
/// a crash every pending row is simply due again.
///
/// It looks into the database whenever something was changed there. While deliveries only come in
/// by the short way and arrive, it goes by its lanes alone.
pub(crate) struct Dispatcher {
    courier: Arc<Courier>,
    bell: Bell,
    handover: Handover,
    /// A destination without a lane has nothing due in the store.
    lanes: HashMap<DestinationId, Lane>,
    /// What was written before that turn may have been read by a lane that is gone.
    read_until: Turn,
    /// The database is to be looked at.
    must_look: bool,
    /// When it is to be looked at at the latest, by what was found there.
    look_at: Option<Moment>,
    /// Everything is paused.
    stands: bool,
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
    pub(crate) fn new(courier: Arc<Courier>, handover: Handover, outage: Outage) -> Self {
        // Bounded by the requests under way: each message is one task that ended.
        let (landing, landed) = mpsc::unbounded_channel();
        let couriers = TaskTracker::new();
        Self {
            watch: ClockWatch::begin(&courier.clock),
            bell: courier.bell.clone(),
            courier,
            read_until: handover.next_turn(),
            handover,
            lanes: HashMap::new(),
            must_look: true,
            look_at: None,
            stands: false,
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
            let deadline = match self.go_on().await {
                Ok(deadline) => deadline,
                Err(error) => {
                    tracing::error!(%error, "what is due can't be read; trying again");
                    self.must_look = true;
                    None
                }
            };
            tokio::select! {
                () = stop.cancelled() => {}
                () = rung => {}
                () = self.courier.clock.sleep_towards(deadline) => self.must_look = true,
                Some(landed) = self.landed.recv() => self.land(landed),
            }
        }
        self.couriers.close();
        self.couriers.wait().await;
    }

    /// Sends what may be sent now and tells when to go on at the latest.
    async fn go_on(&mut self) -> Result<Option<Moment>, StoreError> {
        while let Ok(landed) = self.landed.try_recv() {
            self.land(landed);
        }
        let handed = self.handover.take();
        self.follow_clock().await?;
        let now = self.courier.clock.now();
        if self.must_look(now) {
            // What was handed over is in the store, too.
            self.look().await?;
        } else if !self.stands {
            handed.into_iter().for_each(|handed| self.take_over(handed));
            self.serve_lanes(now).await?;
        }
        let rested = self.lanes.values().filter_map(Lane::rests_until);
        Ok(rested
            .filter(|until| *until > now)
            .chain(self.look_at)
            .chain(self.bell.next_end())
            .min())
    }

    /// Whether the lanes do not know all that counts now.
    fn must_look(&mut self, now: Moment) -> bool {
        let is_time = |at: Option<Moment>| at.is_some_and(|at| at <= now);
        self.must_look |= self.bell.take_rung();
        self.must_look
            || !self.gates.are_open()
            || is_time(self.look_at)
            || is_time(self.bell.next_end())
    }

    /// Looks at everything that is due.
    async fn look(&mut self) -> Result<(), StoreError> {
        self.must_look = false;
        if self.bell.take_afresh() {
            self.forget_ready();
        }
        let now = self.courier.clock.now();
        self.skip_what_is_useless(now).await?;
        self.look_at = None;
        self.stands = self.courier.holds.as_they_are().await.pause().is_some();
        if self.stands {
            self.ease = true;
            return Ok(());
        }
        if self.bell.take_impatient() {
            self.gates.look_now(now);
        }
        let next_probe = self.follow_pauses(now).await?;
        let next_look = self.serve_all(now).await?;
        let next_due = self.courier.store.next_due_after(now).await?;
        let next = [next_probe, next_look, next_due];
        self.look_at = next.into_iter().flatten().min();
        Ok(())
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
            self.forget_ready();
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
            self.lane(*destination).expect_more();
            let online = || self.courier.sender.is_online();
            match self.gates.rests_until(*destination, now, online) {
                Some(until) => next_look = next_look.into_iter().chain([until]).min(),
                None => self.serve(*destination, now).await?,
            }
        }
        let is_due = |id| due.iter().any(|(waiting, _)| *waiting == id);
        self.keep_lanes(|id, lane| !lane.is_empty() || is_due(id));
        let lanes = &self.lanes;
        self.gates
            .retain(|id| is_due(id) || lanes.contains_key(&id));
        if self.outage.put(self.gates.closings()) {
            self.courier.changes.tell(EngineChange::Status);
        }
        Ok(next_look)
    }

    /// Sends what the lanes hold.
    async fn serve_lanes(&mut self, now: Moment) -> Result<(), StoreError> {
        let lanes = self.lanes.iter().filter(|(_, lane)| lane.has_work());
        let with_work: Vec<DestinationId> = lanes.map(|(id, _)| *id).collect();
        for destination in with_work {
            self.serve(destination, now).await?;
        }
        self.keep_lanes(|_, lane| !lane.is_empty() || lane.has_work());
        Ok(())
    }

    /// Puts what came by the short way into its lane.
    fn take_over(&mut self, handed: Handed) {
        self.lane(handed.delivery.destination).take_over(handed);
    }

    fn lane(&mut self, destination: DestinationId) -> &mut Lane {
        let read_until = self.read_until;
        let lane = self.lanes.entry(destination);
        lane.or_insert_with(|| Lane::since(read_until))
    }

    fn keep_lanes(&mut self, is_wanted: impl Fn(DestinationId, &Lane) -> bool) {
        let Self {
            lanes, read_until, ..
        } = self;
        lanes.retain(|id, lane| {
            let keep = is_wanted(*id, lane);
            if !keep {
                *read_until = lane.read_until().max(*read_until);
            }
            keep
        });
    }

    /// What was read may no longer hold, and neither may what is being handed over.
    fn forget_ready(&mut self) {
        self.read_until = self.handover.next_turn();
        for lane in self.lanes.values_mut() {
            lane.forget_ready(self.read_until);
        }
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
            self.forget_ready();
            self.bell.look_for_ends();
        }
        self.gates.look_now(self.courier.clock.now());
        self.ease = true;
        self.must_look = true;
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
        let has_room = self.under_way < in_all;
        let lane = self.lane(destination);
        if has_room && lane.wants_more() && !lane.is_full(parallel) {
            let limit = lane.rows_to_read();
            let due = self.courier.store.due(destination, now, limit).await?;
            let turn = self.handover.next_turn();
            self.lane(destination).refill(due, limit, turn);
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

    fn land(&mut self, landed: Landed) {
        let Landed {
            destination,
            delivery,
            how,
            quietly,
        } = landed;
        self.under_way -= 1;
        self.must_look |= !quietly;
        self.pass(destination, &how);
        if let Some(lane) = self.lanes.get_mut(&destination) {
            lane.landed(delivery);
        }
    }
}
