//! The settings: looked at, and changed at once.

use std::sync::Arc;

use hookloom_core::{
    problem::{Problem, Problems},
    settings::{Settings, old_values},
    undo::UndoStep,
    view::NoticeKind,
};

use tokio::sync::watch;

use super::Engine;
use crate::{change::EngineChange, error::EngineError};

impl Engine {
    /// What a person chose for the app as a whole.
    pub fn settings(&self) -> Arc<Settings> {
        self.chosen.get()
    }

    /// Every later state of the settings.
    pub fn follow_settings(&self) -> watch::Receiver<Arc<Settings>> {
        self.chosen.follow()
    }

    /// Replaces the settings, which can be taken back. They count from now on.
    ///
    /// # Errors
    /// When they are wrong, the port is not to be had, or nothing could be written.
    pub async fn set_settings(&self, settings: Settings) -> Result<Arc<Settings>, EngineError> {
        let before = self.chosen.get();
        let after = self.put_settings(settings).await?;
        let old = old_values(&before, &after);
        if !old.is_empty() {
            let steps = vec![UndoStep::PutBackSettings { old }];
            let entry = self.undo_entry(after.changed_from(&before), steps);
            self.store.keep_undo(entry).await?;
            self.changes.tell(EngineChange::Undo);
        }
        Ok(after)
    }

    /// The same, but not to be taken back.
    ///
    /// # Errors
    /// The same.
    pub async fn put_settings(&self, settings: Settings) -> Result<Arc<Settings>, EngineError> {
        let _one_at_a_time = self.editing.lock().await;
        let mut problems = Problems::default();
        settings.check(&mut problems);
        problems.into_result().map_err(EngineError::Invalid)?;
        let before = self.chosen.get();
        if settings.incoming.port != before.incoming.port {
            self.move_to(settings.incoming.port).await?;
        }
        self.chosen.replace(&self.store, settings).await?;
        self.refresh_hooks();
        // More may be sent at once.
        self.bell.ring();
        self.changes.tell(EngineChange::Settings);
        self.changes.tell(EngineChange::Status);
        self.tell_hooks();
        Ok(self.chosen.get())
    }

    async fn move_to(&self, port: u16) -> Result<(), EngineError> {
        if let Err(refused) = self.listening.move_to(port).await {
            let problem = Problem::new("incoming.port", refused.to_string());
            return Err(EngineError::Invalid(vec![problem]));
        }
        self.follow_the_port().await?;
        Ok(())
    }

    /// Everything that shows where this computer is called shows it anew.
    pub(super) fn tell_hooks(&self) {
        let catalog = self.catalog.get();
        for automation in catalog.automations.keys() {
            self.changes.tell(EngineChange::Automation(*automation));
        }
    }

    /// A person has read it.
    pub async fn dismiss_notice(&self, kind: NoticeKind) {
        if !kind.is_lasting() {
            self.notices.withdraw(kind).await;
        }
    }
}
