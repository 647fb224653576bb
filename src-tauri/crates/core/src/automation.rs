//! The automation: when something happens, only if a condition holds, send.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{condition::Condition, id::AutomationId, moment::Moment, send::Send, trigger::Trigger};

/// An automation as it is kept: a person's settings and what the app adds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Automation {
    /// Its id; stays the same over all edits.
    pub id: AutomationId,
    /// What a person chose.
    pub settings: AutomationSettings,
    /// When it was made.
    pub created_at: Moment,
    /// When its settings were last changed. Intervals of a schedule are counted from here.
    pub updated_at: Moment,
}

/// Everything about an automation that a person chooses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AutomationSettings {
    /// A name of at most 80 letters, unique among automations.
    pub name: String,
    /// The switch: off means that its trigger does nothing.
    #[serde(default = "on")]
    pub enabled: bool,
    /// When it runs.
    pub trigger: Trigger,
    /// What must hold of an event; nothing means always.
    #[serde(default)]
    pub condition: Option<Condition>,
    /// Where events go: one or more.
    pub sends: Vec<Send>,
}

fn on() -> bool {
    true
}
