//! Deliveries as the log shows them.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    attempt::Attempt,
    delivery::{DeliveryState, StateName},
    event::{Event, EventKind},
    id::{AutomationId, DeliveryId, DestinationId},
    moment::Moment,
    request::Request,
};

/// A delivery as one line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct DeliveryRow {
    /// Its id.
    pub id: DeliveryId,
    /// Where it stands.
    pub state: DeliveryState,
    /// The automation that sends.
    pub automation: AutomationId,
    /// Its name, also when it was deleted since.
    pub automation_name: String,
    /// Where it goes.
    pub destination: DestinationId,
    /// Its name, also when it was deleted since.
    pub destination_name: String,
    /// What kind of thing happened.
    pub kind: EventKind,
    /// What happened, in one line.
    pub summary: String,
    /// When the event was accepted.
    pub created_at: Moment,
    /// How many attempts there were.
    pub attempts: u32,
    /// The status of the last answer.
    pub last_status: Option<u16>,
    /// How long the last attempt took, in milliseconds.
    pub took_ms: Option<u32>,
    /// True when a person sent it again.
    pub resent: bool,
    /// True when a person tried settings out.
    pub test: bool,
    /// The delivery whose event is sent once more here, with the settings of this later time.
    pub copy_of: Option<DeliveryId>,
    /// True while it waits for an earlier one of the same key, whatever its own time is.
    pub behind: bool,
}

/// What a pending delivery waits for, beside its time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "for", rename_all = "snake_case")]
pub enum Waits {
    /// For an earlier one, because both have the same key.
    Earlier {
        /// The one that is to go first.
        delivery: DeliveryId,
        /// What both have in common.
        key: String,
    },
    /// Its automation sends no more than so many a minute.
    AutomationLimit {
        /// How many.
        per_minute: u32,
        /// When it may go.
        until: Moment,
    },
    /// Its destination gets no more than so many a minute.
    DestinationLimit {
        /// How many.
        per_minute: u32,
        /// When the next may go.
        until: Moment,
    },
}

/// A delivery with all that is known of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct DeliveryDetail {
    /// The delivery.
    pub row: DeliveryRow,
    /// How it stands and what comes next, in one sentence.
    pub sentence: String,
    /// What happened.
    pub event: Event,
    /// What is sent, with credentials masked; nothing when there was nothing to send.
    pub request: Option<Request>,
    /// Every attempt, oldest first.
    pub attempts: Vec<Attempt>,
    /// The numbers of the attempts that got through: their answers count as success.
    pub successes: Vec<u32>,
    /// How many attempts its retry rule allows.
    pub attempts_allowed: u32,
    /// When it is tried if every attempt fails at once, the next first; empty while nothing is to be
    /// tried by itself.
    pub tries: Vec<Moment>,
    /// What the condition said when the event came; nothing when there is no condition now, or it
    /// was another one then.
    pub condition: Option<String>,
    /// The address that the destination should have from now on, because it says that it moved.
    pub moved_to: Option<String>,
    /// What it waits for, beside its time.
    pub waits: Option<Waits>,
    /// From this moment on it is of no use any more, and is not sent.
    pub useless_at: Option<Moment>,
}

/// Which deliveries a list holds. Nothing set means all of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct DeliveryFilter {
    /// Only these states; empty means any.
    pub states: Vec<StateName>,
    /// Only of this automation.
    pub automation: Option<AutomationId>,
    /// Only to this destination.
    pub destination: Option<DestinationId>,
    /// Only of the last so many seconds.
    pub last_seconds: Option<u32>,
    /// Only from this moment on.
    pub since: Option<Moment>,
    /// Only from before this moment.
    pub until: Option<Moment>,
    /// What becomes of those by which a person tried settings out.
    pub tests: Tests,
    /// Only with all of these words in names, addresses, errors, contents or answers; or the one
    /// with this id.
    pub search: String,
}

/// What becomes of tests in a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Tests {
    /// They are among the others.
    #[default]
    All,
    /// They alone are in it.
    Only,
    /// They are not in it.
    None,
}

impl DeliveryFilter {
    /// The first moment that it lets through, if there is one.
    pub fn from(&self, now: Moment) -> Option<Moment> {
        let last = self
            .last_seconds
            .map(|seconds| now.minus(Duration::from_secs(seconds.into())));
        self.since.max(last)
    }
}

/// Where in the log a page begins. Nothing set means at the newest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageStart {
    /// After this delivery, with the next older one.
    pub after: Option<DeliveryId>,
    /// Before this delivery: the page ends with the next newer one.
    pub before: Option<DeliveryId>,
    /// So many are left out first.
    pub skip: u32,
}

/// A part of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct DeliveryPage {
    /// The deliveries, newest first.
    pub rows: Vec<DeliveryRow>,
    /// How many there are in all under the same filter, as far as they were counted.
    #[ts(type = "number")]
    pub total: u64,
    /// True when counting was stopped there, because there are very many.
    pub more: bool,
    /// How many deliveries the search does not know yet; it reads them in a quiet moment.
    #[ts(type = "number")]
    pub unread: u64,
}

/// A filter that a person keeps under a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SavedFilter {
    /// Its name.
    pub name: String,
    /// What it lets through.
    #[serde(default)]
    pub filter: DeliveryFilter,
}
