//! The automation: when something happens, only if a condition holds, send.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    condition::Condition, fields::fields_of, id::AutomationId, limits::Limits, moment::Moment,
    problem::Problems, send::Send, trigger::Trigger,
};

/// The longest name of an automation or destination, in letters.
pub(crate) const LONGEST_NAME: usize = 80;

/// An automation as it is kept: a person's settings and what the app adds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Automation {
    /// Its id; stays the same over all edits.
    pub id: AutomationId,
    /// What a person chose.
    pub settings: AutomationSettings,
    /// The end of the secret that callers use, such as `••••a1b2`, when there is one.
    pub secret_hint: Option<String>,
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
    /// How much it sends at the most.
    #[serde(default)]
    pub limits: Limits,
    /// Whether the desktop is told when something is delivered. Tests are never told.
    #[serde(default)]
    pub notify_delivered: bool,
    /// Where events go: one or more.
    pub sends: Vec<Send>,
}

fn on() -> bool {
    true
}

impl AutomationSettings {
    /// Notes what is wrong with the settings, as far as that can be told from them alone: if the
    /// name is free, the folder there and the destinations known is for the caller to see.
    pub fn check(&self, problems: &mut Problems) {
        check_name(&self.name, "Give this automation a name.", problems);
        problems.within("trigger", |trigger| self.trigger.check(trigger));
        let fields = fields_of(&self.trigger);
        if let Some(condition) = &self.condition {
            problems.within("condition", |problems| condition.check(&fields, problems));
        }
        problems.within("limits", |problems| self.limits.check(problems));
        if self.sends.is_empty() {
            problems.add("sends", "Choose where to send it.");
        }
        problems.each("sends", &self.sends, |send, problems| {
            send.check(&self.trigger, &fields, problems)
        });
    }
}

/// Notes a name that is missing or too long.
pub(crate) fn check_name(name: &str, missing: &str, problems: &mut Problems) {
    let letters = name.chars().count();
    if name.trim().is_empty() {
        problems.add("name", missing);
    } else if letters > LONGEST_NAME {
        let message = format!("Use at most {LONGEST_NAME} letters; this name has {letters}.");
        problems.add("name", message);
    }
}
