//! Where every event enters: it gets an id, its deliveries are planned, and all of it is on disk
//! before anyone is told that it was accepted.

use std::sync::Arc;

use hookloom_core::{
    automation::Automation,
    delivery::{Delivery, DeliveryState, SkipReason},
    event::{Event, EventDraft},
    id::{DeliveryId, EventId},
    moment::Moment,
    notification::Subject,
    planning::plan,
    redaction::Redaction,
    tally::Counted,
};
use uuid::Uuid;

use crate::{
    catalog::{Catalog, Present},
    change::{Changes, EngineChange},
    clock::Clock,
    delivery::{Bell, Handover, Turn, UnderWay},
    holds::{Held, Holds},
    paces::Paces,
    repeats::{Repeats, Unmark},
    room::Room,
    settings::Chosen,
    store::{Accepted, Batch, Cap, Cursor, FileMark, Store, StoreError, Way},
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
    pub(crate) handover: Handover,
    pub(crate) clock: Clock,
    pub(crate) changes: Changes,
    pub(crate) paces: Arc<Paces>,
    pub(crate) repeats: Arc<Repeats>,
    pub(crate) under_way: UnderWay,
    pub(crate) room: Room,
    pub(crate) chosen: Chosen,
}

/// Decides what becomes of drafts, by everything as it is at one moment.
struct Deciding<'a> {
    intake: &'a Intake,
    catalog: &'a Catalog,
    held: &'a Held<'a>,
    now: Moment,
}

/// What was decided about drafts.
#[derive(Default)]
struct Decided {
    accepted: Vec<Accepted>,
    marks: Vec<FileMark>,
    unmarks: Vec<Unmark>,
    left_out: Vec<(Way, Counted)>,
}

impl Intake {
    /// Accepts events together with the trigger's cursor, in one transaction. An event of an
    /// automation that was deleted or switched off meanwhile is left out, and so are all while
    /// a pause ignores events.
    ///
    /// # Errors
    /// When there is no room, or nothing could be written; then nothing was accepted.
    pub async fn accept(
        &self,
        drafts: Vec<EventDraft>,
        cursor: Option<Cursor>,
    ) -> Result<Vec<Receipt>, StoreError> {
        self.room.check().await?;
        let held = self.holds.as_they_are().await;
        let catalog = self.catalog.get();
        let now = self.clock.now();
        let ignored = held.pause().is_some_and(|pause| pause.ignore_events);
        let drafts = if ignored { Vec::new() } else { drafts };
        let deciding = Deciding {
            intake: self,
            catalog: &catalog,
            held: &held,
            now,
        };
        let mut decided = Decided::default();
        for draft in drafts {
            if let Some(automation) = catalog.automations.get(&draft.automation) {
                deciding.decide(draft, automation, &mut decided).await?;
            }
        }
        let Decided {
            accepted,
            marks,
            unmarks,
            left_out,
        } = decided;
        let receipts: Vec<Receipt> = accepted.iter().map(receipt).collect();
        let given_up: Vec<EngineChange> = accepted.iter().flat_map(given_up).collect();
        if accepted.is_empty() && cursor.is_none() {
            return Ok(receipts);
        }
        let end = first_end(&accepted);
        let batch = Arc::new(Batch {
            caps: self.caps(&accepted, &catalog),
            accepted,
            marks,
            left_out,
            cursor,
        });
        let turn = self.handover.turn();
        let written = self.store.accept(Arc::clone(&batch)).await;
        drop(held);
        let made_room = match written {
            Ok(made_room) => made_room,
            Err(error) => {
                self.repeats.unmark(unmarks);
                self.room.failed(&error).await;
                return Err(error);
            }
        };
        if let Some(end) = end {
            self.bell.expect_end(end);
        }
        if !made_room.is_empty() {
            self.bell.ring_afresh();
        }
        self.room.took(
            receipts
                .iter()
                .map(|receipt| receipt.deliveries.len())
                .sum(),
        );
        self.pass_on(batch, turn, now);
        self.tell(&receipts);
        for delivery in made_room {
            self.changes.tell(EngineChange::Delivery(delivery));
        }
        given_up
            .into_iter()
            .for_each(|change| self.changes.tell(change));
        Ok(receipts)
    }

    /// Passes on what waits: by the short way if all of it can be sent at once, for all that is known
    /// here.
    fn pass_on(&self, batch: Arc<Batch>, turn: Turn, now: Moment) {
        let mut waiting = batch.accepted.iter().flat_map(|it| &it.deliveries);
        let short = batch.caps.is_empty() && waiting.all(|it| !waits(it) || goes_at_once(it, now));
        // The writer has let go of it.
        match Arc::try_unwrap(batch) {
            Ok(batch) if short => {
                let accepted = batch.accepted.into_iter();
                let deliveries = accepted.flat_map(|accepted| accepted.deliveries);
                self.handover.give(turn, deliveries.filter(waits));
            }
            _ => self.bell.ring(),
        }
    }

    /// The caps of the destinations that something waits for and that have one.
    fn caps(&self, accepted: &[Accepted], catalog: &Catalog) -> Vec<Cap> {
        let waiting = accepted
            .iter()
            .flat_map(|accepted| &accepted.deliveries)
            .filter(|delivery| !delivery.state.is_final());
        let mut caps: Vec<Cap> = Vec::new();
        for destination in waiting.map(|delivery| delivery.destination) {
            let found = catalog.destinations.get(&destination);
            let limits = found.map(|found| found.settings.limits);
            if let Some(waiting) = limits.and_then(|limits| limits.waiting)
                && !caps.iter().any(|cap| cap.destination == destination)
            {
                caps.push(Cap {
                    destination,
                    waiting,
                    when_full: limits.unwrap_or_default().when_full,
                    under_way: self.under_way.to(destination),
                });
            }
        }
        caps
    }

