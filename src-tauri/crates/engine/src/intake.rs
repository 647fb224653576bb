//! Where every event enters: it gets an id, its deliveries are planned, and all of it is on disk
//! before anyone is told that it was accepted.

use std::sync::Arc;

use hookloom_core::{
    automation::Automation,
    delivery::Delivery,
    event::{Event, EventDraft},
    id::{DeliveryId, EventId},
    moment::Moment,
    planning::plan,
};
use uuid::Uuid;

use crate::{
    catalog::{Catalog, Present},
    change::{Changes, EngineChange},
    clock::Clock,
    delivery::Bell,
    holds::{Held, Holds},
    store::{Accepted, Batch, Cursor, Store, StoreError},
};

/// What an accepted event got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The event.
    pub event: EventId,
    /// Its deliveries, in the order of the automation's sends.
    pub deliveries: Vec<DeliveryId>,
}

/// Takes events in. Clones share everything.
#[derive(Clone)]
pub struct Intake {
    pub(crate) store: Store,
    pub(crate) catalog: Present,
    pub(crate) holds: Arc<Holds>,
    pub(crate) bell: Bell,
    pub(crate) clock: Clock,
    pub(crate) changes: Changes,
}

impl Intake {
    /// Accepts events together with the trigger's cursor, in one transaction. An event of an
    /// automation that was deleted or switched off meanwhile is left out.
    ///
    /// # Errors
    /// When nothing could be written; then nothing was accepted.
    pub async fn accept(
        &self,
        drafts: Vec<EventDraft>,
        cursor: Option<Cursor>,
    ) -> Result<Vec<Receipt>, StoreError> {
        let held = self.holds.as_they_are().await;
        let catalog = self.catalog.get();
        let now = self.clock.now();
        let accepted: Vec<Accepted> = drafts
            .into_iter()
            .filter_map(|draft| {
                let automation = catalog.automations.get(&draft.automation)?;
                Some(accepted(draft, automation, &catalog, &held, now))
            })
            .collect();
        let receipts: Vec<Receipt> = accepted.iter().map(receipt).collect();
        if accepted.is_empty() && cursor.is_none() {
            return Ok(receipts);
        }
        self.store.accept(Batch { accepted, cursor }).await?;
        drop(held);
        self.bell.ring();
        self.tell(&receipts);
        Ok(receipts)
    }

    fn tell(&self, receipts: &[Receipt]) {
        for delivery in receipts.iter().flat_map(|receipt| &receipt.deliveries) {
            self.changes.tell(EngineChange::Delivery(*delivery));
        }
    }
}

fn accepted(
    draft: EventDraft,
    automation: &Automation,
    catalog: &Catalog,
    held: &Held<'_>,
    now: Moment,
) -> Accepted {
    let EventDraft {
        automation: id,
        kind,
        at,
        summary,
        data,
        raw,
    } = draft;
    let event = Event {
        id: EventId::new(Uuid::now_v7()),
        automation: id,
        kind,
        at,
        summary,
        data,
    };
    let destination = |id| Some((catalog.destinations.get(&id)?.as_ref(), held.why(id)));
    let deliveries = plan(&event, automation, now, destination)
        .into_iter()
        .map(|planned| Delivery {
            id: DeliveryId::new(Uuid::now_v7()),
            event: event.id,
            automation: id,
            destination: planned.destination,
            state: planned.state,
            request: planned.request,
            retry: planned.retry,
            created_at: now,
        })
        .collect();
    Accepted {
        event,
        raw,
        deliveries,
    }
}

fn receipt(accepted: &Accepted) -> Receipt {
    let deliveries = accepted
        .deliveries
        .iter()
        .map(|delivery| delivery.id)
        .collect();
    Receipt {
        event: accepted.event.id,
        deliveries,
    }
}
