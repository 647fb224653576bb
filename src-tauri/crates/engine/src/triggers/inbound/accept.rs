//! The way from a call to the database.

use futures::future::BoxFuture;
use hookloom_core::event::EventDraft;

use crate::intake::Intake;

/// Takes events in.
pub trait Accept: Send + Sync + 'static {
    /// Completes when the event is on disk.
    fn accept(&self, draft: EventDraft) -> BoxFuture<'static, Result<(), NotAccepted>>;
}

/// Why an event was not taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAccepted {
    /// Its automation was switched off or deleted a moment ago.
    Gone,
    /// It can't be written at the moment.
    Unavailable(String),
}

impl Accept for Intake {
    fn accept(&self, draft: EventDraft) -> BoxFuture<'static, Result<(), NotAccepted>> {
        let intake = self.clone();
        Box::pin(async move {
            match intake.accept(vec![draft], None).await {
                Ok(receipts) if receipts.is_empty() => Err(NotAccepted::Gone),
                Ok(_) => Ok(()),
                Err(error) => Err(NotAccepted::Unavailable(error.to_string())),
            }
        })
    }
}
