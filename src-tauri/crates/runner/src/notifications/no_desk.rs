//! Where nothing is known of how the desktop is told.

use tokio::sync::mpsc;

use super::{Act, Shown};

/// A desktop that is told nothing.
pub struct Desk;

impl Desk {
    /// Nobody will ever act on anything.
    pub fn new(_acts: mpsc::UnboundedSender<Act>) -> Self {
        Self
    }

    /// Writes down what the desktop would have been told.
    pub async fn show(&mut self, shown: Shown) {
        tracing::info!(title = shown.title, "the desktop is not told");
    }
}
