//! Between the file pipeline and the rest of the engine: which folders are wanted, and what becomes
//! of what is noticed there.

mod teller;

use std::{collections::BTreeMap, path::PathBuf, sync::Arc, time::Duration};

use hookloom_core::trigger::Trigger;
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

pub(crate) use teller::Teller;

use super::file::{FileBatch, FileOptions, FileStatuses, FileTriggers, FileWatch};
use crate::{
    catalog::{Catalog, Present},
    change::{Changes, EngineChange},
    store::{Cursor, Store, StoreError},
};

/// How many batches may wait to be stored; the pipeline waits when there are more.
const WAITING_BATCHES: usize = 16;
/// How long to wait before a batch that could not be stored is tried again. The pipeline waits
/// meanwhile, so nothing of it is lost.
const REST: Duration = Duration::from_secs(5);

/// Serves the file triggers of all automations that are on.
pub(crate) struct Files {
    pub(crate) catalog: Present,
    pub(crate) store: Store,
    pub(crate) teller: Teller,
    pub(crate) changes: Changes,
    /// Where the state of each trigger is told.
    pub(crate) statuses: watch::Sender<FileStatuses>,
    /// Folders in which the app itself writes: what happens there is never an event.
    pub(crate) own: Vec<PathBuf>,
}

impl Files {
    /// Serves until `stop`, and then stores what was noticed already.
    pub(crate) async fn run(self: Arc<Self>, stop: CancellationToken) {
        let (sink, noticed) = mpsc::channel(WAITING_BATCHES);
        let options = FileOptions {
            own: self.own.clone(),
            ..FileOptions::default()
        };
        let mut pipeline = FileTriggers::start(sink, options, stop.child_token());
        let statuses = pipeline.statuses();
        // On a task of its own: stopping must not take a batch away while it is being stored.
        let storing = tokio::spawn(Arc::clone(&self).take_in(noticed, stop.clone()));
        tokio::select! {
            () = stop.cancelled() => {}
            () = self.follow(&mut pipeline) => {}
            () = self.tell(statuses) => {}
        }
        pipeline.stop().await;
        if let Err(error) = storing.await {
            tracing::error!(%error, "storing file events ended unexpectedly");
        }
    }

    /// Passes on how each trigger is.
    async fn tell(&self, mut statuses: watch::Receiver<FileStatuses>) {
        while statuses.changed().await.is_ok() {
            let new = statuses.borrow_and_update().clone();
            let old = self.statuses.send_replace(new.clone());
            for (automation, status) in new {
                if old.get(&automation) != Some(&status) {
                    self.changes.tell(EngineChange::Automation(automation));
                }
            }
        }
    }

    /// Keeps the watched folders those that are wanted, for ever.
    async fn follow(&self, pipeline: &mut FileTriggers) {
        let mut catalogs = self.catalog.follow();
        loop {
            let wanted = wanted(&catalogs.borrow_and_update().clone());
            let mut snapshots = BTreeMap::new();
            for automation in pipeline.not_running(&wanted) {
                match self.store.file_snapshot(automation).await {
                    Ok(snapshot) => {
                        snapshots.insert(automation, snapshot);
                    }
                    Err(error) => {
                        tracing::error!(%automation, %error, "what is known of its files can't be read");
                    }
                }
            }
            pipeline.set_watches(wanted, snapshots);
            if catalogs.changed().await.is_err() {
                return;
            }
        }
    }

    /// Stores what the pipeline noticed, until the pipeline has ended and all of it is stored.
    async fn take_in(
        self: Arc<Self>,
        mut noticed: mpsc::Receiver<FileBatch>,
        stop: CancellationToken,
    ) {
        while let Some(batch) = noticed.recv().await {
            while let Err(error) = self.store_batch(&batch).await {
                if matches!(error, StoreError::Unknown { .. }) {
                    // Its automation was deleted meanwhile, or watches another folder.
                    break;
                }
                if stop.is_cancelled() {
                    tracing::error!(%error, "file events could not be stored before the end");
                    break;
                }
                tracing::error!(%error, "file events could not be stored; trying again");
                stop.run_until_cancelled(tokio::time::sleep(REST)).await;
            }
        }
    }

    async fn store_batch(&self, batch: &FileBatch) -> Result<(), StoreError> {
        let cursor = Cursor::FileSnapshot {
            automation: batch.automation,
            folder: batch.settings.folder.clone(),
            updates: batch.snapshot.clone(),
        };
        let (settings, changes) = (&batch.settings, &batch.changes);
        self.teller
            .tell(batch.automation, settings, changes, Some(cursor))
            .await
            .map(drop)
    }
}

fn wanted(catalog: &Catalog) -> Vec<FileWatch> {
    let automations = catalog
        .automations
        .values()
        .filter(|automation| automation.settings.enabled);
    automations
        .filter_map(|automation| match &automation.settings.trigger {
            Trigger::File(settings) => Some(FileWatch {
                automation: automation.id,
                settings: settings.clone(),
            }),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests;
