//! Notices when schedules are due.

use std::collections::HashMap;

use hookloom_core::{
    automation::Automation,
    event::{EventDraft, EventKind},
    id::AutomationId,
    missed,
    moment::Moment,
    schedule::{Due, ScheduleTrigger},
    trigger::Trigger,
};
use serde_json::json;

use crate::{
    catalog::Present,
    clock::Clock,
    intake::Intake,
    store::{Cursor, Store, StoreError},
};

/// A run within this time of its moment is not called missed.
const ON_TIME: std::time::Duration = std::time::Duration::from_secs(60);

/// The one worker for all schedules. It sleeps until the nearest moment and looks at the wall
/// clock again at least every 30 s, so a sleeping computer or a clock that is set is noticed.
pub(crate) struct Schedules {
    pub(crate) catalog: Present,
    pub(crate) store: Store,
    pub(crate) intake: Intake,
    pub(crate) clock: Clock,
}

impl Schedules {
    /// Fires what is due, for ever.
    pub(crate) async fn run(&self) {
        let mut catalogs = self.catalog.follow();
        let mut looked_at = HashMap::new();
        loop {
            let catalog = catalogs.borrow_and_update().clone();
            let mut next = None;
            for automation in catalog.automations.values() {
                let Some(schedule) = enabled_schedule(automation) else {
                    continue;
                };
                if let Err(error) = self.look(automation, schedule, &mut looked_at).await {
                    tracing::error!(automation = %automation.id, %error, "a schedule could not fire");
                }
                let coming = schedule.next_after(automation.updated_at, self.clock.now());
                next = [next, coming].into_iter().flatten().min();
            }
            tokio::select! {
                changed = catalogs.changed() => if changed.is_err() { return },
                () = self.clock.sleep_towards(next) => {}
            }
        }
    }

    /// Fires what became due since the schedule was last looked at. The events and how far it
    /// came are written together, so a crash in between neither fires twice nor misses anything.
    async fn look(
        &self,
        automation: &Automation,
        schedule: &ScheduleTrigger,
        looked_at: &mut HashMap<AutomationId, Moment>,
    ) -> Result<(), StoreError> {
        let id = automation.id;
        let known = match looked_at.get(&id) {
            Some(known) => Some(*known),
            None => self.store.schedule_state(id).await?,
        };
        // Editing or switching on resets a schedule: what lies before is not its business.
        let since = known.map_or(automation.updated_at, |known| {
            known.max(automation.updated_at)
        });
        let now = self.clock.now();
        let Due {
            runs,
            left_out,
            checked,
        } = schedule.due(automation.updated_at, since, now);
        if !runs.is_empty() || !left_out.is_empty() {
            let missed = left_out_draft(automation, schedule, &left_out, now).into_iter();
            let runs = runs.iter();
            let runs = runs.map(|run| draft(automation, schedule, *run, now));
            let drafts = missed.chain(runs).collect();
            let cursor = Cursor::Schedule {
                automation: id,
                last_checked: checked,
            };
            self.intake.accept(drafts, Some(cursor)).await?;
        }
        looked_at.insert(id, checked);
        Ok(())
    }
}

/// The event of one run. A run that comes late says so, for receivers that care.
fn draft(
    automation: &Automation,
    schedule: &ScheduleTrigger,
    due_at: Moment,
    now: Moment,
) -> EventDraft {
    let missed = now.since(due_at) > ON_TIME;
    let data = [
        ("due_at", json!(due_at)),
        ("time_zone", json!(schedule.time_zone)),
        ("missed", json!(missed)),
    ];
    EventDraft {
        automation: automation.id,
        kind: EventKind::ScheduleDue,
        at: now,
        summary: if missed {
            "Missed run made up for"
        } else {
            "Schedule was due"
        }
        .to_owned(),
        data: data
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect(),
        raw: None,
    }
}

/// The one event that stands for all runs that are left out, if there are any. It comes before those
/// that run, which are newer.
fn left_out_draft(
    automation: &Automation,
    schedule: &ScheduleTrigger,
    left_out: &[Moment],
    now: Moment,
) -> Option<EventDraft> {
    let mut draft = draft(automation, schedule, *left_out.last()?, now);
    missed::note(&mut draft.data, left_out.len());
    Some(EventDraft {
        summary: missed::summary(left_out.len()),
        ..draft
    })
}

fn enabled_schedule(automation: &Automation) -> Option<&ScheduleTrigger> {
    match &automation.settings.trigger {
        Trigger::Schedule(schedule) if automation.settings.enabled => Some(schedule),
        _ => None,
    }
}
