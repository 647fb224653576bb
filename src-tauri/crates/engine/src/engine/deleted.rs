//! Automations and destinations deleted, kept for 30 days, had back or forgotten.

use std::time::Duration;

use hookloom_core::{
    automation::AutomationSettings,
    id::{AutomationId, DestinationId},
    moment::Moment,
    name::free_name,
    undo::{KEPT, UndoEntry, UndoStep, deleted_automations, deleted_destination},
    view::{AutomationRow, DeletedAutomation, DeletedDestination, DestinationRow, RecentlyDeleted},
};

use super::Engine;
use crate::{change::EngineChange, error::EngineError};

/// How often it is looked if something is to be forgotten.
const LOOKED: Duration = Duration::from_secs(60 * 60);

impl Engine {
    /// Deletes an automation. What it has waiting is cancelled; its log stays. It can be taken back.
    ///
    /// # Errors
    /// When there is none of that id, or nothing could be written.
    pub async fn delete_automation(&self, id: AutomationId) -> Result<(), EngineError> {
        self.delete_automations(vec![id]).await
    }

    /// Deletes automations, all or none. What they have waiting is cancelled; their log stays. It
    /// can be taken back as a whole.
    ///
    /// # Errors
    /// When one is not there, or nothing could be written.
    pub async fn delete_automations(&self, ids: Vec<AutomationId>) -> Result<(), EngineError> {
        let _one_at_a_time = self.editing.lock().await;
        let mut names = Vec::new();
        for id in &ids {
            names.push(self.automation(*id)?.settings.name);
        }
        let Some(entry) = self.deletion_of(&ids, &names) else {
            return Ok(());
        };
        let cancelled = self.store.delete_automations(ids.clone(), entry).await?;
        for id in ids {
            self.catalog.remove_automation(id);
            self.changes.tell(EngineChange::Automation(id));
        }
        self.refresh_hooks();
        self.cancelled(&cancelled);
        self.changes.tell(EngineChange::Undo);
        self.changes.tell(EngineChange::Status);
        Ok(())
    }

    fn deletion_of(&self, ids: &[AutomationId], names: &[String]) -> Option<UndoEntry> {
        if ids.is_empty() {
            return None;
        }
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        let mut entry = self.undo_entry(deleted_automations(&names), Vec::new());
        let go_on = |id: &AutomationId| UndoStep::GoOn {
            stopped_at: entry.at,
            automation: Some(*id),
            destination: None,
        };
        let restore = UndoStep::RestoreAutomations { ids: ids.to_vec() };
        let steps = std::iter::once(restore).chain(ids.iter().map(go_on));
        entry.steps = steps.collect();
        Some(entry)
    }

    /// Deletes a destination that no automation uses. What it has waiting is cancelled. It can be
    /// taken back: settings and secret are kept for 30 days.
    ///
    /// # Errors
    /// When there is none of that id, it is built in or used, or nothing could be written.
    pub async fn delete_destination(&self, id: DestinationId) -> Result<(), EngineError> {
        let _one_at_a_time = self.editing.lock().await;
        let name = self.own_destination(id)?.settings.name;
        self.refuse_used(id, &name)?;
        let mut entry = self.undo_entry(deleted_destination(&name), Vec::new());
        entry.steps = vec![
            UndoStep::RestoreDestinations { ids: vec![id] },
            UndoStep::GoOn {
                stopped_at: entry.at,
                automation: None,
                destination: Some(id),
            },
        ];
        let cancelled = self.store.delete_destination(id, entry).await?;
        self.catalog.remove_destination(id);
        self.cancelled(&cancelled);
        self.changes.tell(EngineChange::Destination(id));
        self.changes.tell(EngineChange::Undo);
        Ok(())
    }

    fn refuse_used(&self, id: DestinationId, name: &str) -> Result<(), EngineError> {
        let catalog = self.catalog.get();
        let users: Vec<_> = catalog
            .users_of(id)
            .iter()
            .map(|user| format!("‘{}’", user.settings.name))
            .collect();
        if users.is_empty() {
            return Ok(());
        }
        Err(EngineError::Refused(format!(
            "‘{name}’ is used by {}. Choose another destination there first.",
            users.join(", ")
        )))
    }

