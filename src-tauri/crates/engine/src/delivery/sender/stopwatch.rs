//! Measures the parts of an attempt that happen deep inside the HTTP client: looking the name up,
//! and making the connection.

use std::{
    cell::Cell,
    future::Future,
    pin::Pin,
    task::{Context, Poll},
    time::{Duration, Instant},
};

use tokio::time::timeout;
use tower::{BoxError, Layer, Service};

use super::{client::CONNECT_TIMEOUT, fault::NotSent};

/// What was measured on the way to the head of an answer.
#[derive(Clone, Copy, Default)]
pub(super) struct Laps {
    /// Looking the name up.
    pub name: Option<Duration>,
    /// Name, connection and TLS together.
    pub connect: Option<Duration>,
}

tokio::task_local! {
    static LAPS: Cell<Laps>;
}

/// Waits for the attempt and gives what was measured meanwhile. The client makes connections while
/// it is waited for; one that it finishes later in the background belongs to no attempt.
pub(super) async fn timing<T>(attempt: impl Future<Output = T>) -> (Laps, T) {
    LAPS.scope(Cell::default(), async {
        let result = attempt.await;
        (LAPS.with(Cell::get), result)
    })
    .await
}

/// Notes something that was measured, if an attempt is waiting for it.
pub(super) fn note(lap: impl FnOnce(&mut Laps)) {
    // Outside of an attempt there is nobody to tell.
    let _ = LAPS.try_with(|laps| {
        let mut measured = laps.get();
        lap(&mut measured);
        laps.set(measured);
    });
}

/// Times each connection that a client makes, and gives up one that takes too long.
#[derive(Clone, Copy)]
pub(super) struct ConnectTimer;

impl<S> Layer<S> for ConnectTimer {
    type Service = Timed<S>;

    fn layer(&self, inner: S) -> Timed<S> {
        Timed(inner)
    }
}

/// A connector that notes how long it takes, and takes no longer than [`CONNECT_TIMEOUT`].
#[derive(Clone)]
pub(super) struct Timed<S>(S);

impl<S, R> Service<R> for Timed<S>
where
    S: Service<R, Error: Into<BoxError>>,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.0.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, request: R) -> Self::Future {
        let started = Instant::now();
        let connecting = timeout(CONNECT_TIMEOUT, self.0.call(request));
        Box::pin(async move {
            let connected = connecting.await.map_err(|_| NotSent::unconnected())?;
            let connected = connected.map_err(Into::into)?;
            note(|laps| laps.connect = Some(started.elapsed()));
            Ok(connected)
        })
    }
}
