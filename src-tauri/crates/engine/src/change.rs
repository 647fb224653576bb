//! What the engine tells of itself.

use hookloom_core::{
    id::{AutomationId, DeliveryId, DestinationId},
    notification::Subject,
};
use tokio::sync::broadcast;

/// How many changes are kept for a listener that is slow.
const KEPT: usize = 1024;

/// Something is no longer as it was. Whoever shows it reads it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EngineChange {
    /// An automation, or the state of its trigger.
    Automation(AutomationId),
    /// A destination.
    Destination(DestinationId),
    /// A delivery.
    Delivery(DeliveryId),
    /// A delivery was given up, or arrived and its automation has that told: it, and what there is
    /// to tell.
    Ended(DeliveryId, Subject),
    /// A destination was paused because it no longer wants anything, or nothing but failures came.
    TurnedAway(DestinationId),
    /// An unhealthy destination is well again; what was held for it is sent.
    Recovered(DestinationId),
    /// The Test inbox.
    Inbox,
    /// What can be taken back, and what was deleted.
    Undo,
    /// The settings.
    Settings,
    /// How large the database is, or what is being removed from it.
    Storage,
    /// What concerns the engine as a whole, such as a pause.
    Status,
}

/// Where changes are told.
#[derive(Clone)]
pub struct Changes(broadcast::Sender<EngineChange>);

impl Default for Changes {
    fn default() -> Self {
        Self(broadcast::channel(KEPT).0)
    }
}

impl Changes {
    /// Tells a change to whoever listens.
    pub fn tell(&self, change: EngineChange) {
        // Nobody listening is the usual case and no fault.
        let _ = self.0.send(change);
    }

    /// The changes from now on.
    pub fn listen(&self) -> broadcast::Receiver<EngineChange> {
        self.0.subscribe()
    }
}
