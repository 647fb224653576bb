//! The secrets that callers use.

use futures::future::BoxFuture;
use hookloom_core::{id::AutomationId, secret::Secret};

use crate::secrets::SecretStore;

/// Knows the secrets that the callers of an automation use.
pub trait Keys: Send + Sync + 'static {
    /// Those of one automation; none if it has none.
    fn of(&self, automation: AutomationId) -> BoxFuture<'_, Result<Vec<Secret>, String>>;
}

impl Keys for SecretStore {
    fn of(&self, automation: AutomationId) -> BoxFuture<'_, Result<Vec<Secret>, String>> {
        Box::pin(async move {
            let kept = self.get(automation.into()).await;
            kept.map(|kept| kept.signing.clone())
                .map_err(|error| error.to_string())
        })
    }
}
