//! Events to try settings on: those that happened, made-up ones, and ones that a person wrote.

use hookloom_core::{
    automation::{Automation, AutomationSettings},
    event::Event,
    id::{AutomationId, EventId},
    limits::Limits,
    sample,
    trigger::Trigger,
    view::{Sample, SampleChoice, SampleSource},
};
use uuid::Uuid;

use super::Engine;
use crate::error::EngineError;

/// How many events of one automation can be chosen from.
const CHOICES: u32 = 20;

/// Stands for an automation that was never saved.
pub(super) const UNSAVED: AutomationId = AutomationId::new(Uuid::from_u128(2));
/// Stands for an event that did not happen.
const MADE_UP: EventId = EventId::new(Uuid::from_u128(3));

impl Engine {
    /// The last events that settings with this trigger can be tried on: those of the automation
    /// itself, and those of others with the same trigger.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn list_samples(
        &self,
        id: Option<AutomationId>,
        trigger: &Trigger,
    ) -> Result<Vec<SampleChoice>, EngineError> {
        let catalog = self.catalog.get();
        let alike = catalog.automations.values().filter(|automation| {
            let theirs = &automation.settings.trigger;
            let own = Some(automation.id) == id && theirs.root() == trigger.root();
            own || theirs == trigger && *trigger != (Trigger::Manual {})
        });
        let mut choices = Vec::new();
        for automation in alike {
            let since = self.clock.now().minus(std::time::Duration::from_secs(YEAR));
            let events = self.store.events_since(automation.id, since, CHOICES);
            let events = events.await?.into_iter();
            choices.extend(events.map(|event| choice(automation, event)));
        }
        choices.sort_by_key(|choice| std::cmp::Reverse(choice.event));
        choices.truncate(CHOICES as usize);
        Ok(choices)
    }

    /// The event of a source, with the fields that it offers to conditions and templates.
    ///
    /// # Errors
    /// When it is not there any more, or the database can't be read.
    pub async fn read_sample(
        &self,
        id: Option<AutomationId>,
        trigger: Trigger,
        source: SampleSource,
    ) -> Result<Sample, EngineError> {
        let name = id.and_then(|id| {
            let catalog = self.catalog.get();
            Some(catalog.automations.get(&id)?.settings.name.clone())
        });
        let settings = AutomationSettings {
            name: name.unwrap_or_default(),
            enabled: false,
            trigger,
            condition: None,
            limits: Limits::default(),
            notify_delivered: false,
            sends: Vec::new(),
        };
        let automation = self.draft(id, settings);
        let event = self.sample_event(&automation, source).await?;
        let fields = sample::sample_fields(&event, &automation);
        Ok(Sample { event, fields })
    }

    /// The automation that settings would make.
    pub(super) fn draft(
        &self,
        id: Option<AutomationId>,
        settings: AutomationSettings,
    ) -> Automation {
        let now = self.clock.now();
        Automation {
            id: id.unwrap_or(UNSAVED),
            settings,
            secret_hint: None,
            created_at: now,
            updated_at: now,
        }
    }

    pub(super) async fn sample_event(
        &self,
        automation: &Automation,
        source: SampleSource,
    ) -> Result<Event, EngineError> {
        let trigger = &automation.settings.trigger;
        let made_up = sample::sample_event(trigger, automation.id, MADE_UP, self.clock.now());
        match source {
            SampleSource::MadeUp {} => Ok(made_up),
            SampleSource::Edited { kind, data } => Ok(Event {
                kind,
                summary: sample::summary(kind, &data),
                data,
                ..made_up
            }),
            SampleSource::Recorded { automation, event } => self
                .store
                .event(automation, event)
                .await?
                .ok_or_else(|| EngineError::no_event(event)),
        }
    }
}

const YEAR: u64 = 366 * 24 * 60 * 60;

fn choice(automation: &Automation, event: Event) -> SampleChoice {
    SampleChoice {
        automation: automation.id,
        automation_name: automation.settings.name.clone(),
        event: event.id,
        kind: event.kind,
        at: event.at,
        summary: event.summary,
    }
}
