//! Taking back: what was done, and the steps that lead back.
//!
//! An entry of the undo log stays good over restarts, so a step says what to do in terms of ids and
//! values, never of what happens to be in memory. A step whose way back is gone (the thing was
//! forgotten, or is as before already) does nothing.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{
    automation::Automation,
    destination::Destination,
    id::{AutomationId, DestinationId, UndoId},
    moment::Moment,
    settings::OldValues,
    view::MapPlace,
};

/// How long what was done can be taken back, and what was deleted is kept.
pub const KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Something that was done, with the way back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UndoEntry {
    /// Its id.
    pub id: UndoId,
    /// When it was done.
    pub at: Moment,
    /// What was done, in one sentence.
    pub done: String,
    /// The way back, in this order.
    pub steps: Vec<UndoStep>,
    /// When it was taken back, if it was.
    pub undone_at: Option<Moment>,
}

/// One step back. Each kind of thing that can be undone adds its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum UndoStep {
    /// Brings deleted destinations back.
    RestoreDestinations {
        /// Which.
        ids: Vec<DestinationId>,
    },
    /// Brings deleted automations back.
    RestoreAutomations {
        /// Which.
        ids: Vec<AutomationId>,
    },
    /// Puts settings back.
    PutBackSettings {
        /// What they were.
        old: OldValues,
    },
    /// Turns automations on again.
    SwitchOn {
        /// Which.
        ids: Vec<AutomationId>,
    },
    /// Goes on with deliveries that were stopped.
    GoOn {
        /// All of them bear this moment.
        stopped_at: Moment,
        /// Only those of this automation.
        automation: Option<AutomationId>,
        /// Only those to this destination.
        destination: Option<DestinationId>,
    },
    /// Takes out what was imported.
    TakeOut {
        /// The automations that were new.
        automations: Vec<AutomationId>,
        /// The destinations that were new; those that are used by others meanwhile stay.
        destinations: Vec<DestinationId>,
    },
    /// Puts back what an import replaced.
    PutBack {
        /// Automations as they were.
        automations: Vec<Automation>,
        /// Destinations as they were.
        destinations: Vec<Destination>,
    },
    /// Puts boxes of the map where they were.
    ArrangeMap {
        /// Those that stood elsewhere than by themselves.
        places: Vec<MapPlace>,
    },
}

/// “Heartbeat” was deleted.
pub fn deleted_automations(names: &[&str]) -> String {
    match names {
        [name] => format!("“{name}” was deleted."),
        names => format!("{} automations were deleted.", names.len()),
    }
}

/// “Shop” was deleted.
pub fn deleted_destination(name: &str) -> String {
    format!("“{name}” was deleted.")
}

/// “Heartbeat” was switched off.
pub fn switched_off(names: &[&str]) -> String {
    match names {
        [name] => format!("“{name}” was switched off."),
        names => format!("{} automations were switched off.", names.len()),
    }
}

/// “Heartbeat” was imported.
pub fn imported(names: &[&str], off: bool) -> String {
    match (names, off) {
        ([], _) => "Destinations were imported.".to_owned(),
        ([name], true) => format!("“{name}” was imported. It is off until you switch it on."),
        ([name], false) => format!("“{name}” was imported."),
        (names, true) => format!("{} automations were imported. They are off.", names.len()),
        (names, false) => format!("{} automations were imported.", names.len()),
    }
}

/// “invoice-42.pdf added” is not tried any more.
pub fn stopped(summary: &str) -> String {
    format!("“{summary}” is not tried any more.")
}

/// 12 deliveries are not tried any more.
pub fn stopped_many(count: u64) -> String {
    match count {
        1 => "1 delivery is not tried any more.".to_owned(),
        count => format!("{count} deliveries are not tried any more."),
    }
}

/// The map was rearranged.
pub fn arranged_map(places: &[MapPlace]) -> String {
    match places {
        [] => "The map was tidied up.".to_owned(),
        _ => "The map was rearranged.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_is_called_by_its_name_and_several_are_counted() {
        assert_eq!(deleted_automations(&["Shop"]), "“Shop” was deleted.");
        assert_eq!(
            switched_off(&["a", "b"]),
            "2 automations were switched off."
        );
    }

    #[test]
    fn a_step_reads_what_an_older_version_wrote() {
        let stored = r#"{"type":"switch_on","ids":["atm_00000000000000000000000000000007"]}"#;
        let step: UndoStep = serde_json::from_str(stored).unwrap();
        assert_eq!(serde_json::to_string(&step).unwrap(), stored);
    }
}
