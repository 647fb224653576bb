//! Sends one request once and says how it went. It stores nothing and tries nothing again.

mod answer;
mod client;
mod fault;
pub mod network;
mod resolver;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use hookloom_core::{
    attempt::{Fault, Outcome, Phases},
    id::DeliveryId,
    moment::Moment,
    request::Request,
    secret::Secret,
    signing::{Message, Signing, sign},
};
use http::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Response, Url};
use tokio::time::timeout_at;

use client::Clients;
use fault::NotSent;
use network::{Network, SystemNetwork};

/// What the app calls itself.
pub const USER_AGENT: &str = concat!("Hookloom/", env!("CARGO_PKG_VERSION"));

/// One attempt: what came of it, and how long its parts took.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    /// How long each part took.
    pub phases: Phases,
    /// How it ended.
    pub outcome: Outcome,
}

/// Sends requests over connections that are kept open between them.
///
/// Dropping a [`Sender::send`] half-way closes its connection: what comes late can never be taken
/// for the answer to another request.
pub struct Sender {
    clients: Clients,
    network: Arc<dyn Network>,
}

impl Default for Sender {
    fn default() -> Self {
        Self::over(Arc::new(SystemNetwork))
    }
}

impl Sender {
    /// A sender that asks `network` for addresses.
    pub fn over(network: Arc<dyn Network>) -> Self {
        Self {
            clients: Clients::new(network.clone()),
            network,
        }
    }

    /// Sends `request` as the delivery's attempt at `now`, signed with every one of `keys`.
    ///
    /// The request's time limit covers all of it: name, connection, TLS, head and body. Once the
    /// whole head is there, the destination has answered, whatever becomes of the body.
    pub async fn send(
        &self,
        delivery: DeliveryId,
        request: &Request,
        signing: &Signing,
        keys: &[Secret],
        now: Moment,
    ) -> Sent {
        let started = Instant::now();
        let limit = Duration::from_secs(request.timeout_seconds.into());
        let deadline = tokio::time::Instant::now() + limit;
        let head = timeout_at(deadline, self.head(delivery, request, signing, keys, now)).await;
        let waited = started.elapsed();
        let outcome = match head {
            Ok(Ok(response)) => Outcome::Answered(answer::read(response, deadline).await),
            Ok(Err(not_sent)) => not_sent.into(),
            Err(_) => NotSent::timed_out(request.timeout_seconds).into(),
        };
        let phases = phases(waited, started.elapsed());
        Sent { phases, outcome }
    }

    async fn head(
        &self,
        delivery: DeliveryId,
        request: &Request,
        signing: &Signing,
        keys: &[Secret],
        now: Moment,
    ) -> Result<Response, NotSent> {
        let url = address(&request.url)?;
        let method = reqwest::Method::from_bytes(request.method.as_str().as_bytes());
        let method = method.map_err(|_| NotSent::unsendable("its method isn't one of HTTP's"))?;
        let headers = headers(delivery, request, signing, keys, now)?;
        let client = self.clients.reaching(&url).await?;
        let sending = unsent(&client, method, url, headers, request).send();
        sending
            .await
            .map_err(|error| fault::classify(&error, &*self.network))
    }
}

fn unsent(
    client: &Client,
    method: reqwest::Method,
    url: Url,
    headers: HeaderMap,
    request: &Request,
) -> reqwest::RequestBuilder {
    let unsent = client.request(method, url).headers(headers);
    match &request.body {
        Some(body) => unsent.body(body.clone()),
        None => unsent,
    }
}

/// The address, if it may be called. Names are judged where they are looked up; an address in
/// figures is never looked up, so it is judged here.
fn address(text: &str) -> Result<Url, NotSent> {
    let url = Url::parse(text).map_err(|error| NotSent::refused(format!("‘{text}’: {error}")))?;
    if !matches!(url.scheme(), "http" | "https") {
        let why = format!("‘{text}’ begins neither with http:// nor with https://.");
        return Err(NotSent::refused(why));
    }
    match url.host() {
        Some(url::Host::Ipv4(ip)) => resolver::judge(ip.into())?,
        Some(url::Host::Ipv6(ip)) => resolver::judge(ip.into())?,
        Some(url::Host::Domain(_)) | None => {}
    }
    Ok(url)
}

/// The request's own headers, then what belongs to the attempt, which nothing can replace.
fn headers(
    delivery: DeliveryId,
    request: &Request,
    signing: &Signing,
    keys: &[Secret],
    now: Moment,
) -> Result<HeaderMap, NotSent> {
    if keys.is_empty() && *signing != (Signing::None {}) {
        return Err(NotSent::new(
            Fault::Secret,
            "There is no secret to sign with.",
        ));
    }
    let mut headers = HeaderMap::with_capacity(request.headers.len() + 4);
    for (name, value) in &request.headers {
        headers.append(header_name(name)?, header_value(name, value)?);
    }
    headers.insert("accept-encoding", HeaderValue::from_static("identity"));
    let body = request.body.as_deref().unwrap_or_default().as_bytes();
    let id = delivery.to_string();
    let message = Message {
        id: &id,
        timestamp: now.unix_seconds(),
        body,
    };
    for (name, value) in sign(signing, keys, message) {
        headers.insert(header_name(&name)?, header_value(&name, &value)?);
    }
    Ok(headers)
}

fn header_name(name: &str) -> Result<HeaderName, NotSent> {
    name.parse()
        .map_err(|_| NotSent::unsendable(format!("‘{name}’ can't be the name of a header")))
}

fn header_value(name: &str, value: &str) -> Result<HeaderValue, NotSent> {
    HeaderValue::from_str(value).map_err(|_| {
        NotSent::unsendable(format!(
            "the header ‘{name}’ has characters that can't be sent"
        ))
    })
}

fn phases(waited: Duration, total: Duration) -> Phases {
    let millis = |time: Duration| u32::try_from(time.as_millis()).unwrap_or(u32::MAX);
    Phases {
        wait_ms: millis(waited),
        read_ms: millis(total.saturating_sub(waited)),
        total_ms: millis(total),
    }
}
