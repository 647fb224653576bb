//! The settings as they are now, for every part that follows them.

use std::sync::Arc;

use hookloom_core::settings::Settings;
use tokio::sync::watch;

use crate::store::{Store, StoreError};

/// The name under which the store keeps them.
const SETTING: &str = "settings";

/// The settings as they are now. Clones share them. They are replaced after the store has kept a
/// change, never before.
#[derive(Clone, Default)]
pub struct Chosen(watch::Sender<Arc<Settings>>);

impl Chosen {
    /// Starts with what the store remembers; with the defaults at the first start.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn remembered(store: &Store) -> Result<Self, StoreError> {
        let known = store.setting(SETTING).await?.map(serde_json::from_value);
        let settings = known.unwrap_or_else(|| Ok(Settings::default()));
        let settings = settings.unwrap_or_else(|error| {
            tracing::error!(%error, "the settings can't be read; those of a first start count");
            Settings::default()
        });
        Ok(Self(watch::Sender::new(Arc::new(settings))))
    }

    /// The settings as they are now.
    pub fn get(&self) -> Arc<Settings> {
        self.0.borrow().clone()
    }

    /// Every later state of the settings.
    pub fn follow(&self) -> watch::Receiver<Arc<Settings>> {
        self.0.subscribe()
    }

    /// Keeps other settings, and has everyone follow them.
    ///
    /// # Errors
    /// When nothing could be written; then the old ones still count.
    pub async fn replace(&self, store: &Store, settings: Settings) -> Result<(), StoreError> {
        store
            .put_setting(SETTING, serde_json::json!(settings))
            .await?;
        self.0.send_replace(Arc::new(settings));
        Ok(())
    }
}
