//! Carries one delivery out: sends it, decides what its outcome means, writes both down.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use hookloom_core::{
    attempt::{Attempt, Fault, Outcome, Phases, Why},
    delivery::{Delivery, DeliveryState},
    destination::{Destination, DestinationPause, PauseReason},
    id::{AttemptId, DestinationId},
    moment::Moment,
    notification::Subject,
    redaction::Redaction,
    request::Request,
    retry::{Rule, Step, next_step},
    rotation,
    sentence::outcome_sentence,
};
use tokio::{sync::watch, time::sleep};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{
    bell::Bell,
    dispatcher::Landing,
    doubts::{Doubts, how},
    gates::How,
    health::Looked,
    renewal::Tried,
    sender::{Sender, Sent, way::Way},
    under_way::UnderWay,
};
use crate::{
    catalog::Present,
    change::{Changes, EngineChange},
    clock::Clock,
    holds::Holds,
    listening::Place,
    paces::Paces,
    room::Room,
    secrets::SecretStore,
    settings::Chosen,
    store::{DueDelivery, Hold, Known, Store, StoreError},
};

/// How long a delivery rests when its outcome could not be written: it stays due, and would
/// otherwise be sent again at once, over and over.
pub(super) const REST_AFTER_STORE_ERROR: Duration = Duration::from_secs(5);

/// Why this app's own hooks are not called, and what to do if they should be.
pub(crate) const OWN_HOOKS: &str = "This address is one of this app itself: automations could start \
    each other over and over. If that is meant, switch on ‘May call this app’s own hooks’ \
    (own_hooks) of the destination.";

/// How long to wait before an outcome is written again while the disk is full.
pub(super) const REST_WHILE_FULL: Duration = Duration::from_millis(500);

/// What every delivery on its way needs.
pub(crate) struct Courier {
    pub(crate) store: Store,
    pub(crate) sender: Sender,
    pub(crate) secrets: Arc<SecretStore>,
    pub(crate) catalog: Present,
    pub(crate) holds: Arc<Holds>,
    pub(crate) clock: Clock,
    pub(crate) changes: Changes,
    pub(crate) bell: Bell,
    pub(crate) paces: Arc<Paces>,
    pub(crate) under_way: UnderWay,
    pub(crate) chosen: Chosen,
    pub(crate) room: Room,
    /// Where this app itself takes calls.
    pub(crate) place: watch::Receiver<Place>,
    pub(crate) doubts: Doubts,
    pub(crate) looked: Looked,
    /// What is under way is waited for no longer: the app ends.
    pub(crate) cut_off: CancellationToken,
}

impl Courier {
    /// Whether the limit of its automation lets a delivery start now; if not, when it may.
    pub(crate) async fn may_start(
        &self,
        due: &DueDelivery,
    ) -> Result<Result<(), Moment>, StoreError> {
        let id = due.delivery.automation;
        let catalog = self.catalog.get();
        let Some(automation) = catalog.automations.get(&id) else {
            return Ok(Ok(()));
        };
        let now = self.clock.now();
        Ok(match self.paces.keep(automation, &self.store, now).await? {
            true => self.paces.start(id, now),
            false => Ok(()),
        })
    }

    /// When the limit of a destination lets the next one start: at once, or at a later moment.
    pub(crate) async fn free_at(&self, id: DestinationId) -> Result<Moment, StoreError> {
        let now = self.clock.now();
        let catalog = self.catalog.get();
        match catalog.destinations.get(&id) {
            Some(destination) => self.paces.free_at(destination, &self.store, now).await,
            None => Ok(now),
        }
    }

    /// Makes an attempt and records it together with what follows from it. True when it is
    /// delivered now.
    pub(super) async fn carry(&self, due: &DueDelivery, landing: &mut Landing) -> bool {
        let tried = self.attempt(due).await;
        let recorded = match tried {
            Ok(Some(tried)) => {
                let arrived = tried.sent.outcome.is_success(&due.delivery.success_on);
                landing.came_back(tried.how.clone(), arrived);
                self.record(due, tried).await
            }
            nothing => {
                landing.came_back(How::Answered, false);
                nothing.map(|_| false)
            }
        };
        if let Err(error) = &recorded {
            tracing::error!(delivery = %due.delivery.id, %error, "an attempt could not be recorded");
            sleep(REST_AFTER_STORE_ERROR).await;
        }
        self.changes.tell(EngineChange::Delivery(due.delivery.id));
        recorded == Ok(true)
    }

