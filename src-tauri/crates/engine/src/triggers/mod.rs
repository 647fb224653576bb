//! What notices that something happened. Each kind of trigger is a worker that follows the catalog
//! and hands what it notices to intake.

pub mod file;
mod files;
pub mod inbound;
mod schedule;

use hookloom_core::{
    automation::Automation,
    inbound::{Callers, InboundTrigger},
    trigger::Trigger,
    view::TriggerStatus,
};
use tokio::sync::watch;

pub(crate) use files::{Files, Teller};
pub(crate) use schedule::Schedules;

use crate::{clock::Clock, listening::Place, settings::Chosen};
use file::FileStatuses;
use inbound::Reachable;

/// How triggers are, for whoever shows them.
pub(crate) struct Triggers {
    pub(crate) clock: Clock,
    pub(crate) files: watch::Receiver<FileStatuses>,
    /// Where hooks are called.
    pub(crate) place: watch::Receiver<Place>,
    /// Where other computers can call.
    pub(crate) reachable: watch::Receiver<Reachable>,
    pub(crate) chosen: Chosen,
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
            Trigger::Inbound(hook) => match self.hooks_are_called_at() {
                Ok(base) => self.hook_status(hook, base),
                Err(message) => TriggerStatus::Broken { message },
            },
            Trigger::File(_) => match self.files.borrow().get(&automation.id) {
                Some(status) => status.clone().into(),
                None => TriggerStatus::Starting {},
            },
        }
    }

    /// What the names of hooks are appended to for other computers, while they can call.
    pub(crate) fn network(&self) -> Option<String> {
        let reachable = self.reachable.borrow();
        let first = reachable.first()?;
        Some(format!("http://{first}{}", inbound::PREFIX))
    }

    fn hook_status(&self, hook: &InboundTrigger, base: String) -> TriggerStatus {
        let network = match hook.callers {
            Callers::Network => self.network(),
            Callers::ThisComputer => None,
        };
        let unreachable = hook.callers == Callers::Network && network.is_none();
        TriggerStatus::Ready {
            next_at: None,
            address: Some(format!("{}{}", network.unwrap_or(base), hook.name)),
            note: unreachable.then(|| {
                "Only this computer can call it at the moment: there is no network, or its port \
                 is used by another program."
                    .to_owned()
            }),
        }
    }

    /// What the name of an inbound hook is appended to, or why no hook can be called.
    pub(crate) fn hooks_are_called_at(&self) -> Result<String, String> {
        if !self.chosen.get().incoming.enabled {
            return Err("Incoming calls are switched off in the settings.".to_owned());
        }
        match &*self.place.borrow() {
            Place::At(address) => Ok(format!("http://{address}{}", inbound::PREFIX)),
            Place::Nowhere { message, .. } => Err(message.clone()),
        }
    }
}
