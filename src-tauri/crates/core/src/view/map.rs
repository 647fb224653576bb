//! What the map shows beside automations and destinations.

use crate::id::{AutomationId, DestinationId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What goes from automations to destinations, and where boxes were put by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Map {
    /// One for each automation and destination that it sends to.
    pub routes: Vec<MapRoute>,
    /// The boxes that were moved.
    pub places: Vec<MapPlace>,
}

/// What goes from an automation to a destination.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MapRoute {
    /// From where.
    pub automation: AutomationId,
    /// Where to.
    pub destination: DestinationId,
    /// How it is.
    pub health: RouteHealth,
    /// How many deliveries were sent in the last 24 hours.
    #[ts(type = "number")]
    pub sent: u64,
    /// How many were given up.
    #[ts(type = "number")]
    pub failed: u64,
    /// How many wait for their next try.
    #[ts(type = "number")]
    pub retrying: u64,
    /// How many are held.
    #[ts(type = "number")]
    pub held: u64,
}

/// How a way is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RouteHealth {
    /// Nothing went this way in the last 24 hours.
    Quiet,
    /// What went this way arrived.
    Healthy,
    /// Something failed and is tried again.
    Retrying,
    /// The last was given up.
    Failing,
    /// Deliveries are held, or the destination is paused.
    Held,
}

/// Where a box was put.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MapPlace {
    /// Which box: the id of a destination or of an automation, or `trigger:` and the latter.
    pub of: String,
    /// Its left edge.
    pub x: i32,
    /// Its upper edge.
    pub y: i32,
}
