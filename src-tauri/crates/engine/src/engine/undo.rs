//! Taking back what was done, for 30 days, also after a restart.
//!
//! Whatever can be undone keeps an entry with the steps back: in its own transaction where it
//! changes the database ([`Engine::undo_entry`] and `store::undo::keep`), or else right after
//! ([`Engine::can_undo`]). A new kind of step is a variant of [`UndoStep`] and an arm of
//! `take_back`.

use hookloom_core::{
    id::{AutomationId, UndoId},
    undo::{UndoEntry, UndoStep},
    view::UndoRow,
};
use uuid::Uuid;

use super::Engine;
use crate::{change::EngineChange, error::EngineError, store::Stopped};

impl Engine {
    /// What was done in the last 30 days and can be taken back, newest first; what was taken back
    /// already, too.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn list_undo(&self) -> Result<Vec<UndoRow>, EngineError> {
        let entries = self.store.undo_entries().await?;
        Ok(entries.into_iter().map(row).collect())
    }

    /// Takes something back: what the id names, or else what was done last.
    ///
    /// # Errors
    /// When there is nothing of that id, it was taken back already, it can't be done in the present
    /// state, or nothing could be written.
    pub async fn undo(&self, id: Option<UndoId>) -> Result<UndoRow, EngineError> {
        let _one_at_a_time = self.undoing.lock().await;
        let mut entry = self.wanted_entry(id).await?;
        for step in entry.steps.clone() {
            self.take_back(step).await?;
        }
        let now = self.clock.now();
        self.store.mark_undone(entry.id, now).await?;
        self.changes.tell(EngineChange::Undo);
        entry.undone_at = Some(now);
        Ok(row(entry))
    }

    /// An entry about something that is done now; whoever does it keeps it.
    pub(super) fn undo_entry(&self, done: String, steps: Vec<UndoStep>) -> UndoEntry {
        UndoEntry {
            id: UndoId::new(Uuid::now_v7()),
            at: self.clock.now(),
            done,
            steps,
            undone_at: None,
        }
    }

    async fn wanted_entry(&self, id: Option<UndoId>) -> Result<UndoEntry, EngineError> {
        let Some(id) = id else {
            let entries = self.store.undo_entries().await?;
            let last = entries.into_iter().find(|entry| entry.undone_at.is_none());
            let nothing = || EngineError::NotFound("There is nothing to undo.".to_owned());
            return last.ok_or_else(nothing);
        };
        match self.store.undo_entry(id).await? {
            Some(entry) if entry.undone_at.is_none() => Ok(entry),
            Some(_) => Err(EngineError::Refused("It was undone already.".to_owned())),
            None => Err(EngineError::NotFound(
                "It can't be undone any more: what was done is kept for 30 days.".to_owned(),
            )),
        }
    }

    async fn take_back(&self, step: UndoStep) -> Result<(), EngineError> {
        match step {
            UndoStep::RestoreDestinations { ids } => {
                for id in ids {
                    unless_gone(self.restore_destination(id).await)?;
                }
                Ok(())
            }
            UndoStep::RestoreAutomations { ids } => {
                for id in ids {
                    unless_gone(self.restore_automation(id).await)?;
                }
                Ok(())
            }
            UndoStep::PutBackSettings { old } => {
                let settings = self.settings().with(&old);
                self.put_settings(settings).await.map(drop)
            }
            UndoStep::SwitchOn { ids } => self.switch_on_again(ids).await,
            UndoStep::TakeOut {
                automations,
                destinations,
            } => self.take_out(automations, destinations).await,
            UndoStep::PutBack {
                automations,
                destinations,
            } => self.put_back(automations, destinations).await,
            UndoStep::GoOn {
                stopped_at,
                automation,
                destination,
            } => {
                self.go_on(Stopped {
                    at: stopped_at,
                    automation,
                    destination,
                })
                .await
            }
            UndoStep::ArrangeMap { places } => self.put_places(&places).await,
        }
    }

    async fn switch_on_again(&self, mut ids: Vec<AutomationId>) -> Result<(), EngineError> {
        let catalog = self.catalog.get();
        ids.retain(|id| catalog.automations.contains_key(id));
        let switched = self.switch_automations(ids, true).await?;
        match switched.refused.first() {
            None => Ok(()),
            Some(refused) => Err(EngineError::Refused(format!(
                "“{}” can't be switched on: {}",
                refused.name, refused.message
            ))),
        }
    }

    async fn go_on(&self, stopped: Stopped) -> Result<(), EngineError> {
        let held = self.holds.as_they_are().await;
        let paused = held.pause().is_some();
        let ids = self.store.go_on(stopped, self.clock.now(), paused).await?;
        drop(held);
        for id in ids {
            self.changes.tell(EngineChange::Delivery(id));
        }
        self.bell.ring_afresh();
        self.bell.look_for_ends();
        self.changes.tell(EngineChange::Status);
        Ok(())
    }
}

/// What is back already, or was forgotten, needs no step.
fn unless_gone<T>(restored: Result<T, EngineError>) -> Result<(), EngineError> {
    match restored {
        Err(EngineError::NotFound(_)) => Ok(()),
        other => other.map(drop),
    }
}

fn row(entry: UndoEntry) -> UndoRow {
    UndoRow {
        id: entry.id,
        at: entry.at,
        done: entry.done,
        undone_at: entry.undone_at,
    }
}
