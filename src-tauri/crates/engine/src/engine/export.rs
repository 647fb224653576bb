//! Deliveries on their way into a file, with credentials masked.

use std::path::Path;

use hookloom_core::{
    export::{csv_head, csv_line},
    id::DeliveryId,
    view::{Chosen, DeliveryCount, ExportFormat, ExportPart},
};

use super::{Engine, bulk::Source};
use crate::{
    error::EngineError,
    saved_file::{Readers, SavedFile},
};

impl Engine {
    /// A piece of an export, from after a delivery on.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn export_deliveries(
        &self,
        chosen: Chosen,
        format: ExportFormat,
        after: Option<DeliveryId>,
    ) -> Result<ExportPart, EngineError> {
        let mut source = Source::new(self, chosen, None)?.after(after);
        let ids = source.next().await?.unwrap_or_default();
        let mut text = match (after, format) {
            (None, ExportFormat::Csv) => csv_head(),
            _ => String::new(),
        };
        let mut count = 0;
        for id in &ids {
            let detail = match self.get_delivery(*id).await {
                Err(EngineError::NotFound(_)) => continue,
                detail => detail?,
            };
            count += 1;
            match format {
                ExportFormat::Csv => text += &csv_line(&detail),
                ExportFormat::JsonLines => {
                    text += &serde_json::to_string(&detail)
                        .map_err(|error| EngineError::Refused(error.to_string()))?;
                    text.push('\n');
                }
            }
        }
        let next = ids.last().copied().filter(|_| source.has_more());
        Ok(ExportPart { text, count, next })
    }

    /// Writes deliveries into a file, which is replaced if it is there. Gives how many.
    ///
    /// # Errors
    /// When the path is not a whole one, the file can't be written, or the database can't be read.
    pub async fn save_deliveries(
        &self,
        chosen: Chosen,
        format: ExportFormat,
        path: &Path,
    ) -> Result<DeliveryCount, EngineError> {
        // What stands in the log is nobody else's business.
        let mut file = SavedFile::begin(path, Readers::Owner).await?;
        let (mut count, mut after) = (0, None);
        loop {
            let part = self
                .export_deliveries(chosen.clone(), format, after)
                .await?;
            file.write(&part.text).await?;
            count += part.count;
            if part.next.is_none() {
                break;
            }
            after = part.next;
        }
        file.finish().await?;
        Ok(DeliveryCount { count, more: false })
    }
}
