//! Pausing and resuming everything.

use hookloom_core::{moment::Moment, view::RunnerStatus};

use serde_json::json;

use super::Engine;
use crate::{change::EngineChange, error::EngineError, holds::Pause, store::Hold};

/// The setting that remembers a pause over a restart.
pub(super) const SETTING: &str = "pause";

impl Engine {
    /// Holds all sending; events are still recorded. What is under way comes to its end.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn pause(&self, until: Option<Moment>) -> Result<RunnerStatus, EngineError> {
        let ignore_events = false;
        self.pause_by(Pause {
            until,
            ignore_events,
        })
        .await
    }

    /// The same, but events are not recorded either.
    ///
    /// # Errors
    /// The same.
    pub async fn pause_and_ignore_events(
        &self,
        until: Option<Moment>,
    ) -> Result<RunnerStatus, EngineError> {
        let ignore_events = true;
        self.pause_by(Pause {
            until,
            ignore_events,
        })
        .await
    }

    async fn pause_by(&self, wanted: Pause) -> Result<RunnerStatus, EngineError> {
        let mut pause = self.holds.change().await;
        self.store.put_setting(SETTING, json!(Some(wanted))).await?;
        self.store.hold(Hold::All, self.clock.now()).await?;
        *pause = Some(wanted);
        drop(pause);
        self.holds.tell_changed();
        self.bell.ring_afresh();
        self.changes.tell(EngineChange::Status);
        self.status().await
    }

    /// Sends what was held, in the order in which it was due, and goes on. Destinations that are
    /// paused themselves stay so.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn resume(&self) -> Result<RunnerStatus, EngineError> {
        let mut pause = self.holds.change().await;
        self.store
            .put_setting(SETTING, json!(None::<Pause>))
            .await?;
        self.store.release(Hold::All, false).await?;
        *pause = None;
        drop(pause);
        self.holds.tell_changed();
        self.bell.ring_afresh();
        self.changes.tell(EngineChange::Status);
        self.status().await
    }

    /// Resumes at the end of a pause that has one; ends with the engine.
    pub(super) async fn end_pauses(&self) {
        loop {
            let until = self
                .holds
                .as_they_are()
                .await
                .pause()
                .and_then(|pause| pause.until);
            match until {
                Some(until) if until <= self.clock.now() => {
                    if let Err(error) = self.resume().await {
                        tracing::error!(%error, "the pause could not be ended; trying again");
                        self.clock.sleep_towards(None).await;
                    }
                }
                until => tokio::select! {
                    () = self.clock.sleep_towards(until) => {}
                    () = self.holds.changed() => {}
                },
            }
        }
    }
}
