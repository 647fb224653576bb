//! Automations as lists and forms show them.

use crate::{
    automation::Automation,
    delivery::StateName,
    id::{AutomationId, DeliveryId, EventId},
    moment::Moment,
    view::Tally,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An automation and how it is doing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct AutomationRow {
    /// The automation.
    pub automation: Automation,
    /// How its trigger is.
    pub trigger: TriggerStatus,
    /// Its newest delivery, if there is one.
    pub last: Option<LastResult>,
    /// What it sent in the last 24 hours, hour by hour; the last hour is the one that is running.
    pub hours: Vec<Tally>,
}

/// How a trigger is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum TriggerStatus {
    /// The automation is off.
    Off {},
    /// It is about to be ready, such as while a large folder is read for the first time.
    Starting {},
    /// It notices what it should.
    Ready {
        /// The next moment of a schedule.
        next_at: Option<Moment>,
        /// The whole address of an inbound hook.
        address: Option<String>,
        /// Something to know that is no fault, such as that a folder is looked at from time to
        /// time because the system cannot report its changes.
        note: Option<String>,
    },
    /// It can't notice anything.
    Broken {
        /// Why, and what to do.
        message: String,
    },
}

/// Where an automation's newest delivery stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LastResult {
    /// Which delivery.
    pub delivery: DeliveryId,
    /// Its state.
    pub state: StateName,
    /// When it came to that state, or for a pending one when it is due.
    pub at: Moment,
    /// The status of its last answer.
    pub status: Option<u16>,
}

/// What *Run now* made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RunResult {
    /// The event.
    pub event: EventId,
    /// Its deliveries, one for each send.
    pub deliveries: Vec<DeliveryId>,
}

/// What became of switching several automations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Switched {
    /// Those that stand now as was wanted.
    pub rows: Vec<AutomationRow>,
    /// Those that could not be turned on.
    pub refused: Vec<NotSwitched>,
}

/// An automation that can't work as it is, so that it was not turned on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NotSwitched {
    /// Which.
    pub id: AutomationId,
    /// Its name.
    pub name: String,
    /// Why, and what to do.
    pub message: String,
}
