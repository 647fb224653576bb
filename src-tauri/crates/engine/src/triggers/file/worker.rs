//! The task of one automation's file trigger.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use hookloom_core::file::FileTrigger;
use hookloom_core::id::AutomationId;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinError;
use tokio::time::{sleep, sleep_until};
use tokio_util::sync::CancellationToken;

use super::batch::FileBatch;
use super::queue::{Queue, Waiting};
use super::status::FileStatus;
use super::watched::Watched;

/// How all file triggers are, by automation.
pub type FileStatuses = BTreeMap<AutomationId, FileStatus>;

/// Runs the rounds of one automation, and hands over what they give.
#[derive(Debug)]
pub(super) struct Worker {
    pub automation: AutomationId,
    pub queue: Arc<Queue>,
    pub settings: watch::Receiver<FileTrigger>,
    pub sink: mpsc::Sender<FileBatch>,
    pub statuses: watch::Sender<FileStatuses>,
    pub cancel: CancellationToken,
}

/// How long a batch may wait for room after the end was called.
const LAST_BATCH: Duration = Duration::from_secs(2);

/// A storm of events is taken in by so many rounds a second at most.
const BETWEEN_ROUNDS: Duration = Duration::from_millis(10);

impl Worker {
    /// Works until cancelled, or until nobody takes the batches.
    pub async fn run(mut self, watched: Watched) {
        match self.work(watched).await {
            // Letting go of many folders asks the system for each.
            Ok(watched) => drop(tokio::task::spawn_blocking(|| drop(watched)).await),
            Err(error) => {
                let message = format!("Watching stopped unexpectedly: {error}.");
                tracing::error!(automation = %self.automation, message);
                self.tell(FileStatus::Failed { message });
            }
        }
    }

    async fn work(&mut self, mut watched: Watched) -> Result<Watched, JoinError> {
        loop {
            self.tell(watched.status());
            tokio::select! {
                () = self.cancel.cancelled() => return Ok(watched),
                () = self.queue.arrival() => {}
                () = sleep_until(watched.next_round().into()) => {}
                Ok(()) = self.settings.changed() => {
                    let settings = self.settings.borrow_and_update().clone();
                    watched.change(settings, Instant::now());
                }
            }
            let batches;
            (watched, batches) = round(watched, self.queue.take()).await?;
            for batch in batches {
                if !self.hand_over(batch.clone()).await {
                    return Ok(watched);
                }
                watched.handed_over(&batch);
            }
            sleep(BETWEEN_ROUNDS).await;
        }
    }

    /// Waits until there is room for the batch; whether it was taken. What was noticed before the
    /// end is still handed over, if it is taken soon.
    async fn hand_over(&self, batch: FileBatch) -> bool {
        let too_late = async {
            self.cancel.cancelled().await;
            sleep(LAST_BATCH).await;
        };
        tokio::select! {
            sent = self.sink.send(batch) => sent.is_ok(),
            () = too_late => false,
        }
    }

    fn tell(&self, status: FileStatus) {
        self.statuses.send_if_modified(|statuses| {
            // Whoever cancelled this has said already that it is over.
            if self.cancel.is_cancelled() {
                return false;
            }
            let before = statuses.insert(self.automation, status.clone());
            before.as_ref() != Some(&status)
        });
    }
}

/// Looks at the disk on a thread that may block.
async fn round(
    mut watched: Watched,
    told: Waiting,
) -> Result<(Watched, Vec<FileBatch>), JoinError> {
    tokio::task::spawn_blocking(move || {
        let batches = watched.round(told, Instant::now());
        (watched, batches)
    })
    .await
}
