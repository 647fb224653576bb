//! Deliveries: looked at, sent again, stopped.

use hookloom_core::{
    attempt::Attempt,
    curl::curl,
    delivery::{Delivery, DeliveryState, StateName},
    event::Event,
    id::{AutomationId, DeliveryId, DestinationId},
    masking,
    moment::Moment,
    planning::{self, plan_anew},
    redaction, redirect,
    sentence::{delivery_sentence, waiting_sentence},
    signing::Signing,
    undo::{UndoStep, stopped},
    view::{
        DeliveryCount, DeliveryDetail, DeliveryFilter, DeliveryPage, DeliveryRow, PageStart, Waits,
    },
};
use uuid::Uuid;

use super::Engine;
use crate::{change::EngineChange, error::EngineError, store::DeliveryRecord};

/// The most rows of one page.
const LONGEST_PAGE: u32 = 500;

const MASKED_EVENT: &str =
    "Parts of the event were masked when it was kept, so nothing can be made of it any more.";
const STILL_WAITING: &str = "It is still waiting to be sent. Stop retrying first, or wait.";

impl Engine {
    /// A page of deliveries, newest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn list_deliveries(
        &self,
        filter: DeliveryFilter,
        start: PageStart,
        limit: u32,
    ) -> Result<DeliveryPage, EngineError> {
        let limit = limit.clamp(1, LONGEST_PAGE);
        let page = self
            .store
            .delivery_page(&filter, start, limit, self.clock.now());
        let (rows, DeliveryCount { count, more }) = page.await?;
        Ok(DeliveryPage {
            rows,
            total: count,
            more,
            unread: self.unread.get(),
        })
    }

    /// One delivery with its event, request and attempts.
    ///
    /// # Errors
    /// When there is none of that id, or the database can't be read.
    pub async fn get_delivery(&self, id: DeliveryId) -> Result<DeliveryDetail, EngineError> {
        let DeliveryRecord {
            row,
            delivery,
            event,
            attempts,
            attempts_counted,
        } = self.delivery_record(id).await?;
        let before_resend = row.attempts.saturating_sub(attempts_counted);
        let attempts_allowed = before_resend + delivery.retry.attempts();
        let tries = tries(&delivery, attempts_counted);
        let successes = successes(&delivery, &attempts);
        let moved_to = self.moved_to(&delivery, &attempts);
        let condition = self.condition_passed(&event, delivery.created_at);
        let shown = |request| masking::request(delivery.event, request);
        let request = delivery.request.as_ref().map(shown);
        let waits = self.waits(&row, &delivery).await?;
        let sentence = String::new();
        let mut detail = DeliveryDetail {
            row,
            sentence,
            event: masking::event(event),
            request,
            attempts,
            successes,
            attempts_allowed,
            tries,
            condition,
            moved_to,
            waits,
            useless_at: delivery.useless_at,
        };
        let offline = self.outage.to(detail.row.destination);
        detail.sentence = match offline.filter(|_| is_due(&detail, self.clock.now())) {
            Some(offline) => waiting_sentence(&offline.why),
            None => delivery_sentence(&detail),
        };
        Ok(detail)
    }

    /// What a pending delivery waits for, beside its time.
    async fn waits(
        &self,
        row: &DeliveryRow,
        delivery: &Delivery,
    ) -> Result<Option<Waits>, EngineError> {
        let DeliveryState::Pending { due_at } = delivery.state else {
            return Ok(None);
        };
        if let Some(key) = delivery.order_key.clone().filter(|_| row.behind) {
            let ahead = self.store.ahead_of(row.id).await?;
            return Ok(ahead.map(|delivery| Waits::Earlier { delivery, key }));
        }
        let now = self.clock.now();
        let under_way = self.intake.under_way.to(row.destination);
        if due_at <= now && !under_way.contains(&row.id) {
            return Ok(self.over_destination_limit(row.destination, now));
        }
        // A retry waits for its own time.
        Ok(match row.attempts {
            0 => self.over_automation_limit(row.automation, due_at, now),
            _ => None,
        })
    }

    fn over_destination_limit(&self, id: DestinationId, now: Moment) -> Option<Waits> {
        let catalog = self.catalog.get();
        let per_minute = catalog.destinations.get(&id)?.settings.limits.per_minute?;
        let until = self.intake.paces.known_free_at(id, now)?;
        (until > now).then_some(Waits::DestinationLimit { per_minute, until })
    }

    fn over_automation_limit(&self, id: AutomationId, until: Moment, now: Moment) -> Option<Waits> {
        let catalog = self.catalog.get();
        let per_minute = catalog.automations.get(&id)?.settings.limits.per_minute?;
        (until > now).then_some(Waits::AutomationLimit { per_minute, until })
    }

    /// What the condition said of an event that it let pass, if the automation is still as it was
    /// then.
    fn condition_passed(&self, event: &Event, then: Moment) -> Option<String> {
        let catalog = self.catalog.get();
        let automation = catalog.automations.get(&event.automation)?;
        if automation.updated_at > then {
            return None;
        }
        let condition = automation.settings.condition.as_ref()?;
        let verdict = condition.evaluate(&planning::context(event, automation));
        verdict
            .ok()
            .filter(|verdict| verdict.passed)
            .map(|verdict| verdict.why)
    }

    /// A redirect that counts as success moves nothing.
    fn moved_to(&self, delivery: &Delivery, attempts: &[Attempt]) -> Option<String> {
        if attempts.last()?.outcome.is_success(&delivery.success_on) {
            return None;
        }
        let catalog = self.catalog.get();
        let destination = catalog.destinations.get(&delivery.destination)?;
        let address = &destination.settings.address;
        redirect::moved_to(address, delivery.request.as_ref()?, attempts)
    }

    /// A delivery's request as a shell command that sends it by hand.
    ///
    /// # Errors
    /// When there is none of that id, there is nothing to send, or the database can't be read.
    pub async fn delivery_curl(&self, id: DeliveryId) -> Result<String, EngineError> {
        let delivery = self.delivery_record(id).await?.delivery;
        let Some(request) = delivery.request else {
            let message = "There is nothing to send: no request was made for it.";
            return Err(EngineError::Refused(message.to_owned()));
        };
        let catalog = self.catalog.get();
        let destination = catalog.destinations.get(&delivery.destination);
        let signing = destination.map_or(Signing::None {}, |it| it.settings.signing.clone());
        Ok(curl(
            &masking::request(delivery.event, &request),
            &signing,
            &id.to_string(),
        ))
    }

    /// Makes a new delivery of the same event, with the automation and destination as they are now
    /// and whatever the condition says. It is linked to the old one.
    ///
    /// # Errors
    /// When there is none of that id, its automation no longer sends there, or nothing could be
    /// written.
    pub async fn send_anew(&self, id: DeliveryId) -> Result<DeliveryRow, EngineError> {
        let DeliveryRecord { row, event, .. } = self.delivery_record(id).await?;
        let refuse = |message: String| Err(EngineError::Refused(message));
        if redaction::is_masked_data(&event.data) {
            return refuse(MASKED_EVENT.to_owned());
        }
        let held = self.holds.as_they_are().await;
        let catalog = self.catalog.get();
        let Some(automation) = catalog.automations.get(&row.automation) else {
            return refuse(format!("‘{}’ was deleted.", row.automation_name));
        };
        let sends = &automation.settings.sends;
        let there = sends
            .iter()
            .find(|send| send.destination == row.destination);
        let only = sends.first().filter(|_| sends.len() == 1);
        let found = there
            .or(only)
            .and_then(|send| Some((send, catalog.destinations.get(&send.destination)?)));
        let Some((send, destination)) = found else {
            return refuse(format!(
                "‘{}’ no longer sends to ‘{}’.",
                row.automation_name, row.destination_name
            ));
        };
        let (now, why) = (self.clock.now(), held.why(destination.id));
        let planned = plan_anew(&event, automation, send, destination, why, now);
        let anew = DeliveryId::new(Uuid::now_v7());
        let delivery = Delivery {
            id: anew,
            event: event.id,
            automation: row.automation,
            destination: planned.destination,
            state: planned.state,
            request: planned.request,
            retry: planned.retry,
            retry_on: planned.retry_on,
            success_on: planned.success_on,
            created_at: now,
            test: false,
            copy_of: Some(id),
            order_key: planned.order_key,
            useless_at: planned.useless_at,
        };
        self.store.add_delivery(delivery).await?;
        drop(held);
        if let Some(end) = planned.useless_at {
            self.bell.expect_end(end);
        }
        self.bell.ring();
        self.told_delivery(anew).await
    }

    /// Does not wait for the next retry.
    ///
    /// # Errors
    /// When there is none of that id, it does not wait for a retry, or nothing could be written.
    pub async fn retry_delivery(&self, id: DeliveryId) -> Result<DeliveryRow, EngineError> {
        let row = self.delivery_row(id).await?;
        let hurried = self.store.hurry(vec![id], self.clock.now()).await?;
        if hurried.is_empty() && self.outage.to(row.destination).is_some() {
            // It is due, and rests only because this computer is offline.
            self.bell.ring_impatiently();
            return self.told_delivery(id).await;
        }
        if hurried.is_empty() {
            let message = match row.state.name() {
                StateName::Pending if row.behind => {
                    "It waits for an earlier one of the same key. It is sent after that one."
                }
                StateName::Pending => "It is being sent at this moment.",
                StateName::Held => "It is held. Resume what holds it.",
                _ => "It is finished. Send it again instead.",
            };
            return Err(EngineError::Refused(message.to_owned()));
        }
        self.bell.ring_impatiently();
        self.told_delivery(id).await
    }

    /// Sends a finished delivery again: same content, same id.
    ///
    /// # Errors
    /// When there is none of that id, it is not finished, there is nothing to send, or nothing
    /// could be written.
    pub async fn resend_delivery(&self, id: DeliveryId) -> Result<DeliveryRow, EngineError> {
        let record = self.delivery_record(id).await?;
        self.refuse_resend(&record)?;
        let held = self.holds.as_they_are().await;
        let why = held.why(record.delivery.destination);
        let resent = self.store.resend(id, self.clock.now(), why).await?;
        drop(held);
        if resent.is_none() {
            return Err(EngineError::Refused(STILL_WAITING.to_owned()));
        }
        self.bell.ring();
        self.told_delivery(id).await
    }

    /// Stops trying. It can be taken back.
    ///
    /// # Errors
    /// When there is none of that id, it is finished already, or nothing could be written.
    pub async fn cancel_delivery(&self, id: DeliveryId) -> Result<DeliveryRow, EngineError> {
        let row = self.delivery_row(id).await?;
        let now = self.clock.now();
        if self.store.cancel(id, now).await?.is_none() {
            let message = "It is finished already; there is nothing to stop.";
            return Err(EngineError::Refused(message.to_owned()));
        }
        self.bell.ring_afresh();
        self.can_go_on(now, stopped(&row.summary)).await?;
        self.told_delivery(id).await
    }

    /// Keeps the way back from a stop; everything that was stopped with it bears its moment.
    pub(super) async fn can_go_on(
        &self,
        stopped_at: Moment,
        done: String,
    ) -> Result<(), EngineError> {
        let step = UndoStep::GoOn {
            stopped_at,
            automation: None,
            destination: None,
        };
        let entry = self.undo_entry(done, vec![step]);
        self.store.keep_undo(entry).await?;
        self.changes.tell(EngineChange::Undo);
        Ok(())
    }

    /// Tells of deliveries that were cancelled together with something else.
    pub(super) fn cancelled(&self, deliveries: &[DeliveryId]) {
        for delivery in deliveries {
            self.changes.tell(EngineChange::Delivery(*delivery));
        }
        self.bell.ring_afresh();
    }

    fn refuse_resend(&self, record: &DeliveryRecord) -> Result<(), EngineError> {
        let refusal = if !record.delivery.state.is_final() {
            STILL_WAITING
        } else if let (None, StateName::Succeeded) =
            (&record.delivery.request, record.row.state.name())
        {
            "Its content was not kept once it was delivered, so it can't be sent again."
        } else if record.delivery.request.is_none() {
            "There is nothing to send again: no request was made for it."
        } else if was_masked(record) {
            "Fields of it were masked once it was delivered, so it can't be sent again."
        } else if !self
            .catalog
            .get()
            .destinations
            .contains_key(&record.delivery.destination)
        {
            "Its destination was deleted, so it can't be sent again."
        } else {
            return Ok(());
        };
        Err(EngineError::Refused(refusal.to_owned()))
    }

    async fn delivery_record(&self, id: DeliveryId) -> Result<DeliveryRecord, EngineError> {
        self.store
            .delivery_record(id)
            .await?
            .ok_or_else(|| EngineError::no_delivery(id))
    }

    async fn delivery_row(&self, id: DeliveryId) -> Result<DeliveryRow, EngineError> {
        self.store
            .delivery_row(id)
            .await?
            .ok_or_else(|| EngineError::no_delivery(id))
    }

    pub(super) async fn told_delivery(&self, id: DeliveryId) -> Result<DeliveryRow, EngineError> {
        self.changes.tell(EngineChange::Delivery(id));
        self.delivery_row(id).await
    }
}

/// Whether it is due.
fn is_due(detail: &DeliveryDetail, now: Moment) -> bool {
    matches!(detail.row.state, DeliveryState::Pending { due_at } if due_at <= now)
}

/// The numbers of the attempts that got through.
fn successes(delivery: &Delivery, attempts: &[Attempt]) -> Vec<u32> {
    let got_through = |attempt: &&Attempt| attempt.outcome.is_success(&delivery.success_on);
    let successes = attempts.iter().filter(got_through);
    successes.map(|attempt| attempt.number).collect()
}

/// When a delivery is tried, if every attempt fails at once. A test is sent once.
fn tries(delivery: &Delivery, counted: u32) -> Vec<Moment> {
    match delivery.state {
        DeliveryState::Pending { due_at } if delivery.test => vec![due_at],
        DeliveryState::Pending { due_at } => delivery.retry.tries_from(due_at, counted),
        _ => Vec::new(),
    }
}

/// Only what was delivered is masked.
fn was_masked(record: &DeliveryRecord) -> bool {
    let succeeded = matches!(record.delivery.state, DeliveryState::Succeeded { .. });
    let masked = |request| redaction::is_masked(request);
    succeeded && record.delivery.request.as_ref().is_some_and(masked)
}
