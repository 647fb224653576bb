//! Filters that a person keeps under a name.

use hookloom_core::view::{DeliveryFilter, SavedFilter};
use serde_json::json;

use super::Engine;
use crate::error::EngineError;

/// Under which name they are kept among the settings.
const SETTING: &str = "saved_filters";
/// The most that are kept.
const MOST: usize = 50;
/// The longest name, in characters.
const LONGEST_NAME: usize = 60;

impl Engine {
    /// All saved filters, by name.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn list_saved_filters(&self) -> Result<Vec<SavedFilter>, EngineError> {
        let kept = self.store.setting(SETTING).await?;
        Ok(kept
            .and_then(|kept| serde_json::from_value(kept).ok())
            .unwrap_or_default())
    }

    /// Keeps a filter under a name, in place of the one that has it already.
    ///
    /// # Errors
    /// When there is no name, or too many filters, or nothing could be written.
    pub async fn save_filter(
        &self,
        name: &str,
        filter: DeliveryFilter,
    ) -> Result<Vec<SavedFilter>, EngineError> {
        let _one_at_a_time = self.editing.lock().await;
        let name = name.trim().to_owned();
        let refuse = |message: &str| Err(EngineError::Refused(message.to_owned()));
        if name.is_empty() {
            return refuse("Give this filter a name.");
        }
        if name.chars().count() > LONGEST_NAME {
            return refuse("Use at most 60 characters for the name.");
        }
        let mut filters = self.list_saved_filters().await?;
        filters.retain(|saved| !same(&saved.name, &name));
        if filters.len() >= MOST {
            return refuse("You have 50 saved filters. Delete one first.");
        }
        filters.push(SavedFilter { name, filter });
        filters.sort_by_cached_key(|saved| saved.name.to_lowercase());
        self.keep_filters(filters).await
    }

    /// Forgets a saved filter.
    ///
    /// # Errors
    /// When there is none of that name, or nothing could be written.
    pub async fn delete_saved_filter(&self, name: &str) -> Result<Vec<SavedFilter>, EngineError> {
        let _one_at_a_time = self.editing.lock().await;
        let mut filters = self.list_saved_filters().await?;
        let before = filters.len();
        filters.retain(|saved| !same(&saved.name, name));
        if filters.len() == before {
            let message = format!("There is no saved filter ‘{name}’.");
            return Err(EngineError::NotFound(message));
        }
        self.keep_filters(filters).await
    }

    async fn keep_filters(
        &self,
        filters: Vec<SavedFilter>,
    ) -> Result<Vec<SavedFilter>, EngineError> {
        self.store.put_setting(SETTING, json!(filters)).await?;
        Ok(filters)
    }
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.trim().to_lowercase()
}
