//! From what happened to files to accepted events.

use std::sync::Arc;

use hookloom_core::{
    file::{ContentKind, FileChange, FileTrigger, drafts},
    id::AutomationId,
};

use super::super::file::tell;
use crate::{
    clock::Clock,
    intake::{Intake, Receipt},
    store::{Cursor, StoreError},
};

/// Makes events of changes, with the files' content where that goes along, and has them accepted.
#[derive(Clone)]
pub(crate) struct Teller {
    pub(crate) intake: Intake,
    pub(crate) clock: Clock,
}

impl Teller {
    /// Has the events of these changes accepted, together with the trigger's cursor.
    ///
    /// # Errors
    /// When nothing could be written; then nothing was accepted.
    pub(crate) async fn tell(
        &self,
        automation: AutomationId,
        settings: &Arc<FileTrigger>,
        changes: &[FileChange],
        cursor: Option<Cursor>,
    ) -> Result<Vec<Receipt>, StoreError> {
        let now = self.clock.now();
        let told = match settings.content {
            ContentKind::None => tell(changes, settings),
            ContentKind::Text | ContentKind::Base64 => {
                let (settings, changes) = (Arc::clone(settings), changes.to_vec());
                let reading = tokio::task::spawn_blocking(move || tell(&changes, &settings));
                reading.await.map_err(|_| StoreError::Closed)?
            }
        };
        let drafts = drafts(&told, automation, now, &settings.folder, settings.several);
        self.intake.accept(drafts, cursor).await
    }
}
