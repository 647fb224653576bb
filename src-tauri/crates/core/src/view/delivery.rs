//! Deliveries as the log shows them.

use crate::{
    attempt::Attempt,
    delivery::{DeliveryState, StateName},
    event::{Event, EventKind},
    id::{AutomationId, DeliveryId, DestinationId},
    moment::Moment,
    request::Request,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
    /// What is sent; nothing when there was nothing to send.
    pub request: Option<Request>,
    /// Every attempt, oldest first.
    pub attempts: Vec<Attempt>,
    /// How many attempts its retry rule allows.
    pub attempts_allowed: u32,
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
}

/// A part of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct DeliveryPage {
    /// The deliveries, newest first.
    pub rows: Vec<DeliveryRow>,
    /// How many there are in all under the same filter.
    #[ts(type = "number")]
    pub total: u64,
}
