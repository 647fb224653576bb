//! Not waiting for the next retry.

use hookloom_core::{id::DeliveryId, moment::Moment};
use rusqlite::params;

use super::super::{Store, column::Stored, error::StoreError};

impl Store {
    /// Makes deliveries due that wait for a later moment, and gives which ones did. One that stands
    /// behind another has no time of its own to come.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn hurry(
        &self,
        ids: Vec<DeliveryId>,
        now: Moment,
    ) -> Result<Vec<DeliveryId>, StoreError> {
        self.write(move |connection| {
            let mut hurried = Vec::with_capacity(ids.len());
            let mut statement = connection.prepare_cached(HURRY)?;
            for id in &ids {
                if statement.execute(params![Stored(now), Stored(*id)])? == 1 {
                    hurried.push(*id);
                }
            }
            Ok(hurried)
        })
        .await
    }
}

const HURRY: &str = "
    UPDATE deliveries SET due_at = ?1, hurried = 1
    WHERE id = ?2 AND state = 'pending' AND behind = 0 AND due_at > ?1";
