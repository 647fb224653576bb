//! Takes what is due, within the limits, and hands it to couriers.

mod landing;
mod pauses;
mod serving;

use std::{collections::HashSet, sync::Arc};

use hookloom_core::{doubt::is_out_there, id::DestinationId, moment::Moment};
use tokio::{sync::mpsc, task::yield_now};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{
    bell::Bell,
    clock_watch::{ClockWatch, Shift},
    courier::Courier,
    gates::{Gates, How},
    handover::Handover,
    lanes::Lanes,
    outage::Outage,
};
use crate::{change::EngineChange, store::StoreError};
pub(super) use landing::Landing;
use landing::{Landed, Report, set_off};

/// How long to wait before what is useless is looked for again when that went wrong.
const REST_AFTER_STORE_ERROR: std::time::Duration = std::time::Duration::from_secs(5);

/// The one task that decides what is sent when. In flight is what it remembers, nothing else: after
/// a crash every pending row is simply due again.
///
/// It looks into the database whenever something was changed there. While deliveries only come in
/// by the short way and arrive, it goes by its lanes alone.
pub(crate) struct Dispatcher {
    courier: Arc<Courier>,
    bell: Bell,
    handover: Handover,
    lanes: Lanes,
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
    /// How many requests are out.
    under_way: usize,
    couriers: TaskTracker,
    landing: mpsc::UnboundedSender<Report>,
    reports: mpsc::UnboundedReceiver<Report>,
}

impl Dispatcher {
    pub(crate) fn new(courier: Arc<Courier>, handover: Handover, outage: Outage) -> Self {
        // Bounded by what is under way: each makes two reports at most.
        let (landing, reports) = mpsc::unbounded_channel();
        let couriers = TaskTracker::new();
        Self {
            watch: ClockWatch::begin(&courier.clock),
            bell: courier.bell.clone(),
            courier,
            lanes: Lanes::since(handover.next_turn()),
            handover,
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
            reports,
        }
    }

    /// Sends until `stop`, then waits for what is under way.
    pub(crate) async fn run(mut self, stop: CancellationToken) {
        let bell = self.bell.clone();
        while !stop.is_cancelled() {
            // Who is about to hand something over, or to land, goes first: it is looked at together.
            // Where more waits than that, each place that becomes free is filled at once.
            if !self.lanes.are_crowded() {
                yield_now().await;
            }
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
                Some(report) = self.reports.recv() => self.hear(report),
            }
        }
        self.couriers.close();
        self.couriers.wait().await;
    }

    /// Sends what may be sent now and tells when to go on at the latest.
    async fn go_on(&mut self) -> Result<Option<Moment>, StoreError> {
        while let Ok(report) = self.reports.try_recv() {
            self.hear(report);
        }
        self.follow_clock().await?;
        let handed = self.handover.take();
        let now = self.courier.clock.now();
        // What is handed over while the database is to be looked at is found there, too.
        if !self.must_look(now) && !self.stands {
            for handed in handed {
                let destination = handed.delivery.destination;
                self.lanes.of(destination).take_over(handed);
            }
            self.serve_lanes(now).await?;
        }
        if self.must_look(now) {
            self.look().await?;
        }
        let next = [
            self.lanes.next_after(now),
            self.look_at,
            self.bell.next_end(),
        ];
        Ok(next.into_iter().flatten().min())
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

    /// What was read may no longer hold, and neither may what is being handed over.
    fn forget_ready(&mut self) {
        self.lanes.forget_ready(self.handover.next_turn());
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

    fn hear(&mut self, report: Report) {
        match report {
            Report::Arrived(destination, delivery) => {
                self.came_back(destination, &How::Answered);
                if let Some(lane) = self.lanes.get_mut(destination) {
                    lane.arrived(delivery);
                }
            }
            Report::Landed(landed) => self.land(landed),
        }
    }

    fn land(&mut self, landed: Landed) {
        let Landed {
            destination,
            delivery,
            how,
            quietly,
        } = landed;
        if let Some(how) = how {
            self.came_back(destination, &how);
        }
        self.must_look |= !quietly;
        if let Some(lane) = self.lanes.get_mut(destination) {
            lane.landed(delivery);
        }
    }

    fn came_back(&mut self, destination: DestinationId, how: &How) {
        self.under_way -= 1;
        self.pass(destination, how);
    }
}