    /// Everything that was deleted in the last 30 days.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn list_deleted(&self) -> Result<RecentlyDeleted, EngineError> {
        let automations = self.store.deleted_automations().await?;
        let destinations = self.store.deleted_destinations().await?;
        Ok(RecentlyDeleted {
            automations: automations
                .into_iter()
                .map(|deleted| DeletedAutomation {
                    id: deleted.id,
                    settings: deleted.settings,
                    deleted_at: deleted.at,
                    kept_until: deleted.at.plus(KEPT),
                })
                .collect(),
            destinations: destinations
                .into_iter()
                .map(|deleted| DeletedDestination {
                    id: deleted.id,
                    settings: deleted.settings,
                    secret_hint: deleted.secret_hint,
                    deleted_at: deleted.at,
                    kept_until: deleted.at.plus(KEPT),
                })
                .collect(),
        })
    }

    /// Brings a deleted automation back, together with deleted destinations that it sends to. If
    /// its name is taken by now it gets a number; if it can't work as it is, it comes back off.
    ///
    /// # Errors
    /// When it is not among what was deleted, or nothing could be written.
    pub async fn restore_automation(&self, id: AutomationId) -> Result<AutomationRow, EngineError> {
        let settings = self.deleted_settings(id).await?;
        for send in &settings.sends {
            if !self
                .catalog
                .get()
                .destinations
                .contains_key(&send.destination)
            {
                match self.restore_destination(send.destination).await {
                    Ok(_) | Err(EngineError::NotFound(_)) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        let _one_at_a_time = self.editing.lock().await;
        let settings = self.fitting(settings).await;
        let now = self.clock.now();
        let automation = self.store.restore_automation(id, settings, now).await?;
        self.show_automation(automation);
        self.changes.tell(EngineChange::Undo);
        self.get_automation(id).await
    }

    async fn deleted_settings(&self, id: AutomationId) -> Result<AutomationSettings, EngineError> {
        let deleted = self.store.deleted_automations().await?;
        let found = deleted.into_iter().find(|deleted| deleted.id == id);
        found.map(|found| found.settings).ok_or_else(not_deleted)
    }

    /// The settings as they can stand among those that are there now.
    async fn fitting(&self, settings: AutomationSettings) -> AutomationSettings {
        let catalog = self.catalog.get();
        let taken = |name: &str| {
            let mut others = catalog.automations.values();
            others.any(|other| other.settings.name.eq_ignore_ascii_case(name))
        };
        let name = free_name(&settings.name, taken);
        let settings = AutomationSettings { name, ..settings };
        let can_work = self.check_automation(None, &settings).await.is_empty();
        AutomationSettings {
            enabled: settings.enabled && can_work,
            ..settings
        }
    }

    /// Brings a deleted destination back, with its secret. If its name is taken by now it gets a
    /// number.
    ///
    /// # Errors
    /// When it is not among what was deleted, or nothing could be written.
    pub async fn restore_destination(
        &self,
        id: DestinationId,
    ) -> Result<DestinationRow, EngineError> {
        let _one_at_a_time = self.editing.lock().await;
        let deleted = self.store.deleted_destinations().await?;
        let found = deleted.into_iter().find(|deleted| deleted.id == id);
        let mut settings = found.ok_or_else(not_deleted)?.settings;
        let catalog = self.catalog.get();
        settings.name = free_name(&settings.name, |name| {
            let mut others = catalog.destinations.values();
            others.any(|other| other.settings.name.eq_ignore_ascii_case(name))
        });
        let now = self.clock.now();
        let destination = self.store.restore_destination(id, settings, now).await?;
        self.catalog.put_destination(destination);
        self.changes.tell(EngineChange::Undo);
        self.told_destination(id).await
    }

    /// Forgets what was deleted 30 days ago, and its secrets with it, again and again.
    pub(super) async fn forget_in_time(&self) {
        loop {
            let now = self.clock.now();
            if let Err(error) = self.forget_before(now.minus(KEPT)).await {
                tracing::error!(%error, "what was deleted long ago is not forgotten yet");
            }
            let next = now.plus(LOOKED);
            while self.clock.now() < next {
                self.clock.sleep_towards(Some(next)).await;
            }
        }
    }

    /// The secrets go first: after a crash in between the rest is forgotten the next time.
    async fn forget_before(&self, moment: Moment) -> Result<(), EngineError> {
        let _one_at_a_time = self.editing.lock().await;
        for deleted in self.store.deleted_automations().await? {
            if deleted.at < moment {
                self.secrets.delete(deleted.id.into()).await?;
            }
        }
        for deleted in self.store.deleted_destinations().await? {
            if deleted.at < moment {
                self.secrets.delete(deleted.id.into()).await?;
            }
        }
        self.store.forget_deleted(moment).await?;
        Ok(())
    }
}

fn not_deleted() -> EngineError {
    EngineError::NotFound("It is not among what was deleted in the last 30 days.".to_owned())
}
