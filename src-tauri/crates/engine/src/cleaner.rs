//! Removes what is old, in small batches with rests between them, and gives the room back.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use hookloom_core::{
    id::{AutomationId, DeliveryId},
    moment::Moment,
    view::{Cleaned, Cleaning},
};
use tokio::{sync::Notify, time::sleep};

use crate::{
    change::{Changes, EngineChange},
    store::{Store, StoreError},
};

/// How many deliveries are removed in one transaction: some milliseconds of work.
const BATCH: u32 = 20;
/// After how many batches the room is given back, and the size looked at.
const BATCHES: u32 = 10;
/// How many pages are cut off in one transaction: more than so many batches free, of most logs.
const PAGES: u32 = 100;
/// The shortest rest between two transactions. Otherwise it is as long as the one before took, so
/// that sending has half of the time at the least.
const SHORTEST_REST: Duration = Duration::from_millis(2);
/// How often a person who looks on is told how far it came.
const TELLING: Duration = Duration::from_millis(500);

/// Up to where to remove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limit {
    /// Only what was made and finished before that.
    pub(crate) before: Moment,
    /// Only until the database holds no more than so many bytes.
    pub(crate) bytes: Option<u64>,
}

/// The one that removes.
pub(crate) struct Cleaner {
    store: Store,
    changes: Changes,
    cleaning: Mutex<Option<Cleaning>>,
    wish: Mutex<Option<Moment>>,
    wished: Notify,
}

impl Cleaner {
    pub(crate) fn new(store: Store, changes: Changes) -> Self {
        Self {
            store,
            changes,
            cleaning: Mutex::default(),
            wish: Mutex::default(),
            wished: Notify::new(),
        }
    }

    /// What is being removed at the moment.
    pub(crate) fn cleaning(&self) -> Option<Cleaning> {
        *lock(&self.cleaning)
    }

    /// A person wants everything removed that was finished before that moment.
    pub(crate) fn wish(&self, before: Moment) {
        *lock(&self.wish) = Some(before);
        self.set(Some(Cleaning { removed: 0 }));
        self.wished.notify_one();
    }

    /// Completes when a person has wished something.
    pub(crate) async fn wished(&self) {
        self.wished.notified().await;
    }

    /// What a person wished, once.
    pub(crate) fn take_wish(&self) -> Option<Moment> {
        lock(&self.wish).take()
    }

    /// What was begun is done, and written down.
    pub(crate) fn done(&self) {
        self.set(None);
    }

    /// Removes what the limits allow, and gives the room back to the disk.
    ///
    /// # Errors
    /// When the database can't be read or written; what was removed by then stays so.
    pub(crate) async fn clean(
        &self,
        limits: &[Limit],
        automations: &[AutomationId],
        now: Moment,
    ) -> Result<Cleaned, StoreError> {
        let bytes_before = self.store.bytes_on_disk();
        let mut deliveries = 0;
        for limit in limits {
            deliveries = self.remove(limit, deliveries).await?;
            for automation in automations {
                self.remove_events(*automation, limit).await?;
            }
        }
        self.give_back().await?;
        Ok(Cleaned {
            at: now,
            deliveries,
            bytes: bytes_before.saturating_sub(self.store.bytes_on_disk()),
        })
    }

    async fn remove(&self, limit: &Limit, mut removed: u64) -> Result<u64, StoreError> {
        let mut after: Option<DeliveryId> = None;
        let mut told = Instant::now();
        while !self.is_small_enough(limit).await? {
            for _ in 0..BATCHES {
                let began = Instant::now();
                let batch = self.store.finished_before(limit.before, after, BATCH);
                let batch = batch.await?;
                let Some(last) = batch.last() else {
                    return Ok(removed);
                };
                after = Some(last.delivery);
                removed += self.store.remove(batch).await?;
                rest_after(began).await;
            }
            self.move_log().await?;
            self.cut_off().await?;
            if told.elapsed() > TELLING {
                self.set(Some(Cleaning { removed }));
                told = Instant::now();
            }
        }
        Ok(removed)
    }

    async fn move_log(&self) -> Result<(), StoreError> {
        let began = Instant::now();
        self.store.move_log().await?;
        rest_after(began).await;
        Ok(())
    }

    async fn cut_off(&self) -> Result<u64, StoreError> {
        let began = Instant::now();
        let left = self.store.cut_off(PAGES).await?;
        rest_after(began).await;
        Ok(left)
    }

    async fn is_small_enough(&self, limit: &Limit) -> Result<bool, StoreError> {
        match limit.bytes {
            None => Ok(false),
            Some(bytes) => Ok(self.store.bytes_used().await? <= bytes),
        }
    }

    async fn remove_events(
        &self,
        automation: AutomationId,
        limit: &Limit,
    ) -> Result<(), StoreError> {
        if limit.bytes.is_some() {
            return Ok(());
        }
        loop {
            let began = Instant::now();
            let removed = self
                .store
                .remove_events_without_deliveries(automation, limit.before, BATCH)
                .await?;
            if removed < BATCH as usize {
                return Ok(());
            }
            rest_after(began).await;
        }
    }

    /// Cuts what is no longer used off the file.
    async fn give_back(&self) -> Result<(), StoreError> {
        while self.cut_off().await? > 0 {
            self.move_log().await?;
        }
        self.store.empty_log().await
    }

    fn set(&self, cleaning: Option<Cleaning>) {
        *lock(&self.cleaning) = cleaning;
        self.changes.tell(EngineChange::Storage);
    }
}

async fn rest_after(began: Instant) {
    sleep(began.elapsed().max(SHORTEST_REST)).await;
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
