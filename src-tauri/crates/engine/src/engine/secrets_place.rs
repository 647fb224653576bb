//! Where secrets are kept.

use super::Engine;
use crate::{change::EngineChange, error::EngineError};

impl Engine {
    /// Moves the secrets from the encrypted file into the system's key store.
    ///
    /// # Errors
    /// When there is no key store that works, or a person asked for the file. Then they stay.
    pub async fn move_secrets(&self) -> Result<(), EngineError> {
        let _one_at_a_time = self.editing.lock().await;
        let moved = self.secrets.move_to_key_store().await;
        moved.map_err(|error| EngineError::Refused(error.to_string()))?;
        self.changes.tell(EngineChange::Status);
        Ok(())
    }
}
