//! Pauses a destination from which nothing but failures come, and tries it again by what is held.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use hookloom_core::{
    attempt::{Answer, Fault, Outcome},
    delivery::{DeliveryState, FailReason, HoldReason},
    destination::{Destination, DestinationPause, PauseReason},
    health::{self, Probe, is_unhealthy},
    id::DestinationId,
    moment::Moment,
    sentence::outcome_sentence,
};
use tokio::time::sleep;

use super::{
    courier::{Courier, REST_AFTER_STORE_ERROR, made},
    gates::How,
    renewal::Tried,
};
use crate::{
    change::EngineChange,
    store::{DueDelivery, Hold, StoreError},
};

/// How long what was found of a failing destination is believed: the count is in steps of five
/// minutes.
const BELIEVED: Duration = Duration::from_secs(5 * 60);
/// How far back failures are remembered.
const REMEMBERED: Duration = Duration::from_secs(62 * 24 * 60 * 60);

/// When each failing destination was looked at.
#[derive(Default)]
pub(crate) struct Looked(Mutex<HashMap<DestinationId, Moment>>);

impl Looked {
    /// Whether it is worth while to look at it now.
    fn is_due(&self, id: DestinationId, now: Moment) -> bool {
        let mut looked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let last = looked.get(&id);
        let due = last.is_none_or(|at| now < *at || now.since(*at) >= BELIEVED);
        if due {
            looked.insert(id, now);
        }
        due
    }
}

impl Courier {
    /// An attempt failed: pauses its destination if nothing but failures came for too long. What
    /// counts is in the store, so a restart changes nothing.
    pub(super) async fn look_after(
        &self,
        id: DestinationId,
        trouble: impl FnOnce(&str) -> String,
        now: Moment,
    ) -> Result<(), StoreError> {
        let Some(destination) = self.catalog.get().destinations.get(&id).cloned() else {
            return Ok(());
        };
        let hours = destination.settings.unhealthy_after_hours;
        let Some(hours) = hours.filter(|_| !destination.built_in && destination.paused.is_none())
        else {
            return Ok(());
        };
        if !self.looked.is_due(id, now) {
            return Ok(());
        }
        let from = now
            .minus(REMEMBERED)
            .max(destination.resumed_at.unwrap_or(now.minus(REMEMBERED)));
        let since = self.store.failing_since(id, from).await?;
        let Some(since) = since.filter(|since| is_unhealthy(*since, now, hours)) else {
            return Ok(());
        };
        let trouble = trouble(&destination.settings.name);
        let paused = DestinationPause {
            probe: Some(Probe::first(since, trouble, now)),
            ..DestinationPause::by(PauseReason::Unhealthy, now)
        };
        self.pause(id, paused).await
    }

    /// Tries an unhealthy destination by one of the deliveries that are held for it. Whatever comes
    /// of it but success, the delivery stays held and loses nothing.
    pub(super) async fn probe(&self, due: &DueDelivery) -> How {
        let (how, recorded) = match self.attempt(due).await {
            Ok(Some(tried)) => (tried.how.clone(), self.record_probe(due, tried).await),
            Ok(None) => (How::Answered, Ok(())),
            Err(error) => (How::Answered, Err(error)),
        };
        if let Err(error) = recorded {
            tracing::error!(delivery = %due.delivery.id, %error, "a probe could not be recorded");
            sleep(REST_AFTER_STORE_ERROR).await;
        }
        self.changes.tell(EngineChange::Delivery(due.delivery.id));
        how
    }

    async fn record_probe(&self, due: &DueDelivery, tried: Tried) -> Result<(), StoreError> {
        let (id, now) = (due.delivery.destination, self.clock.now());
        let outcome = tried.sent.outcome.clone();
        if let Outcome::NotSent {
            fault: Fault::FileChanged,
            message,
        } = outcome
        {
            // It says nothing about the destination: the next that is held is tried.
            let reason = FailReason::File { message };
            let state = DeliveryState::Failed { at: now, reason };
            let settled = self.settle(due, made(due, tried), state).await?;
            self.tell_of_its_end(&due.delivery, &settled);
            return Ok(());
        }
        if let Outcome::NotSent {
            fault: Fault::Offline | Fault::File,
            ..
        } = outcome
        {
            let next = now.plus(health::OFFLINE_REST);
            return self.put_probe(id, |probe| Probe { next, ..probe }).await;
        }
        let succeeded = outcome.is_success(&due.delivery.success_on);
        let state = match succeeded {
            true => DeliveryState::Succeeded { at: now },
            false => DeliveryState::Held {
                since: now,
                why: HoldReason::DestinationPaused,
            },
        };
        let settled = self.settle(due, made(due, tried), state).await?;
        self.tell_of_its_end(&due.delivery, &settled);
        match outcome {
            _ if succeeded => self.recover(id, now).await,
            // The next start tries it again.
            outcome if outcome.is_interrupted() => Ok(()),
            Outcome::Answered(Answer { status: 410, .. }) => {
                let gone = DestinationPause::by(PauseReason::Gone, now);
                self.pause(id, gone).await
            }
            outcome => {
                let url = due.delivery.request.as_ref().map(|request| &*request.url);
                let trouble = outcome_sentence(&outcome, url, "It");
                self.put_probe(id, |probe| probe.after_failure(trouble, now))
                    .await
            }
        }
    }

    /// Changes the probe of a destination that is still unhealthy.
    async fn put_probe(
        &self,
        id: DestinationId,
        change: impl FnOnce(Probe) -> Probe,
    ) -> Result<(), StoreError> {
        let _changing = self.holds.change().await;
        let Some(destination) = self.unhealthy(id) else {
            return Ok(());
        };
        let paused = destination.paused.map(|paused| DestinationPause {
            probe: paused.probe.map(change),
            ..paused
        });
        let destination = Destination {
            paused,
            ..destination
        };
        self.store.put_destination(destination.clone()).await?;
        self.catalog.put_destination(destination);
        self.changes.tell(EngineChange::Destination(id));
        Ok(())
    }

    /// It is well again: what was held is sent, in its order.
    async fn recover(&self, id: DestinationId, now: Moment) -> Result<(), StoreError> {
        let pause = self.holds.change().await;
        let Some(destination) = self.unhealthy(id) else {
            return Ok(());
        };
        let destination = Destination {
            paused: None,
            resumed_at: Some(now),
            ..destination
        };
        self.store.put_destination(destination.clone()).await?;
        let which = Hold::Destination(id);
        self.store.release(which, pause.is_some()).await?;
        self.catalog.put_destination(destination);
        self.bell.ring_afresh();
        self.changes.tell(EngineChange::Destination(id));
        self.changes.tell(EngineChange::Recovered(id));
        self.changes.tell(EngineChange::Status);
        Ok(())
    }

    fn unhealthy(&self, id: DestinationId) -> Option<Destination> {
        let catalog = self.catalog.get();
        let destination = catalog.destinations.get(&id)?;
        let paused = destination.paused.as_ref()?;
        (paused.why == PauseReason::Unhealthy).then(|| Destination::clone(destination))
    }
}
