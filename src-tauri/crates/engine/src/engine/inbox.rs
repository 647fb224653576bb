//! The Test inbox, as clients use it.

use hookloom_core::{inbox::InboxAnswer, view::Inbox};

use super::{Engine, TEST_INBOX};
use crate::{change::EngineChange, error::EngineError};

impl Engine {
    /// What the Test inbox received, newest first, and how it answers.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn get_inbox(&self) -> Result<Inbox, EngineError> {
        let requests = self.store.inbox_requests().await?;
        Ok(Inbox {
            address: self.inbox_address(),
            answer: self.inbox.answer(),
            requests,
        })
    }

    /// Forgets what the Test inbox received.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn clear_inbox(&self) -> Result<(), EngineError> {
        self.store.clear_inbox().await?;
        self.changes.tell(EngineChange::Inbox);
        Ok(())
    }

    /// Tells the Test inbox how to answer, until the runner ends.
    pub fn answer_inbox(&self, answer: InboxAnswer) {
        self.inbox.set_answer(answer);
        self.changes.tell(EngineChange::Inbox);
    }

    fn inbox_address(&self) -> Option<String> {
        let catalog = self.catalog.get();
        catalog
            .destinations
            .get(&TEST_INBOX)
            .map(|inbox| inbox.settings.address.clone())
    }
}
