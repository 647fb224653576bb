//! What is held back at the moment.

use hookloom_core::{delivery::HoldReason, id::DestinationId, moment::Moment};
use serde::{Deserialize, Serialize};
use tokio::sync::{Notify, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::catalog::Present;

/// Everything is held, possibly until some moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// When it ends by itself.
    pub until: Option<Moment>,
    /// Whether events are ignored meanwhile.
    #[serde(default)]
    pub ignore_events: bool,
}

/// Decides if a delivery may be sent.
///
/// Whoever makes a delivery or sends one again holds the reading side from the decision until the state is
/// on disk, and pausing or resuming holds the writing side: so no delivery can become held just
/// after everything held was released.
pub struct Holds {
    pause: RwLock<Option<Pause>>,
    changed: Notify,
    catalog: Present,
}

impl Holds {
    /// Starts with the pause that the store remembers.
    pub fn new(pause: Option<Pause>, catalog: Present) -> Self {
        Self {
            pause: RwLock::new(pause),
            changed: Notify::new(),
            catalog,
        }
    }

    /// Keeps pauses as they are until the guard is dropped.
    pub async fn as_they_are(&self) -> Held<'_> {
        Held {
            pause: self.pause.read().await,
            catalog: &self.catalog,
        }
    }

    /// Waits until nobody decides by the present pauses any more.
    pub async fn change(&self) -> RwLockWriteGuard<'_, Option<Pause>> {
        self.pause.write().await
    }

    /// Tells whoever ends pauses that the one of everything is another now.
    pub fn tell_changed(&self) {
        self.changed.notify_one();
    }

    /// Completes once that was told; what was told before anybody waited is kept.
    pub async fn changed(&self) {
        self.changed.notified().await;
    }
}

/// The pauses, for as long as this is kept.
pub struct Held<'a> {
    pause: RwLockReadGuard<'a, Option<Pause>>,
    catalog: &'a Present,
}

impl Held<'_> {
    /// The pause of everything, if there is one.
    pub fn pause(&self) -> Option<Pause> {
        *self.pause
    }

    /// What keeps back a delivery to that destination.
    pub fn why(&self, destination: DestinationId) -> Option<HoldReason> {
        if self.pause.is_some() {
            return Some(HoldReason::RunnerPaused);
        }
        let catalog = self.catalog.get();
        let paused = catalog
            .destinations
            .get(&destination)
            .is_some_and(|d| d.paused.is_some());
        paused.then_some(HoldReason::DestinationPaused)
    }
}
