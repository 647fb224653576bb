//! What a person should look at, and what comes next by itself.

use std::{collections::BTreeMap, time::Duration};

use hookloom_core::{
    attempt::Outcome,
    delivery::{DeliveryState, FailReason},
    destination::Destination,
    id::DestinationId,
    moment::Moment,
    sentence::trouble_sentence,
    view::{Attention, Coming, InboundStatus, RunnerState, RunnerStatus, TriggerStatus},
};

use super::Engine;
use crate::store::{Failing, StoreError};

/// How long a failure is worth mentioning.
const WORTH_TELLING: Duration = Duration::from_secs(7 * 24 * 60 * 60);

impl Engine {
    /// What a person should look at.
    pub(super) async fn attention(
        &self,
        status: &RunnerStatus,
        now: Moment,
    ) -> Result<Vec<Attention>, StoreError> {
        let mut attention = self.broken_triggers();
        if let InboundStatus::Unavailable { message, .. } = &status.inbound {
            let message = message.clone();
            attention.push(Attention::Unreachable { message });
        }
        if let RunnerState::Paused { until, .. } = status.state
            && status.held > 0
        {
            let held = status.held;
            attention.push(Attention::Held { held, until });
        }
        for failing in self.store.failing(now.minus(WORTH_TELLING)).await? {
            attention.extend(self.failing_destination(failing).await?);
        }
        attention.extend(self.paused_destinations(now).await?);
        Ok(attention)
    }

    fn broken_triggers(&self) -> Vec<Attention> {
        let catalog = self.catalog.get();
        let broken = catalog.automations.values().filter_map(|automation| {
            let TriggerStatus::Broken { message } = self.triggers.status(automation) else {
                return None;
            };
            let (automation, name) = (automation.id, automation.settings.name.clone());
            Some(Attention::Broken {
                automation,
                name,
                message,
            })
        });
        broken.collect()
    }

    /// One that is paused is told as such: it can't be failing any more.
    async fn failing_destination(&self, failing: Failing) -> Result<Option<Attention>, StoreError> {
        let Failing {
            destination,
            failed,
            last,
        } = failing;
        if self.destination_is_paused(destination) {
            return Ok(None);
        }
        let Some(record) = self.store.delivery_record(last).await? else {
            return Ok(None);
        };
        let DeliveryState::Failed { reason, .. } = &record.row.state else {
            return Ok(None);
        };
        let outcome = record.attempts.last().map(|attempt| &attempt.outcome);
        let unmade = matches!(
            reason,
            FailReason::Template { .. } | FailReason::Condition { .. } | FailReason::File { .. }
        ) || outcome.is_some_and(Outcome::is_about_a_file);
        let url = record
            .delivery
            .request
            .as_ref()
            .map(|request| &*request.url);
        Ok(Some(Attention::Failing {
            destination,
            failed,
            delivery: last,
            automation: record.row.automation,
            why: trouble_sentence(reason, outcome, url, &record.row.destination_name),
            status: record.row.last_status,
            unmade,
            name: record.row.destination_name,
        }))
    }

    async fn paused_destinations(&self, now: Moment) -> Result<Vec<Attention>, StoreError> {
        let catalog = self.catalog.get();
        let paused = catalog
            .destinations
            .values()
            .filter_map(|destination| Some((destination, destination.paused.clone()?)));
        let paused: Vec<_> = paused.collect();
        if paused.is_empty() {
            return Ok(Vec::new());
        }
        let counts = self.store.destination_counts(now).await?;
        let told = paused.into_iter().map(|(destination, paused)| {
            let waiting = counts.get(&destination.id).map(|counts| counts.waiting);
            Attention::Paused {
                destination: destination.id,
                name: destination.settings.name.clone(),
                since: paused.since,
                why: paused.why,
                probe: paused.probe,
                held: waiting.unwrap_or(0),
            }
        });
        Ok(told.collect())
    }

    /// When schedules are due.
    pub(super) fn coming_runs(&self) -> Vec<Coming> {
        let catalog = self.catalog.get();
        let runs = catalog.automations.values().filter_map(|automation| {
            let TriggerStatus::Ready {
                next_at: Some(at), ..
            } = self.triggers.status(automation)
            else {
                return None;
            };
            let (automation, name) = (automation.id, automation.settings.name.clone());
            Some(Coming::Run {
                at,
                automation,
                name,
            })
        });
        runs.collect()
    }

    /// When each destination is tried again.
    pub(super) async fn coming_retries(&self) -> Result<Vec<Coming>, StoreError> {
        let mut retries: BTreeMap<DestinationId, (Moment, u64)> = BTreeMap::new();
        for retrying in self.store.retrying().await? {
            let (first, deliveries) = retries.entry(retrying.way.1).or_insert((retrying.first, 0));
            *first = retrying.first.min(*first);
            *deliveries += retrying.deliveries;
        }
        let retries = retries.into_iter();
        let told = retries.map(|(destination, (at, deliveries))| Coming::Retry {
            at,
            destination,
            name: self.destination_name(destination),
            deliveries,
        });
        Ok(told.collect())
    }

    pub(super) fn destination_is_paused(&self, id: DestinationId) -> bool {
        let catalog = self.catalog.get();
        let found = catalog.destinations.get(&id);
        found.is_some_and(|destination| destination.paused.is_some())
    }

    /// The name of a destination that is there.
    pub(super) fn destination_name(&self, id: DestinationId) -> String {
        let catalog = self.catalog.get();
        let name = |destination: &Destination| destination.settings.name.clone();
        let found = catalog.destinations.get(&id);
        found
            .map(|destination| name(destination))
            .unwrap_or_default()
    }
}
