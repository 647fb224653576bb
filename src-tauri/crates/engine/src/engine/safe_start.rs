//! A start with everything off, for when something keeps the app from running.

use hookloom_core::{
    automation::Automation,
    id::AutomationId,
    view::{Notice, NoticeKind},
};

use super::Engine;
use crate::error::EngineError;

impl Engine {
    /// Switches every automation off and holds all sending, before anything begins.
    pub(super) async fn switch_all_off(&self) -> Result<(), EngineError> {
        let on = self.catalog.get();
        let on = on.automations.values().filter(|a| a.settings.enabled);
        let mut switched_off = Vec::new();
        for automation in on {
            switched_off.push(automation.id);
            self.put_switched(Automation::clone(automation), false)
                .await?;
        }
        self.pause(None).await?;
        let at = self.clock.now();
        let notice = Notice::StartedSafe { at, switched_off };
        self.notices.post(notice).await;
        Ok(())
    }

    /// Switches those on again that a safe start switched off, and sends again.
    ///
    /// # Errors
    /// When one of them can't work as it is, or nothing could be written. Then it, and what comes
    /// after it, stay off.
    pub async fn leave_safe_start(&self) -> Result<(), EngineError> {
        for id in self.switched_off() {
            if self.catalog.get().automations.contains_key(&id) {
                self.switch_automation(id, true).await?;
            }
        }
        self.resume().await?;
        self.notices.withdraw(NoticeKind::StartedSafe).await;
        Ok(())
    }

    fn switched_off(&self) -> Vec<AutomationId> {
        let all = self.notices.all().into_iter();
        all.filter_map(|notice| match notice {
            Notice::StartedSafe { switched_off, .. } => Some(switched_off),
            _ => None,
        })
        .flatten()
        .collect()
    }

    async fn put_switched(
        &self,
        mut automation: Automation,
        enabled: bool,
    ) -> Result<(), EngineError> {
        automation.settings.enabled = enabled;
        automation.updated_at = self.clock.now();
        self.store.put_automation(automation.clone()).await?;
        self.catalog.put_automation(automation);
        Ok(())
    }
}