    /// Sends it once. A token that lets requests in is fetched anew only where `renews` says so.
    pub(super) async fn once(&self, due: &DueDelivery, at: Moment, renews: bool) -> (Sent, How) {
        let destination = self
            .catalog
            .get()
            .destinations
            .get(&due.delivery.destination)
            .cloned();
        let (Some(request), Some(destination)) = (&due.delivery.request, destination) else {
            let sent = not_sent(Fault::Refused, "Its destination was deleted.");
            return (sent, How::Unmade);
        };
        if !destination.settings.own_hooks && self.place.borrow().is_called_by(&request.url) {
            return (not_sent(Fault::Refused, OWN_HOOKS), How::Unmade);
        }
        let began = Instant::now();
        // In a box, because each future around it would have room for all of it once more.
        let sending = Box::pin(self.send(due, request, &destination, at, renews));
        let sent = tokio::select! {
            biased;
            sent = sending => sent,
            () = self.cut_off.cancelled() => Ok(interrupted(began.elapsed())),
        };
        match sent {
            Ok(sent) => {
                let sent = self.judged(&destination, &request.url, sent, self.clock.now());
                let how = how(&destination, &sent);
                (sent, how)
            }
            Err(error) => (not_sent(Fault::Secret, error), How::Unmade),
        }
    }

    async fn send(
        &self,
        due: &DueDelivery,
        request: &Request,
        destination: &Destination,
        at: Moment,
        renews: bool,
    ) -> Result<Sent, String> {
        let (id, settings) = (destination.id, &destination.settings);
        let signs = settings.signing.secret_form().is_some();
        let secrets = match signs || !destination.secrets.named.is_empty() {
            true => self.secrets.get(id.into()).await,
            false => Ok(Arc::default()),
        };
        let secrets = secrets.map_err(|error| format!("The secrets can't be read: {error}"))?;
        let rotation = destination.secrets.rotation.as_ref();
        let keys = rotation::live(&secrets.signing, rotation, at);
        if keys.is_empty() && signs {
            return Err("There is no signing secret. Add one to the destination.".to_owned());
        }
        let way = Way {
            destination: id,
            event: due.delivery.event,
            signing: &settings.signing,
            keys,
            authentication: &settings.authentication,
            renews,
            transport: &settings.transport,
            secrets: &secrets.named,
        };
        Ok(self.sender.send(due.delivery.id, request, &way, at).await)
    }

    // What is seldom needed is in boxes: the future of each delivery would have room for it.
    async fn record(&self, due: &DueDelivery, tried: Tried) -> Result<bool, StoreError> {
        let now = self.clock.now();
        let destination = due.delivery.destination;
        let outcome = &tried.sent.outcome;
        let step = self.step(due, outcome, now);
        let gone = matches!(step, Step::Gone);
        let Some(state) = DeliveryState::after(step, &due.delivery.state, now) else {
            return Ok(false);
        };
        let failed = (!gone && !matches!(state, DeliveryState::Succeeded { .. }))
            .then(|| outcome.clone())
            .filter(|outcome| !due.delivery.test && outcome.blames_the_destination());
        let settled = self.settle(due, made(due, tried), state).await?;
        self.tell_of_its_end(&due.delivery, &settled);
        if gone {
            let paused = DestinationPause::by(PauseReason::Gone, now);
            Box::pin(self.pause(destination, paused)).await?;
        }
        if let Some(outcome) = failed {
            let url = due.delivery.request.as_ref().map(|request| &*request.url);
            let trouble = |name: &str| outcome_sentence(&outcome, url, name);
            Box::pin(self.look_after(destination, trouble, now)).await?;
        }
        Ok(matches!(settled, DeliveryState::Succeeded { .. }))
    }

    /// Tells what the desktop may be told. Of what arrived that costs one look into the catalog.
    pub(super) fn tell_of_its_end(&self, delivery: &Delivery, settled: &DeliveryState) {
        let notify_delivered = || {
            let catalog = self.catalog.get();
            let found = catalog.automations.get(&delivery.automation);
            found.is_some_and(|automation| automation.settings.notify_delivered)
        };
        if let Some(subject) = Subject::of(delivery, settled, notify_delivered) {
            self.changes.tell(EngineChange::Ended(delivery.id, subject));
        }
    }

    fn step(&self, due: &DueDelivery, outcome: &Outcome, now: Moment) -> Step {
        let rule = Rule {
            retry: &due.delivery.retry,
            statuses: &due.delivery.retry_on,
            successes: &due.delivery.success_on,
            longest_wish: self.chosen.get().sending.longest_wish(),
        };
        let chance = fastrand::f64();
        let step = next_step(due.attempts_before + 1, outcome, now, chance, rule);
        match due.delivery.test {
            true => step.of_test(),
            false => step,
        }
    }

