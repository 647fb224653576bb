//! The thread that writes: what it puts together, and what it keeps apart.

use std::{
    fs,
    sync::{
        Arc,
        atomic::{
            AtomicBool, AtomicU32,
            Ordering::{Relaxed, SeqCst},
        },
        mpsc,
    },
};

use hookloom_core::{
    delivery::DeliveryState,
    id::DeliveryId,
    view::{DeliveryFilter, PageStart},
};
use tempfile::TempDir;

use super::{
    super::{
        Store, StoreError, connection::PATIENCE, migration::STEPS, open::open,
        transaction::Transaction,
    },
    sample::{Sample, at, automation, entry, only, pending},
};

/// Lets writes queue up until it is dropped.
struct Blocked {
    _until: mpsc::Sender<()>,
    done: tokio::task::JoinHandle<Result<(), StoreError>>,
}

impl Blocked {
    async fn new(store: &Store) -> Self {
        let (until, wait) = mpsc::channel::<()>();
        let (started, mut has_started) = tokio::sync::mpsc::unbounded_channel();
        let store = store.clone();
        let work = move |_: &Transaction<'_>| {
            let _ = started.send(());
            let _ = wait.recv();
            Ok(())
        };
        let done = tokio::spawn(async move { store.write(work).await });
        has_started.recv().await.unwrap();
        Self {
            _until: until,
            done,
        }
    }

    async fn end(self) {
        drop(self._until);
        self.done.await.unwrap().unwrap();
    }
}

/// Waits until so many writes wait.
async fn queued(store: &Store, writes: usize) {
    while store.0.writer.waiting() < writes {
        tokio::task::yield_now().await;
    }
}

/// Queues writes of settings, some of which fail half-way, and then lets them all be done.
async fn mixed(store: &Store, jobs: [(&'static str, bool); 4]) -> Vec<Result<(), StoreError>> {
    let blocked = Blocked::new(store).await;
    let jobs: Vec<_> = jobs
        .into_iter()
        .map(|(key, succeeds)| {
            let store = store.clone();
            tokio::spawn(async move {
                let work = move |connection: &Transaction<'_>| {
                    connection.execute("INSERT INTO settings VALUES (?1, '1')", [key])?;
                    if !succeeds {
                        connection.execute("INSERT INTO settings VALUES (?1, '1')", [key])?;
                    }
                    Ok(())
                };
                store.write(work).await
            })
        })
        .collect();
    queued(store, 4).await;
    blocked.end().await;
    let mut results = Vec::new();
    for job in jobs {
        results.push(job.await.unwrap());
    }
    results
}

#[tokio::test]
async fn a_write_that_fails_spares_its_neighbours() {
    let sample = Sample::new().await;
    let jobs = [("a", true), ("b", false), ("c", true), ("d", false)];
    let results = mixed(&sample.store, jobs).await;
    for (result, (key, succeeds)) in results.iter().zip(jobs) {
        assert_eq!(result.is_ok(), succeeds, "{key}: {result:?}");
        let found = sample.store.setting(key).await.unwrap();
        assert_eq!(found, succeeds.then(|| 1.into()), "{key}");
    }
}

/// Accepts an event and deletes its automation in one commit, in that order or in the other, and
/// gives the delivery and what became of the event.
async fn beside_a_deletion(sample: &Sample, first: bool) -> (DeliveryId, Result<(), StoreError>) {
    let accepted = sample.accepted(pending(0));
    let id = accepted.deliveries[0].id;
    let blocked = Blocked::new(&sample.store).await;
    let store = sample.store.clone();
    let accept = async move { store.accept(only(accepted)).await.map(drop) };
    let (store, ids) = (sample.store.clone(), vec![sample.automation]);
    let delete = async move { store.delete_automations(ids, entry(1)).await };
    let (accepting, deleting) = if first {
        let accepting = tokio::spawn(accept);
        queued(&sample.store, 1).await;
        (accepting, tokio::spawn(delete))
    } else {
        let deleting = tokio::spawn(delete);
        queued(&sample.store, 1).await;
        (tokio::spawn(accept), deleting)
    };
    queued(&sample.store, 2).await;
    blocked.end().await;
    deleting.await.unwrap().unwrap();
    (id, accepting.await.unwrap())
}

#[tokio::test]
async fn what_came_before_a_deletion_in_the_same_commit_is_kept_and_stopped() {
    let sample = Sample::new().await;
    let (id, accepted) = beside_a_deletion(&sample, true).await;
    assert_eq!(accepted, Ok(()));
    let state = sample.state(id).await;
    assert!(
        matches!(state, DeliveryState::Cancelled { .. }),
        "{state:?}"
    );
}

#[tokio::test]
async fn what_came_after_a_deletion_in_the_same_commit_is_refused() {
    let sample = Sample::new().await;
    let (id, refused) = beside_a_deletion(&sample, false).await;
    assert!(
        matches!(refused, Err(StoreError::Unknown(_))),
        "{refused:?}"
    );
    assert_eq!(sample.store.delivery_row(id).await, Ok(None));
}

#[tokio::test]
async fn what_waits_is_committed_together() {
    let folder = TempDir::new().unwrap();
    let mut connections = open(folder.path(), PATIENCE, STEPS).unwrap();
    let commits = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&commits);
    let count = move || {
        counted.fetch_add(1, SeqCst);
        false
    };
    connections.writer.commit_hook(Some(count)).unwrap();
    let store = Store::start(connections).unwrap();
    mixed(&store, [("a", true), ("b", true), ("c", true), ("d", true)]).await;
    assert_eq!(
        commits.load(SeqCst),
        2,
        "the one that blocked, and the rest"
    );
}

