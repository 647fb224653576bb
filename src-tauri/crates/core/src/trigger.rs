//! What starts an automation.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    file::FileTrigger, inbound::InboundTrigger, problem::Problems, schedule::ScheduleTrigger,
};

/// When an automation runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Trigger {
    /// A file in a folder was added, changed, renamed or deleted.
    File(FileTrigger),
    /// A moment of a schedule has come.
    Schedule(ScheduleTrigger),
    /// A program called this computer.
    Inbound(InboundTrigger),
    /// Only a person starts it.
    Manual {},
}

/// The kinds of triggers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TriggerKind {
    /// Files.
    File,
    /// A schedule.
    Schedule,
    /// A call from another program.
    Inbound,
    /// By hand alone.
    Manual,
}

impl Trigger {
    /// Its kind.
    pub fn kind(&self) -> TriggerKind {
        match self {
            Self::File(_) => TriggerKind::File,
            Self::Schedule(_) => TriggerKind::Schedule,
            Self::Inbound(_) => TriggerKind::Inbound,
            Self::Manual {} => TriggerKind::Manual,
        }
    }

    /// The name under which templates and conditions find the event's data (`file.name`, …).
    pub fn root(&self) -> &'static str {
        match self {
            Self::File(_) => "file",
            Self::Schedule(_) => "schedule",
            Self::Inbound(_) => "inbound",
            Self::Manual {} => "manual",
        }
    }

    /// Notes whatever is wrong with the settings, as far as that can be told without looking at
    /// the disk or the clock.
    pub fn check(&self, problems: &mut Problems) {
        match self {
            Self::File(file) => file.check(problems),
            Self::Schedule(schedule) => schedule.check(problems),
            Self::Inbound(inbound) => inbound.check(problems),
            Self::Manual {} => {}
        }
    }
}
