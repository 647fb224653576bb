//! Automations: made, edited, switched, run, deleted.

use hookloom_core::{
    automation::{Automation, AutomationSettings},
    event::{EventDraft, EventKind},
    id::AutomationId,
    problem::{Problem, Problems},
    redaction,
    sample::sample_data,
    schedule::{NextRun, ScheduleTrigger},
    trigger::Trigger,
    view::{AutomationRow, RunResult, TriggerStatus},
};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Engine, hooks::check_hook};
use crate::{change::EngineChange, error::EngineError, triggers::file::folder_problem};

/// How many coming runs a preview shows.
const PREVIEWED_RUNS: usize = 5;

impl Engine {
    /// All automations, by name.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn list_automations(&self) -> Result<Vec<AutomationRow>, EngineError> {
        let mut last = self.store.last_results().await?;
        let mut hours = self.hours().await?;
        let catalog = self.catalog.get();
        let mut rows: Vec<_> = catalog
            .automations
            .values()
            .map(|automation| AutomationRow {
                automation: Automation::clone(automation),
                trigger: self.triggers.status(automation),
                last: last.remove(&automation.id),
                hours: hours.of(automation.id),
            })
            .collect();
        rows.sort_by_cached_key(|row| row.automation.settings.name.to_lowercase());
        Ok(rows)
    }

    /// One automation.
    ///
    /// # Errors
    /// When there is none of that id, or the database can't be read.
    pub async fn get_automation(&self, id: AutomationId) -> Result<AutomationRow, EngineError> {
        let automation = self.automation(id)?;
        let trigger = self.triggers.status(&automation);
        let last = self.store.last_results().await?.remove(&id);
        let hours = self.hours().await?.of(id);
        Ok(AutomationRow {
            automation,
            trigger,
            last,
            hours,
        })
    }

    /// The name of an automation that can't work, and why it can't.
    pub fn trigger_problem(&self, id: AutomationId) -> Option<(String, String)> {
        let automation = self.automation(id).ok()?;
        match self.triggers.status(&automation) {
            TriggerStatus::Broken { message } => Some((automation.settings.name, message)),
            _ => None,
        }
    }

    /// What is wrong with settings; `id` names the automation that is being edited.
    pub async fn check_automation(
        &self,
        id: Option<AutomationId>,
        settings: &AutomationSettings,
    ) -> Vec<Problem> {
        let mut problems = Problems::default();
        settings.check(&mut problems);
        self.check_neighbours(id, settings, &mut problems);
        if let Trigger::File(file) = &settings.trigger
            && !problems.has("trigger.folder")
        {
            let folder = file.folder.clone();
            let found = tokio::task::spawn_blocking(move || folder_problem(&folder)).await;
            if let Ok(Some(message)) = found {
                problems.add("trigger.folder", message);
            }
        }
        problems.into_vec()
    }

    /// Names must be free and destinations known.
    pub(super) fn check_neighbours(
        &self,
        id: Option<AutomationId>,
        settings: &AutomationSettings,
        problems: &mut Problems,
    ) {
        self.check_names(id, settings, problems);
        let catalog = self.catalog.get();
        problems.each("sends", &settings.sends, |send, problems| {
            let known = catalog.destinations.contains_key(&send.destination);
            problems.expect(
                known,
                "destination",
                "This destination was deleted. Choose another.",
            );
        });
    }

    /// The name, and that of a hook, must be free.
    pub(super) fn check_names(
        &self,
        id: Option<AutomationId>,
        settings: &AutomationSettings,
        problems: &mut Problems,
    ) {
        let catalog = self.catalog.get();
        let others = || {
            catalog
                .automations
                .values()
                .filter(|other| Some(other.id) != id)
        };
        if others().any(|other| other.settings.name.eq_ignore_ascii_case(&settings.name)) {
            problems.add(
                "name",
                format!("You already have one called ‘{}’.", settings.name),
            );
        }
        if let Trigger::Inbound(hook) = &settings.trigger {
            problems.within("trigger", |problems| {
                let others = others().map(|other| &other.settings);
                check_hook(hook, settings.enabled, others, problems);
            });
        }
    }

    /// Makes an automation whose callers, if it has any, use no secret.
    ///
    /// # Errors
    /// When its settings are wrong, or nothing could be written.
    pub async fn add_automation(
        &self,
        settings: AutomationSettings,
    ) -> Result<AutomationRow, EngineError> {
        self.add_automation_with_secret(settings, None).await
    }

    /// Makes an automation. Where calls are checked it needs the secret that callers use.
    ///
    /// # Errors
    /// When its settings are wrong, or nothing could be written.
    pub async fn add_automation_with_secret(
        &self,
        settings: AutomationSettings,
        secret: Option<&str>,
    ) -> Result<AutomationRow, EngineError> {
        let _one_at_a_time = self.editing.lock().await;
        let secret = self.checked_secret(None, &settings, secret).await?;
        let now = self.clock.now();
        let automation = Automation {
            id: AutomationId::new(Uuid::now_v7()),
            settings,
            secret_hint: None,
            created_at: now,
            updated_at: now,
        };
        self.keep_with_secret(automation, secret).await
    }

    /// Replaces an automation's settings. A schedule begins anew.
    ///
    /// # Errors
    /// When there is none of that id, its settings are wrong, or nothing could be written.
    pub async fn edit_automation(
        &self,
        id: AutomationId,
        settings: AutomationSettings,
    ) -> Result<AutomationRow, EngineError> {
        self.edit_automation_with_secret(id, settings, None).await
    }

    /// Replaces an automation's settings, and the secret of its callers if there is a new one.
    ///
    /// # Errors
    /// When there is none of that id, its settings are wrong, or nothing could be written.
    pub async fn edit_automation_with_secret(
        &self,
        id: AutomationId,
        settings: AutomationSettings,
        secret: Option<&str>,
    ) -> Result<AutomationRow, EngineError> {
        let _one_at_a_time = self.editing.lock().await;
        let present = self.automation(id)?;
        let secret = self
            .checked_secret(Some(&present), &settings, secret)
            .await?;
        let automation = Automation {
            settings,
            updated_at: self.clock.now(),
            ..present
        };
        self.keep_with_secret(automation, secret).await
    }

    /// Runs an automation now, switched on or not, with the given data, or else that of its last
    /// event, or else made-up data.
    ///
    /// # Errors
    /// When there is none of that id, or nothing could be written.
    pub async fn run_automation(
        &self,
        id: AutomationId,
        data: Option<Map<String, Value>>,
    ) -> Result<RunResult, EngineError> {
        let automation = self.automation(id)?;
        let now = self.clock.now();
        let data = match data {
            Some(data) => data,
            None => match self.store.last_event(id).await? {
                Some(event) => whole(event.data)?,
                None => sample_data(&automation.settings.trigger, now),
            },
        };
        let summary = "Run by hand".to_owned();
        let kind = EventKind::ManualRun;
        let draft = EventDraft {
            automation: id,
            kind,
            at: now,
            summary,
            data,
            raw: None,
        };
        let mut receipts = self.intake.accept(vec![draft], None).await?;
        let receipt = receipts
            .pop()
            .ok_or_else(|| EngineError::no_automation(id))?;
        Ok(RunResult {
            event: receipt.event,
            deliveries: receipt.deliveries,
        })
    }

    /// The next moments of a schedule that need not be saved.
    ///
    /// # Errors
    /// When its settings are wrong.
    pub fn preview_schedule(&self, trigger: &ScheduleTrigger) -> Result<Vec<NextRun>, EngineError> {
        let mut problems = Problems::default();
        trigger.check(&mut problems);
        problems.into_result().map_err(EngineError::Invalid)?;
        let now = self.clock.now();
        Ok(trigger.next_runs(now, now, PREVIEWED_RUNS))
    }

    pub(super) fn automation(&self, id: AutomationId) -> Result<Automation, EngineError> {
        let catalog = self.catalog.get();
        let found = catalog
            .automations
            .get(&id)
            .map(|found| Automation::clone(found));
        found.ok_or_else(|| EngineError::no_automation(id))
    }

    pub(super) async fn keep_automation(
        &self,
        automation: Automation,
    ) -> Result<AutomationRow, EngineError> {
        let id = automation.id;
        self.store.put_automation(automation.clone()).await?;
        self.show_automation(automation);
        self.get_automation(id).await
    }

    /// Takes over what the store has, and tells.
    pub(super) fn show_automation(&self, automation: Automation) {
        let id = automation.id;
        self.catalog.put_automation(automation);
        self.refresh_hooks();
        self.changes.tell(EngineChange::Automation(id));
        self.changes.tell(EngineChange::Status);
    }
}

/// What was masked when it was kept must not be sent as if it had been meant.
fn whole(data: Map<String, Value>) -> Result<Map<String, Value>, EngineError> {
    if !redaction::is_masked_data(&data) {
        return Ok(data);
    }
    let message = "Parts of its last event were masked when they were kept, so it can't be run with \
                   that. Give it data of its own, or wait for the next event.";
    Err(EngineError::Refused(message.to_owned()))
}
