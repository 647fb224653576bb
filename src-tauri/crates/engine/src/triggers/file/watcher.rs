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
