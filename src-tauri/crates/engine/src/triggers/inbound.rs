//! Inbound hooks: a program calls an address of this computer, and the call becomes an event. The
//! caller is answered only when the event is on disk.

mod accept;
mod desk;
mod event;
mod keys;
mod network;
mod to_its_end;

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use bytes::Bytes;
use hookloom_core::{id::AutomationId, inbound::InboundTrigger};
use http::{HeaderValue, StatusCode, header, request::Parts};

use crate::{
    clock::Clock,
    listener::{Answer, Refusal, Route, Take, empty},
};

use desk::Desk;

pub use accept::{Accept, NotAccepted};
pub use keys::Keys;
pub(crate) use network::{NetworkListeners, Reachable};

/// What the path of every hook begins with.
pub const PREFIX: &str = "/in/";

/// All inbound hooks that are switched on.
pub struct Inbound {
    desk: Arc<Desk>,
    hooks: RwLock<HashMap<String, Arc<Hook>>>,
}

struct Hook {
    automation: AutomationId,
    settings: InboundTrigger,
}

impl Inbound {
    /// No hooks yet.
    pub fn new(accept: Arc<dyn Accept>, keys: Arc<dyn Keys>, clock: Clock) -> Self {
        Self {
            desk: Arc::new(Desk::new(accept, keys, clock)),
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
        self.take(head, hook)
    }
}

impl Inbound {
    /// What takes a call from another computer: only a hook that wants such calls.
    fn find_for_network(&self, head: &Parts) -> Result<Take, Refusal> {
        let hook = self.hook(head.uri.path());
        let hook = hook.filter(|hook| hook.settings.is_open_to_network());
        self.take(head, hook.ok_or(Refusal::NotFound)?)
    }

    fn take(&self, head: &Parts, hook: Arc<Hook>) -> Result<Take, Refusal> {
        if !hook.accepts(&head.method) {
            return Err(Refusal::Method(hook.allowed()));
        }
        let desk = Arc::clone(&self.desk);
        Ok(Box::new(move |request| {
            Box::pin(async move {
                match desk.take(request, Arc::clone(&hook)).await {
                    Ok(()) => hook.reply(),
                    Err(refusal) => refusal.into(),
                }
            })
        }))
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
