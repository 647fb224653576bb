//! Reads the log for the search, behind the sending: what has just happened in the next lull, older
//! deliveries whenever there is time.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use hookloom_core::{id::DeliveryId, moment::Moment};
use tokio::{
    sync::broadcast::{
        Receiver,
        error::{RecvError, TryRecvError},
    },
    time::{Instant, sleep, sleep_until},
};
use tokio_util::sync::CancellationToken;

use crate::{
    change::{Changes, EngineChange},
    clock::Clock,
    store::{Reading, Store, StoreError},
};

/// Nothing has happened for so long: a lull.
const LULL: Duration = Duration::from_millis(200);
/// Where there is never a lull, a few are read at least this often.
const LONGEST_WAIT: Duration = Duration::from_secs(3);
/// How many are read at once in a lull, and otherwise. While they are written down, nothing else is.
const IN_A_LULL: u32 = 100;
const IN_A_HURRY: u32 = 20;
/// The wait between two batches while much happens.
const SHORT_REST: Duration = Duration::from_millis(250);
/// How long nothing is heard after news: while much happens, it is heard together.
const PAUSE: Duration = Duration::from_millis(5);
/// The wait after the database refused.
const LONG_REST: Duration = Duration::from_secs(5);
/// So many are remembered by name; if more happened, the log itself says what.
const REMEMBERED: usize = 20_000;
/// An event gets its id before it is on disk, and its delivery is told a little later.
const SLACK: Duration = Duration::from_secs(60);

/// How many deliveries the search does not know yet.
#[derive(Clone, Default)]
pub(crate) struct Unread(Arc<AtomicU64>);

impl Unread {
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// The worker that reads.
pub(crate) struct Indexer {
    pub store: Store,
    pub clock: Clock,
    pub changes: Changes,
    pub unread: Unread,
}

impl Indexer {
    /// Reads until `stop`.
    pub async fn run(self: Arc<Self>, stop: CancellationToken) {
        while !stop.is_cancelled() {
            let Some(read) = stop.run_until_cancelled(self.read()).await else {
                return;
            };
            if let Err(error) = read {
                tracing::warn!(%error, "the search can't go on reading the log; trying again");
                stop.run_until_cancelled(sleep(LONG_REST)).await;
            }
        }
    }

    async fn read(&self) -> Result<(), StoreError> {
        let mut changes = self.changes.listen();
        let mut work = Work::new(self.store.reading().await?);
        if let Some(up_to) = work.reading.up_to {
            self.catch_up(&mut work, up_to).await?;
        }
        work.left = self.store.left_to_read(work.reading).await?;
        loop {
            self.unread.0.store(work.unread(), Ordering::Relaxed);
            let next = work.next();
            tokio::select! {
                news = changes.recv() => {
                    if !hear_all(&mut work, news, &mut changes) {
                        self.missed(&mut work, &mut changes).await?;
                    }
                    sleep(PAUSE).await;
                }
                () = sleep_until(next.unwrap_or_else(Instant::now)), if next.is_some() => {
                    self.batch(&mut work).await?;
                }
            }
        }
    }

    /// Something was not told, or too much to remember: the log says what happened.
    async fn missed(
        &self,
        work: &mut Work,
        changes: &mut Receiver<EngineChange>,
    ) -> Result<(), StoreError> {
        *changes = changes.resubscribe();
        work.waiting.clear();
        let since = work.reading.up_to.unwrap_or_else(|| self.clock.now());
        self.catch_up(work, since).await?;
        work.left = self.store.left_to_read(work.reading).await?;
        Ok(())
    }

    /// Finds what happened since that moment.
    async fn catch_up(&self, work: &mut Work, since: Moment) -> Result<(), StoreError> {
        let since = since.minus(SLACK);
        let mut made = Reading::from_the_start();
        made.down_to = DeliveryId::first_at(since);
        let limit = u32::try_from(REMEMBERED + 1).unwrap_or(u32::MAX);
        let made = self.store.to_read(made, limit).await?;
        if made.len() > REMEMBERED {
            work.reading.again_since(since);
        } else {
            work.waiting.extend(made);
        }
        work.waiting.extend(self.store.moved_since(since).await?);
        Ok(())
    }

    async fn batch(&self, work: &mut Work) -> Result<(), StoreError> {
        let (began, lull) = (Instant::now(), work.in_a_lull());
        let limit = if lull { IN_A_LULL } else { IN_A_HURRY };
        let now = self.clock.now();
        let mut reading = work.reading;
        let mut ids = work.newest_waiting(limit);
        if ids.is_empty() {
            ids = self.store.to_read(reading, limit).await?;
            let more = ids.len() >= limit as usize;
            reading.older_than = ids.last().copied().filter(|_| more);
            work.left = work.left.saturating_sub(ids.len() as u64);
        }
        if work.waiting.is_empty() {
            reading.up_to = Some(now);
            work.oldest_news = None;
        }
        let documents = self.store.documents(ids).await?;
        self.store.keep_words(documents, reading).await?;
        work.reading = reading;
        // Whoever writes gets at least every other turn.
        let rest = if lull { began.elapsed() } else { SHORT_REST };
        work.rested = Instant::now() + rest;
        Ok(())
    }
}

/// Hears everything that was told by now; false when something is not known by name any more.
fn hear_all(
    work: &mut Work,
    first: Result<EngineChange, RecvError>,
    changes: &mut Receiver<EngineChange>,
) -> bool {
    let mut news = Some(first);
    while let Some(told) = news {
        if !work.hear(&told) {
            return false;
        }
        news = match changes.try_recv() {
            Ok(change) => Some(Ok(change)),
            Err(TryRecvError::Lagged(missed)) => Some(Err(RecvError::Lagged(missed))),
            Err(TryRecvError::Empty | TryRecvError::Closed) => None,
        };
    }
    true
}

/// What is still to be read.
struct Work {
    reading: Reading,
    waiting: BTreeSet<DeliveryId>,
    /// How many of the older ones are left.
    left: u64,
    last_news: Instant,
    oldest_news: Option<Instant>,
    rested: Instant,
}

impl Work {
    fn new(reading: Reading) -> Self {
        let now = Instant::now();
        Self {
            reading,
            waiting: BTreeSet::new(),
            left: 0,
            last_news: now,
            oldest_news: None,
            rested: now,
        }
    }

    fn unread(&self) -> u64 {
        self.waiting.len() as u64 + self.left
    }

    /// False when something is not known by name any more.
    fn hear(&mut self, news: &Result<EngineChange, RecvError>) -> bool {
        match news {
            Ok(EngineChange::Delivery(id)) => {
                self.last_news = Instant::now();
                self.oldest_news.get_or_insert(self.last_news);
                self.waiting.insert(*id);
                self.waiting.len() <= REMEMBERED
            }
            Ok(_) => true,
            Err(_) => false,
        }
    }

    fn in_a_lull(&self) -> bool {
        self.last_news.elapsed() >= LULL
    }

    /// When to read next, if there is something to read.
    fn next(&self) -> Option<Instant> {
        if self.waiting.is_empty() && self.reading.older_than.is_none() {
            return None;
        }
        let lull = self.last_news + LULL;
        let latest = self.oldest_news.map(|oldest| oldest + LONGEST_WAIT);
        Some(
            latest
                .map_or(lull, |latest| latest.min(lull))
                .max(self.rested),
        )
    }

    fn newest_waiting(&mut self, limit: u32) -> Vec<DeliveryId> {
        std::iter::from_fn(|| self.waiting.pop_last())
            .take(limit as usize)
            .collect()
    }
}
