//! Reads a request's body within its limits.

use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::body::{Body as _, Incoming};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use super::{answer::Refusal, limits::Limits};

/// A body, and its place among the large ones if it is one. The place is free again once the
/// request was answered, so that large bodies wait for each other and not for memory.
pub(super) struct Body {
    pub(super) bytes: Bytes,
    _place: Option<OwnedSemaphorePermit>,
}

/// Reads the body: within the time, up to the limit by what is announced and by what comes.
pub(super) async fn read(
    body: Incoming,
    limits: &Limits,
    large_bodies: &Arc<Semaphore>,
) -> Result<Body, Refusal> {
    let reading = collect(body, limits, large_bodies);
    let read = timeout(limits.body_time, reading).await;
    read.map_err(|_| Refusal::TooSlow)?
}

async fn collect(
    mut body: Incoming,
    limits: &Limits,
    large_bodies: &Arc<Semaphore>,
) -> Result<Body, Refusal> {
    let mut place = None;
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    let mut bytes = BytesMut::with_capacity(announced.min(limits.large_body));
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Refusal::Broken)?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        let length = bytes.len() + data.len();
        if length > limits.body {
            return Err(Refusal::TooLarge);
        }
        if length > limits.large_body && place.is_none() {
            let free = Arc::clone(large_bodies).acquire_owned().await;
            place = Some(free.map_err(|_| Refusal::Busy { retry_after: 1 })?);
        }
        bytes.extend_from_slice(&data);
    }
    Ok(Body {
        bytes: bytes.freeze(),
        _place: place,
    })
}
