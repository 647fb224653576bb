//! All file triggers of the engine.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use hookloom_core::file::{FileTrigger, Snapshot};
use hookloom_core::id::AutomationId;
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::batch::FileBatch;
use super::opening::Means;
use super::options::FileOptions;
use super::queue::Queue;
use super::watched::Watched;
use super::watcher::Watcher;
use super::worker::{FileStatuses, Worker};

/// The file triggers of all automations that are on.
///
/// What they notice goes to the channel given to [`Self::start`]. When that is full they wait; what
/// the system tells meanwhile is kept up to a bound, and beyond it found by comparing the folder.
#[derive(Debug)]
pub struct FileTriggers {
    watcher: Arc<Watcher>,
    options: Arc<FileOptions>,
    sink: mpsc::Sender<FileBatch>,
    statuses: watch::Sender<FileStatuses>,
    running: BTreeMap<AutomationId, Running>,
    tasks: TaskTracker,
    cancel: CancellationToken,
}

/// An automation that has a file trigger and is on.
#[derive(Clone, Debug, PartialEq)]
pub struct FileWatch {
    /// The automation.
    pub automation: AutomationId,
    /// The settings of its trigger.
    pub settings: FileTrigger,
}

#[derive(Debug)]
struct Running {
    settings: watch::Sender<FileTrigger>,
    cancel: CancellationToken,
}

impl FileTriggers {
    /// Begins with no watches. Cancelling `cancel` ends all work.
    pub fn start(
        sink: mpsc::Sender<FileBatch>,
        options: FileOptions,
        cancel: CancellationToken,
    ) -> Self {
        Self {
            watcher: Arc::new(Watcher::new(options.watches)),
            options: Arc::new(options),
            sink,
            statuses: watch::Sender::default(),
            running: BTreeMap::new(),
            tasks: TaskTracker::new(),
            cancel,
        }
    }

    /// Those of `wanted` that do not run yet: [`Self::set_watches`] needs their stored snapshots.
    pub fn not_running(&self, wanted: &[FileWatch]) -> Vec<AutomationId> {
        let wanted = wanted.iter().map(|watch| watch.automation);
        wanted
            .filter(|automation| !self.running.contains_key(automation))
            .collect()
    }

    /// Makes the watches those that are wanted, by as little as possible: what is no longer wanted
    /// stops, what is new starts with its stored snapshot, what has other settings begins anew
    /// without reporting what differs because of them, and the rest is not disturbed.
    ///
    /// An automation without a stored snapshot only learns what is there. One with a snapshot reports
    /// what differs from it if its settings say so (`while_away`).
    pub fn set_watches(
        &mut self,
        wanted: Vec<FileWatch>,
        mut stored: BTreeMap<AutomationId, Snapshot>,
    ) {
        let keep =
            |automation: &AutomationId| wanted.iter().any(|watch| watch.automation == *automation);
        self.running.retain(|automation, _| keep(automation));
        self.statuses.send_if_modified(|statuses| {
            let before = statuses.len();
            statuses.retain(|automation, _| keep(automation));
            statuses.len() != before
        });
        for FileWatch {
            automation,
            settings,
        } in wanted
        {
            match self.running.get(&automation) {
                Some(running) => {
                    running.settings.send_if_modified(|current| {
                        let other = *current != settings;
                        *current = settings;
                        other
                    });
                }
                None => {
                    let snapshot = stored.remove(&automation).unwrap_or_default();
                    self.begin(automation, settings, snapshot);
                }
            }
        }
    }

    /// How each automation's trigger is, now and whenever that changes.
    pub fn statuses(&self) -> watch::Receiver<FileStatuses> {
        self.statuses.subscribe()
    }

    /// Ends all work and waits until it has ended.
    pub async fn stop(self) {
        self.cancel.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }

    fn begin(&mut self, automation: AutomationId, settings: FileTrigger, snapshot: Snapshot) {
        let cancel = self.cancel.child_token();
        let queue = Arc::new(Queue::new(self.options.queue));
        let means = Means {
            watcher: Arc::clone(&self.watcher),
            queue: Arc::clone(&queue),
            options: Arc::clone(&self.options),
        };
        let watched = Watched::new(
            automation,
            settings.clone(),
            snapshot,
            means,
            Instant::now(),
        );
        let (sender, settings) = watch::channel(settings);
        let worker = Worker {
            automation,
            queue,
            settings,
            sink: self.sink.clone(),
            statuses: self.statuses.clone(),
            cancel: cancel.clone(),
        };
        self.tasks.spawn(worker.run(watched));
        let settings = sender;
        self.running
            .insert(automation, Running { settings, cancel });
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.cancel.cancel();
    }
}
