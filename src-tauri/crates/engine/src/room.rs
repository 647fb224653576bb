//! Whether there is room for more: on the disk, and in the queue.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use hookloom_core::{
    moment::Moment,
    view::{Notice, NoticeKind},
};
use tokio::sync::{Mutex, Notify};

use crate::{
    clock::Clock,
    notices::Notices,
    reserve::Reserve,
    settings::Chosen,
    store::{Store, StoreError},
};

/// How long a full queue is believed to be full before it is counted again.
const BELIEVED: Duration = Duration::from_secs(1);

/// Decides if more events can be accepted. Clones share it.
///
/// The queue is not counted for each event: what was accepted since the last count is added to it,
/// and only when that reaches the limit it is counted anew.
#[derive(Clone)]
pub struct Room(Arc<Inner>);

struct Inner {
    store: Store,
    chosen: Chosen,
    clock: Clock,
    notices: Notices,
    reserve: Reserve,
    disk_full: AtomicBool,
    /// At least as many deliveries as wait.
    at_most: AtomicU64,
    counted: Mutex<Option<Moment>>,
    filled_up: Notify,
}

impl Room {
    pub(crate) fn new(
        store: Store,
        chosen: Chosen,
        clock: Clock,
        notices: Notices,
        reserve: Reserve,
    ) -> Self {
        Self(Arc::new(Inner {
            store,
            chosen,
            clock,
            notices,
            reserve,
            disk_full: AtomicBool::new(false),
            // Nobody has counted yet, so the first event has it counted.
            at_most: AtomicU64::new(u64::MAX),
            counted: Mutex::default(),
            filled_up: Notify::new(),
        }))
    }

    /// Refuses what there is no room for.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`] or [`StoreError::QueueFull`].
    pub async fn check(&self) -> Result<(), StoreError> {
        if self.0.disk_full.load(Ordering::Relaxed) {
            return Err(StoreError::DiskFull);
        }
        let limit = self.limit();
        if self.0.at_most.load(Ordering::Relaxed) < limit {
            return Ok(());
        }
        self.check_by_counting(limit).await
    }

    /// Takes note of deliveries that were accepted.
    pub fn took(&self, deliveries: usize) {
        self.0
            .at_most
            .fetch_add(deliveries as u64, Ordering::Relaxed);
    }

    /// Takes note of a write that failed. When that was for want of room, the reserve is given
    /// back to the disk, so that what was sent can still be written down.
    pub async fn failed(&self, error: &StoreError) {
        if *error != StoreError::DiskFull || self.0.disk_full.swap(true, Ordering::Relaxed) {
            return;
        }
        self.0.reserve.release().await;
        let since = self.0.clock.now();
        self.0.notices.post(Notice::DiskFull { since }).await;
        self.0.filled_up.notify_one();
    }

    /// Completes when nothing can be accepted any more.
    pub async fn filled_up(&self) {
        self.0.filled_up.notified().await;
    }

    /// Whether something keeps events from being accepted.
    pub fn is_full(&self) -> bool {
        self.0.disk_full.load(Ordering::Relaxed) || self.0.notices.has(NoticeKind::QueueFull)
    }

    /// Whether the disk is full.
    pub fn disk_is_full(&self) -> bool {
        self.0.disk_full.load(Ordering::Relaxed)
    }

    /// Looks whether there is room again. There is on the disk once the reserve fits on it with ease.
    pub async fn look_again(&self) {
        if !self.disk_is_full() {
            // Without it this works as well, until the disk is full.
            let _ = self.0.reserve.take().await;
        } else if self.0.reserve.take_with_ease().await.is_ok() {
            self.0.disk_full.store(false, Ordering::Relaxed);
            self.0.notices.withdraw(NoticeKind::DiskFull).await;
        }
        if self.0.notices.has(NoticeKind::QueueFull) {
            // Withdraws the notice when it is no longer so.
            let _ = self.check_by_counting(self.limit()).await;
        }
    }

    async fn check_by_counting(&self, limit: u64) -> Result<(), StoreError> {
        let mut counted = self.0.counted.lock().await;
        let now = self.0.clock.now();
        let fresh = counted.is_some_and(|at| at <= now && now.since(at) < BELIEVED);
        if !fresh {
            let counts = self.0.store.counts(now).await?;
            self.0
                .at_most
                .store(counts.waiting + counts.held, Ordering::Relaxed);
            *counted = Some(now);
        }
        drop(counted);
        if self.0.at_most.load(Ordering::Relaxed) < limit {
            self.0.notices.withdraw(NoticeKind::QueueFull).await;
            return Ok(());
        }
        if !self.0.notices.has(NoticeKind::QueueFull) {
            let limit = u32::try_from(limit).unwrap_or(u32::MAX);
            let notice = Notice::QueueFull { since: now, limit };
            self.0.notices.post(notice).await;
            self.0.filled_up.notify_one();
        }
        Err(StoreError::QueueFull)
    }

    fn limit(&self) -> u64 {
        u64::from(self.0.chosen.get().sending.queue_limit)
    }
}
