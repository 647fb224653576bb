//! One deed done with many deliveries, in batches that let everybody else in between.

use std::collections::HashMap;

use hookloom_core::{
    delivery::{HoldReason, StateName},
    id::{DeliveryId, DestinationId},
    moment::Moment,
    undo::stopped_many,
    view::{ActResult, Chosen, DeliveryAct, DeliveryCount, DeliveryFilter, PageStart},
};

use super::Engine;
use crate::{change::EngineChange, error::EngineError, holds::Held};

/// How many are done in one transaction.
const AT_ONCE: u32 = 200;
/// The most deliveries that can be named one by one.
const MOST_NAMED: usize = 10_000;

impl Engine {
    /// How many of the chosen deliveries something can be done with, or how many there are.
    ///
    /// # Errors
    /// When too many are named, or the database can't be read.
    pub async fn count_deliveries(
        &self,
        chosen: Chosen,
        act: Option<DeliveryAct>,
    ) -> Result<DeliveryCount, EngineError> {
        match chosen {
            Chosen::All { filter } => {
                let Some(filter) = fitting(filter, act) else {
                    return Ok(DeliveryCount::default());
                };
                Ok(self.store.delivery_count(&filter, self.clock.now()).await?)
            }
            Chosen::These { ids } => {
                let ids = named(ids)?;
                let count = self.store.count_in_states(ids, states_for(act)).await?;
                Ok(DeliveryCount { count, more: false })
            }
        }
    }

    /// Does something with all chosen deliveries that it can be done with. What comes into the log
    /// meanwhile is left alone. A stop can be taken back as a whole.
    ///
    /// # Errors
    /// When too many are named, or nothing more could be written; what was done until then stays.
    pub async fn act_on_deliveries(
        &self,
        chosen: Chosen,
        act: DeliveryAct,
    ) -> Result<ActResult, EngineError> {
        let mut result = ActResult::default();
        let mut source = Source::new(self, chosen, Some(act))?;
        // What is stopped together bears one moment, so that it can go on together.
        let began = self.clock.now();
        while let Some(ids) = source.next().await? {
            let asked = ids.len() as u64;
            let done = self.act(ids, act, began).await?;
            result.done += done;
            result.left += asked - done;
            tokio::task::yield_now().await;
        }
        if act == DeliveryAct::Stop && result.done > 0 {
            self.can_go_on(began, stopped_many(result.done)).await?;
        }
        Ok(result)
    }

    async fn act(
        &self,
        ids: Vec<DeliveryId>,
        act: DeliveryAct,
        began: Moment,
    ) -> Result<u64, EngineError> {
        let now = self.clock.now();
        let done = match act {
            DeliveryAct::SendAnew => return self.send_each_anew(ids).await,
            DeliveryAct::SendAgain => {
                let held = self.holds.as_they_are().await;
                let reasons = self.hold_reasons(&held);
                self.store.resend_these(ids, now, reasons).await?
            }
            DeliveryAct::RetryNow => self.store.hurry(ids, now).await?,
            DeliveryAct::Stop => self.store.cancel_these(ids, began).await?,
        };
        match act {
            DeliveryAct::Stop => self.bell.ring_afresh(),
            DeliveryAct::RetryNow => self.bell.ring_impatiently(),
            _ => self.bell.ring(),
        }
        for id in &done {
            self.changes.tell(EngineChange::Delivery(*id));
        }
        Ok(done.len() as u64)
    }

    async fn send_each_anew(&self, ids: Vec<DeliveryId>) -> Result<u64, EngineError> {
        let mut done = 0;
        for id in ids {
            match self.send_anew(id).await {
                Ok(_) => done += 1,
                Err(EngineError::Refused(_) | EngineError::NotFound(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(done)
    }

    fn hold_reasons(&self, held: &Held<'_>) -> HashMap<DestinationId, HoldReason> {
        let catalog = self.catalog.get();
        let destinations = catalog.destinations.keys();
        destinations
            .filter_map(|id| Some((*id, held.why(*id)?)))
            .collect()
    }
}

/// The chosen deliveries, some at a time: newest first, or as they were named.
pub(super) struct Source<'a> {
    engine: &'a Engine,
    from: From,
}

enum From {
    Named(std::vec::IntoIter<DeliveryId>),
    Filter {
        filter: DeliveryFilter,
        after: Option<DeliveryId>,
        now: Moment,
    },
    Nothing,
}

impl<'a> Source<'a> {
    pub(super) fn new(
        engine: &'a Engine,
        chosen: Chosen,
        act: Option<DeliveryAct>,
    ) -> Result<Self, EngineError> {
        let from = match chosen {
            Chosen::These { ids } => From::Named(named(ids)?.into_iter()),
            Chosen::All { filter } => match fitting(filter, act) {
                Some(filter) => From::Filter {
                    filter,
                    after: None,
                    now: engine.clock.now(),
                },
                None => From::Nothing,
            },
        };
        Ok(Self { engine, from })
    }

    /// Begins after a delivery that came earlier.
    pub(super) fn after(mut self, delivery: Option<DeliveryId>) -> Self {
        match &mut self.from {
            From::Filter { after, .. } => *after = delivery,
            From::Named(ids) => {
                if let Some(at) = ids.as_slice().iter().position(|id| Some(*id) == delivery) {
                    ids.nth(at);
                }
            }
            From::Nothing => {}
        }
        self
    }

    /// The next ones; nothing after the last.
    pub(super) async fn next(&mut self) -> Result<Option<Vec<DeliveryId>>, EngineError> {
        let ids: Vec<DeliveryId> = match &mut self.from {
            From::Named(ids) => ids.take(AT_ONCE as usize).collect(),
            From::Filter { filter, after, now } => {
                let start = PageStart {
                    after: *after,
                    ..PageStart::default()
                };
                let store = &self.engine.store;
                let ids = store.delivery_ids(filter, start, AT_ONCE, *now).await?;
                *after = ids.last().copied();
                ids
            }
            From::Nothing => Vec::new(),
        };
        if ids.len() < AT_ONCE as usize {
            self.from = From::Nothing;
        }
        Ok(Some(ids).filter(|ids| !ids.is_empty()))
    }

    /// Whether there may be more.
    pub(super) fn has_more(&self) -> bool {
        match &self.from {
            From::Named(ids) => ids.len() > 0,
            From::Filter { .. } => true,
            From::Nothing => false,
        }
    }
}

fn named(ids: Vec<DeliveryId>) -> Result<Vec<DeliveryId>, EngineError> {
    if ids.len() > MOST_NAMED {
        let message = format!(
            "{} deliveries are too many to be named one by one; {MOST_NAMED} can be. Use a filter.",
            ids.len()
        );
        return Err(EngineError::Refused(message));
    }
    Ok(ids)
}

fn states_for(act: Option<DeliveryAct>) -> Vec<StateName> {
    let states = StateName::ALL.into_iter();
    states
        .filter(|state| act.is_none_or(|act| act.fits(*state)))
        .collect()
}

/// The filter with only the states in which it can be done; nothing when there are none.
fn fitting(mut filter: DeliveryFilter, act: Option<DeliveryAct>) -> Option<DeliveryFilter> {
    let any = filter.states.is_empty();
    let states = states_for(act).into_iter();
    filter.states = states
        .filter(|state| any || filter.states.contains(state))
        .collect();
    (!filter.states.is_empty()).then_some(filter)
}
