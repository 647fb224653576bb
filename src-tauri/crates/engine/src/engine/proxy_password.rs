//! The password for the proxy of the settings.

use hookloom_core::{problem::Problem, secret::Secret, transport::PROXY_PASSWORD};

use super::{Engine, destination_secrets::checked};
use crate::{change::EngineChange, error::EngineError, secrets::Owner};

impl Engine {
    /// Enough of the password to tell it from others, if there is one.
    ///
    /// # Errors
    /// When it can't be read.
    pub async fn proxy_password(&self) -> Result<Option<String>, EngineError> {
        let secrets = self.secrets.get(Owner::Settings).await?;
        Ok(secrets.named.get(PROXY_PASSWORD).map(Secret::hint))
    }

    /// Keeps another password, or forgets it. The next attempt uses it.
    ///
    /// # Errors
    /// When it can't serve or can't be kept.
    pub async fn set_proxy_password(
        &self,
        password: Option<&str>,
    ) -> Result<Option<String>, EngineError> {
        let _one_at_a_time = self.editing.lock().await;
        let mut secrets = (*self.secrets.get(Owner::Settings).await?).clone();
        match password {
            None => {
                secrets.named.remove(PROXY_PASSWORD);
                self.secrets.delete(Owner::Settings).await?;
            }
            Some(text) => {
                let secret = checked(PROXY_PASSWORD, text)
                    .map_err(|message| vec![Problem::new("password", message)])
                    .map_err(EngineError::Invalid)?;
                secrets.named.insert(PROXY_PASSWORD.to_owned(), secret);
                self.secrets.put(Owner::Settings, secrets.clone()).await?;
            }
        }
        // What the old password kept away may go now.
        self.bell.ring();
        self.changes.tell(EngineChange::Settings);
        Ok(secrets.named.get(PROXY_PASSWORD).map(Secret::hint))
    }
}
