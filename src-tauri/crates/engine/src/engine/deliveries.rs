//! Deliveries: looked at, sent again, stopped.

use hookloom_core::{
    id::DeliveryId,
    secret_place,
    sentence::delivery_sentence,
    view::{DeliveryDetail, DeliveryFilter, DeliveryPage, DeliveryRow},
};

use super::Engine;
use crate::{change::EngineChange, error::EngineError, store::DeliveryRecord};

/// The most rows of one page.
const LONGEST_PAGE: u32 = 500;

const STILL_WAITING: &str = "It is still waiting to be sent. Stop retrying first, or wait.";

impl Engine {
    /// A page of deliveries, newest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn list_deliveries(
        &self,
        filter: DeliveryFilter,
        after: Option<DeliveryId>,
        limit: u32,
    ) -> Result<DeliveryPage, EngineError> {
        Ok(self
            .store
            .delivery_page(&filter, after, limit.clamp(1, LONGEST_PAGE))
            .await?)
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
        let shown = |request| secret_place::shown(delivery.event, &request);
        let request = delivery.request.map(shown);
        let sentence = String::new();
        let mut detail = DeliveryDetail {
            row,
            sentence,
            event,
            request,
            attempts,
            attempts_allowed,
        };
        detail.sentence = delivery_sentence(&detail);
        Ok(detail)
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

    /// Stops trying.
    ///
    /// # Errors
    /// When there is none of that id, it is finished already, or nothing could be written.
    pub async fn cancel_delivery(&self, id: DeliveryId) -> Result<DeliveryRow, EngineError> {
        self.delivery_row(id).await?;
        if self.store.cancel(id, self.clock.now()).await?.is_none() {
            let message = "It is finished already; there is nothing to stop.";
            return Err(EngineError::Refused(message.to_owned()));
        }
        self.bell.ring_afresh();
        self.told_delivery(id).await
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
        } else if record.delivery.request.is_none() {
            "There is nothing to send again: no request was made for it."
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
