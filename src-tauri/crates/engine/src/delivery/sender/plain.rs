//! Requests to plain addresses with nothing in between. They go out over the client that reqwest
//! itself is built on: what reqwest adds (redirects, second tries, proxies) is switched off here
//! anyway, and would cost each of them as much again.

use std::{
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use http::{HeaderValue, Request, Response, header};
use hyper_util::{
    client::legacy::{
        self, Error,
        connect::{HttpConnector, dns},
    },
    rt::{TokioExecutor, TokioTimer},
};
use reqwest::{
    Body,
    dns::{Resolve, Resolving},
};
use tower::{BoxError, Layer, Service};

use super::{
    USER_AGENT,
    client::{IDLE_PER_HOST, IDLE_TIMEOUT},
    resolver::Resolver,
    stopwatch::{ConnectTimer, Timed},
};

/// How often the system asks a connection without work whether it still stands, and how long it
/// waits for what was sent to be acknowledged: as reqwest has it.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
const UNACKNOWLEDGED: Duration = Duration::from_secs(30);

/// A client for `http://`.
#[derive(Clone)]
pub(super) struct Plain(legacy::Client<Timed<HttpConnector<Names>>, Body>);

impl Plain {
    pub(super) fn new(resolver: Arc<Resolver>) -> Self {
        let mut connector = HttpConnector::new_with_resolver(Names(resolver));
        connector.set_nodelay(true);
        connector.set_keepalive(Some(KEEP_ALIVE));
        connector.set_keepalive_interval(Some(KEEP_ALIVE));
        connector.set_keepalive_retries(Some(3));
        #[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
        connector.set_tcp_user_timeout(Some(UNACKNOWLEDGED));
        let client = legacy::Client::builder(TokioExecutor::new())
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE_TIMEOUT)
            .pool_max_idle_per_host(IDLE_PER_HOST)
            .build(ConnectTimer.layer(connector));
        Self(client)
    }

    /// Sends a request. It says as much of the sender as other requests do.
    pub(super) async fn send(&self, mut request: Request<Body>) -> Result<Response<Body>, Error> {
        let headers = request.headers_mut();
        let usual = [(header::USER_AGENT, USER_AGENT), (header::ACCEPT, "*/*")];
        for (name, value) in usual {
            headers
                .entry(name)
                .or_insert(HeaderValue::from_static(value));
        }
        Ok(self.0.request(request).await?.map(Body::wrap))
    }
}

/// The resolver, as this client asks it.
#[derive(Clone)]
struct Names(Arc<Resolver>);

impl Service<dns::Name> for Names {
    type Response = reqwest::dns::Addrs;
    type Error = BoxError;
    type Future = Resolving;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: dns::Name) -> Resolving {
        match name.as_str().parse() {
            Ok(name) => self.0.resolve(name),
            Err(error) => Box::pin(async move { Err(error.into()) }),
        }
    }
}
