//! Turns calls into events, no more of them at once than memory has room for.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use bytes::Bytes;
use futures::FutureExt;
use hookloom_core::moment::Moment;
use http::Request;
use tokio::{sync::Semaphore, time::timeout};

use super::{
    Hook,
    accept::{Accept, NotAccepted},
    event,
    keys::Keys,
    to_its_end::ToItsEnd,
};
use crate::{clock::Clock, listener::Refusal, store::InboundCall};

/// How many KiB of bodies are worked on at once; what is beyond that waits. JSON that was taken
/// apart can need forty times the room of its text.
const ROOM: u32 = 4 * 1024;
/// How long all of it may take before the caller is told to try again.
const LIMIT: Duration = Duration::from_secs(10);
/// When a caller is told to try again, in seconds.
const RETRY_AFTER: u32 = 5;

/// How long a call is remembered, so that the same one is not taken twice. Well over the time for
/// which its signature holds, before and after.
const REMEMBERED: Duration = Duration::from_secs(15 * 60);

/// Where calls are taken in.
pub(super) struct Desk {
    accept: Arc<dyn Accept>,
    keys: Arc<dyn Keys>,
    clock: Clock,
    room: Arc<Semaphore>,
}

impl Desk {
    pub(super) fn new(accept: Arc<dyn Accept>, keys: Arc<dyn Keys>, clock: Clock) -> Self {
        let room = Arc::new(Semaphore::new(ROOM as usize));
        Self {
            accept,
            keys,
            clock,
            room,
        }
    }

    /// Takes a call in. When this succeeds, its event is on disk.
    pub(super) async fn take(
        &self,
        request: Request<Bytes>,
        hook: Arc<Hook>,
    ) -> Result<(), Refusal> {
        match timeout(LIMIT, self.take_in_time(request, hook)).await {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(NotAccepted::Gone)) => return Err(Refusal::NotFound),
            Ok(Err(NotAccepted::Disbelieved)) => return Err(Refusal::Unauthorized),
            Ok(Err(NotAccepted::Unavailable(error))) => {
                tracing::warn!(%error, "an inbound call could not be accepted");
            }
            Err(_) => tracing::warn!("an inbound call could not be accepted in time"),
        }
        Err(Refusal::Busy {
            retry_after: RETRY_AFTER,
        })
    }

    async fn take_in_time(
        &self,
        request: Request<Bytes>,
        hook: Arc<Hook>,
    ) -> Result<(), NotAccepted> {
        let room = Arc::clone(&self.room).acquire_many_owned(size(&request));
        let room = room.await.map_err(unavailable)?;
        let (accept, now) = (Arc::clone(&self.accept), self.clock.now());
        let call = self.believe(&request, &hook, now).await?;
        // A caller that hangs up must not stop half-way what is being written. It keeps the room
        // to its end, so there are never more of them than fit.
        let accepting = AssertUnwindSafe(async move {
            let draft = event::draft(&request, hook.automation, &hook.settings, now);
            let accepted = accept.accept(draft, call).await;
            drop(room);
            accepted
        });
        // Also after a fault of ours the caller hears that it is to try again.
        let accepted = ToItsEnd::new(accepting.catch_unwind()).await;
        accepted.unwrap_or_else(|_| Err(unavailable("there was a fault on the way")))
    }
}

impl Desk {
    /// Checks that a call comes from who may call, and says what tells it apart from others. Why
    /// it is not believed goes to our own log alone; the caller hears the same for every reason.
    async fn believe(
        &self,
        request: &Request<Bytes>,
        hook: &Hook,
        now: Moment,
    ) -> Result<Option<InboundCall>, NotAccepted> {
        let check = &hook.settings.check;
        if !check.needs_secret() {
            return Ok(None);
        }
        let automation = hook.automation;
        let keys = self.keys.of(automation).await.map_err(unavailable)?;
        let (headers, body) = (headers(request), request.body());
        let believed = check.verify(&headers, body, &keys, now.unix_seconds());
        believed.map_err(|error| {
            tracing::info!(%automation, %error, "an inbound call was not believed");
            NotAccepted::Disbelieved
        })?;
        Ok(check.call_id(&headers, body).map(|call| InboundCall {
            automation,
            call,
            until: now.plus(REMEMBERED),
        }))
    }
}

fn headers(request: &Request<Bytes>) -> Vec<(String, String)> {
    let headers = request.headers().iter();
    headers
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), value)
        })
        .collect()
}

/// In KiB, rounded up; the smallest call takes some room, too.
fn size(request: &Request<Bytes>) -> u32 {
    let kib = request.body().len() / 1024 + 1;
    u32::try_from(kib).unwrap_or(ROOM).min(ROOM)
}

fn unavailable(error: impl std::fmt::Display) -> NotAccepted {
    NotAccepted::Unavailable(error.to_string())
}
