//! Destinations as lists and forms show them.

use crate::{
    destination::Destination,
    id::AutomationId,
    view::{Offline, Tally},
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A destination and how it is doing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct DestinationRow {
    /// The destination.
    pub destination: Destination,
    /// The automations that send to it.
    pub used_by: Vec<AutomationId>,
    /// How many deliveries wait for it, held ones too.
    #[ts(type = "number")]
    pub waiting: u64,
    /// Set while nothing gets there because this computer, or its way there, is offline.
    pub offline: Option<Offline>,
    /// How many were delivered in the last 24 hours.
    #[ts(type = "number")]
    pub sent_24h: u64,
    /// How many were given up in the last 24 hours.
    #[ts(type = "number")]
    pub failed_24h: u64,
    /// What was sent there on the last seven days of this computer's time zone; the last is today.
    pub days: Vec<Tally>,
    /// The time within which half of what was sent on these days was answered, counted from the
    /// event, in milliseconds; nothing if nothing was sent.
    #[ts(type = "number | null")]
    pub typical_ms: Option<u64>,
}
