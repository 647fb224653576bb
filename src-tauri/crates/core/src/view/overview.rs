//! Everything at a glance, as Home shows it.

use crate::{
    destination::PauseReason,
    health::Probe,
    id::{AutomationId, DeliveryId, DestinationId},
    moment::Moment,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How everything is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Overview {
    /// True once there ever was a delivery.
    pub used: bool,
    /// How many deliveries were sent since midnight.
    #[ts(type = "number")]
    pub sent_today: u64,
    /// How many were sent on the same day of the last week until the same time of day; nothing if
    /// nothing was known of that day.
    #[ts(type = "number | null")]
    pub sent_week_ago: Option<u64>,
    /// How many deliveries are due or wait for their next try.
    #[ts(type = "number")]
    pub waiting: u64,
    /// When the next of them is tried, if none is due now.
    pub next_try: Option<Moment>,
    /// How many deliveries are held.
    #[ts(type = "number")]
    pub held: u64,
    /// How many deliveries were given up in the last 24 hours.
    #[ts(type = "number")]
    pub failed_24h: u64,
    /// The names of the destinations of those, the most affected one first.
    pub failed_to: Vec<String>,
    /// Half of what was sent in the last 24 hours was answered within so many milliseconds after
    /// its event.
    #[ts(type = "number | null")]
    pub typical_ms: Option<u64>,
    /// 19 of 20 were answered within so many milliseconds.
    #[ts(type = "number | null")]
    pub nearly_all_ms: Option<u64>,
    /// What a person should look at, the most pressing first.
    pub attention: Vec<Attention>,
    /// What happens next by itself, in order.
    pub coming: Vec<Coming>,
}

/// Something that a person should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Attention {
    /// Inbound hooks can't be called.
    Unreachable {
        /// Why, and what to do.
        message: String,
    },
    /// An automation is on, but notices nothing.
    Broken {
        /// Which.
        automation: AutomationId,
        /// Its name.
        name: String,
        /// Why, and what to do.
        message: String,
    },
    /// The last delivery to a destination was given up, and none was sent since.
    Failing {
        /// Which destination.
        destination: DestinationId,
        /// Its name.
        name: String,
        /// How many were given up since the last that was sent, in the last seven days.
        #[ts(type = "number")]
        failed: u64,
        /// The last of them.
        delivery: DeliveryId,
        /// The automation that it comes from.
        automation: AutomationId,
        /// What went wrong with it, in one sentence.
        why: String,
        /// The status that it was answered with.
        status: Option<u16>,
        /// True when no request could be made, or its file was missing: the destination is not to
        /// blame, and the automation is to be looked at.
        unmade: bool,
    },
    /// A destination is paused.
    Paused {
        /// Which destination.
        destination: DestinationId,
        /// Its name.
        name: String,
        /// Since when.
        since: Moment,
        /// Who paused it.
        why: PauseReason,
        /// How it is tried again by itself, if it is unhealthy.
        probe: Option<Probe>,
        /// How many deliveries are held for it.
        #[ts(type = "number")]
        held: u64,
    },
    /// Everything is paused, and deliveries are held.
    Held {
        /// How many.
        #[ts(type = "number")]
        held: u64,
        /// When it resumes by itself.
        until: Option<Moment>,
    },
}

/// Something that will happen by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Coming {
    /// A schedule is due.
    Run {
        /// When.
        at: Moment,
        /// Its automation.
        automation: AutomationId,
        /// The automation's name.
        name: String,
    },
    /// What failed at a destination is tried again.
    Retry {
        /// When the first of it is.
        at: Moment,
        /// The destination.
        destination: DestinationId,
        /// The destination's name.
        name: String,
        /// How many deliveries wait for their next try there.
        #[ts(type = "number")]
        deliveries: u64,
    },
    /// A pause of everything ends.
    Resume {
        /// When.
        at: Moment,
    },
}

impl Coming {
    /// When it happens.
    pub fn at(&self) -> Moment {
        match self {
            Self::Run { at, .. } | Self::Retry { at, .. } | Self::Resume { at } => *at,
        }
    }
}

/// What happened while nobody looked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Away {
    /// When the window was last used.
    pub since: Moment,
    /// How many deliveries were sent since.
    #[ts(type = "number")]
    pub sent: u64,
    /// How many were given up since.
    #[ts(type = "number")]
    pub failed: u64,
    /// The names of the destinations of those, the most affected one first.
    pub failed_to: Vec<String>,
}
