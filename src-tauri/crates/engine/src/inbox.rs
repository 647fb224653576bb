//! The Test inbox: a destination inside the app that shows what it got and if the signature is
//! right, and that can be told to misbehave.

use std::{
    future::pending,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use bytes::Bytes;
use hookloom_core::{
    header,
    id::{DestinationId, InboxRequestId},
    inbox::{InboxAnswer, InboxRequest, PATH, Sender, SignatureCheck, check_signature},
    rotation,
    target::Target,
};
use http::{HeaderMap, Request, StatusCode, request::Parts};
use tokio::time::{sleep, timeout};
use uuid::Uuid;

use crate::{
    catalog::Present,
    change::{Changes, EngineChange},
    clock::Clock,
    listener::{Answer, Refusal, Route, Take, empty, hang_up},
    secrets::{SecretError, SecretStore},
    store::{Store, StoreError},
};

/// How long [`InboxAnswer::Slow`] takes.
const SLOW: Duration = Duration::from_secs(5);
/// How long [`InboxAnswer::Never`] is kept up.
const NEVER: Duration = Duration::from_secs(600);
/// How much of a body is kept, in bytes.
const KEPT_BODY: usize = 64 * 1024;

/// The Test inbox.
pub struct TestInbox {
    destination: DestinationId,
    store: Store,
    secrets: Arc<SecretStore>,
    catalog: Present,
    clock: Clock,
    changes: Changes,
    answer: Mutex<InboxAnswer>,
}

impl TestInbox {
    /// The Test inbox of that destination. The secrets of whoever sends here are asked for when a
    /// request comes.
    pub fn new(
        destination: DestinationId,
        store: Store,
        secrets: Arc<SecretStore>,
        catalog: Present,
        clock: Clock,
        changes: Changes,
    ) -> Arc<Self> {
        Arc::new(Self {
            destination,
            store,
            secrets,
            catalog,
            clock,
            changes,
            answer: Mutex::default(),
        })
    }

    /// How it answers.
    pub fn answer(&self) -> InboxAnswer {
        *self.answer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How it answers from now on.
    pub fn set_answer(&self, answer: InboxAnswer) {
        *self.answer.lock().unwrap_or_else(PoisonError::into_inner) = answer;
    }

    async fn receive(&self, request: Request<Bytes>) -> Result<Answer, StoreError> {
        let (how, began) = (self.answer(), Instant::now());
        let mut received = self.look_at(&request).await;
        let (wait, status) = match how {
            InboxAnswer::Ok => (Duration::ZERO, StatusCode::OK),
            InboxAnswer::Error => (Duration::ZERO, StatusCode::INTERNAL_SERVER_ERROR),
            InboxAnswer::Slow => (SLOW, StatusCode::OK),
            InboxAnswer::Never => {
                self.keep(received).await?;
                // It ends when the caller hangs up.
                let _ = timeout(NEVER, pending::<()>()).await;
                return Ok(empty(StatusCode::GATEWAY_TIMEOUT));
            }
            InboxAnswer::HangUp => {
                self.keep(received).await?;
                return Ok(hang_up());
            }
        };
        if wait > Duration::ZERO {
            self.keep(received.clone()).await?;
            sleep(wait).await;
        }
        received.answered = Some(status.as_u16());
        received.took_ms = u32::try_from(began.elapsed().as_millis()).ok();
        self.keep(received).await?;
        Ok(empty(status))
    }

    async fn look_at(&self, request: &Request<Bytes>) -> InboxRequest {
        let target = request.uri().path_and_query();
        let body = request.body();
        let kept = &body[..body.len().min(KEPT_BODY)];
        InboxRequest {
            id: InboxRequestId::new(Uuid::now_v7()),
            at: self.clock.now(),
            method: request.method().to_string(),
            target: target.map_or_else(String::new, ToString::to_string),
            headers: pairs(request.headers(), shown),
            body: String::from_utf8_lossy(kept).into_owned(),
            size: body.len().try_into().unwrap_or(u64::MAX),
            signature: self.check(request).await,
            answered: None,
            took_ms: None,
        }
    }

    async fn check(&self, request: &Request<Bytes>) -> SignatureCheck {
        let senders = match self.senders().await {
            Ok(senders) => senders,
            Err(error) => {
                let why = format!("It can't be checked. {error}");
                return SignatureCheck::Invalid { why };
            }
        };
        let headers = pairs(request.headers(), |_, value| value.to_owned());
        let now = self.clock.now().unix_seconds();
        check_signature(&senders, &headers, request.body(), now)
    }

    /// Everyone who may send here: the Test inbox's own destination, and others with its address.
    async fn senders(&self) -> Result<Vec<Sender>, SecretError> {
        let catalog = self.catalog.get();
        let own = catalog.destinations.get(&self.destination);
        let base = own.map(|own| own.settings.address.as_str());
        let sends_here = |other: &&Arc<Target>| {
            base.is_some_and(|base| other.settings.address.starts_with(base))
        };
        let (now, mut senders) = (self.clock.now(), Vec::new());
        for destination in catalog.destinations.values().filter(sends_here) {
            let secrets = self.secrets.get(destination.id.into()).await?;
            let rotation = destination.secrets.rotation.as_ref();
            senders.push(Sender {
                signing: destination.settings.signing.clone(),
                keys: rotation::live(&secrets.signing, rotation, now).to_vec(),
                hint: destination.secret_hint.clone(),
            });
        }
        Ok(senders)
    }

    async fn keep(&self, request: InboxRequest) -> Result<(), StoreError> {
        self.store.keep_inbox_request(request).await?;
        self.changes.tell(EngineChange::Inbox);
        Ok(())
    }
}

/// The route that leads to the Test inbox.
impl Route for Arc<TestInbox> {
    fn find(&self, head: &Parts) -> Result<Take, Refusal> {
        let rest = head.uri.path().strip_prefix(PATH);
        if !rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) {
            return Err(Refusal::NotFound);
        }
        let inbox = Self::clone(self);
        Ok(Box::new(move |request| {
            Box::pin(async move {
                inbox.receive(request).await.unwrap_or_else(|error| {
                    tracing::warn!(%error, "the Test inbox could not keep a request");
                    Refusal::Busy { retry_after: 5 }.into()
                })
            })
        }))
    }
}

fn pairs(headers: &HeaderMap, show: fn(&str, &str) -> String) -> Vec<(String, String)> {
    let pairs = headers.iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes());
        (name.to_string(), show(name.as_str(), &value))
    });
    pairs.collect()
}

/// The signature headers are what people look for here, and no secret: they fit this one body.
fn shown(name: &str, value: &str) -> String {
    if name.starts_with("webhook-") || name.contains("signature") || name.contains("hmac") {
        value.to_owned()
    } else {
        header::shown(name, value)
    }
}
