//! The system's side: one watcher for all automations.

use std::io::ErrorKind as IoError;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use notify::{Config, ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::note::notes;
use super::queue::Queue;
use super::tree::Tree;

/// Watches folders, one by one and never what lies below them, and hands what the system tells to
/// the queues of those who asked. The system's own queue is emptied at once, by a thread of its own.
#[derive(Debug)]
pub(super) struct Watcher {
    /// Taken before the tree and held while the system is asked, so that one automation's leaving
    /// can't undo another's coming. The system's thread takes only the tree: it must never wait
    /// for somebody who waits for it.
    system: Mutex<Result<RecommendedWatcher, String>>,
    tree: Arc<Mutex<Tree>>,
    budget: usize,
}

/// Why a folder can't be watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is not there any more.
    Gone,
    /// No more folders may be watched than this many.
    Limit(usize),
    /// The system said no, in its words.
    System(String),
}

impl Watcher {
    /// A watcher for at most `budget` folders.
    pub fn new(budget: usize) -> Self {
        let tree = Arc::<Mutex<Tree>>::default();
        let hears = Arc::clone(&tree);
        let config = Config::default().with_follow_symlinks(false);
        let system = RecommendedWatcher::new(move |told| hear(&hears, told), config);
        Self {
            system: Mutex::new(system.map_err(|error| error.to_string())),
            tree,
            budget,
        }
    }

    /// Lets `queue` hear of what happens in `folder`.
    ///
    /// The system is asked even if it watches that path already: the folder there may be a new one.
    pub fn watch(&self, folder: &Path, queue: &Arc<Queue>) -> Result<(), Refusal> {
        let mut system = lock(&self.system);
        let system = system
            .as_mut()
            .map_err(|why| Refusal::System(why.clone()))?;
        {
            let mut tree = lock(&self.tree);
            if tree.len() >= self.budget && !tree.contains(folder) {
                return Err(Refusal::Limit(self.budget));
            }
            tree.add(folder, queue);
        }
        let watched = system.watch(folder, RecursiveMode::NonRecursive);
        watched.map_err(|error| {
            lock(&self.tree).remove(folder, queue);
            self.refusal(error)
        })
    }

    /// Ends what [`Self::watch`] began.
    pub fn unwatch(&self, folder: &Path, queue: &Arc<Queue>) {
        let mut system = lock(&self.system);
        let last = lock(&self.tree).remove(folder, queue);
        if let (true, Ok(system)) = (last, system.as_mut()) {
            // It fails when the folder is gone, and the watch with it; then nothing is left to do.
            let _ = system.unwatch(folder);
        }
    }

    fn refusal(&self, error: notify::Error) -> Refusal {
        match error.kind {
            ErrorKind::PathNotFound => Refusal::Gone,
            ErrorKind::Io(io) if io.kind() == IoError::NotFound => Refusal::Gone,
            ErrorKind::MaxFilesWatch => Refusal::Limit(lock(&self.tree).len()),
            ErrorKind::Io(io) => Refusal::System(io.to_string()),
            other => Refusal::System(notify::Error::new(other).to_string()),
        }
    }
}

/// Called on the system's thread for everything it tells.
fn hear(tree: &Mutex<Tree>, told: notify::Result<Event>) {
    match told {
        Ok(event) if !event.need_rescan() => {
            for note in notes(event, Instant::now()) {
                lock(tree).route(&note);
            }
        }
        Ok(_) => lock(tree).miss(),
        Err(error) => {
            tracing::warn!(%error, "the system's file events were interrupted");
            lock(tree).miss();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::fs;
    use std::time::Duration;

    use super::super::note::What;
    use super::*;

    fn queue() -> Arc<Queue> {
        Arc::new(Queue::new(1_000_000))
    }

    #[tokio::test]
    async fn what_happens_in_a_watched_folder_is_heard() {
        let (folder, queue, watcher) = (tempfile::tempdir().unwrap(), queue(), Watcher::new(9));
        watcher.watch(folder.path(), &queue).unwrap();
        fs::create_dir(folder.path().join("x")).unwrap();
        let heard = tokio::time::timeout(Duration::from_secs(60), queue.arrival());
        heard.await.unwrap();
        let notes = queue.take().notes;
        let x = folder.path().join("x");
        assert!(
            notes
                .iter()
                .any(|note| note.path == x && note.what == What::FolderMade)
        );
    }

    #[test]
    fn no_more_folders_are_watched_than_the_budget_allows() {
        let (one, other, queue) = (
            tempfile::tempdir().unwrap(),
            tempfile::tempdir().unwrap(),
            queue(),
        );
        let watcher = Watcher::new(1);
        watcher.watch(one.path(), &queue).unwrap();
        watcher.watch(one.path(), &queue).unwrap();
        assert_eq!(watcher.watch(other.path(), &queue), Err(Refusal::Limit(1)));
        watcher.unwatch(one.path(), &queue);
        watcher.watch(other.path(), &queue).unwrap();
    }

    #[test]
    fn a_folder_that_is_gone_is_refused_and_not_counted() {
        let (folder, queue, watcher) = (tempfile::tempdir().unwrap(), queue(), Watcher::new(1));
        let gone = folder.path().join("gone");
        assert_eq!(watcher.watch(&gone, &queue), Err(Refusal::Gone));
        watcher.watch(folder.path(), &queue).unwrap();
    }

    /// The system's thread is held up by the tree, as a stopped process would be, until the system's
    /// own queue has no room left.
    #[cfg(target_os = "linux")]
    #[tokio::test(flavor = "multi_thread")]
    async fn an_overflow_of_the_systems_queue_is_heard_as_a_miss() {
        let limit = fs::read_to_string("/proc/sys/fs/inotify/max_queued_events").unwrap();
        let limit: usize = limit.trim().parse().unwrap();
        let (folder, queue, watcher) = (tempfile::tempdir().unwrap(), queue(), Watcher::new(9));
        watcher.watch(folder.path(), &queue).unwrap();
        {
            let _held_up = lock(&watcher.tree);
            for file in 0..limit {
                fs::write(folder.path().join(file.to_string()), "").unwrap();
            }
        }
        let missed = tokio::time::timeout(Duration::from_secs(60), async {
            while !queue.take().missed {
                queue.arrival().await;
            }
        });
        missed.await.unwrap();
    }
}
