//! What the runner tells its clients unasked.

use hookloom_core::id::{AutomationId, DeliveryId, DestinationId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Something that a client may be showing is no longer as it was. The client reads it again: a
/// change is never the truth itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Change {
    /// An automation was made, edited, switched or deleted, or its trigger's state changed.
    Automation {
        /// Which.
        id: AutomationId,
    },
    /// A destination was made, edited, paused, resumed or deleted.
    Destination {
        /// Which.
        id: DestinationId,
    },
    /// A delivery was made or moved on.
    Delivery {
        /// Which.
        id: DeliveryId,
    },
    /// The Test inbox received something, was cleared, or answers differently.
    Inbox {},
    /// Something was done that can be taken back, or it was taken back.
    Undo {},
    /// The settings were changed.
    Settings {},
    /// How large the database is has changed, or what is being removed from it.
    Storage {},
    /// What `status` says has changed.
    Status {},
    /// Changes were left out because this client did not keep up: read everything again.
    Missed {},
    /// The runner ends in order, because a person or the system wants it to. A window that loses
    /// its runner without this starts another.
    Ending {},
    /// The window is asked to come to the front. Only windows get this.
    ShowWindow {
        /// The screen to show, as a hash address such as `#/activity`.
        route: Option<String>,
    },
}
