//! Who may have secrets: everything that was ever made.

use hookloom_core::id::{AutomationId, DestinationId};

use super::{Store, column::Stored, error::StoreError};

impl Store {
    /// All automations and destinations, with those that were deleted.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn owners(&self) -> Result<(Vec<AutomationId>, Vec<DestinationId>), StoreError> {
        self.read(|connection| {
            let mut automations = connection.prepare("SELECT id FROM automations")?;
            let automations = automations
                .query_map([], |row| row.get(0).map(|Stored(id)| id))?
                .collect::<Result<_, _>>()?;
            let mut destinations = connection.prepare("SELECT id FROM destinations")?;
            let destinations = destinations
                .query_map([], |row| row.get(0).map(|Stored(id)| id))?
                .collect::<Result<_, _>>()?;
            Ok((automations, destinations))
        })
        .await
    }
}
