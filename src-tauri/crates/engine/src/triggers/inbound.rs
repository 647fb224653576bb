//! Inbound hooks: a program calls an address of this computer, and the call becomes an event. The
//! caller is answered only when the event is on disk.

mod event;

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use bytes::Bytes;
use futures::future::BoxFuture;
use hookloom_core::{event::EventDraft, id::AutomationId, inbound::InboundTrigger};
use http::{HeaderValue, StatusCode, header, request::Parts};
use tokio::time::timeout;

use crate::{
    clock::Clock,
    intake::Intake,
    listener::{Answer, Refusal, Route, Take, empty},
};

/// What the path of every hook begins with.
pub const PREFIX: &str = "/in/";

/// How long an event may take to be on disk before its caller is told to try again.
const ACCEPT_LIMIT: Duration = Duration::from_secs(10);
/// When a caller is told to try again, in seconds.
const RETRY_AFTER: u32 = 5;

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

/// All inbound hooks that are switched on.
pub struct Inbound {
    accept: Arc<dyn Accept>,
    clock: Clock,
    hooks: RwLock<HashMap<String, Arc<Hook>>>,
}

struct Hook {
    automation: AutomationId,
    settings: InboundTrigger,
}

impl Inbound {
    /// No hooks yet.
    pub fn new(accept: Arc<dyn Accept>, clock: Clock) -> Self {
        Self {
            accept,
            clock,
            hooks: RwLock::default(),
        }
    }

    /// Replaces all hooks: those of the automations that are switched on.
    pub fn set_hooks(&self, hooks: impl IntoIterator<Item = (AutomationId, InboundTrigger)>) {
        let hooks = hooks.into_iter().map(|(automation, settings)| {
            let name = settings.name.clone();
            let hook = Hook {
                automation,
                settings,
            };
            (name, Arc::new(hook))
        });
        let hooks = hooks.collect();
        *self.hooks.write().unwrap_or_else(PoisonError::into_inner) = hooks;
    }

    fn hook(&self, path: &str) -> Option<Arc<Hook>> {
        let name = path.strip_prefix(PREFIX)?;
        let hooks = self.hooks.read().unwrap_or_else(PoisonError::into_inner);
        hooks.get(name).cloned()
    }
}

impl Route for Inbound {
    fn find(&self, head: &Parts) -> Result<Take, Refusal> {
        let hook = self.hook(head.uri.path()).ok_or(Refusal::NotFound)?;
        if !hook.accepts(&head.method) {
            return Err(Refusal::Method(hook.allowed()));
        }
        let (accept, clock) = (Arc::clone(&self.accept), self.clock.clone());
        Ok(Box::new(move |request| {
            let draft = event::draft(&request, hook.automation, &hook.settings.name, clock.now());
            Box::pin(async move {
                match accepted(&*accept, draft).await {
                    Ok(()) => hook.reply(),
                    Err(refusal) => refusal.into(),
                }
            })
        }))
    }
}

async fn accepted(accept: &dyn Accept, draft: EventDraft) -> Result<(), Refusal> {
    let busy = Refusal::Busy {
        retry_after: RETRY_AFTER,
    };
    // On a task of its own: a caller that hangs up must not stop half-way what is being written.
    let accepting = tokio::spawn(accept.accept(draft));
    match timeout(ACCEPT_LIMIT, accepting).await {
        Ok(Ok(Ok(()))) => Ok(()),
        Ok(Ok(Err(NotAccepted::Gone))) => Err(Refusal::NotFound),
        Ok(Ok(Err(NotAccepted::Unavailable(error)))) => {
            tracing::warn!(%error, "an inbound call could not be accepted");
            Err(busy)
        }
        Ok(Err(error)) => {
            tracing::error!(%error, "accepting an inbound call failed");
            Err(busy)
        }
        Err(_) => Err(busy),
    }
}

impl Hook {
    fn accepts(&self, method: &http::Method) -> bool {
        let mut methods = self.settings.methods.iter();
        methods.any(|accepted| accepted.as_str() == method.as_str())
    }

    fn allowed(&self) -> String {
        let methods = self.settings.methods.iter();
        methods
            .map(|method| method.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// The answer that the person chose; nothing of the call is in it.
    fn reply(&self) -> Answer {
        let reply = &self.settings.reply;
        let mut answer = empty(StatusCode::from_u16(reply.status).unwrap_or(StatusCode::ACCEPTED));
        if !reply.body.is_empty() {
            let text = HeaderValue::from_static("text/plain; charset=utf-8");
            answer.headers_mut().insert(header::CONTENT_TYPE, text);
            *answer.body_mut() = Bytes::from(reply.body.clone()).into();
        }
        answer
    }
}