#[tokio::test]
async fn a_write_that_nobody_waits_for_any_more_is_kept() {
    let sample = Sample::new().await;
    let blocked = Blocked::new(&sample.store).await;
    let store = sample.store.clone();
    let leaving = tokio::spawn(async move { store.put_setting("a", 1.into()).await });
    queued(&sample.store, 1).await;
    leaving.abort();
    blocked.end().await;
    sample.store.put_setting("b", 2.into()).await.unwrap();
    assert_eq!(sample.store.setting("a").await, Ok(Some(1.into())));
}

#[tokio::test]
async fn a_full_disk_is_told_to_everyone_and_half_done_for_nobody() {
    let sample = Sample::new().await;
    let limit = |pages: &'static str| {
        let sql = format!("PRAGMA max_page_count = {pages}");
        sample
            .store
            .write(move |connection| Ok(connection.execute_batch(&sql)?))
    };
    limit("1").await.unwrap();
    let mut large = sample.accepted(pending(0));
    large.raw = Some(vec![1; 1_000_000]);
    let blocked = Blocked::new(&sample.store).await;
    let (small, large_too) = (sample.store.clone(), sample.store.clone());
    let small = tokio::spawn(async move { small.put_setting("a", 1.into()).await });
    let batch = only(large.clone());
    let large_too = tokio::spawn(async move { large_too.accept(batch).await });
    queued(&sample.store, 2).await;
    blocked.end().await;
    assert_eq!(small.await.unwrap(), Err(StoreError::DiskFull));
    assert_eq!(large_too.await.unwrap(), Err(StoreError::DiskFull));
    assert_eq!(sample.store.setting("a").await, Ok(None));
    assert_eq!(sample.store.last_event(sample.automation).await, Ok(None));

    limit("1000000").await.unwrap();
    sample.store.accept(only(large)).await.unwrap();
    assert_eq!(sample.store.integrity_check().await, Ok(Vec::new()));
}

#[tokio::test]
async fn two_of_a_kind_have_two_names() {
    let sample = Sample::new().await;
    let twin = automation("Invoices");
    let refused = sample.store.put_automation(twin.clone()).await;
    assert_eq!(refused, Err(StoreError::NameTaken("Invoices".into())));
    sample
        .store
        .delete_automations(vec![sample.automation], super::sample::entry(1))
        .await
        .unwrap();
    sample.store.put_automation(twin.clone()).await.unwrap();
    assert_eq!(sample.store.automations().await, Ok(vec![twin]));
}

#[tokio::test]
async fn a_write_that_panics_ends_neither_the_store_nor_its_neighbours() {
    let sample = Sample::new().await;
    let broken = sample.store.write(|connection| -> Result<(), StoreError> {
        connection.execute("INSERT INTO settings VALUES ('a', '1')", [])?;
        panic!("on purpose")
    });
    let (broken, neighbour) = tokio::join!(broken, sample.store.put_setting("b", 2.into()));
    assert!(matches!(broken, Err(StoreError::Refused(_))), "{broken:?}");
    assert_eq!(neighbour, Ok(()));
    assert_eq!(sample.store.setting("a").await, Ok(None));
    assert_eq!(sample.store.setting("b").await, Ok(Some(2.into())));
}

/// What is written to a file that has no name any more is gone with the process.
#[cfg(unix)]
#[tokio::test]
async fn a_database_that_is_moved_or_replaced_takes_nothing_more() {
    let sample = Sample::new().await;
    let (place, elsewhere) = ["hookloom.db", "moved.db"]
        .map(|name| sample.folder.path().join(name))
        .into();
    std::fs::rename(&place, &elsewhere).unwrap();
    let moved = Err(StoreError::Moved(place.clone()));
    assert_eq!(sample.store.put_setting("a", 1.into()).await, moved);
    std::fs::write(&place, "something else").unwrap();
    assert_eq!(sample.store.put_setting("a", 1.into()).await, moved);
    std::fs::rename(&elsewhere, &place).unwrap();
    assert_eq!(sample.store.put_setting("a", 1.into()).await, Ok(()));
}

/// A checkpoint can't empty the log while anybody reads from it.
#[tokio::test(flavor = "multi_thread")]
async fn the_log_stays_short_while_the_list_is_read_all_the_time() {
    let sample = Sample::new().await;
    let over = Arc::new(AtomicBool::new(false));
    let readers: Vec<_> = (0..6)
        .map(|_| {
            let (store, over) = (sample.store.clone(), Arc::clone(&over));
            tokio::spawn(async move {
                while !over.load(Relaxed) {
                    let (all, newest) = (DeliveryFilter::default(), PageStart::default());
                    let page = store.delivery_page(&all, newest, 100, at(0));
                    page.await.unwrap();
                }
            })
        })
        .collect();
    let log = sample.folder.path().join("hookloom.db-wal");
    let mut longest = 0;
    for _ in 0..400 {
        let mut accepted = sample.accepted(pending(0));
        let request = accepted.deliveries[0].request.as_mut().unwrap();
        request.body = Some("x".repeat(200_000));
        sample.store.accept(only(accepted)).await.unwrap();
        longest = longest.max(fs::metadata(&log).map_or(0, |log| log.len()));
    }
    over.store(true, Relaxed);
    for reader in readers {
        reader.await.unwrap();
    }
    let mb = longest / 1_000_000;
    println!("at the longest, the log had {mb} MB of 80 that were written");
    assert!(longest < 64 * 1024 * 1024, "{mb} MB");
}
