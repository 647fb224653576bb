//! What was deleted and can still be had back.

use crate::{
    automation::AutomationSettings,
    destination::DestinationSettings,
    id::{AutomationId, DestinationId},
    moment::Moment,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Everything that was deleted in the last 30 days, newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct RecentlyDeleted {
    /// The automations.
    pub automations: Vec<DeletedAutomation>,
    /// The destinations, whose secrets are kept as long.
    pub destinations: Vec<DeletedDestination>,
}

/// A deleted automation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct DeletedAutomation {
    /// Its id, which it gets back.
    pub id: AutomationId,
    /// Its settings.
    pub settings: AutomationSettings,
    /// When it was deleted.
    pub deleted_at: Moment,
    /// When it is forgotten for good.
    pub kept_until: Moment,
}

/// A deleted destination.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct DeletedDestination {
    /// Its id, which it gets back.
    pub id: DestinationId,
    /// Its settings.
    pub settings: DestinationSettings,
    /// The end of its signing secret, when it had one.
    pub secret_hint: Option<String>,
    /// When it was deleted.
    pub deleted_at: Moment,
    /// When it is forgotten for good, together with its secret.
    pub kept_until: Moment,
}
