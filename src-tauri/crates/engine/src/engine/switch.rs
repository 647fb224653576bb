//! Automations turned on and off, one or many.

use hookloom_core::{
    automation::{Automation, AutomationSettings},
    id::AutomationId,
    undo::{UndoStep, switched_off},
    view::{AutomationRow, NotSwitched, Switched},
};

use super::Engine;
use crate::{change::EngineChange, error::EngineError};

impl Engine {
    /// Turns an automation on or off. One that can't work is not turned on. Turning off can be
    /// taken back.
    ///
    /// # Errors
    /// When there is none of that id, it can't work as it is, or nothing could be written.
    pub async fn switch_automation(
        &self,
        id: AutomationId,
        enabled: bool,
    ) -> Result<AutomationRow, EngineError> {
        let _one_at_a_time = self.editing.lock().await;
        let switched = self.switched(id, enabled).await?;
        self.keep_switched(switched.into_iter().collect(), enabled)
            .await?;
        self.get_automation(id).await
    }

    /// Turns several on or off. Those that can't work stay off, and it is said why; turning off
    /// can be taken back as a whole.
    ///
    /// # Errors
    /// When one is not there, or nothing could be written; then none is switched.
    pub async fn switch_automations(
        &self,
        ids: Vec<AutomationId>,
        enabled: bool,
    ) -> Result<Switched, EngineError> {
        let _one_at_a_time = self.editing.lock().await;
        let (mut automations, mut refused) = (Vec::new(), Vec::new());
        for id in &ids {
            let name = self.automation(*id)?.settings.name;
            match self.switched(*id, enabled).await {
                Ok(switched) => automations.extend(switched),
                Err(EngineError::Invalid(problems)) => refused.push(NotSwitched {
                    id: *id,
                    name,
                    message: EngineError::Invalid(problems).to_string(),
                }),
                Err(error) => return Err(error),
            }
        }
        self.keep_switched(automations, enabled).await?;
        let mut rows = self.list_automations().await?;
        rows.retain(|row| {
            let Automation { id, settings, .. } = &row.automation;
            ids.contains(id) && settings.enabled == enabled
        });
        Ok(Switched { rows, refused })
    }

    /// The automation as it will be; nothing if it is so already.
    async fn switched(
        &self,
        id: AutomationId,
        enabled: bool,
    ) -> Result<Option<Automation>, EngineError> {
        let present = self.automation(id)?;
        if present.settings.enabled == enabled {
            return Ok(None);
        }
        let settings = AutomationSettings {
            enabled,
            ..present.settings.clone()
        };
        if enabled {
            self.checked_secret(Some(&present), &settings, None).await?;
        }
        Ok(Some(Automation {
            settings,
            updated_at: self.clock.now(),
            ..present
        }))
    }

    async fn keep_switched(
        &self,
        automations: Vec<Automation>,
        enabled: bool,
    ) -> Result<(), EngineError> {
        if automations.is_empty() {
            return Ok(());
        }
        let undo = (!enabled).then(|| {
            let names: Vec<_> = automations.iter().map(name).collect();
            let ids = automations.iter().map(|automation| automation.id).collect();
            self.undo_entry(switched_off(&names), vec![UndoStep::SwitchOn { ids }])
        });
        self.store
            .put_automations(automations.clone(), undo)
            .await?;
        for automation in automations {
            self.show_automation(automation);
        }
        if !enabled {
            self.changes.tell(EngineChange::Undo);
        }
        Ok(())
    }
}

fn name(automation: &Automation) -> &str {
    &automation.settings.name
}
