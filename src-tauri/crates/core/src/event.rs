//! Something that happened on this computer.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::{
    id::{AutomationId, EventId},
    moment::Moment,
};

/// What kind of thing happened. The text form is the `type` of the standard body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub enum EventKind {
    /// A file is there that was not.
    #[serde(rename = "file.added")]
    FileAdded,
    /// A file's content changed.
    #[serde(rename = "file.changed")]
    FileChanged,
    /// A file has another name or folder.
    #[serde(rename = "file.renamed")]
    FileRenamed,
    /// A file is gone.
    #[serde(rename = "file.deleted")]
    FileDeleted,
    /// A moment of a schedule came.
    #[serde(rename = "schedule.due")]
    ScheduleDue,
    /// An inbound hook was called.
    #[serde(rename = "inbound.received")]
    InboundReceived,
    /// A person pressed *Run now*.
    #[serde(rename = "manual.run")]
    ManualRun,
}

impl EventKind {
    /// Every kind, in the order of their documentation.
    pub const ALL: [Self; 7] = [
        Self::FileAdded,
        Self::FileChanged,
        Self::FileRenamed,
        Self::FileDeleted,
        Self::ScheduleDue,
        Self::InboundReceived,
        Self::ManualRun,
    ];

    /// The kind as it stands in bodies, database and log.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FileAdded => "file.added",
            Self::FileChanged => "file.changed",
            Self::FileRenamed => "file.renamed",
            Self::FileDeleted => "file.deleted",
            Self::ScheduleDue => "schedule.due",
            Self::InboundReceived => "inbound.received",
            Self::ManualRun => "manual.run",
        }
    }

    /// The kind of that text, if it is one.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// An event before it has an id: what a trigger hands to intake.
#[derive(Clone, Debug, PartialEq)]
pub struct EventDraft {
    /// The automation whose trigger noticed it.
    pub automation: AutomationId,
    /// What happened.
    pub kind: EventKind,
    /// When it happened.
    pub at: Moment,
    /// One line for lists, such as `invoice-42.pdf added`.
    pub summary: String,
    /// Its data: what templates see under the trigger's root, and the standard body as `data`.
    pub data: Map<String, Value>,
    /// The bytes of an inbound call as they came, before any parsing.
    pub raw: Option<Vec<u8>>,
}

/// Something that happened, as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// The automation it belongs to.
    pub automation: AutomationId,
    /// What happened.
    pub kind: EventKind,
    /// When it happened.
    pub at: Moment,
    /// One line for lists.
    pub summary: String,
    /// Its data.
    #[ts(type = "Record<string, unknown>")]
    pub data: Map<String, Value>,
}