    /// Writes both down. On a full disk it does not let go before that worked: otherwise the same
    /// delivery would be sent over and over.
    pub(super) async fn settle(
        &self,
        due: &DueDelivery,
        attempt: Attempt,
        state: DeliveryState,
    ) -> Result<DeliveryState, StoreError> {
        let delivery = Known::from(due);
        let redaction = self.redaction(due);
        let attempt = less(attempt, redaction.as_ref());
        loop {
            let (attempt, state) = (Some(attempt.clone()), state.clone());
            let settled = match redaction.clone() {
                None => self.store.settle(attempt, delivery, state).await,
                Some(redaction) => {
                    let redacted = self
                        .store
                        .settle_redacted(attempt, delivery, state, redaction);
                    Box::pin(redacted).await
                }
            };
            match settled {
                Err(StoreError::DiskFull) => {
                    self.room.failed(&StoreError::DiskFull).await;
                    sleep(REST_WHILE_FULL).await;
                }
                settled => return settled,
            }
        }
    }

    /// What is not to be kept of it. A test is made to be looked at.
    pub(super) fn redaction(&self, due: &DueDelivery) -> Option<Redaction> {
        match due.delivery.test {
            true => None,
            false => Redaction::of(&self.chosen.get().storage),
        }
    }

    /// Sends nothing more to a destination, and holds what waits for it. Only 410 ends a pause that
    /// is probed.
    pub(super) async fn pause(
        &self,
        id: DestinationId,
        paused: DestinationPause,
    ) -> Result<(), StoreError> {
        let _changing = self.holds.change().await;
        let catalog = self.catalog.get();
        let may = |present: &DestinationPause| {
            present.why == PauseReason::Unhealthy && paused.why == PauseReason::Gone
        };
        let found = catalog.destinations.get(&id);
        let Some(destination) = found.filter(|d| d.paused.as_ref().is_none_or(may)) else {
            return Ok(());
        };
        let since = paused.since;
        let destination = Destination {
            paused: Some(paused),
            ..Destination::clone(destination)
        };
        self.store.put_destination(destination.clone()).await?;
        self.store.hold(Hold::Destination(id), since).await?;
        self.catalog.put_destination(destination);
        self.bell.ring_afresh();
        self.changes.tell(EngineChange::Destination(id));
        self.changes.tell(EngineChange::TurnedAway(id));
        self.changes.tell(EngineChange::Status);
        Ok(())
    }
}

/// What is kept of an attempt's answer.
pub(super) fn less(attempt: Attempt, redaction: Option<&Redaction>) -> Attempt {
    let outcome = match (attempt.outcome, redaction) {
        (Outcome::Answered(answer), Some(redaction)) => Outcome::Answered(redaction.answer(answer)),
        (outcome, _) => outcome,
    };
    Attempt { outcome, ..attempt }
}

/// The attempt that was made.
pub(super) fn made(due: &DueDelivery, tried: Tried) -> Attempt {
    let Tried {
        at, sent, renewed, ..
    } = tried;
    let before = due.attempts_before;
    let why = match Why::of(due.next_number, before, due.hurried) {
        _ if matches!(due.delivery.state, DeliveryState::Held { .. }) => Why::Probe,
        _ if renewed => Why::AccessRenewed,
        // Probes are not counted, so what follows them looks like the first.
        Why::SentAgain if !due.resent => Why::Retry,
        why => why,
    };
    Attempt {
        id: AttemptId::new(Uuid::now_v7()),
        delivery: due.delivery.id,
        number: due.next_number + u32::from(renewed),
        at,
        why,
        remote: sent.remote,
        phases: sent.phases,
        outcome: sent.outcome,
    }
}

fn not_sent(fault: Fault, message: impl Into<String>) -> Sent {
    let outcome = Outcome::NotSent {
        fault,
        message: message.into(),
    };
    Sent {
        phases: Phases::default(),
        remote: None,
        doubt: None,
        outcome,
        renewed: false,
    }
}

/// An attempt that takes longer than the app can wait at its end.
fn interrupted(after: Duration) -> Sent {
    let message = "Hookloom ended before an answer came, so whether it arrived is unknown. It is \
        sent again.";
    let millis = u32::try_from(after.as_millis()).unwrap_or(u32::MAX);
    let phases = Phases {
        wait_ms: millis,
        total_ms: millis,
        ..Phases::default()
    };
    Sent {
        phases,
        ..not_sent(Fault::Interrupted, message)
    }
}
