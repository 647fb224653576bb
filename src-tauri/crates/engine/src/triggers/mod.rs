//! What notices that something happened. Each kind of trigger is a worker that follows the catalog
//! and hands what it notices to intake.

pub mod file;
mod files;
pub mod inbound;
mod schedule;

use hookloom_core::{automation::Automation, trigger::Trigger, view::TriggerStatus};
use tokio::sync::watch;

pub(crate) use files::{Files, Teller};
pub(crate) use schedule::Schedules;

use crate::clock::Clock;
use file::FileStatuses;

/// How triggers are, for whoever shows them.
pub(crate) struct Triggers {
    pub(crate) clock: Clock,
    pub(crate) files: watch::Receiver<FileStatuses>,
    /// What the name of an inbound hook is appended to.
    pub(crate) inbound: String,
}

impl Triggers {
    /// How that automation's trigger is.
    pub(crate) fn status(&self, automation: &Automation) -> TriggerStatus {
        let ready = |next_at, address| TriggerStatus::Ready {
            next_at,
            address,
            note: None,
        };
        if !automation.settings.enabled {
            return TriggerStatus::Off {};
        }
        match &automation.settings.trigger {
            Trigger::Manual {} => ready(None, None),
            Trigger::Schedule(schedule) => ready(
                schedule.next_after(automation.updated_at, self.clock.now()),
                None,
            ),
            Trigger::Inbound(inbound) => {
                ready(None, Some(format!("{}{}", self.inbound, inbound.name)))
            }
            Trigger::File(_) => match self.files.borrow().get(&automation.id) {
                Some(status) => status.clone().into(),
                None => TriggerStatus::Starting {},
            },
        }
    }
}
