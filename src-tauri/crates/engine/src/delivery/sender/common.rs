//! What counts for every destination that says nothing else, read anew for each attempt.

use std::sync::Arc;

use hookloom_core::{
    attempt::Fault,
    secret::Secret,
    settings::{SendingSettings, Settings},
    transport::{PROXY_PASSWORD, Proxy},
};

use super::{fault::NotSent, way::Way};
use crate::{
    secrets::{Owner, SecretStore},
    settings::Chosen,
};

/// The settings, and the secrets that belong to them.
#[derive(Clone)]
pub(crate) struct Common {
    pub(crate) chosen: Chosen,
    pub(crate) secrets: Arc<SecretStore>,
}

impl Common {
    /// The settings as they are now.
    pub(super) fn settings(&self) -> Arc<Settings> {
        self.chosen.get()
    }

    /// The password for the proxy of the settings, if this way may lead through it.
    pub(super) async fn password(
        &self,
        way: &Way<'_>,
        sending: &SendingSettings,
    ) -> Result<Option<Secret>, NotSent> {
        match &sending.proxy {
            Proxy::Explicit(proxy) if way.transport.proxy.is_none() && !proxy.user.is_empty() => {
                let secrets = self.secrets.get(Owner::Settings).await.map_err(|error| {
                    let message = format!("The password for the proxy can't be read: {error}");
                    NotSent::new(Fault::Secret, message)
                })?;
                Ok(secrets.named.get(PROXY_PASSWORD).cloned())
            }
            _ => Ok(None),
        }
    }
}
