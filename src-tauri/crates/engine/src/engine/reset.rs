//! Everything is deleted, and the app begins as new.

use super::Engine;
use crate::{error::EngineError, reset};

impl Engine {
    /// Has everything deleted at the next start, which is to follow at once. From now on nothing is
    /// noticed and nothing is sent; what is under way is cut off.
    ///
    /// # Errors
    /// When the secrets can't be reached, which would stay behind, or it can't be written down.
    /// Then all is as it was.
    pub async fn begin_reset(&self) -> Result<(), EngineError> {
        let _one_at_a_time = self.editing.lock().await;
        self.secrets.check().await?;
        reset::want(&self.data_folder).map_err(|error| {
            EngineError::Refused(format!(
                "Nothing was reset: {} can't be written: {error}.",
                self.data_folder.display()
            ))
        })?;
        self.noticing.stop.cancel();
        self.sending.stop.cancel();
        self.cut_off.cancel();
        Ok(())
    }
}