    fn tell(&self, receipts: &[Receipt]) {
        for delivery in receipts.iter().flat_map(|receipt| &receipt.deliveries) {
            self.changes.tell(EngineChange::Delivery(*delivery));
        }
    }
}

impl Deciding<'_> {
    /// Decides about one draft.
    async fn decide(
        &self,
        mut draft: EventDraft,
        automation: &Automation,
        decided: &mut Decided,
    ) -> Result<(), StoreError> {
        let Self { intake, now, .. } = *self;
        let judged = intake.repeats.judge(&mut draft, automation, now);
        let paced = intake.paces.keep(automation, &intake.store, now).await?;
        let mut accepted = self.accepted(draft, automation);
        if let Some(seconds) = judged.repeat_within {
            repeated(&mut accepted.deliveries, seconds, now);
        }
        let left_out = files_left_out(&accepted.deliveries, judged.left_out, now);
        decided.left_out.extend(left_out);
        let passes = |delivery: &Delivery| !matches!(delivery.state, DeliveryState::Skipped { .. });
        if accepted.deliveries.iter().any(passes) {
            decided
                .unmarks
                .extend(intake.repeats.mark(&judged.marks, now));
            decided.marks.extend(judged.marks);
        }
        if paced {
            for delivery in &mut accepted.deliveries {
                if let DeliveryState::Pending { due_at } = &mut delivery.state {
                    *due_at = intake.paces.reserve(automation.id, now);
                }
            }
        }
        if !accepted.deliveries.iter().any(waits) {
            self.redact(&mut accepted);
        }
        decided.accepted.push(accepted);
        Ok(())
    }

    /// Nothing of it will be sent, so nothing of it is needed.
    fn redact(&self, accepted: &mut Accepted) {
        if let Some(redaction) = Redaction::of(&self.intake.chosen.get().storage) {
            accepted.event.data = redaction.data(std::mem::take(&mut accepted.event.data));
            accepted.raw = None;
            for delivery in &mut accepted.deliveries {
                if let DeliveryState::Skipped {
                    reason: SkipReason::Condition { why },
                    ..
                } = &mut delivery.state
                {
                    *why = redaction.why(std::mem::take(why));
                }
            }
        }
    }

    fn accepted(&self, draft: EventDraft, automation: &Automation) -> Accepted {
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
        let catalog = self.catalog;
        let destination = |id| Some((catalog.destinations.get(&id)?.as_ref(), self.held.why(id)));
        let deliveries = plan(&event, automation, self.now, destination)
            .into_iter()
            .map(|planned| Delivery {
                id: DeliveryId::new(Uuid::now_v7()),
                event: event.id,
                automation: id,
                destination: planned.destination,
                state: planned.state,
                request: planned.request,
                retry: planned.retry,
                retry_on: planned.retry_on,
                success_on: planned.success_on,
                created_at: self.now,
                test: false,
                copy_of: None,
                order_key: planned.order_key,
                useless_at: planned.useless_at,
            })
            .collect();
        Accepted {
            event,
            raw,
            deliveries,
        }
    }
}

/// Whether it is still to be sent.
fn waits(delivery: &Delivery) -> bool {
    let state = &delivery.state;
    matches!(
        state,
        DeliveryState::Pending { .. } | DeliveryState::Held { .. }
    )
}

/// Whether it is due and waits for no other.
fn goes_at_once(delivery: &Delivery, now: Moment) -> bool {
    let due = matches!(delivery.state, DeliveryState::Pending { due_at } if due_at <= now);
    due && delivery.order_key.is_none()
}

/// What would have been sent of a repeat is not.
fn repeated(deliveries: &mut [Delivery], seconds: u32, at: Moment) {
    for delivery in deliveries {
        if !matches!(delivery.state, DeliveryState::Skipped { .. }) {
            let why = format!("something was sent of the same file less than {seconds} s before");
            let reason = SkipReason::Repeat { why };
            delivery.state = DeliveryState::Skipped { at, reason };
            delivery.request = None;
        }
    }
}

/// What counts beside deliveries that were left out themselves: the other files of their group, or
/// those that the group of a delivery lost.
fn files_left_out(
    deliveries: &[Delivery],
    files: usize,
    at: Moment,
) -> impl Iterator<Item = (Way, Counted)> {
    let files = u64::try_from(files).unwrap_or(u64::MAX);
    deliveries.iter().filter_map(move |delivery| {
        let count = match &delivery.state {
            DeliveryState::Skipped { reason, .. } => match reason {
                SkipReason::Repeat { .. } => files.saturating_sub(reason.left_out()),
                _ => 0,
            },
            _ => files,
        };
        let way = (delivery.automation, delivery.destination);
        (count > 0).then(|| (way, Counted::left_out(at, count)))
    })
}

/// When the first of what waits is of no use any more.
fn first_end(accepted: &[Accepted]) -> Option<Moment> {
    let deliveries = accepted.iter().flat_map(|accepted| &accepted.deliveries);
    deliveries
        .filter(|delivery| !delivery.state.is_final())
        .filter_map(|delivery| delivery.useless_at)
        .min()
}

/// What could not even be rendered.
fn given_up(accepted: &Accepted) -> impl Iterator<Item = EngineChange> {
    accepted.deliveries.iter().filter_map(|delivery| {
        let subject = Subject::of(delivery, &delivery.state, || false)?;
        Some(EngineChange::Ended(delivery.id, subject))
    })
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
