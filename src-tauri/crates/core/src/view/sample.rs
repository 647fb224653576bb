//! Events to try settings on.

use crate::{
    event::{Event, EventKind},
    id::{AutomationId, EventId},
    moment::Moment,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

/// Which event settings are tried on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum SampleSource {
    /// One that happened.
    Recorded {
        /// The automation it belongs to.
        automation: AutomationId,
        /// Its id.
        event: EventId,
    },
    /// One as the trigger would have it.
    MadeUp {},
    /// One whose data a person wrote.
    Edited {
        /// What is made out to have happened.
        kind: EventKind,
        /// Its data.
        #[ts(type = "Record<string, unknown>")]
        data: Map<String, Value>,
    },
}

/// An event that happened and can be tried on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SampleChoice {
    /// The automation it belongs to.
    pub automation: AutomationId,
    /// Its name.
    pub automation_name: String,
    /// The event.
    pub event: EventId,
    /// What kind of thing happened.
    pub kind: EventKind,
    /// When it happened.
    pub at: Moment,
    /// What happened, in one line.
    pub summary: String,
}

/// An event to try settings on, with what it offers to them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Sample {
    /// The event.
    pub event: Event,
    /// The fields that conditions and templates can name.
    pub fields: Vec<SampleField>,
}

/// A field of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SampleField {
    /// Its dotted path, as conditions name it.
    pub path: String,
    /// The same as templates and expressions write it.
    pub written: String,
    /// Its value as text, shortened; nothing when this event lacks it.
    pub value: Option<String>,
}
