//! The way from a call to the database.

use std::sync::Arc;

use futures::future::BoxFuture;
use hookloom_core::event::EventDraft;

use crate::{
    intake::Intake,
    store::{Cursor, InboundCall, StoreError},
};

/// Takes events in.
pub trait Accept: Send + Sync + 'static {
    /// Completes when the event is on disk; also when the same `call` was accepted already.
    fn accept(
        self: Arc<Self>,
        draft: EventDraft,
        call: Option<InboundCall>,
    ) -> BoxFuture<'static, Result<(), NotAccepted>>;
}

/// Why an event was not taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAccepted {
    /// Its automation was switched off or deleted a moment ago.
    Gone,
    /// It does not show that it comes from who may call.
    Disbelieved,
    /// It can't be written at the moment.
    Unavailable(String),
}

impl Accept for Intake {
    fn accept(
        self: Arc<Self>,
        draft: EventDraft,
        call: Option<InboundCall>,
    ) -> BoxFuture<'static, Result<(), NotAccepted>> {
        Box::pin(async move {
            let cursor = call.map(Cursor::Inbound);
            match Intake::accept(&self, vec![draft], cursor).await {
                Err(StoreError::Repeated) => Ok(()),
                Ok(receipts) if receipts.is_empty() => Err(NotAccepted::Gone),
                Ok(_) => Ok(()),
                Err(error) => Err(NotAccepted::Unavailable(error.to_string())),
            }
        })
    }
}
